// Queries: joins, grouping, ordering, set operators, subqueries, over a handful of rows whose answers can be seen.
import { assert, suite } from '../../suite.ts';
import { ask, column, errorNumbers, logIn, rows } from './ask.ts';
import { engineFromTables } from './engine-from-tables.ts';
import { NOT_DONE } from './messages.ts';

const engine = engineFromTables({
  databases: {
    Shop: {
      'sys.objects': [
        { object_id: 10, name: 'Order', type: 'U' },
        { object_id: 11, name: 'Item', type: 'U' },
        { object_id: 12, name: 'Total', type: 'V' },
        { object_id: 13, name: 'Place', type: 'P', principal_id: 5 },
      ],
      'sys.columns': [
        { object_id: 10, column_id: 1, name: 'Id' },
        { object_id: 10, column_id: 2, name: 'Note' },
        { object_id: 11, column_id: 1, name: 'Id' },
      ],
    },
  },
});
const session = logIn(engine, { database: 'Shop' });
const OWN = 'o.object_id < 1000';

suite('queries', (test) => {
  test('an inner join leaves rows without a partner out', () => {
    const found = rows(
      session,
      'SELECT o.name, c.name FROM sys.objects AS o JOIN sys.columns c ON c.object_id = o.object_id ORDER BY o.name, c.name',
    );
    assert.equal(found, [
      ['Item', 'Id'],
      ['Order', 'Id'],
      ['Order', 'Note'],
    ]);
  });

  test('a left join keeps them, and WHERE on its right side sees the NULLs', () => {
    const batch = `SELECT o.name FROM sys.objects o LEFT JOIN sys.columns c ON c.object_id = o.object_id WHERE ${OWN} AND c.object_id IS NULL ORDER BY o.name`;
    assert.equal(column(session, batch), ['Place', 'Total']);
  });

  test('a condition in ON of a left join does not filter the left side', () => {
    const batch = `SELECT o.name, c.column_id FROM sys.objects o LEFT JOIN sys.columns c ON c.object_id = o.object_id AND o.type = 'V' AND c.column_id > 1 WHERE ${OWN} ORDER BY 1`;
    assert.equal(rows(session, batch), [
      ['Item', null],
      ['Order', null],
      ['Place', null],
      ['Total', null],
    ]);
  });

  test('a right join is a left join the other way round', () => {
    const batch = `SELECT o.name, c.name FROM sys.columns c RIGHT OUTER JOIN sys.objects o ON o.object_id = c.object_id WHERE ${OWN} AND c.name IS NULL ORDER BY 1`;
    assert.equal(rows(session, batch), [
      ['Place', null],
      ['Total', null],
    ]);
  });

  test('a full join keeps both sides', () => {
    const a = '(VALUES (1), (2)) AS a(n)';
    const b = '(VALUES (2), (3)) AS b(n)';
    assert.equal(rows(session, `SELECT a.n, b.n FROM ${a} FULL JOIN ${b} ON a.n = b.n`), [
      [1, null],
      [2, 2],
      [null, 3],
    ]);
  });

  test('NULL joins to nothing', () => {
    const nulls = '(VALUES (1), (NULL)) AS';
    assert.equal(rows(session, `SELECT a.n FROM ${nulls} a(n) JOIN ${nulls} b(n) ON a.n = b.n`), [[1]]);
  });

  test('joins nest: the ON of the outer join comes last', () => {
    const batch = `SELECT o.name, c.name FROM sys.objects o LEFT JOIN sys.schemas s JOIN sys.columns c ON c.column_id = s.schema_id ON c.object_id = o.object_id WHERE ${OWN} ORDER BY 1, 2`;
    assert.equal(rows(session, batch), [
      ['Item', 'Id'],
      ['Order', 'Id'],
      ['Order', 'Note'],
      ['Place', null],
      ['Total', null],
    ]);
  });

  test('a comma is a cross join, and WHERE joins it', () => {
    const batch =
      'SELECT o.name, c.name FROM sys.objects o, sys.columns c WHERE o.object_id = c.object_id AND c.column_id = 2';
    assert.equal(rows(session, batch), [['Order', 'Note']]);
  });

  test('APPLY sees what stands to its left, a derived table does not', () => {
    const inner =
      '(SELECT TOP (1) c.name FROM sys.columns c WHERE c.object_id = o.object_id ORDER BY c.column_id DESC) x';
    assert.equal(rows(session, `SELECT o.name, x.name FROM sys.objects o CROSS APPLY ${inner} ORDER BY 1`), [
      ['Item', 'Id'],
      ['Order', 'Note'],
    ]);
    assert.is(rows(session, `SELECT o.name FROM sys.objects o OUTER APPLY ${inner} WHERE ${OWN}`).length, 4);
    assert.equal(errorNumbers(session, `SELECT 1 FROM sys.objects o JOIN ${inner} ON 1 = 1`), [4104]);
  });

  test('EXISTS, IN and scalar subqueries may read the outer row', () => {
    const exists = `SELECT o.name FROM sys.objects o WHERE ${OWN} AND NOT EXISTS (SELECT 1 FROM sys.columns c WHERE c.object_id = o.object_id) ORDER BY 1`;
    assert.equal(column(session, exists), ['Place', 'Total']);
    const within = `SELECT o.name FROM sys.objects o WHERE o.object_id IN (SELECT c.object_id FROM sys.columns c WHERE c.name = N'note')`;
    assert.equal(column(session, within), ['Order']);
    const count = `SELECT (SELECT COUNT(*) FROM sys.columns c WHERE c.object_id = o.object_id) FROM sys.objects o WHERE ${OWN} ORDER BY o.object_id`;
    assert.equal(column(session, count), [2, 1, 0, 0]);
  });

  test('NOT IN with a NULL in the list finds nothing', () => {
    assert.equal(
      rows(
        session,
        'SELECT name FROM sys.objects WHERE object_id NOT IN (SELECT principal_id FROM sys.objects)',
      ),
      [],
    );
  });

  test('GROUP BY, HAVING, COUNT and DISTINCT', () => {
    const batch =
      'SELECT c.object_id, COUNT(*) AS n, MAX(c.name) FROM sys.columns c GROUP BY c.object_id HAVING COUNT(*) > 1';
    assert.equal(rows(session, batch), [[10, 2, 'Note']]);
    assert.equal(
      rows(
        session,
        'SELECT COUNT(*), COUNT(principal_id), COUNT(DISTINCT type) FROM sys.objects o WHERE o.object_id < 1000',
      ),
      [[4, 1, 3]],
    );
    assert.equal(rows(session, 'SELECT COUNT(*), MIN(name) FROM sys.columns WHERE object_id = 0'), [
      [0, null],
    ]);
    assert.equal(rows(session, 'SELECT DISTINCT name FROM sys.columns ORDER BY name DESC'), [
      ['Note'],
      ['Id'],
    ]);
    assert.equal(errorNumbers(session, 'SELECT name, COUNT(*) FROM sys.columns'), [8120]);
    assert.equal(errorNumbers(session, 'SELECT DISTINCT name FROM sys.columns ORDER BY object_id'), [145]);
  });

  test('grouping and DISTINCT follow the collation', () => {
    const values = "(VALUES (N'a'), (N'A'), (N'a '), (N'b')) v(x)";
    assert.is(rows(session, `SELECT DISTINCT x FROM ${values}`).length, 2);
    assert.is(
      rows(
        session,
        `SELECT x COLLATE Latin1_General_CS_AS FROM ${values} GROUP BY x COLLATE Latin1_General_CS_AS`,
      ).length,
      3,
    );
  });

  test('ORDER BY takes positions, aliases and expressions; NULLs come first', () => {
    const batch = `SELECT object_id * -1 AS object_id, principal_id FROM sys.objects o WHERE ${OWN} ORDER BY object_id`;
    assert.equal(column(session, batch), [-13, -12, -11, -10]);
    assert.equal(
      column(
        session,
        `SELECT o.name FROM sys.objects o WHERE ${OWN} ORDER BY o.principal_id DESC, o.name DESC`,
      ),
      ['Place', 'Total', 'Order', 'Item'],
    );
    assert.equal(errorNumbers(session, 'SELECT name FROM sys.objects ORDER BY 2'), [108]);
  });

  test('TOP and OFFSET limit', () => {
    assert.equal(column(session, `SELECT TOP (2) name FROM sys.objects o WHERE ${OWN} ORDER BY name`), [
      'Item',
      'Order',
    ]);
    assert.equal(
      column(
        session,
        `SELECT name FROM sys.objects o WHERE ${OWN} ORDER BY name OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY`,
      ),
      ['Order', 'Place'],
    );
  });

  test('UNION, EXCEPT and INTERSECT', () => {
    assert.equal(column(session, 'SELECT 1 UNION ALL SELECT 1 UNION SELECT 2 ORDER BY 1 DESC'), [2, 1]);
    assert.equal(column(session, "SELECT N'a' UNION ALL SELECT 'B'"), ['a', 'B']);
    assert.equal(column(session, "SELECT name FROM sys.columns EXCEPT SELECT N'ID'"), ['Note']);
    assert.equal(column(session, 'SELECT 1 UNION SELECT 2 INTERSECT SELECT 3'), [1]);
  });

  test('common table expressions', () => {
    const batch =
      'WITH a AS (SELECT name FROM sys.columns), b(n) AS (SELECT DISTINCT name FROM a) SELECT b.n, COUNT(*) FROM a JOIN b ON a.name = b.n GROUP BY b.n ORDER BY 1';
    assert.equal(rows(session, batch), [
      ['Id', 2],
      ['Note', 1],
    ]);
  });

  test('a star takes the columns of all sources, or of one', () => {
    const { sets } = ask(session, 'SELECT c.*, s.name FROM sys.schemas s JOIN sys.columns c ON 1 = 0');
    assert.equal([sets[0]?.columns[0]?.name, sets[0]?.columns.at(-1)?.name], ['object_id', 'name']);
    assert.equal(errorNumbers(session, 'SELECT x.* FROM sys.schemas s'), [107]);
  });

  test('a name that is not unique, or given twice, is an error', () => {
    assert.equal(errorNumbers(session, 'SELECT name FROM sys.objects a CROSS JOIN sys.schemas b'), [209]);
    assert.equal(errorNumbers(session, 'SELECT 1 FROM sys.objects a CROSS JOIN sys.schemas A'), [1011]);
    assert.equal(errorNumbers(session, 'SELECT o.nothing FROM sys.objects o'), [207]);
    assert.equal(errorNumbers(session, 'SELECT x.name FROM sys.objects o'), [4104]);
  });

  test('linked servers are refused', () => {
    assert.equal(errorNumbers(session, 'SELECT 1 FROM other.master.sys.objects'), [NOT_DONE]);
  });

  test('rows come in chunks, and stop being made when nobody pulls', () => {
    const numbers = `(SELECT o.object_id FROM sys.all_columns o) n`;
    const events = session.execute(`SELECT object_id FROM ${numbers}`)[Symbol.iterator as never] as unknown;
    assert.type(events, 'function');
    const chunks = [
      ...(session.execute(`SELECT object_id FROM ${numbers}`) as Iterable<{
        event: string;
        rows?: unknown[];
      }>),
    ]
      .filter(({ event }) => event === 'rows')
      .map(({ rows: chunk }) => chunk?.length);
    assert.is(chunks[0], 500);
    assert.ok(chunks.length > 2);
  });
});
