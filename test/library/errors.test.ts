// Every error that leaves the library is a RegrantError with its cause: of a signal, of a limit, of the caller's own code.
import {
  applyScript,
  captureServer,
  openTediousDriver,
  planChanges,
  planFor,
  planScript,
  proveScript,
  RegrantError,
  readScript,
  runDrill,
  type Snapshot,
  scriptSnapshot,
  splitScript,
  verifyServer,
} from '../../src/index.ts';
import { withEmbedded } from '../capture/test-server.ts';
import { failureOf, targetOf, withServer } from '../connect/target-of.ts';
import { settledWorld } from '../prove/world.ts';
import type { EngineEvent } from '../server/contract.ts';
import { fakeEngine } from '../server/fake-engine.ts';
import { assert, suite } from '../suite.ts';

const boom = new TypeError('boom');
const explode = (): never => {
  throw boom;
};

const noticing = (): readonly EngineEvent[] => [
  { event: 'info', number: 0, severity: 0, state: 1, line: 1, message: 'hello' },
  { event: 'done' },
];

async function* failing(): AsyncGenerator<string> {
  yield 'GRANT SELECT ON dbo.t TO a\n';
  throw boom;
}

async function* hanging(): AsyncGenerator<string> {
  yield 'GRANT SELECT ON dbo.t TO a\n';
  await new Promise(() => {});
}

/** The error that all others of the chain were made of. */
function firstCause(error: unknown): unknown {
  return error instanceof Error && error.cause !== undefined ? firstCause(error.cause) : error;
}

const untyped = (value: unknown) => value as never;
const here = { host: 'localhost' };

/** A target of which one thing is wrong, given to the driver. */
const opening = async (wrong: object) =>
  openTediousDriver(
    untyped({ address: here, authentication: { type: 'sql', user: 'a', password: 'b' }, ...wrong }),
  );

/** Calls of which one option is wrong, with its name. */
const laterOnes = (world: Snapshot): readonly (readonly [string, Promise<unknown>])[] => [
  ['unsupported', (async () => planScript(world, untyped({ unsupported: 'drop' })))()],
  ['allow', (async () => planChanges(world, world, untyped({ allow: ['all'] })))()],
  ['anyServer', planFor(untyped({}), world, untyped({ anyServer: 'yes' }))],
  ['inventory', verifyServer(untyped({}), world, untyped({ inventory: 1 }))],
  ['from', runDrill(world, untyped({ from: 'nowhere' }))],
  ['address', opening({ address: undefined })],
  ['address.host', opening({ address: {} })],
  ['address.port', opening({ address: { host: 'a', port: 70_000 } })],
  ['authentication.password', opening({ authentication: { type: 'sql', user: 'a' } })],
  ['authentication.type', opening({ authentication: { type: 'windows' } })],
  ['encryption', opening({ encryption: 'none' })],
  ['packetSize', opening({ packetSize: 0 })],
  ['limits.row', opening({ limits: { row: -1 } })],
  ['retry.attempts', opening({ retry: { attempts: 0 } })],
];

suite('errors of the library', (test) => {
  const world = settledWorld();
  const given = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { signal });
  const reads = [
    [
      'readScript',
      (source: AsyncIterable<string>, signal?: AbortSignal) => readScript(source, given(signal)),
    ],
    [
      'proveScript',
      (source: AsyncIterable<string>, signal?: AbortSignal) => proveScript(source, world, given(signal)),
    ],
  ] as const;

  for (const [name, read] of reads) {
    test(`${name}: a signal, a limit, and a source that throws`, async () => {
      const reason = new Error('enough');
      const cancelled = await failureOf(read(failing(), AbortSignal.abort(reason)));
      assert.is(cancelled.code, 'cancelled');
      assert.is(cancelled.cause, reason);
      const late = await failureOf(read(hanging(), AbortSignal.timeout(30)));
      assert.is(late.code, 'timed-out');
      assert.is((late.cause as Error).name, 'TimeoutError');
      const broken = await failureOf(read(failing()));
      assert.is(broken.code, 'bad-option');
      assert.is(broken.cause, boom);
      assert.match(broken.fact, 'boom');
    });
  }

  test('a reason that is one of ours is thrown as it is', async () => {
    const reason = new RegrantError({ code: 'plan-outdated', fact: 'Why not.', remedy: 'So.' });
    assert.is(await failureOf(readScript(failing(), { signal: AbortSignal.abort(reason) })), reason);
  });

  test('listeners that throw end the work, which is told as theirs', () =>
    withEmbedded('SMDB01', {}, async (server) => {
      const driver = server.driver();
      const captured = await failureOf(captureServer(driver, { progress: explode }));
      assert.is(captured.code, 'bad-option');
      assert.is(captured.cause, boom);
      const script = splitScript('one.sql', 'SELECT 1\nGO\n');
      for (const options of [{ progress: explode }, { before: explode }]) {
        const applied = await failureOf(
          applyScript(driver, script, { ...options, choices: { allowForeign: true } }),
        );
        assert.is(applied.code, 'bad-option');
        assert.is(firstCause(applied), boom);
      }
    }));

  test('a listener of notices that throws ends the batch, and the session lives on', () =>
    withServer({ engine: fakeEngine({ answers: { PRINT: noticing } }) }, async (server) => {
      const session = await openTediousDriver(targetOf(server), { onNotice: explode }).open();
      const run = async (batch: string) => {
        for await (const set of session.run(batch)) for await (const _ of set.rows);
      };
      assert.is((await failureOf(run('PRINT'))).cause, boom);
      await run('one');
      await session.close();
    }));

  test('bad options are all told at once, before anything is done', async () => {
    const error = await failureOf(
      captureServer(untyped({ open: explode }), untyped({ passwords: 'plain', parallel: 0, progress: 7 })),
    );
    assert.is(error.code, 'bad-option');
    for (const name of ['passwords', 'parallel', 'progress']) assert.match(error.fact, `“${name}” must be`);
    const others: readonly (readonly [string, Promise<unknown>])[] = [
      ['signal', readScript('', untyped({ signal: 'now' }))],
      ['targetVersion', proveScript('', world, untyped({ targetVersion: 2013 }))],
      ['newline', scriptSnapshot(world, untyped({ newline: 'cr' }))],
      ['timeoutMs', applyScript(untyped({}), untyped({}), untyped({ timeoutMs: Number.NaN }))],
      ['options', readScript('', untyped(null))],
    ];
    for (const [name, work] of [...others, ...laterOnes(world)]) {
      const one = await failureOf(work);
      assert.is(one.code, 'bad-option', name);
      assert.match(one.fact, name);
    }
  });
});
