// Batches: the order of answers, what ends a batch, and which errors come before anything has run.
import { assert, suite } from '../../suite.ts';
import { ask, errorNumbers, logIn, rows, value } from './ask.ts';
import { engineFromTables } from './engine-from-tables.ts';

const engine = engineFromTables({
  databases: {
    A: { 'sys.objects': [{ object_id: 1, name: 'InA', type: 'U' }] },
    'B ]x': {},
    Off: {},
    Gone: {},
  },
  server: {
    'sys.databases': [
      { name: 'A', database_id: 5 },
      { name: 'B ]x', database_id: 6 },
      { name: 'Off', database_id: 7, state: 6 },
      { name: 'Gone', database_id: 8, state: 1 },
      { name: 'Single', database_id: 9, user_access: 1 },
    ],
  },
});
const session = () => logIn(engine);

suite('batches', (test) => {
  test('several statements, with and without semicolons, several result sets', () => {
    const { sets, rowCounts } = ask(
      session(),
      'SET NOCOUNT ON SELECT 1 AS a SELECT 2 AS b, 3 AS c;;\nSELECT 4',
    );
    assert.equal(
      sets.map(({ rows: found }) => found),
      [[[1]], [[2, 3]], [[4]]],
    );
    assert.equal(
      sets.map(({ columns }) => columns.map(({ name }) => name)),
      [['a'], ['b', 'c'], ['']],
    );
    assert.equal(rowCounts, [undefined, 1, 1, 1]);
  });

  test('comments and line ends are blanks, and errors name the line', () => {
    const { errors } = ask(
      session(),
      '/* a /* nested */ */\r\n-- b\r\nSELECT 1 AS x,\r\n  nothing FROM sys.objects',
    );
    assert.equal(
      errors.map(({ number, line, message }) => [number, line, message]),
      [[207, 4, "Invalid column name 'nothing'."]],
    );
  });

  test('a missing column fails the whole batch before anything runs, with every one named', () => {
    const { sets, errors } = ask(session(), 'SELECT 1; SELECT nope, neither FROM sys.objects; SELECT 2');
    assert.equal(sets, []);
    assert.equal(
      errors.map(({ message }) => message),
      ["Invalid column name 'nope'.", "Invalid column name 'neither'."],
    );
  });

  test('a missing object is found when its statement runs, and ends the batch', () => {
    const { sets, errors } = ask(session(), 'SELECT 1;\nSELECT nope FROM sys.no_such_view; SELECT 2');
    assert.equal(
      sets.map(({ rows: found }) => found),
      [[[1]]],
    );
    assert.equal(
      errors.map(({ number, line, message }) => [number, line, message]),
      [[208, 2, "Invalid object name 'sys.no_such_view'."]],
    );
  });

  test('a syntax error fails the whole batch', () => {
    const { sets, errors } = ask(session(), 'SELECT 1; SELEC 2');
    assert.equal([sets, errors.map(({ number }) => number)], [[], [50000]]);
  });

  test('dividing by zero ends its statement only, a failed conversion the batch', () => {
    assert.equal(ask(session(), 'SELECT 1 / 0; SELECT 7').sets.at(-1)?.rows, [[7]]);
    assert.is(ask(session(), "SELECT CAST('x' AS int); SELECT 7").sets.at(-1)?.rows.length, 0);
  });

  test('USE changes the database, says so, and what follows sees it', () => {
    const one = session();
    const events = [
      ...(one.execute('USE [a]; SELECT name FROM sys.objects WHERE is_ms_shipped = 0') as Iterable<{
        event: string;
      }>),
    ];
    assert.equal(events[0], { event: 'database', from: 'master', to: 'A' });
    assert.is(one.database, 'A');
    assert.equal(rows(one, 'SELECT name FROM sys.objects WHERE is_ms_shipped = 0'), [['InA']]);
    assert.is(value(one, 'USE [B ]]x]; SELECT DB_NAME()'), 'B ]x');
  });

  test('three-part names read another database', () => {
    assert.equal(rows(session(), 'SELECT o.name FROM [A].[sys].[objects] AS o WHERE o.is_ms_shipped = 0'), [
      ['InA'],
    ]);
    assert.equal(errorNumbers(session(), 'SELECT 1 FROM nodb.sys.objects'), [208]);
    assert.equal(errorNumbers(session(), 'SELECT 1 FROM [Off].sys.objects'), [942]);
  });

  test('a database that cannot be used gives its own error and ends the batch', () => {
    for (const [name, number] of [
      ['Nowhere', 911],
      ['Off', 942],
      ['Gone', 927],
      ['Single', 924],
    ] as const) {
      const { errors, sets } = ask(session(), `USE [${name}]; SELECT 1`);
      assert.equal([errors.map((error) => error.number), sets], [[number], []], name);
    }
  });

  test('PRINT is an info message', () => {
    assert.equal(
      ask(session(), "PRINT N'hello'").infos.map(({ message }) => message),
      ['hello'],
    );
  });
});
