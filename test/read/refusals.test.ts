import { formatDiagnostic } from '../../src/parse/tree/diagnostic.ts';
import { assert, suite } from '../suite.ts';
import { readAll } from './read-all.ts';

/** Statements that the grammar refuses, and the line and column where it does. */
const REFUSED: readonly (readonly [string, number, number])[] = [
  ['GRANT [SELECT] ON t TO u', 1, 7],
  ['GRANT SELECT FROM u', 1, 14],
  ['GRANT a b c d e f g h TO u', 1, 21],
  ['GRANT SELECT (a) ON t (b) TO u', 1, 24],
  ['GRANT SELECT ON FOO::a TO u', 1, 17],
  ['GRANT SELECT ON [OBJECT]::dbo.t TO u', 1, 25],
  ['GRANT SELECT TO u AS dbo WITH GRANT OPTION', 1, 26],
  ['GRANT SELECT TO u CASCADE', 1, 19],
  ['DENY SELECT TO u WITH GRANT OPTION', 1, 18],
  ['REVOKE GRANT OPTION SELECT ON t TO u', 1, 21],
  ["GRANT SELECT TO 'u'", 1, 17],
  ['GRANT SELECT TO @u', 1, 17],
  ['GRANT SELECT TO user', 1, 17],
  ['GRANT SELECT ON t TO a.b', 1, 23],
  ['GRANT SELECT, TO u', 1, 15],
  ['GRANT SELECT() ON t TO u', 1, 14],
  ['GRANT TO u', 1, 7],
  ['GRANT SELECT TO u,', 1, 19],
  ['GRANT SELECT ON t\n  TO u foo', 2, 8],
  ['GRANT SELECT ON t TO [u', 1, 22],
  ["GRANT SELECT ON t TO 'u", 1, 22],
  ['GRANT SELECT ON t TO u /* a', 1, 24],
  ["CREATE LOGIN a WITH SID = 0x01, PASSWORD = 'x'", 1, 21],
  ["CREATE LOGIN a WITH PASSWORD = 'x', CHECK_POLICY = ON, CHECK_POLICY = OFF", 1, 56],
  ["CREATE LOGIN a WITH PASSWORD = 'x' MUST_CHANGE MUST_CHANGE", 1, 48],
  ["CREATE LOGIN a WITH PASSWORD = 'x', DEFAULT_DATABASE = 'x'", 1, 56],
  ['CREATE LOGIN a', 1, 15],
  ['CREATE LOGIN [a] FROM WINDOWS WITH CHECK_POLICY = ON', 1, 36],
  ['CREATE LOGIN [a] FROM EXTERNAL PROVIDER WITH SID = 0x01', 1, 46],
  ['ALTER LOGIN a WITH SID = 0x01', 1, 20],
  ['ALTER LOGIN a WITH UNLOCK', 1, 20],
  ['DROP LOGIN a, b', 1, 13],
  ['DROP LOGIN IF EXISTS a', 1, 12],
  ["CREATE USER a FOR LOGIN b WITH PASSWORD = 'x'", 1, 32],
  ['CREATE USER a FOR WINDOWS', 1, 19],
  ['CREATE ROLE a AUTHORIZATION', 1, 28],
  ['ALTER ROLE a ADD MEMBER b, c', 1, 26],
  ['ALTER ROLE a ADD b', 1, 18],
  ['CREATE APPLICATION ROLE a', 1, 26],
  ['PRINT 1; CREATE SCHEMA a', 1, 10],
  ['IF 1 = 1 CREATE SCHEMA a', 1, 10],
  ['ALTER SCHEMA a TRANSFER x.dbo.t', 1, 31],
  ['ALTER AUTHORIZATION ON a (c) TO d', 1, 26],
  ['ALTER AUTHORIZATION ON SCHEMA::a TO b, c', 1, 38],
  ["CREATE CREDENTIAL a WITH SECRET = 'y'", 1, 26],
  ["USE 'a'", 1, 5],
  ['SET NOEXECX ON', 1, 5],
  ['SET NOCOUNT, NOEXECX ON', 1, 14],
  ['SET NOEXEC NO', 1, 12],
  ["EXEC sp_addrolemember 'a' + 'b', 'c'", 1, 27],
  ["EXEC sp_addrolemember @rolename = 'a', 'b'", 1, 40],
  ["EXEC (QUOTENAME('a'))", 1, 7],
  ['BEGIN GRANT SELECT TO u', 1, 1],
  ['END', 1, 1],
  ['ELSE', 1, 1],
  ['?', 1, 1],
  ['WITH ROLE r', 1, 1],
  ["EXEC AS sp_x 'a'", 1, 9],
  ['ALTER DATABASE d SET RECOVERY SIMPLE, TRUSTWORTHY', 1, 50],
  ['ALTER DATABASE d SET TRUSTWORTHYON, DB_CHAINING OFF', 1, 22],
  ['ALTER DATABASE d SET ENABLE_BROKERS', 1, 22],
  ['ALTER DATABASE d SETS TRUSTWORTHY ON', 1, 18],
  ['ALTER DATABASE d SET RECOVERY SIMPLE TRUSTWORTHY ON', 1, 38],
  ['DROP TABLE a b, c', 1, 14],
  ['ADD MEMBER a', 1, 1],
  ['PRINT (1', 1, 9],
  [`GRANT SELECT TO ${'a'.repeat(129)}`, 1, 17],
];

/** No T-SQL, but nothing about security either: not the reader's business. */
const NOT_JUDGED: readonly string[] = [
  'SELECT',
  'SELECT FROM FROM b',
  'UPDATE r SELECT x',
  'INSERT ON SCHEMA::s TO u',
  "PRINT 'x' USER a",
  'DECLARE MEMBER @r int',
  "DECLARE @r int SET @r = 'a' 'b'",
  'COMMIT TRAN a WITH b',
  '( ROLE a )',
  'CREATE TABLE ON DATABASE::d',
];

suite('read: what the grammar refuses', (test) => {
  test('is refused where it goes wrong, with a caret there', async () => {
    for (const [statement, line, column] of REFUSED) {
      const { statements, diagnostics } = await readAll(statement);
      const [first] = diagnostics.filter(({ severity }) => severity === 'error');
      assert.ok(first !== undefined, statement);
      assert.equal([first.line, first.column], [line, column], `${statement}\n${formatDiagnostic(first)}`);
      assert.ok(/\n *\^$/.test(first.snippet), `${statement}\n${first.snippet}`);
      assert.not.ok(
        statements.some(({ kind }) => kind === 'grant' || kind === 'create-login'),
        statement,
      );
    }
  });

  test('what is not about security is not judged, and what follows is read', async () => {
    for (const text of NOT_JUDGED) {
      const { statements, diagnostics } = await readAll(`${text}\nGRANT INSERT ON x TO y`);
      assert.equal([diagnostics, statements.at(-1)?.kind], [[], 'grant'], text);
    }
  });

  test('the caret stands below the token', async () => {
    const { diagnostics } = await readAll('PRINT 1\n\tGRANT SELECT ON dbo.t TO u CASCADE; PRINT 2');
    const [line = '', caret = ''] = diagnostics[0]?.snippet.split('\n') ?? [];
    assert.equal(line.slice(caret.indexOf('^')).slice(0, 7), 'CASCADE');
  });

  test('reading goes on at the next statement', async () => {
    for (const [statement] of REFUSED) {
      // What is not closed takes the rest of its batch with it.
      if (/\(1$|\[u$|'u$|\/\* a$|^BEGIN G|TO u,$/.test(statement)) continue;
      const { statements } = await readAll(`${statement}\nGRANT INSERT ON x TO y`);
      const last = statements.at(-1);
      assert.equal(last?.kind, 'grant', statement);
    }
  });

  test('an unclosed literal takes the rest of the text with it and says so', async () => {
    const { statements, diagnostics } = await readAll(
      "GRANT SELECT TO u\nGO\nGRANT SELECT TO 'v\nGO\nGRANT SELECT TO w",
    );
    assert.equal(statements.filter(({ kind }) => kind === 'grant').length, 1);
    assert.equal(
      diagnostics.map(({ code, line, column }) => [code, line, column]),
      [['bad-token', 3, 17]],
    );
  });

  test('no diagnostic shows what a literal holds', async () => {
    const secret = 'hunter2';
    const scripts = [
      `CREATE LOGIN a WITH PASSWORD = '${secret}' HASHED HASHED`,
      `CREATE LOGIN a WITH PASSWORD = ${secret}`,
      `CREATE LOGIN a WITH PASSWORD = "${secret}"`,
      `CREATE LOGIN a WITH PASSWORD = '${secret}`,
      `CREATE LOGIN a WITH PASSWORD '${secret}', SID = 0x01`,
      `EXEC sp_addlogin a, ${secret}, 'x' 'y'`,
      `EXEC sp_addlogin a, ${secret} + 'x'`,
      `EXEC(N'CREATE LOGIN a WITH PASSWORD = ''${secret}'' x')`,
      `CREATE CREDENTIAL c WITH IDENTITY = 'i', SECRET = '${secret}', x`,
      `GRANT x /* ${secret} */ y z ) TO u -- ${secret}`,
    ];
    for (const script of scripts) {
      const { statements, diagnostics } = await readAll(script);
      assert.ok(diagnostics.length > 0, script);
      assert.not.ok(JSON.stringify([statements, diagnostics]).includes(secret), JSON.stringify(diagnostics));
    }
  });
});
