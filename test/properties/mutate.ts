// `npm run mutate`: breaks the mapping, ordering and quoting on purpose, one place at a time in a copy of the tree, and
// tells which test notices. A mutation that no test notices is a hole in the tests; one that does not apply is stale;
// a test that fails without it notices nothing.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutation } from './mutation.ts';
import { MUTATIONS } from './mutations.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = ['src', 'test', 'fixtures', 'templates', 'package.json', 'tsconfig.json'];
const LIMIT_MS = 5 * 60_000;

const wanted = process.argv.slice(2);
const tree = mkdtempSync(join(tmpdir(), 'regrant-mutate-'));
const soundness = new Map<string, boolean>();
let [passed, failed] = [0, 0];
try {
  const isOurs = (path: string) => !/[\\/]conformance[\\/](bin|obj)([\\/]|$)/.test(path);
  for (const name of COPIED) {
    cpSync(join(ROOT, name), join(tree, name), { recursive: true, filter: isOurs });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'), 'junction');
  for (const mutation of MUTATIONS) {
    if (wanted.length > 0 && !wanted.some((text) => mutation.what.includes(text))) continue;
    const { verdict, test } = tried(mutation);
    if (verdict === 'caught') passed += 1;
    else failed += 1;
    console.log(
      `${verdict.padEnd(8)}  ${mutation.what} (${mutation.file})${test === undefined ? '' : `: ${test}`}`,
    );
  }
} finally {
  rmSync(tree, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

interface Trial {
  readonly verdict: 'caught' | 'SURVIVED' | 'STALE' | 'UNSOUND';
  /** The test that failed. */
  readonly test?: string;
}

/** Applies a mutation, runs its tests, takes it back. */
function tried({ file, from, to, tests }: Mutation): Trial {
  const path = join(tree, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) return { verdict: 'STALE' };
  const unsound = tests.find((test) => !isSound(test));
  if (unsound !== undefined) return { verdict: 'UNSOUND', test: unsound };
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    const test = tests.find(fails);
    return test === undefined ? { verdict: 'SURVIVED' } : { verdict: 'caught', test };
  } finally {
    writeFileSync(path, text);
  }
}

/** Whether a test passes as long as nothing is broken. */
function isSound(test: string): boolean {
  const known = soundness.get(test);
  if (known !== undefined) return known;
  const passes = !fails(test);
  soundness.set(test, passes);
  return passes;
}

/** Runs a test file, or the cases of `cases:a b`. */
function fails(test: string): boolean {
  const cases = test.startsWith('cases:') ? test.slice('cases:'.length).trim().split(' ') : undefined;
  const file = cases === undefined ? test : 'test/cases/update-cases.ts';
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', file, ...(cases ?? [])], {
    cwd: tree,
    timeout: LIMIT_MS,
    stdio: 'ignore',
  });
  return status !== 0;
}
