import { createHash } from 'node:crypto';
import tedious from 'tedious';
import { assert, suite } from '../suite.ts';
import { type Column, EngineError, type EngineEvent, type Value, type WireType } from './contract.ts';
import { type FakeAnswer, fakeEngine } from './fake-engine.ts';
import { type RunningServer, startServer } from './start.ts';
import { ask, connect, hangUp, type Outcome } from './tedious-client.ts';

const { TYPES } = tedious;

/** One value of every wire type, as tedious gives it back. */
const EVERY: readonly (readonly [WireType, Value, unknown?])[] = [
  [{ kind: 'bit' }, true],
  [{ kind: 'bit' }, false],
  [{ kind: 'tinyint' }, 255],
  [{ kind: 'smallint' }, -32_768],
  [{ kind: 'int' }, -2_147_483_648],
  [{ kind: 'bigint' }, 9_223_372_036_854_775_807n, '9223372036854775807'],
  [{ kind: 'bigint' }, '-5'],
  [{ kind: 'nvarchar', length: 128 }, "Ünï 🤦 ]'\r\nGO"],
  [{ kind: 'nvarchar', length: 128 }, ''],
  [{ kind: 'nvarchar', length: 4000 }, '\ud800x'.repeat(2000)],
  [{ kind: 'nvarchar', length: 'max' }, 'long '.repeat(50_000)],
  [{ kind: 'nvarchar', length: 'max' }, ''],
  [{ kind: 'nchar', length: 4 }, 'ab', 'ab  '],
  [{ kind: 'varchar', length: 60 }, 'naïve €'],
  [{ kind: 'varchar', length: 60 }, 'Ωx', '?x'],
  [{ kind: 'varchar', length: 'max' }, 'y'.repeat(20_000)],
  [{ kind: 'char', length: 2 }, 'U', 'U '],
  [{ kind: 'varbinary', length: 85 }, Buffer.from('0105000000', 'hex')],
  [{ kind: 'varbinary', length: 'max' }, Buffer.alloc(70_000, 7)],
  [{ kind: 'varbinary', length: 8000 }, Buffer.alloc(8000, 1)],
  [{ kind: 'uniqueidentifier' }, '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
  [{ kind: 'datetime' }, new Date('2026-02-28T23:59:59.997Z')],
  [{ kind: 'datetime' }, new Date('1753-01-01T00:00:00.000Z')],
  [{ kind: 'sql_variant' }, 'Enterprise'],
  [{ kind: 'sql_variant' }, 3],
  [{ kind: 'sql_variant' }, 5_000_000_000, '5000000000'],
  [{ kind: 'sql_variant' }, true],
  [{ kind: 'sql_variant' }, Buffer.from('cafe', 'hex')],
  [{ kind: 'sql_variant' }, new Date('2020-05-05T05:05:05.000Z')],
];

const COLUMNS: readonly Column[] = EVERY.map(([type], index) => ({ name: `c${index} ${type.kind}`, type }));
const SENT: readonly Value[] = EVERY.map(([, value]) => value);
const GOT = EVERY.map(([, value, got]) => got ?? value);
const NULLS = EVERY.map(() => null);

const int = (name: string): Column => ({ name, type: { kind: 'int' } });
const error = (number: number, line: number): EngineEvent => ({
  event: 'error',
  number,
  severity: 16,
  state: 3,
  line,
  message: `Error ${number}`,
});

function* everyType(): Generator<EngineEvent> {
  yield { event: 'columns', columns: COLUMNS };
  const holed = SENT.map((value, index) => (index % 3 === 0 ? value : null));
  yield { event: 'rows', rows: [SENT, NULLS, holed, SENT] };
  yield { event: 'done', rowCount: 4 };
}

function* several(): Generator<EngineEvent> {
  for (let set = 1; set <= 40; set += 1) {
    yield { event: 'columns', columns: [int(`set ${set}`)] };
    yield { event: 'rows', rows: Array.from({ length: set % 3 }, (_, row) => [set * 100 + row]) };
    yield { event: 'done', rowCount: set % 3 };
  }
}

function* mixed(): Generator<EngineEvent> {
  yield { event: 'info', number: 0, severity: 0, state: 1, line: 1, message: 'printed' };
  yield { event: 'columns', columns: [int('a')] };
  yield { event: 'rows', rows: [[1]] };
  yield { event: 'done', rowCount: 1 };
  yield error(208, 7);
  yield { event: 'done' };
  yield error(15_151, 9);
  yield { event: 'columns', columns: [int('b')] };
  yield { event: 'rows', rows: [[2]] };
  yield { event: 'done', rowCount: 1 };
}

function* breaks(): Generator<EngineEvent> {
  yield { event: 'columns', columns: [int('a')] };
  yield { event: 'rows', rows: [[1], [2]] };
  throw new EngineError({ number: 8134, line: 3, state: 1, message: 'Divide by zero error encountered.' });
}

function* misfits(): Generator<EngineEvent> {
  yield { event: 'columns', columns: [{ name: 'n', type: { kind: 'nvarchar', length: 3 } }] };
  yield { event: 'rows', rows: [['fits'.slice(1)], ['too long']] };
  yield { event: 'done', rowCount: 2 };
}

const echo: FakeAnswer = function* ({ parameters }) {
  yield {
    event: 'columns',
    columns: [
      { name: 'name', type: { kind: 'nvarchar', length: 128 } },
      { name: 'value', type: { kind: 'nvarchar', length: 'max' } },
    ],
  };
  const rows = parameters.map(({ name, value }) => [name, value === null ? null : spelled(value)]);
  yield { event: 'rows', rows };
  yield { event: 'done', rowCount: rows.length };
};

function spelled(value: Exclude<Value, null>): string {
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  return value instanceof Date ? value.toISOString() : `${typeof value} ${value}`;
}

/** A value as text that tells its type; long ones by their digest, so that a failure can be read. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const text = typeof value === 'object' ? spelled(value as Date | Uint8Array) : `${typeof value} ${value}`;
  if (text.length < 100) return text;
  return `${text.length} characters ${createHash('sha256').update(text).digest('hex')}`;
}

const BIG = `select /* ${'x'.repeat(300_000)} Ω */ 1`;

const ANSWERS: Readonly<Record<string, FakeAnswer>> = {
  everyType,
  several,
  mixed,
  breaks,
  misfits,
  echo,
  [BIG]: several,
  empty: () => [],
  counted: () => [{ event: 'done', rowCount: 7 }],
};

async function withServer(body: (server: RunningServer) => Promise<void>): Promise<void> {
  const server = await startServer({ engine: fakeEngine({ answers: ANSWERS }) });
  try {
    await body(server);
  } finally {
    await server.close();
  }
}

async function answerTo(batch: string, options: { packetSize?: number } = {}): Promise<Outcome> {
  let outcome: Outcome | undefined;
  await withServer(async (server) => {
    const connection = await connect(server, { options });
    outcome = await ask(connection, batch);
    assert.is((await ask(connection, 'counted')).rowCount, 7);
    await hangUp(connection);
  });
  if (outcome === undefined) throw new Error('No answer.');
  return outcome;
}

suite('test server: answers', (test) => {
  test('every type, every NULL, in ROW and NBCROW, whatever the packet size', async () => {
    for (const packetSize of [512, 4096, 32_767]) {
      const { sets, rowCount, error: failed } = await answerTo('everyType', { packetSize });
      assert.is(failed, undefined);
      assert.is(rowCount, 4);
      const holed = GOT.map((value, index) => (index % 3 === 0 ? value : null));
      for (const [row, expected] of [GOT, NULLS, holed, GOT].entries()) {
        for (const [column, value] of expected.entries()) {
          const name = `row ${row}, ${COLUMNS[column]?.name}`;
          assert.is(shown(sets[0]?.rows[row]?.[column]), shown(value), name);
        }
      }
    }
  });

  test('columns are declared as the engine says', async () => {
    const { sets } = await answerTo('everyType');
    const declared = new Map(sets[0]?.columns.map(({ name, type, length }) => [name, `${type} ${length}`]));
    assert.is(declared.get('c2 tinyint'), 'IntN 1');
    assert.is(declared.get('c7 nvarchar'), 'NVarChar 256');
    assert.is(declared.get('c10 nvarchar'), 'NVarChar 65535');
    assert.is(declared.get('c16 char'), 'Char 2');
    assert.is(declared.get('c17 varbinary'), 'VarBinary 85');
  });

  test('forty result sets of one batch, empty ones among them', async () => {
    const { sets, error: failed } = await answerTo('several');
    assert.is(failed, undefined);
    assert.is(sets.length, 40);
    assert.equal(sets[4]?.columns[0]?.name, 'set 5');
    assert.equal(sets[4]?.rows, [[500], [501]]);
    assert.equal(sets[2]?.rows, []);
  });

  test('errors and results take turns, each error with its number, severity and line', async () => {
    const { sets, error: failed, errors } = await answerTo('mixed');
    assert.ok(failed);
    assert.equal(
      errors.map((each) => [each.number, each.class, each.lineNumber]),
      [
        [208, 16, 7],
        [15_151, 16, 9],
      ],
    );
    assert.equal(
      sets.map(({ rows }) => rows),
      [[[1]], [[2]]],
    );
  });

  test('an engine that throws keeps its rows and gives its error', async () => {
    const { sets, errors } = await answerTo('breaks');
    assert.equal(sets[0]?.rows, [[1], [2]]);
    assert.equal([errors[0]?.number, errors[0]?.lineNumber], [8134, 3]);
  });

  test('a value that its column cannot hold is told, not sent', async () => {
    await withServer(async (server) => {
      const connection = await connect(server);
      const { sets, error: failed } = await ask(connection, 'misfits');
      assert.equal(sets[0]?.rows, [['its']]);
      assert.match(failed?.message ?? '', /Column n nvarchar\(3\) cannot hold: 16 bytes/);
      assert.is(server.failures.length, 1);
      await hangUp(connection);
    });
  });

  test('a batch without a result and one of many packets', async () => {
    assert.equal(await answerTo('empty').then(({ sets, error: failed }) => [sets, failed]), [[], undefined]);
    assert.is((await answerTo(BIG, { packetSize: 512 })).sets.length, 40);
  });

  test('USE changes the database that the client and the record see', async () => {
    await withServer(async (server) => {
      const said: string[] = [];
      const connection = await connect(server, {
        inform: ({ number, message }) => said.push(`${number} ${message}`),
      });
      const changes: unknown[] = [];
      connection.on('databaseChange', (database) => changes.push(database));
      await ask(connection, 'use [Ünï ]]code]');
      await ask(connection, 'empty');
      assert.equal(changes, ['Ünï ]code']);
      assert.is(said.at(-1), "5701 Changed database context to 'Ünï ]code'.");
      assert.equal(
        server.batches.slice(1).map(({ text, database }) => [text, database]),
        [
          ['use [Ünï ]]code]', 'master'],
          ['empty', 'Ünï ]code'],
        ],
      );
      assert.is((await ask(connection, 'use [nowhere]')).errors[0]?.number, 911);
      await hangUp(connection);
    });
  });

  test('sp_executesql carries every type of parameter', async () => {
    await withServer(async (server) => {
      const connection = await connect(server);
      const {
        sets,
        returnStatus,
        error: failed,
      } = await ask(connection, 'echo', {
        prepare(request) {
          request.addParameter('text', TYPES.NVarChar, "N'Ω");
          request.addParameter('long', TYPES.NVarChar, 'z'.repeat(9000));
          request.addParameter('none', TYPES.NVarChar, null);
          request.addParameter('int', TYPES.Int, -7);
          request.addParameter('bit', TYPES.Bit, true);
          request.addParameter('big', TYPES.BigInt, '9007199254740993');
          request.addParameter('sid', TYPES.VarBinary, Buffer.from('0105ff', 'hex'));
          request.addParameter('when', TYPES.DateTime, new Date('2026-01-02T03:04:05.120Z'));
          request.addParameter('when2', TYPES.DateTime2, new Date('2026-01-02T03:04:05.678Z'));
          request.addParameter('float', TYPES.Float, 1.5);
          request.addParameter('decimal', TYPES.Decimal, -12.34, { precision: 9, scale: 2 });
          request.addParameter('id', TYPES.UniqueIdentifier, '6F9619FF-8B86-D011-B42D-00C04FC964FF');
          request.addParameter('narrow', TYPES.VarChar, 'naïve €');
        },
      });
      assert.is(failed, undefined);
      assert.is(returnStatus, 0);
      assert.equal(sets[0]?.rows, [
        ['@text', "string N'Ω"],
        ['@long', `string ${'z'.repeat(9000)}`],
        ['@none', null],
        ['@int', 'number -7'],
        ['@bit', 'boolean true'],
        ['@big', 'bigint 9007199254740993'],
        ['@sid', '0x0105ff'],
        ['@when', '2026-01-02T03:04:05.120Z'],
        ['@when2', '2026-01-02T03:04:05.678Z'],
        ['@float', 'number 1.5'],
        ['@decimal', 'string -12.34'],
        ['@id', 'string 6F9619FF-8B86-D011-B42D-00C04FC964FF'],
        ['@narrow', 'string naïve €'],
      ]);
      assert.is(server.batches.at(-1)?.kind, 'rpc');
      assert.is(server.batches.at(-1)?.parameters.length, 13);
      await hangUp(connection);
    });
  });

  test('errors and several results inside sp_executesql', async () => {
    await withServer(async (server) => {
      const connection = await connect(server);
      const failing = await ask(connection, 'mixed', { prepare: () => {} });
      assert.is(failing.sets.length, 2);
      assert.is(failing.returnStatus, 15_151);
      const many = await ask(connection, 'several', { prepare: () => {} });
      assert.is(many.sets.length, 40);
      await hangUp(connection);
    });
  });

  test('a procedure other than sp_executesql does not exist', async () => {
    await withServer(async (server) => {
      const connection = await connect(server);
      const failed = await new Promise<Error | null | undefined>((resolve) => {
        connection.callProcedure(new tedious.Request('dbo.nothing', resolve));
      });
      assert.match(failed?.message ?? '', /Could not find stored procedure 'dbo.nothing'/);
      assert.is(server.batches.at(-1)?.text, 'dbo.nothing');
      await hangUp(connection);
    });
  });

  test('transactions begin, commit and roll back', async () => {
    await withServer(async (server) => {
      const connection = await connect(server);
      const step = (run: (done: (error?: Error | null) => void) => void): Promise<void> =>
        new Promise((resolve, reject) => run((failed) => (failed ? reject(failed) : resolve())));
      await step((done) => connection.beginTransaction(done));
      await ask(connection, 'empty');
      await step((done) => connection.commitTransaction(done));
      await step((done) => connection.beginTransaction(done));
      await step((done) => connection.rollbackTransaction(done));
      const texts = server.batches.slice(1).map(({ text }) => text.split(' ')[0]);
      assert.equal(texts, ['BEGIN', 'empty', 'COMMIT', 'BEGIN', 'ROLLBACK']);
      await hangUp(connection);
    });
  });

  test('a connection that is reset starts over in the database of its login', async () => {
    await withServer(async (server) => {
      const connection = await connect(server, { options: { database: 'ServiceManager' } });
      await ask(connection, 'use [master]');
      await new Promise<void>((resolve, reject) =>
        connection.reset((failed) => (failed ? reject(failed) : resolve())),
      );
      await ask(connection, 'empty');
      assert.is(server.batches.at(-1)?.database, 'ServiceManager');
      assert.is(server.logins.length, 1);
      await hangUp(connection);
    });
  });
});
