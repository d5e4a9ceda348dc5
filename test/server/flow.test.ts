import { setTimeout as sleep } from 'node:timers/promises';
import type { Request } from 'tedious';
import { until } from '../connect/target-of.ts';
import { assert, suite } from '../suite.ts';
import type { Column, EngineEvent, Faults } from './contract.ts';
import { type FakeAnswer, fakeEngine } from './fake-engine.ts';
import { type RunningServer, startServer } from './start.ts';
import { ask, connect, hangUp } from './tedious-client.ts';

const WIDE = 'w'.repeat(500);
const COLUMNS: readonly Column[] = [
  { name: 'n', type: { kind: 'int' } },
  { name: 'w', type: { kind: 'nvarchar', length: 1000 } },
];

/** How far the engine was pulled, and whether it was told to stop. */
interface Pulled {
  rows: number;
  closed: boolean;
}

function endless(pulled: Pulled): FakeAnswer {
  return function* () {
    try {
      yield { event: 'columns', columns: COLUMNS };
      for (;;) {
        pulled.rows += 10;
        yield { event: 'rows', rows: Array.from({ length: 10 }, (_, row) => [pulled.rows + row, WIDE]) };
      }
    } finally {
      pulled.closed = true;
    }
  };
}

/** Waits as WAITFOR does: a promise that nobody but the attention ends. */
async function* stuck(): AsyncGenerator<EngineEvent> {
  yield { event: 'columns', columns: COLUMNS };
  await new Promise(() => {});
}

function* thousand(): Generator<EngineEvent> {
  yield { event: 'columns', columns: COLUMNS };
  for (let row = 0; row < 1000; row += 1) yield { event: 'rows', rows: [[row, WIDE]] };
  yield { event: 'done', rowCount: 1000 };
}

async function withServer(
  body: (server: RunningServer, pulled: Pulled) => Promise<void>,
  faults?: Faults,
): Promise<void> {
  const pulled: Pulled = { rows: 0, closed: false };
  const answers = { endless: endless(pulled), stuck, thousand };
  const server = await startServer({ engine: fakeEngine({ answers }), ...(faults ? { faults } : {}) });
  try {
    await body(server, pulled);
    assert.equal(server.failures, []);
  } finally {
    await server.close();
  }
}

/** Milliseconds that something took. */
async function timed(body: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await body();
  return performance.now() - started;
}

suite('test server: flow', (test) => {
  for (const encrypt of [false, true, 'strict'] as const) {
    test(`a cancel amid the rows leaves the connection usable (encrypt ${encrypt})`, async () => {
      await withServer(async (server, pulled) => {
        const connection = await connect(server, { options: { encrypt, requestTimeout: 60_000 } });
        for (let turn = 1; turn <= 3; turn += 1) {
          const { error, sets } = await ask(connection, 'endless', {
            started: (request) => request.on('row', () => request.cancel()),
          });
          assert.is((error as Error & { code?: string })?.code, 'ECANCEL');
          assert.ok((sets[0]?.rows.length ?? 0) >= 1);
          assert.is(pulled.closed, true);
          assert.is((await ask(connection, 'thousand')).sets[0]?.rows.length, 1000);
        }
        assert.is(server.attentions, 3);
        await hangUp(connection);
      });
    });
  }

  test('a cancel while the engine waits, and one while the server delays', async () => {
    await withServer(async (server) => {
      const connection = await connect(server);
      const cancelSoon = (request: Request): void => void setTimeout(() => request.cancel(), 50);
      assert.match(
        (await ask(connection, 'stuck', { started: cancelSoon })).error?.message ?? '',
        /Canceled/,
      );
      server.faults.delayMs = 60_000;
      assert.match(
        (await ask(connection, 'thousand', { started: cancelSoon })).error?.message ?? '',
        /Canceled/,
      );
      delete server.faults.delayMs;
      assert.is((await ask(connection, 'thousand')).rowCount, 1000);
      await hangUp(connection);
    });
  });

  for (const encrypt of [false, true] as const) {
    test(`a reader that pauses holds the engine (encrypt ${encrypt})`, async () => {
      await withServer(async (server, pulled) => {
        const connection = await connect(server, { options: { encrypt } });
        let paused: Request | undefined;
        const outcome = ask(connection, 'endless', {
          started(request) {
            request.once('row', () => {
              paused = request;
              request.pause();
            });
          },
        });
        await until(() => paused !== undefined);
        let before = -1;
        while (before !== pulled.rows) {
          before = pulled.rows;
          await sleep(150);
        }
        // 1 KB a row: what the kernel's socket buffers hold, and no more.
        assert.ok(pulled.rows < 20_000, `${pulled.rows} rows were pulled`);
        paused?.resume();
        await until(() => pulled.rows > before + 1000);
        paused?.cancel();
        await outcome;
        await hangUp(connection);
      });
    });
  }

  test('a client that goes away stops the engine', async () => {
    await withServer(async (server, pulled) => {
      const connection = await connect(server);
      void ask(connection, 'endless', { started: (request) => request.on('row', () => connection.close()) });
      await until(() => pulled.closed && server.connections === 0);
    });
  });

  test('delays before an answer and between its packets', async () => {
    await withServer(async (server) => {
      const connection = await connect(server, { options: { packetSize: 4096 } });
      server.faults.delayMs = 120;
      assert.ok((await timed(() => ask(connection, 'nothing'))) >= 115);
      server.reset();
      server.faults.delayPacketMs = 1;
      // 1000 rows of 1 KB are about 250 packets.
      assert.ok((await timed(() => ask(connection, 'thousand'))) >= 240);
      await hangUp(connection);
    });
  });

  test('the connection drops after so many bytes', async () => {
    for (const encrypt of [false, true]) {
      await withServer(
        async (server) => {
          const connection = await connect(server, { options: { encrypt } });
          const { error, sets } = await ask(connection, 'thousand');
          assert.match(error?.message ?? '', /Connection lost|ECONNRESET|socket hang up/);
          const rows = sets[0]?.rows.length ?? 0;
          assert.ok(rows > 350 && rows < 400, `${rows} rows arrived`);
        },
        { dropAfterBytes: 400_000 },
      );
    }
  });

  test('the nth batch drops the connection or gets an error', async () => {
    await withServer(async (server) => {
      const connection = await connect(server);
      server.reset();
      const error = { number: 1205, severity: 13, state: 51, line: 4, message: 'deadlocked' };
      server.faults.errorOnBatch = { batch: 2, error };
      server.faults.dropOnBatch = 3;
      assert.is((await ask(connection, 'thousand')).error, undefined);
      const second = await ask(connection, 'thousand');
      assert.equal([second.errors[0]?.number, second.errors[0]?.class, second.sets.length], [1205, 13, 0]);
      assert.match(
        (await ask(connection, 'thousand')).error?.message ?? '',
        /Connection lost|ECONNRESET|hang up/,
      );
      assert.is(server.batches.length, 3);
    });
  });
});
