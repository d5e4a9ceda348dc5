// What a script runs besides security and its own machinery is named, by its place.
import { ForeignFinder } from '../../src/parse/foreign/foreign-finder.ts';
import type { ForeignStatement } from '../../src/parse/foreign/foreign-statement.ts';
import { KeptText } from '../../src/parse/foreign/kept-text.ts';
import { PROTOCOL_PLACES, PROTOCOL_TEXT } from '../../src/parse/foreign/protocol-text.generated.ts';
import { tokenize } from '../../src/parse/lex/tokenizer.ts';
import { parseScript } from '../../src/parse/parse-script.ts';
import { settledWorld } from '../prove/world.ts';
import { scriptOf } from '../render/script-of.ts';
import { assert, suite } from '../suite.ts';

async function foreign(script: string): Promise<ForeignStatement[]> {
  const list: ForeignStatement[] = [];
  const text = new KeptText(script);
  const finder = new ForeignFinder(text);
  for await (const statement of parseScript(text.chunks())) list.push(...finder.in(statement));
  list.push(...finder.atEnd());
  return list;
}

/** What is named of one statement: why and as what. */
async function names(script: string): Promise<string[]> {
  return (await foreign(script)).map(({ reason, verb }) => `${reason}: ${verb}`);
}

/** A statement of another's, and what it is named. */
const FOREIGN: readonly (readonly [string, readonly string[]])[] = [
  ['DROP TABLE dbo.t', ['not-security: DROP TABLE']],
  ["EXEC xp_cmdshell 'dir'", ['not-security: EXEC xp_cmdshell']],
  ['SHUTDOWN WITH NOWAIT', ['not-security: SHUTDOWN']],
  ["EXEC ('DROP DATABASE x')", ['not-security: DROP DATABASE']],
  ["EXEC ('CREATE LOGIN x WITH PASSWORD = ''p''')", ['not-wrapped: CREATE LOGIN']],
  ["EXEC sp_configure 'xp_cmdshell', 1", ['not-wrapped: EXEC sp_configure']],
  ["EXEC #regrant 5, N'EXEC sp_configure ''xp_cmdshell'', 1'", []],
  ["EXEC #regrant 5, N'EXEC sp_configure ''clr enabled'', 1'", []],
  ["EXEC #regrant 5, N'ALTER DATABASE x SET OFFLINE'", ['not-security: ALTER DATABASE SET']],
  ["EXEC #regrant 5, N'ALTER DATABASE x SET TRUSTWORTHY ON'", []],
  ["UPDATE #regrant_state SET run = N'xp_cmdshell'", ['not-security: UPDATE']],
  ["EXEC #regrant 5, N'DROP TABLE x'", ['not-security: DROP TABLE']],
  ["SELECT * FROM OPENROWSET('a', 'b', 'c')", ['not-security: SELECT OPENROWSET']],
  ['PRINT dbo.evil()', ['not-security: PRINT']],
  ["RAISERROR('a', 16, 1) WITH LOG", ['not-security: RAISERROR']],
  ['EXEC (@unknown)', ['not-read: EXEC']],
  ['IF 1 = 2 TRUNCATE TABLE t ELSE KILL 51', ['not-security: TRUNCATE', 'not-security: KILL']],
  ['CREATE LOGIN x FROM WINDOWS', ['not-wrapped: CREATE LOGIN']],
  ["EXEC #regrant 5, N'CREATE ROLE r'", []],
  ["EXEC #regrant_secret 8, N'SELECT 1) SHUTDOWN --', N'CREATE ROLE r'", ['not-read: EXEC']],
  [
    "EXEC #regrant_secret 8, N'SELECT 1 FROM OPENROWSET(''a'', ''b'', ''c'')', N'CREATE ROLE r'",
    ['not-read: EXEC'],
  ],
  ["EXEC #regrant_access 8, N'sa', 0x01, N'SELECT dbo.evil()', N'CREATE ROLE r'", ['not-read: EXEC']],
  ["EXEC #regrant_secret 8, @statement = N'SHUTDOWN', @guard = N'CREATE ROLE r'", ['not-read: EXEC']],
  [
    "EXEC #regrant_login 8, @statement = N'SHUTDOWN', @sid = 0x01, @login = N'CREATE ROLE r'",
    ['not-read: EXEC'],
  ],
  ["EXEC #regrant_secret 8, N'SELECT 1 FROM sys.credentials', N'CREATE ROLE r'", []],
  [
    "IF EXISTS (SELECT * FROM OPENROWSET('a', 'b', 'c')) PRINT 'x'",
    ['not-security: IF', 'not-security: PRINT'],
  ],
  ["IF dbo.evil() = 1 PRINT 'x'", ['not-security: IF', 'not-security: PRINT']],
  ["WHILE (SELECT dbo.evil()) = 1 PRINT 'x'", ['not-security: WHILE', 'not-security: PRINT']],
  ["IF OBJECT_ID(N'x') IS NULL PRINT 'x'", ['not-security: PRINT']],
  ["PRINT dbo.Evil::Run(N'x')", ['not-security: PRINT']],
  ['PRINT $SHUTDOWN', ['not-security: PRINT']],
  ["PRINT 'a'", ['not-security: PRINT']],
  ["RAISERROR('a', 0, 1) WITH NOWAIT", ['not-security: RAISERROR']],
  ['DECLARE @x int = dbo.Evil::Run()', ['not-security: DECLARE']],
  ['DECLARE @x int; SET @x = NEXT VALUE FOR s', ['not-security: DECLARE', 'not-security: SET']],
  ['SELECT @x = dbo.f()', ['not-security: SELECT']],
  ["SELECT @x = N'a'", ['not-security: SELECT']],
  ['SET @allow_lockout = 1', ['not-security: SET']],
  ['DECLARE @allow_lockout bit = 0 + 1', ['not-security: DECLARE']],
  ["DECLARE @sql nvarchar(max) = N'a'", ['not-security: DECLARE']],
  ["SET @sql = N'a' + @name", ['not-security: SET']],
  ["SET @sql = N'a' + UPPER(N'b')", ['not-security: SET']],
  ["SET @sql = 'a\uff07'", ['not-security: SET']],
  ["EXEC #regrant 5, 'CREATE ROLE [a\uff3d SHUTDOWN --]'", ['not-read: EXEC']],
  ["EXEC #regrant_database 'a\uff3d'", ['not-security: EXEC']],
  ["EXEC #regrant 5, N'CREATE ROLE [a\uff3d SHUTDOWN --]'", []],
  [
    "DECLARE @sql nvarchar(max), @guard nvarchar(max), @name nvarchar(128); SET @sql = N''; SET @sql = @sql + N'a' + NCHAR(10)",
    [],
  ],
  ['label: SET NOCOUNT ON', ['not-security: LABEL']],
  ['BEGIN SET NOCOUNT ON END', ['not-security: BEGIN', 'not-security: END']],
  ['GOTO label', ['not-security: GOTO']],
  ['RETURN', ['not-security: RETURN']],
  ['WHILE 1 = 1 SET NOCOUNT ON', ['not-security: WHILE', 'not-security: SET NOCOUNT']],
  ["IF 1 = 0 EXEC #regrant 5, N'CREATE ROLE r'", ['not-security: EXEC #regrant']],
  ...'NOEXEC PARSEONLY FMTONLY XACT_ABORT ANSI_DEFAULTS'
    .split(' ')
    .map((option) => [`SET ${option} ON`, [`not-security: SET ${option}`]] as const),
  ['SET ROWCOUNT 1', ['not-security: SET ROWCOUNT']],
  ['SET NOCOUNT ON', []],
  ['SET NOCOUNT ON; SET NOCOUNT ON', ['not-security: SET NOCOUNT']],
  ['SET XACT_ABORT OFF; SET NOCOUNT ON', ['not-security: SET NOCOUNT']],
  ['GO 100000', ['not-security: GO']],
  ['EXEC #regrant_end 5; EXEC #regrant_begin', ['not-security: EXEC']],
  ['CREATE PROCEDURE #regrant @number int, @statement nvarchar(max) AS', ['not-security: CREATE PROCEDURE']],
  [
    'CREATE PROCEDURE #regrant @number int, @statement nvarchar(max) AS BEGIN SET NOCOUNT ON END',
    ['not-security: CREATE PROCEDURE'],
  ],
  ['INSERT #regrant_choice (any_server)', ['not-security: INSERT']],
];

/** What a statement of the script may not hold beside what it is for. */
const WRAPPED: readonly (readonly [string, readonly string[]])[] = [
  ['IF dbo.evil() = 1 CREATE ROLE r', ['not-security: EXEC #regrant']],
  ['IF EXISTS (SELECT 1 FROM Evil()) CREATE ROLE r', ['not-security: EXEC #regrant']],
  ['IF EXISTS (SELECT 1 FROM dbo.Evil) CREATE ROLE r', ['not-security: EXEC #regrant']],
  ['IF EXISTS (SELECT 1 FROM sys.tables, dbo.Evil) CREATE ROLE r', ['not-security: EXEC #regrant']],
  [
    'IF EXISTS (SELECT 1 FROM sys.tables t JOIN Evil ON 1 = 1) CREATE ROLE r',
    ['not-security: EXEC #regrant'],
  ],
  ['IF EXISTS (SELECT 1 FROM [a].[b].[c].[d]) CREATE ROLE r', ['not-security: EXEC #regrant']],
  [
    "IF EXISTS (SELECT 1 FROM sys.fn_trace_gettable(N'\\\\a\\b', 1)) CREATE ROLE r",
    ['not-security: EXEC #regrant'],
  ],
  ['DECLARE @x int = dbo.Evil::Run() CREATE ROLE r', ['not-security: EXEC #regrant']],
  ['DECLARE @x int = NEXT VALUE FOR s CREATE ROLE r', ['not-security: EXEC #regrant']],
  ['DECLARE @x int SET @x = dbo.f() CREATE ROLE r', ['not-security: EXEC #regrant']],
  ['DECLARE @x int SELECT @x = dbo.f() CREATE ROLE r', ['not-security: EXEC #regrant']],
  ['DECLARE @x int SELECT @x = a FROM dbo.t CREATE ROLE r', ['not-security: EXEC #regrant']],
  ["EXEC ('CREATE ROLE [a\uff3d SHUTDOWN --]')", ['not-read: EXEC']],
  ["EXEC (N'CREATE ROLE [a\uff3d SHUTDOWN --]')", []],
  ["EXEC sp_addrolemember 'r', '\u0100dmin'", ['not-read: EXEC']],
  ['WHILE 1 = 1 CREATE ROLE r', ['not-security: WHILE']],
  ['RETURN CREATE ROLE r', ['not-security: RETURN']],
  ['SET NOEXEC ON CREATE ROLE r', ['not-security: SET NOEXEC']],
  ['BEGIN TRANSACTION CREATE ROLE r', ['not-security: TRANSACTION']],
  ['PRINT $SHUTDOWN', ['not-security: PRINT']],
  ["PRINT 'a'", ['not-security: PRINT']],
  ["RAISERROR(N'%s', 16, 1, N'a')", []],
  ["RAISERROR(N'%s', 20, 1, N'a') WITH LOG", ['not-security: RAISERROR']],
  ["EXEC #regrant_database N'x'", ['not-security: REGRANT DATABASE']],
  ["EXEC #regrant 6, N'CREATE ROLE r'", ['not-security: EXEC #regrant']],
  ['EXEC #regrant_end 5', ['not-security: EXEC #regrant']],
  [
    'IF EXISTS (SELECT 1 FROM sys.tables AS t JOIN sys.schemas AS s ON s.a = t.a WHERE t.b IN (1, 2)) CREATE ROLE r',
    [],
  ],
];

suite('foreign statements', (test) => {
  test('the tokens of the templates stand where the build says', () => {
    const tokens = tokenize(PROTOCOL_TEXT, { script: true }).slice(0, -1);
    const places = tokens.flatMap(({ offset, text }) => [offset, text.length]);
    assert.equal(PROTOCOL_PLACES, places);
  });

  for (const [script, expected] of FOREIGN) {
    test(script, async () => assert.equal(await names(script), expected));
  }

  for (const [script, expected] of WRAPPED) {
    test(`in a statement of the script: ${script}`, async () =>
      assert.equal(await names(`EXEC #regrant 5, N'${script.replaceAll("'", "''")}'`), expected));
  }

  test('a call of a script’s own procedure that is not as scripts have it is told to whoever reads it', async () => {
    const told: string[] = [];
    const read = parseScript("EXEC #regrant_secret 8, N'SELECT 1) SHUTDOWN --', N'CREATE ROLE r'", {
      onDiagnostic: ({ fact }) => void told.push(fact),
    });
    for await (const _ of read);
    assert.match(told.join(), /^This call of #regrant_secret is not as a script has it/);
  });

  test('a script of ours has none, and one that was put in anywhere is named', async () => {
    const text = await scriptOf(settledWorld().facts.filter(({ kind }) => kind !== 'server'));
    assert.equal(await foreign(text), []);
    const lines = text.split('\n');
    const ends = lines.flatMap((line, index) => (line === 'GO' ? [index] : []));
    for (const at of [ends[0], ends[Math.trunc(ends.length / 2)], ends.at(-1)]) {
      if (at === undefined) continue;
      for (const [script, expected] of FOREIGN.slice(0, 5)) {
        const there = [...lines.slice(0, at + 1), script, 'GO', ...lines.slice(at + 1)].join('\n');
        const found = await foreign(there);
        assert.equal(
          found.map(({ reason, verb }) => `${reason}: ${verb}`),
          expected,
        );
        assert.is(found[0]?.line, at + 2);
      }
    }
  });

  test('a changed procedure or table of ours is named', async () => {
    const text = await scriptOf(settledWorld().facts.filter(({ kind }) => kind !== 'server'));
    for (const [from, to] of [
      ['EXEC @run @statement;', "EXEC @run N'DROP TABLE x';"],
      ["N'master.sys.sp_executesql'", "N'xp_cmdshell'"],
      ['SET NOCOUNT ON;\n    DECLARE @problem', 'SHUTDOWN;\n    DECLARE @problem'],
    ] as const) {
      assert.ok(text.includes(from), from);
      assert.is((await foreign(text.replace(from, to))).length, 1, to);
    }
  });

  test('a value with characters that no literal holds is ours, and nothing else in its place is', async () => {
    const insert = (value: string) =>
      `INSERT #regrant_expected (property, value) VALUES (N'database', ${value});\n`;
    for (const value of ["N'a'", "N'a' + NCHAR(13) + N'b'", "NCHAR(10) + N'a'", "N'$' + N'(x)'"]) {
      assert.equal(await names(insert(value)), [], value);
    }
    for (const value of ["N'a' + NCHAR(x.y())", "N'a' + SUSER_NAME(13)", 'NCHAR((SELECT 1))', "N'a' +"]) {
      assert.is((await names(insert(value))).length, 1, value);
    }
  });

  test('of a secret that an apostrophe ended too early nothing is shown, wherever its rest is cut', async () => {
    for (const rest of ['s hunter2', 'DROP hunter2', '; EXEC hunter2', "s'hunter2", 'GRANT hunter2 TO x']) {
      const found = await foreign(`GO\nEXEC #regrant_type 7, N'it'${rest}'; -- '\nGO\n`);
      assert.ok(found.length > 0, rest);
      for (const { reason, verb, text } of found) {
        assert.is(reason, 'broken-secret', rest);
        assert.not.match(`${verb} ${text}`, /hunter2/i);
      }
    }
  });

  test('no literal is shown', async () => {
    const [one] = await foreign("ALTER LOGIN x WITH PASSWORD = 'secret', NAME = y");
    assert.is(one?.text, "ALTER LOGIN x WITH PASSWORD = '…', NAME = y");
  });
});
