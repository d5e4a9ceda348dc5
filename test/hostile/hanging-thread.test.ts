// A driver that does not come back, whatever made it: its thread is ended, its server fails, the others go on.
import { openLocalDriver } from '../../src/connect/tedious/local-driver.ts';
import { RemoteDriver } from '../../src/connect/tedious/remote-driver.ts';
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import { ThreadPool } from '../../src/connect/tedious/thread-pool.ts';
import { failureOf, targetOf, withServer } from '../connect/target-of.ts';
import { assert, suite } from '../suite.ts';
import { fuzzWire } from './fuzz-wire.ts';

const WATCH = { silenceMs: 600, graceMs: 200 };

/** A thread that says it opened whatever is asked, and then does `onRun`. */
function poolOf(onRun: string): ThreadPool {
  const source = `
    const { parentPort } = require('node:worker_threads');
    parentPort.on('message', (order) => {
      if (order.do === 'open') parentPort.postMessage({ is: 'opened', id: order.id });
      if (order.do === 'ping') parentPort.postMessage({ is: 'pong' });
      if (order.do === 'run') { ${onRun} }
    });`;
  return new ThreadPool(
    new URL(
      `data:text/javascript,import{createRequire}from'module';const require=createRequire('file:///');${encodeURIComponent(source)}`,
    ),
    WATCH,
  );
}

async function ask(driver: RemoteDriver, options = {}): Promise<void> {
  const session = await driver.open();
  for await (const _ of session.run('SELECT 1', options));
}

const target = {
  address: { host: 'hangs.test' },
  authentication: { type: 'sql', user: 'a', password: 'b' },
} as const;

suite('hostile: a thread that hangs', (test) => {
  test('an endless loop is ended, with an error of that server', async () => {
    const driver = new RemoteDriver(target, {}, poolOf('for (;;);'));
    const error = await failureOf(ask(driver));
    assert.is(error.code, 'bad-answer');
    assert.match(error.fact, 'hangs.test');
    assert.match(error.fact, 'without an end');
  });

  test('a limit that ran out is told at once, and the loop is ended behind it', async () => {
    const driver = new RemoteDriver(target, {}, poolOf('for (;;);'));
    const error = await failureOf(ask(driver, { timeoutMs: 50 }));
    assert.is(error.code, 'timed-out');
    await new Promise((resolve) => setTimeout(resolve, 500));
    // The next session has a thread of its own, which hangs as well: the first one is gone.
    assert.is((await failureOf(ask(driver, { timeoutMs: 50 }))).code, 'timed-out');
  });

  test('what is thrown where nobody catches it, and an exit, end in an error of that server', async () => {
    for (const fault of ["setImmediate(() => { throw new Error('stray'); });", 'process.exit(1);']) {
      const error = await failureOf(ask(new RemoteDriver(target, {}, poolOf(fault))));
      assert.is(error.code, 'bad-answer');
      assert.match(error.fact, 'hangs.test');
    }
  });

  test('others go on while one hangs', () =>
    withServer({}, async (server) => {
      const hanging = failureOf(ask(new RemoteDriver(target, {}, poolOf('for (;;);'))));
      const session = await openTediousDriver(targetOf(server)).open();
      await session.close();
      assert.is((await hanging).code, 'bad-answer');
    }));

  test('wrong answers by chance do no harm in the thread of the program either', async () => {
    const { failures } = await fuzzWire(100, 7, openLocalDriver);
    assert.equal(failures, []);
  });
});
