// Batches over a real socket: result sets, back-pressure, limits, cancelling, losses, retries. Whatever cuts a batch
// short, the session is usable afterwards.
import type { ResultSet, Row, Session } from '../../src/connect/driver.ts';
import { serverErrorNumber } from '../../src/connect/server-error.ts';
import type { ServerTarget } from '../../src/connect/server-target.ts';
import { openTediousDriver, type TediousDriverOptions } from '../../src/connect/tedious/tedious-driver.ts';
import type { Column, EngineEvent, Value } from '../server/contract.ts';
import { type FakeAnswer, fakeEngine } from '../server/fake-engine.ts';
import type { RunningServer } from '../server/start.ts';
import { assert, suite } from '../suite.ts';
import { failureOf, targetOf, until, withServer } from './target-of.ts';

const NUMBERS: readonly Column[] = [
  { name: 'n', type: { kind: 'int' } },
  { name: 'text', type: { kind: 'nvarchar', length: 200 } },
];
const TEXT = 'x'.repeat(150);

/** `count` rows in events of 100, made as they are pulled; `made` counts them. */
function* numbers(count: number, made = { rows: 0 }): Generator<EngineEvent> {
  yield { event: 'columns', columns: NUMBERS };
  for (let n = 0; n < count; n += 100) {
    const rows = Array.from({ length: Math.min(100, count - n) }, (_, i): Value[] => [n + i, TEXT]);
    made.rows += rows.length;
    yield { event: 'rows', rows };
  }
  yield { event: 'done', rowCount: count };
}

const BROKEN: EngineEvent = {
  event: 'error',
  number: 208,
  severity: 16,
  state: 1,
  line: 7,
  message: "Invalid object name 'sys.nothing'.",
};

const ANSWERS: Readonly<Record<string, FakeAnswer>> = {
  one: () => numbers(1),
  many: () => numbers(2345),
  endless: () => numbers(50_000_000),
  three: function* () {
    yield* numbers(700);
    yield* numbers(0);
    yield* numbers(3);
  },
  values: () => [
    {
      event: 'columns',
      columns: [
        { name: 'bit', type: { kind: 'bit' } },
        { name: 'int', type: { kind: 'int' } },
        { name: 'bigint', type: { kind: 'bigint' } },
        { name: 'name', type: { kind: 'nvarchar', length: 128 } },
        { name: 'name', type: { kind: 'varbinary', length: 'max' } },
        { name: '', type: { kind: 'uniqueidentifier' } },
        { name: 'when', type: { kind: 'datetime' } },
        { name: 'nothing', type: { kind: 'int' } },
      ],
    },
    {
      event: 'rows',
      rows: [
        [
          true,
          -7,
          9007199254740993n,
          'Ünï 😀]',
          Uint8Array.of(1, 5, 0),
          '0F8FAD5B-D9CB-469F-A165-70867728950E',
          new Date('2024-02-29T12:34:56.000Z'),
          null,
        ],
      ],
    },
    { event: 'done', rowCount: 1 },
  ],
  broken: function* () {
    yield* numbers(3);
    yield BROKEN;
    yield { ...BROKEN, number: 1750, message: 'See previous errors.' };
    yield { event: 'done' };
  },
  says: () => [
    { event: 'info', number: 0, severity: 0, state: 1, line: 1, message: 'hello' },
    { event: 'done' },
  ],
};

interface Setup {
  readonly server: RunningServer;
  readonly session: Session;
}

async function withSession(
  body: (setup: Setup) => Promise<void>,
  more: Partial<ServerTarget> = {},
  options: TediousDriverOptions = {},
  answers: Readonly<Record<string, FakeAnswer>> = {},
): Promise<void> {
  await withServer({ engine: fakeEngine({ answers: { ...ANSWERS, ...answers } }) }, async (server) => {
    const session = await openTediousDriver(targetOf(server, more), options).open();
    server.reset();
    try {
      await body({ server, session });
    } finally {
      await session.close();
    }
  });
}

async function readAll(
  sets: AsyncIterable<ResultSet>,
): Promise<{ columns: readonly string[]; rows: Row[] }[]> {
  const read: { columns: readonly string[]; rows: Row[] }[] = [];
  for await (const { columns, rows } of sets) {
    const all: Row[] = [];
    read.push({ columns, rows: all });
    for await (const some of rows) all.push(...some);
  }
  return read;
}

async function works(session: Session): Promise<void> {
  const [set] = await readAll(session.run('one', { timeoutMs: 5000 }));
  assert.equal(set?.rows, [[0, TEXT]]);
}

suite('tedious session', (test) => {
  test('reads values as the interface says', () =>
    withSession(async ({ session }) => {
      const [set] = await readAll(session.run('values'));
      assert.equal(set?.columns, ['bit', 'int', 'bigint', 'name', 'name', '', 'when', 'nothing']);
      const row = set?.rows[0] ?? [];
      assert.equal(row.slice(0, 4), [true, -7, '9007199254740993', 'Ünï 😀]']);
      assert.instance(row[4], Uint8Array);
      assert.equal([...(row[4] as Uint8Array)], [1, 5, 0]);
      assert.is(row[5], '0F8FAD5B-D9CB-469F-A165-70867728950E');
      assert.is((row[6] as Date).toISOString(), '2024-02-29T12:34:56.000Z');
      assert.is(row[7], null);
    }));

  test('gives rows in arrays of 500, in order, all of them', () =>
    withSession(async ({ session }) => {
      for await (const { rows } of session.run('many')) {
        const sizes: number[] = [];
        let next = 0;
        for await (const some of rows) {
          sizes.push(some.length);
          for (const [n] of some) assert.is(n, next++);
        }
        assert.equal(sizes, [500, 500, 500, 500, 345]);
      }
    }));

  test('gives several result sets of a batch, empty ones too', () =>
    withSession(async ({ server, session }) => {
      const sets = await readAll(session.run('three'));
      assert.equal(
        sets.map(({ rows }) => rows.length),
        [700, 0, 3],
      );
      assert.equal(await readAll(session.run('nothing to give')), []);
      assert.is(server.roundTrips, 2);
    }));

  test('passes over the rows of a result set that is not read', () =>
    withSession(async ({ session }) => {
      const counts: number[] = [];
      for await (const { rows } of session.run('three')) {
        for await (const some of rows) {
          counts.push(some.length);
          break;
        }
      }
      assert.equal(counts, [500, 3]);
      for await (const _ of session.run('three'));
      await works(session);
    }));

  test('holds the server back while nobody pulls', () => {
    const made = { rows: 0 };
    const answers = { counted: () => numbers(1_000_000, made) };
    return withSession(
      async ({ session }) => {
        for await (const { rows } of session.run('counted')) {
          for await (const _ of rows) {
            await new Promise((resolve) => setTimeout(resolve, 700));
            const before = made.rows;
            await new Promise((resolve) => setTimeout(resolve, 300));
            assert.is(made.rows, before, 'the engine is not asked for more');
            assert.ok(made.rows < 500_000, `${made.rows} rows were made for the first 500`);
            break;
          }
          break;
        }
        await works(session);
      },
      {},
      {},
      answers,
    );
  });

  test('cancels a batch whose iteration is left', () =>
    withSession(async ({ server, session }) => {
      for await (const { rows } of session.run('endless')) {
        for await (const some of rows) {
          assert.is(some.length, 500);
          break;
        }
        break;
      }
      await works(session);
      assert.is(server.attentions, 1);
    }));

  test('counts the time to the last row, and stays usable', () =>
    withSession(async ({ server, session }) => {
      const started = Date.now();
      const error = await failureOf(readAll(session.run('endless', { timeoutMs: 400 })));
      assert.is(error.code, 'timed-out');
      assert.match(error.fact, '400 ms');
      assert.ok(Date.now() - started < 30_000);
      await works(session);
      assert.is(server.attentions, 1);
    }));

  test('counts the time of a reader that does not pull', () =>
    withSession(async ({ session }) => {
      const reading = async () => {
        for await (const { rows } of session.run('endless', { timeoutMs: 200 })) {
          for await (const _ of rows) await new Promise((resolve) => setTimeout(resolve, 300));
        }
      };
      assert.is((await failureOf(reading())).code, 'timed-out');
      await works(session);
    }));

  test('ends in time when the server keeps its first word back', () =>
    withSession(async ({ server, session }) => {
      server.faults.delayMs = 1500;
      const started = Date.now();
      assert.is((await failureOf(readAll(session.run('one', { timeoutMs: 200 })))).code, 'timed-out');
      assert.ok(Date.now() - started < 1000);
      delete server.faults.delayMs;
      await works(session);
    }));

  test('is cancelled while it waits, while it streams, and before it starts', () =>
    withSession(async ({ server, session }) => {
      server.faults.delayMs = 1000;
      const waiting = readAll(session.run('one', { signal: AbortSignal.timeout(100) }));
      assert.is((await failureOf(waiting)).code, 'timed-out');
      delete server.faults.delayMs;
      const streaming = readAll(session.run('endless', { signal: AbortSignal.timeout(200) }));
      assert.is((await failureOf(streaming)).code, 'timed-out');
      server.reset();
      const late = readAll(session.run('one', { signal: AbortSignal.abort() }));
      assert.is((await failureOf(late)).code, 'cancelled');
      assert.is(server.roundTrips, 0);
      await works(session);
    }));

  test('throws the error of the server after the rows before it', () =>
    withSession(async ({ session }) => {
      const rows: Row[] = [];
      const reading = async () => {
        for await (const set of session.run('broken')) for await (const some of set.rows) rows.push(...some);
      };
      const error = await failureOf(reading());
      assert.is(rows.length, 3);
      assert.is(error.code, 'query-failed');
      assert.match(error.fact, "error 208, severity 16, state 1, line 7: Invalid object name 'sys.nothing'.");
      assert.match(error.fact, '1 further error followed');
      assert.is(serverErrorNumber(error), 208);
      await works(session);
    }));

  test('hands on informational messages', async () => {
    const notices: string[] = [];
    await withSession(
      async ({ session }) => {
        await readAll(session.run('says'));
      },
      {},
      { onNotice: ({ message }) => notices.push(message) },
    );
    assert.ok(notices.includes('hello'));
  });

  test('tells that the connection was lost, before and after rows', () =>
    withSession(async ({ server, session }) => {
      server.faults.dropAfterBytes = 200_000;
      const error = await failureOf(readAll(session.run('endless', { idempotent: true })));
      assert.is(error.code, 'connection-lost');
      server.reset();
      const after = await failureOf(readAll(session.run('one')));
      assert.is(after.code, 'connection-lost');
      assert.is(server.roundTrips, 0);
    }));

  test('runs a batch that only reads again after a transient error, but no other', () =>
    withSession(async ({ server, session }) => {
      const deadlock = { number: 1205, severity: 13, state: 51, line: 1, message: 'deadlock victim' };
      server.faults.errorOnBatch = { batch: 1, error: deadlock };
      const [set] = await readAll(session.run('one', { idempotent: true }));
      assert.is(set?.rows.length, 1);
      assert.is(server.roundTrips, 2);
      server.reset();
      server.faults.errorOnBatch = { batch: 1, error: deadlock };
      const error = await failureOf(readAll(session.run('one')));
      assert.is(serverErrorNumber(error), 1205);
      assert.is(server.roundTrips, 1);
      server.reset();
      server.faults.errorOnBatch = { batch: 1, error: { ...deadlock, number: 208 } };
      await failureOf(readAll(session.run('one', { idempotent: true })));
      assert.is(server.roundTrips, 1, '208 does not pass');
    }));

  test('opens a lost connection again for a batch that only reads, in the database it was in', () =>
    withSession(async ({ server, session }) => {
      await readAll(session.run('USE [ServiceManager]'));
      server.reset();
      server.faults.dropOnBatch = 1;
      const [set] = await readAll(session.run('one', { idempotent: true }));
      assert.is(set?.rows.length, 1);
      assert.is(server.logins[0]?.database, 'ServiceManager');
      assert.is(server.connections, 1);
    }));

  test('takes one batch at a time', () =>
    withSession(async ({ session }) => {
      const first = session.run('many')[Symbol.asyncIterator]();
      await first.next();
      assert.is((await failureOf(readAll(session.run('one')))).code, 'internal');
      await first.return?.();
      await works(session);
    }));

  test('does not give rows of a result set that was passed', () =>
    withSession(async ({ session }) => {
      const sets = session.run('three')[Symbol.asyncIterator]();
      const first = await sets.next();
      await sets.next();
      const late = async () => {
        for await (const _ of (first.value as ResultSet).rows);
      };
      assert.is((await failureOf(late())).code, 'internal');
      await sets.return?.();
    }));

  test('sends nothing by itself but settings', () =>
    withServer({}, async (server) => {
      const session = await openTediousDriver(targetOf(server)).open();
      await session.close();
      assert.is(server.batches.length, 1);
      for (const line of (server.batches[0]?.text ?? '').split('\n'))
        assert.match(line, /^set [a-z_ ]+\d*$/i);
    }));

  test('closes, twice if need be, and under a batch', () =>
    withSession(async ({ server, session }) => {
      const reading = readAll(session.run('endless'));
      await new Promise((resolve) => setTimeout(resolve, 100));
      await session.close();
      await session.close();
      assert.is((await failureOf(reading)).code, 'connection-lost');
      await until(() => server.connections === 0);
    }));
});
