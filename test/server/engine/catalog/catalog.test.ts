// What each claimed version has, held against fixtures/catalog/columns.tsv read on its own: every column that a version
// has can be asked for, every other gives 207, every other view 208, and the catalogue lists exactly that.
import { readFileSync } from 'node:fs';
import { SQL_VERSIONS } from '../../../../src/model/catalog/version.ts';
import { assert, suite } from '../../../suite.ts';
import { ask, errorNumbers, logIn, rows } from '../ask.ts';
import { engineFromTables } from '../engine-from-tables.ts';
import { NOT_DONE } from '../messages.ts';

interface Line {
  readonly view: string;
  readonly column: string;
  readonly since: number;
  readonly until: number;
}

const LINES = readLines();

function readLines(): readonly Line[] {
  const text = readFileSync(new URL('../../../../fixtures/catalog/columns.tsv', import.meta.url), 'utf8');
  let view = '';
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('view\t'))
    .map((line) => {
      const [name = '', column = '', , since = '', until = ''] = line.split('\t');
      if (name !== '') view = name;
      return { view, column, since: Number(since || 2012), until: Number(until || 9999) };
    });
}

const VIEWS = [...new Set(LINES.map(({ view }) => view))];
const quoted = (view: string): string =>
  view
    .split('.')
    .map((part) => `[${part}]`)
    .join('.');

suite('catalogue by version', (test) => {
  test('the file is as large as the reference', () => {
    assert.is(LINES.length, 3276);
    assert.is(VIEWS.length, 287);
  });

  for (const version of SQL_VERSIONS) {
    const session = logIn(engineFromTables({ version }), { database: 'msdb' });
    const has = ({ since, until }: Line): boolean => since <= version && version <= until;
    const of = (view: string): readonly Line[] => LINES.filter((line) => line.view === view);

    test(`${version}: every column it has can be asked for`, () => {
      for (const view of VIEWS) {
        const columns = of(view).filter(has);
        if (columns.length === 0) continue;
        const conditions = columns.map(({ column }) => `[${column}] IS NULL`).join(' AND ');
        const { errors } = ask(session, `SELECT COUNT(*) FROM ${quoted(view)} WHERE 1 = 0 AND ${conditions}`);
        // A view that is never empty on a real server is refused where the environment has no rows for it.
        assert.equal(
          errors.filter(({ number }) => number !== NOT_DONE),
          [],
          view,
        );
      }
    });

    test(`${version}: a column it lacks gives 207, a view it lacks 208`, () => {
      for (const view of VIEWS) {
        const present = of(view).some(has);
        for (const line of of(view)) {
          if (has(line)) continue;
          const found = errorNumbers(session, `SELECT [${line.column}] FROM ${quoted(view)} WHERE 1 = 0`);
          assert.equal(found, [present ? 207 : 208], `${view}.${line.column}`);
        }
        if (present) continue;
        assert.equal(errorNumbers(session, `SELECT 1 FROM ${quoted(view)}`), [208], view);
      }
    });

    test(`${version}: sys.all_objects and sys.all_columns list the system views with exactly these columns`, () => {
      const batch =
        "SELECT o.name, c.name, c.column_id, o.object_id, o.schema_id FROM sys.all_objects o JOIN sys.all_columns c ON c.object_id = o.object_id WHERE o.schema_id = 4 AND o.object_id < 0 AND o.type = 'V'";
      const listed = rows(session, batch);
      const expected = LINES.filter((line) => has(line) && line.view.startsWith('sys.'));
      assert.equal(
        listed.map(([view, column]) => `sys.${view}.${column}`).sort(),
        expected.map(({ view, column }) => `${view}.${column}`).sort(),
      );
    });
  }

  test('a star shows the columns of the version', () => {
    const count = (version: 2019 | 2022) =>
      ask(logIn(engineFromTables({ version })), 'SELECT TOP (0) * FROM sys.server_principals').sets[0]
        ?.columns.length;
    assert.equal([count(2019), count(2022)], [13, 14]);
  });

  test('tables of msdb exist in msdb only', () => {
    const session = logIn(engineFromTables({}));
    assert.equal(errorNumbers(session, 'SELECT job_id FROM dbo.sysjobs'), [208]);
    assert.equal(errorNumbers(session, 'SELECT job_id FROM msdb.dbo.sysjobs'), []);
    assert.equal(errorNumbers(session, 'USE msdb; SELECT job_id FROM sysjobs'), []);
  });

  test('fn_builtin_permissions has the totals that Microsoft publishes', () => {
    const totals = [
      [2012, 214],
      [2014, 219],
      [2016, 230],
      [2017, 238],
      [2019, 248],
      [2022, 292],
    ] as const;
    for (const [version, total] of totals) {
      const session = logIn(engineFromTables({ version }));
      assert.equal(
        rows(session, 'SELECT COUNT(*) FROM sys.fn_builtin_permissions(DEFAULT)'),
        [[total]],
        `${version}`,
      );
    }
    const session = logIn(engineFromTables({}));
    const one = "SELECT permission_name FROM sys.fn_builtin_permissions(N'LOGIN') WHERE type = 'IM'";
    assert.equal(rows(session, one), [['IMPERSONATE']]);
  });
});
