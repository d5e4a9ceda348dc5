// The one way to define tests. uvu passes when a suite is never run or a pattern matches nothing, so a suite
// is defined and run in one call, each test has a time limit, and the runner counts what really ran.
import { suite as uvuSuite } from 'uvu';
import * as assert from 'uvu/assert';

export { assert };

/** Longest a single test may take, in milliseconds. */
const LIMIT_MS = 600_000;

type Body = () => void | Promise<void>;
type Define = (name: string, body: Body) => void;

/** Defines a suite and runs it: `suite('quote', (test) => { test('doubles ]', () => …) })`. */
export function suite(name: string, define: (test: Define) => void): void {
  const tests = uvuSuite(name);
  let count = 0;
  define((title, body) => {
    count += 1;
    tests(title, () => limited(title, body));
  });
  if (count === 0) throw new Error(`The suite ${name} defines no test.`);
  tests.run();
}

async function limited(title: string, body: Body): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${title}: no end after ${LIMIT_MS} ms`)), LIMIT_MS);
  });
  try {
    await Promise.race([Promise.resolve().then(body), limit]);
  } finally {
    clearTimeout(timer);
  }
}
