import { readScript } from '../../src/read/read-script.ts';
import { assert, suite } from '../suite.ts';
import { ORDINARY } from './ordinary-statements.ts';
import { readAll } from './read-all.ts';

/** Keys of the permission facts a script gives: permission, securable, grantee, state. */
async function granted(script: string): Promise<string[]> {
  const { snapshot } = await readScript(script);
  return snapshot.facts.flatMap((fact) =>
    fact.kind === 'permission'
      ? [`${fact.database ?? ''}:${fact.permission}:${fact.name ?? ''}:${fact.grantee}:${fact.state}`]
      : [],
  );
}

/** Wrappings of `GRANT SELECT ON t TO u`, each of which runs it in master. */
const WRAPPED = [
  'GRANT SELECT ON t TO u',
  'IF @maybe = 1 GRANT SELECT ON t TO u',
  "IF NOT EXISTS (SELECT * FROM sys.objects WHERE name = N't') BEGIN GRANT SELECT ON t TO u; END",
  "IF OBJECT_ID(N'dbo.t', 'U') IS NOT NULL GRANT SELECT ON t TO u ELSE PRINT 'no'",
  'IF (SELECT COUNT(*) FROM a JOIN b ON a.i = b.i WHERE CASE WHEN 1 = 1 THEN 1 END = 1) > 0 GRANT SELECT ON t TO u',
  'BEGIN GRANT SELECT ON t TO u END',
  'BEGIN TRY GRANT SELECT ON t TO u END TRY BEGIN CATCH END CATCH',
  'IF @maybe = 1 BEGIN TRY GRANT SELECT ON t TO u END TRY BEGIN CATCH THROW END CATCH',
  'BEGIN TRAN GRANT SELECT ON t TO u COMMIT TRAN',
  "EXEC('GRANT SELECT ON t TO u')",
  "EXECUTE (N'GRANT SELECT ' + N'ON t TO u')",
  "EXEC sp_executesql N'GRANT SELECT ON t TO u'",
  "EXEC sys.sp_executesql @stmt = N'GRANT SELECT ON t TO u'",
  "EXEC('EXEC(''EXEC(''''GRANT SELECT ON t TO u'''')'')')",
  "DECLARE @x nvarchar(max) = N'GRANT SELECT ON t TO u'; EXEC(@x)",
  "DECLARE @x nvarchar(max), @y sysname SET @y = 'u' SET @x = N'GRANT SELECT ON t TO ' SET @x += QUOTENAME(@y) EXEC (@x)",
  "DECLARE @x nvarchar(max) = N'GRANT SELECT ON t TO u' IF DATABASE_PRINCIPAL_ID(N'r') IS NULL SET @x = N'PRINT 1' ELSE EXEC (@x)",
  "DECLARE @x varchar(100) SELECT @x = 'GRANT' + CHAR(32) + 'SELECT' + NCHAR(10) + 'ON t TO u' EXEC(@x)",
  "DECLARE @x varchar(100) = CONVERT(varchar(100), N'GRANT SELECT ON t TO u') EXEC(@x)",
  'PRINT 1 GRANT SELECT ON t TO u PRINT 2',
  'SELECT 1 AS a UNION ALL SELECT 2 GRANT SELECT ON t TO u SELECT 3',
  'UPDATE t SET a = CASE WHEN b = 1 THEN 2 ELSE 3 END WHERE c = 1 GRANT SELECT ON t TO u',
  'INSERT INTO t (a) VALUES (1) GRANT SELECT ON t TO u',
  'CREATE TABLE x (a int REFERENCES y (b) ON DELETE CASCADE ON UPDATE SET NULL) GRANT SELECT ON t TO u',
  'ALTER TABLE x ALTER COLUMN a int NOT NULL GRANT SELECT ON t TO u',
  'DROP TABLE IF EXISTS x GRANT SELECT ON t TO u',
  'WITH c AS (SELECT 1 a) SELECT * FROM c GRANT SELECT ON t TO u',
  'DECLARE @t TABLE (a int) GRANT SELECT ON t TO u',
  'start: GRANT SELECT ON t TO u',
  'GRANT SELECT ON t TO u\nGO 3\nPRINT 1',
  "EXEC #regrant 5, N'GRANT SELECT ON t TO u'",
  'GRANT INSERT ON t TO u; DENY SELECT ON t TO u; REVOKE INSERT ON t FROM u; GRANT SELECT ON t TO u',
];

suite('read: how scripts wrap their statements', (test) => {
  test('every wrapping gives the same fact', async () => {
    for (const script of WRAPPED) assert.equal(await granted(script), ['master:SELECT:t:u:G'], script);
  });

  test('what concerns no security is skipped, and what follows is read', async () => {
    for (const ordinary of ORDINARY) {
      const { statements, diagnostics } = await readAll(`PRINT 1; ${ordinary} GRANT SELECT ON t TO u`);
      const errors = diagnostics.filter(({ severity }) => severity === 'error');
      assert.equal([errors, statements.at(-1)?.kind], [[], 'grant'], ordinary);
      assert.is(statements.filter(({ kind }) => kind === 'use').length, 0, ordinary);
    }
  });

  test('of ALTER DATABASE the options that concern security are read, wherever they stand', async () => {
    const script =
      'ALTER DATABASE d SET RECOVERY SIMPLE, TRUSTWORTHY ON, QUERY_STORE = ON (A = 1), DB_CHAINING ON';
    const { statements } = await readAll(`${script} WITH NO_WAIT GRANT SELECT ON t TO u`);
    const [set] = statements;
    assert.equal(set?.kind === 'alter-database-set' && set.options, { TRUSTWORTHY: 'ON', DB_CHAINING: 'ON' });
    assert.is(statements.length, 2);
  });

  test('an argument that is not known is listed; what else the call says is read', async () => {
    const { statements, diagnostics } = await readAll(
      "EXEC sp_addlogin 'a', @secret, @database\nEXEC sp_addrolemember 'r', 0x01",
    );
    assert.equal(
      statements.map(({ kind }) => kind),
      ['create-login', 'unread'],
    );
    assert.equal(
      diagnostics.map(({ code, line, column }) => [code, line, column]),
      [
        ['unknown-value', 1, 32],
        ['unknown-value', 2, 6],
      ],
    );
  });

  test('a database comes from USE, from sp_executesql, and from #regrant_database, and goes with its scope', async () => {
    const script = `USE a; GRANT SELECT ON t TO u
EXEC b.sys.sp_executesql N'GRANT SELECT ON t TO u; EXEC(N''GRANT INSERT ON t TO u'')'
EXEC (N'USE c; GRANT SELECT ON t TO u')
GRANT DELETE ON t TO u
GO
EXEC #regrant_database N'd'
EXEC #regrant 1, N'GRANT SELECT ON t TO u'
EXEC #regrant_database NULL
EXEC #regrant 2, N'GRANT SELECT ON t TO u'
EXEC e..sp_addrolemember 'r', 'm'`;
    assert.equal(await granted(script), [
      'a:DELETE:t:u:G',
      'a:SELECT:t:u:G',
      'b:INSERT:t:u:G',
      'b:SELECT:t:u:G',
      'c:SELECT:t:u:G',
      'd:SELECT:t:u:G',
      'master:SELECT:t:u:G',
    ]);
  });

  test("statements inside a module are not the script's", async () => {
    const script =
      'CREATE PROCEDURE p AS GRANT SELECT ON t TO u\nGO\nCREATE OR ALTER TRIGGER x ON t AFTER UPDATE AS IF UPDATE(a) GRANT SELECT ON t TO u\nGO\nGRANT INSERT ON t TO u';
    assert.equal(await granted(script), ['master:INSERT:t:u:G']);
  });

  test('what is only known at run time is said, and never guessed', async () => {
    const scripts = [
      'DECLARE @x nvarchar(max) SELECT @x = text FROM t EXEC(@x)',
      "DECLARE @x nvarchar(99) = N'GRANT SELECT ON t TO u' IF @@ROWCOUNT = 1 SET @x = N'PRINT 1' EXEC(@x)",
      "DECLARE @x nvarchar(99) = N'GRANT SELECT ON t TO u' WHILE @i < 3 BEGIN EXEC(@x) SET @x += N'x' END",
      "DECLARE @x nvarchar(99) = N'GRANT SELECT ON t TO u' EXEC make_text @x OUTPUT EXEC(@x)",
      'EXEC(@undeclared)',
      "DECLARE @x nvarchar(99) = N'GRANT SELECT ON t TO ' + SUSER_SNAME() EXEC(@x)",
      "EXEC ('GRANT SELECT ON t TO u') AT other",
      'EXEC @p 1',
    ];
    for (const script of scripts) {
      assert.equal(await granted(script), [], script);
      const { diagnostics } = await readAll(script);
      assert.ok(
        diagnostics.some(({ severity }) => severity === 'warning'),
        script,
      );
    }
  });

  test('a variable keeps what its type can hold', async () => {
    const script = "DECLARE @x nvarchar(22) = N'GRANT SELECT ON t TO u and more' EXEC(@x)";
    assert.equal(await granted(script), ['master:SELECT:t:u:G']);
    assert.equal(await granted("DECLARE @x nvarchar = N'GRANT SELECT ON t TO u' EXEC(@x)"), []);
  });

  test('a guard keeps its aliases and joins; #regrant_secret keeps its guard and tells of the placeholder', async () => {
    const query =
      'SELECT 1 FROM sys.endpoints AS e JOIN sys.server_principals AS o ON o.principal_id = e.principal_id';
    const { statements } = await readAll(
      `EXEC #regrant_secret 7, N'${query} WHERE e.name = N''x''', N'CREATE CREDENTIAL [x] WITH IDENTITY = N''i'', SECRET = N''<type the secret here>'''`,
    );
    const [secret] = statements;
    assert.is(secret?.kind, 'execute');
    if (secret?.kind !== 'execute' || secret.guard?.kind !== 'exists') throw new Error('no guard');
    assert.equal([secret.wrapper, secret.number, secret.hasPlaceholder], ['#regrant_secret', 7, true]);
    assert.equal(
      secret.statements.map(({ kind }) => kind),
      ['create-credential'],
    );
    const { query: found } = secret.guard;
    if (found.kind !== 'query') throw new Error('the query was not taken apart');
    assert.equal([found.from, found.alias], [['sys', 'endpoints'], 'e']);
    assert.equal(
      found.joins?.map(({ view, alias, on }) => [view, alias, on.kind]),
      [[['sys', 'server_principals'], 'o', 'operation']],
    );
  });

  test('variables end with their batch', async () => {
    assert.equal(await granted("DECLARE @x nvarchar(99) = N'GRANT SELECT ON t TO u'\nGO\nEXEC(@x)"), []);
  });

  test('a mistake inside dynamic text is shown at its place in the file', async () => {
    const script = "PRINT 1\nEXEC(N'PRINT ''a'';\n  GRANT SELECT ON t TO u CASCADE')";
    const { diagnostics } = await readAll(script);
    assert.equal(
      diagnostics.map(({ line, column }) => [line, column]),
      [[3, 26]],
    );
    const joined = "DECLARE @x nvarchar(max) = N'GRANT SELECT '\n + N'ON t TO u CASCADE'\nEXEC(@x)";
    assert.equal(
      (await readAll(joined)).diagnostics.map(({ line, column }) => [line, column]),
      [[2, 16]],
    );
  });

  test('a statement that is skipped is skipped to its end', async () => {
    const scripts = [
      'MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN UPDATE SET a = 1 WHEN NOT MATCHED THEN INSERT (a) VALUES (1);',
      'ALTER TABLE t DROP CONSTRAINT c',
      'SELECT a FROM t ORDER BY a OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY',
      'DELETE t FROM t INNER MERGE JOIN s ON t.a = s.a',
    ];
    for (const script of scripts) {
      const { statements, diagnostics } = await readAll(script);
      assert.equal([statements.length, diagnostics.length], [1, 0], script);
    }
  });

  test('GO counts only at the start of a line, outside text', async () => {
    const { statements } = await readAll(
      "DECLARE @a int = 1, @go int\n  go\nPRINT '\nGO\n' /*\nGO\n*/ SELECT 1 AS\ngo_\n\tGO -- end\nEXEC(@a)",
    );
    assert.equal(
      statements.map((s) => (s.kind === 'foreign' ? s.verb : s.kind)),
      ['batch-end', 'PRINT', 'SELECT', 'batch-end', 'unread'],
    );
  });
});
