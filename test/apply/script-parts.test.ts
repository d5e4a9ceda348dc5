// The batches of scripts in parts: every statement is in one, with the variables that it has in the batch.
import { applyScript } from '../../src/apply/apply-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { partsOf } from '../../src/apply/script-parts.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import { assert, suite } from '../suite.ts';
import { capturedFixture, freshEngine, refused, scriptOf } from './restored-server.ts';
import { smallServer } from './small-server.ts';

const START = 'CREATE TABLE #regrant_choice (any_server bit NOT NULL);\nGO\n';

/** The parts of the batch that stands between the beginning and the result of a script. */
function textsOf(batch: string) {
  const { batches } = splitScript('a.sql', `${START}${batch}\nGO\nEXEC #regrant_end 1;\nGO\n`);
  const [, work] = batches;
  return work && partsOf(work)?.map(({ text }) => text);
}

suite('script parts', (test) => {
  test('a whole script: each statement once, what only tells left out, procedures alone', async () => {
    const { batches } = await scriptOf(await capturedFixture(smallServer()));
    for (const batch of batches) {
      const { statements, role, line } = batch;
      const parts = partsOf(batch);
      assert.ok(parts !== undefined, `the batch in line ${line}`);
      const numbers = parts.flatMap(({ text }) =>
        role === 'work'
          ? [...text.matchAll(/^EXEC #regrant(?:_[a-z]+)? (\d+),/gm)].map(([, n]) => Number(n))
          : [],
      );
      assert.equal(numbers, [...statements]);
      for (const { text, shownBy } of parts) {
        assert.not.match(text, /^RAISERROR/);
        if (text.startsWith('CREATE PROCEDURE')) assert.is(shownBy, 'nothing');
      }
    }
    const shown = batches.flatMap((batch) =>
      (partsOf(batch) ?? []).map(({ shownBy }) => `${batch.role}, ${shownBy}`),
    );
    assert.equal([...new Set(shown)].sort(), [
      'prologue, mark',
      'prologue, nothing',
      'result, rows',
      'work, mark',
    ]);
  });

  test('a statement has the variables that it takes, as they stand there', () => {
    const parts = textsOf(
      [
        "RAISERROR(N'regrant: %s', 0, 1, N'a') WITH NOWAIT;",
        'DECLARE @sql nvarchar(max), @name nvarchar(128);',
        "SET @name = N'a;b'; EXEC #regrant_database @name;",
        "SET @sql = N''; SET @sql = @sql + N'x';",
        "SET @sql = @sql + N'y'; EXEC #regrant 1, @sql;",
        "EXEC #regrant 2, N'plain';",
        "SET @sql = N'z'; EXEC #regrant_login 3, @name, 0x01, @sql;",
      ].join('\n'),
    );
    const declared = 'DECLARE @sql nvarchar(max), @name nvarchar(128);\n';
    assert.equal(parts, [
      `${declared}SET @name = N'a;b';\nEXEC #regrant_database @name;`,
      `${declared}SET @sql = N'';\nSET @sql = @sql + N'x';\nSET @sql = @sql + N'y';\nEXEC #regrant 1, @sql;`,
      "EXEC #regrant 2, N'plain';",
      `${declared}SET @name = N'a;b';\nSET @sql = N'z';\nEXEC #regrant_login 3, @name, 0x01, @sql;`,
    ]);
  });

  test('a batch of anything else has none', () => {
    for (const batch of [
      "IF 1 = 1 EXEC #regrant 1, N'a';",
      "EXEC #regrant 1, N'a'; DROP TABLE x;",
      'DECLARE @a int, @b int; SET @b = 1; SET @a = @b; EXEC #regrant 1, @a;',
      "EXEC #regrant 1, N'a'; PRINT N'a';",
    ])
      assert.is(textsOf(batch), undefined, batch);
  });

  test('a script of anything else is refused where a driver runs parts alone', async () => {
    const { login, password } = FRESH_SA;
    const driver = engineDriver(freshEngine(smallServer(), 'restored'), login, password);
    const script = splitScript('b.sql', 'CREATE LOGIN [a] FROM WINDOWS;\nGO\n');
    const run = applyScript({ ...driver, runsParts: true }, script, { choices: { allowForeign: true } });
    await refused(run, 'not-supported', /^Over ODBC the batch in line 1 of b\.sql could be cut off/);
  });
});
