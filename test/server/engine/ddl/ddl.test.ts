// The interpreter of programs and security statements: what each changes, and the number of the error that refuses it.
import { assert, suite } from '../../../suite.ts';
import type { EngineSession } from '../../contract.ts';
import { ask, errorNumbers, logIn, rows, value } from '../ask.ts';
import type { CatalogEngine } from '../catalog-engine.ts';
import { engineFromTables } from '../engine-from-tables.ts';

const SID = (last: number) => Uint8Array.from([...Array(15).fill(1), last]);

function server(): CatalogEngine {
  return engineFromTables({
    passwords: { sa: 'sa', low: 'low', helper: 'helper' },
    server: {
      'sys.databases': [{ name: 'app', database_id: 5 }],
      'sys.sql_logins': [
        { name: 'low', principal_id: 300, sid: SID(1), type: 'S' },
        { name: 'helper', principal_id: 301, sid: SID(2), type: 'S' },
      ],
      'sys.server_principals': [{ name: 'auditors', principal_id: 302, sid: SID(3), type: 'R' }],
      'sys.server_permissions': [
        { grantee_principal_id: 300, permission_name: 'CONNECT SQL' },
        { grantee_principal_id: 301, permission_name: 'CONNECT SQL' },
        { grantee_principal_id: 301, permission_name: 'VIEW SERVER STATE', state: 'W' },
      ],
    },
    databases: {
      app: {
        'sys.database_principals': [
          { name: 'low', principal_id: 5, type: 'S', sid: SID(1) },
          { name: 'helper', principal_id: 6, type: 'S', sid: SID(2) },
          { name: 'r', principal_id: 7, type: 'R' },
          { name: 'sub', principal_id: 8, type: 'R' },
        ],
        'sys.schemas': [{ name: 's', schema_id: 5, principal_id: 5 }],
        'sys.objects': [{ name: 't', object_id: 1000, schema_id: 5, type: 'U' }],
        'sys.columns': [{ object_id: 1000, column_id: 1, name: 'c' }],
        'sys.database_role_members': [{ role_principal_id: 7, member_principal_id: 8 }],
        'sys.database_permissions': [
          { class: 0, grantee_principal_id: 5, permission_name: 'CONNECT' },
          { class: 0, grantee_principal_id: 6, permission_name: 'CONNECT' },
        ],
      },
    },
  });
}

const HASH = `0x0200${'AB'.repeat(68)}`;

/** In master: a statement and the number that refuses it, 0 where it runs. */
const IN_MASTER: readonly (readonly [string, number])[] = [
  [`CREATE LOGIN a WITH PASSWORD = ${HASH} HASHED, SID = 0x${'0A'.repeat(16)}, CHECK_POLICY = OFF`, 0],
  [`CREATE LOGIN low WITH PASSWORD = ${HASH} HASHED`, 15025],
  [`CREATE LOGIN a WITH PASSWORD = ${HASH} HASHED, SID = 0x${'01'.repeat(16)}`, 15433],
  ["CREATE LOGIN a WITH PASSWORD = 'x', CHECK_POLICY = OFF, CHECK_EXPIRATION = ON", 15122],
  ['CREATE LOGIN a WITH PASSWORD = 0x01 HASHED', 15021],
  ['CREATE LOGIN a WITH SID = 0x01', 102],
  ['CREATE LOGIN nodomain FROM WINDOWS', 15407],
  ['CREATE LOGIN [D\\n] FROM WINDOWS', 0],
  ['CREATE LOGIN c FROM CERTIFICATE nocert', 15151],
  ['ALTER LOGIN nobody DISABLE', 15151],
  ['ALTER LOGIN low WITH DEFAULT_DATABASE = nodb', 15010],
  ['ALTER LOGIN low WITH DEFAULT_LANGUAGE = Klingon', 15033],
  [`ALTER LOGIN low WITH PASSWORD = ${HASH} HASHED`, 15128],
  ['DROP LOGIN sa', 15247],
  ['DROP LOGIN nobody', 15151],
  ['ALTER SERVER ROLE sysadmin ADD MEMBER nobody', 15151],
  ['ALTER SERVER ROLE norole ADD MEMBER low', 15151],
  ['ALTER SERVER ROLE auditors ADD MEMBER sa', 15405],
  ['ALTER SERVER ROLE auditors ADD MEMBER auditors', 15413],
  ['ALTER SERVER ROLE public ADD MEMBER low', 15081],
  ['CREATE SERVER ROLE auditors', 15025],
  ['GRANT VIEW SERVER STATE TO sa', 4624],
  ['GRANT VIEW SERVER STATE TO sysadmin', 4617],
  ['GRANT VIEW SERVER STATE TO nobody', 15151],
  ['GRANT NONSENSE TO low', 102],
  ['GRANT EXECUTE ON ENDPOINT::[TSQL Default TCP] TO low', 4606],
  ['REVOKE VIEW SERVER STATE FROM helper', 4611],
  ['REVOKE VIEW SERVER STATE FROM helper CASCADE', 0],
  ['GRANT CONNECT ON ENDPOINT::[nowhere] TO low', 15151],
  ["EXEC sys.sp_configure N'no such option', 1", 15123],
  ["EXEC sp_configure N'clr strict security', 1", 15123],
  ["EXEC sp_configure N'clr enabled', 7", 15129],
  ["EXEC sp_addmessage 50001, 16, N'x', N'German'", 15279],
  ["EXEC sp_addmessage 100, 16, N'x'", 15040],
  ["CREATE CREDENTIAL c WITH IDENTITY = N'i', SECRET = N's' FOR CRYPTOGRAPHIC PROVIDER p", 15151],
  ['ALTER DATABASE nodb SET TRUSTWORTHY ON', 5011],
  ['ALTER AUTHORIZATION ON DATABASE::app TO low', 15110],
  ['EXEC no_such_procedure', 2812],
  ['DROP TABLE #nothing', 3701],
  ['SELECT * FROM #nothing', 208],
  ['IF 1 = 1 CREATE SCHEMA x', 111],
  ["CREATE CREDENTIAL c WITH IDENTITY = N'i'; CREATE CREDENTIAL c WITH IDENTITY = N'i'", 15530],
  ["CREATE CREDENTIAL c WITH IDENTITY = N'i'; ALTER CREDENTIAL c WITH IDENTITY = N'j'; DROP CREDENTIAL c", 0],
  ["ALTER CREDENTIAL c WITH IDENTITY = N'i'", 15151],
  ['ALTER LOGIN low WITH CREDENTIAL = c', 15151],
  ['ALTER LOGIN low WITH NO CREDENTIAL', 0],
  ['ALTER DATABASE tempdb SET TRUSTWORTHY ON', 5058],
  ["EXEC sp_addmessage 50001, 26, N'x'", 15041],
  ["EXEC sp_addmessage 50001, 16, N'x'; EXEC sp_addmessage 50001, 16, N'x'", 15043],
];

const IN_APP: readonly (readonly [string, number])[] = [
  ['CREATE USER low FOR LOGIN low', 15023],
  ['CREATE USER other FOR LOGIN low', 15063],
  ['CREATE USER other FOR LOGIN nobody', 15007],
  ['CREATE USER other WITHOUT LOGIN', 0],
  ["CREATE USER other WITH PASSWORD = 'x'", 33233],
  ['CREATE USER [a\\b] FOR LOGIN helper', 15006],
  ['CREATE ROLE r', 15023],
  ['CREATE ROLE r2 AUTHORIZATION nobody', 15151],
  ['ALTER ROLE r ADD MEMBER nobody', 15151],
  ['ALTER ROLE r ADD MEMBER dbo', 15405],
  ['ALTER ROLE sub ADD MEMBER r', 15413],
  ['DROP ROLE r', 15144],
  ['DROP USER low', 15138],
  ['CREATE SCHEMA s', 2714],
  ['CREATE SCHEMA s2 AUTHORIZATION nobody', 15151],
  ['GRANT SELECT ON OBJECT::s.t TO dbo', 4624],
  ['GRANT SELECT ON OBJECT::s.t TO low', 4624],
  ['GRANT SELECT ON OBJECT::s.nothing TO r', 15151],
  ['GRANT SELECT ON OBJECT::s.t (nocolumn) TO r', 1911],
  ['GRANT EXECUTE ON OBJECT::s.t (c) TO r', 1020],
  ['GRANT SELECT ON OBJECT::s.t TO r AS helper', 15151],
  ['GRANT VIEW SERVER STATE TO low', 4621],
  ['ALTER AUTHORIZATION ON SCHEMA::s TO nobody', 15151],
  ['ALTER USER nobody WITH DEFAULT_SCHEMA = s', 15151],
  ['ALTER USER low WITH LOGIN = helper', 15063],
  ['DROP SCHEMA s', 3729],
];

suite('ddl: errors as SQL Server numbers them', (test) => {
  for (const [database, statements] of [
    ['master', IN_MASTER],
    ['app', IN_APP],
  ] as const) {
    for (const [statement, number] of statements) {
      test(`${statement.replaceAll(/(AB)+|(0A)+|(01)+/g, '…').slice(0, 90)} → ${number}`, () => {
        const session = logIn(server(), { database });
        assert.equal(errorNumbers(session, statement), number === 0 ? [] : [number]);
      });
    }
  }

  test('a login without rights changes nothing', () => {
    const engine = server();
    const session = logIn(engine, { login: 'low', password: 'low' });
    for (const statement of [
      "CREATE LOGIN x WITH PASSWORD = 'x'",
      'ALTER LOGIN helper DISABLE',
      'ALTER SERVER ROLE sysadmin ADD MEMBER low',
      'GRANT CONTROL SERVER TO auditors',
      "EXEC sp_configure N'clr enabled', 1",
      'RECONFIGURE',
      'ALTER DATABASE app SET TRUSTWORTHY ON',
      "EXEC sp_addmessage 60000, 16, N'x'",
      "EXEC app.sys.sp_executesql N'CREATE ROLE mine'",
      "EXEC app.sys.sp_executesql N'GRANT SELECT ON SCHEMA::s TO sub AS helper'",
    ]) {
      assert.is(errorNumbers(session, statement).length, 1, statement);
    }
  });
});

const permissions = (session: EngineSession) =>
  rows(
    session,
    'SELECT minor_id, RTRIM(permission_name), state FROM sys.database_permissions WHERE class = 1 AND major_id = 1000 ORDER BY minor_id, permission_name',
  );

suite('ddl: permissions', (test) => {
  const inApp = (...statements: readonly string[]) => {
    const session = logIn(server(), { database: 'app' });
    for (const statement of statements) assert.equal(ask(session, statement).errors, [], statement);
    return permissions(session);
  };
  const ON = 'ON OBJECT::s.t';

  test('a column row is there only where it differs; an object-level statement puts the columns back', () => {
    assert.equal(inApp(`GRANT SELECT ${ON} TO r`, `GRANT SELECT ${ON} (c) TO r`), [[0, 'SELECT', 'G']]);
    assert.equal(inApp(`GRANT SELECT ${ON} TO r`, `DENY SELECT ${ON} (c) TO r`), [
      [0, 'SELECT', 'G'],
      [1, 'SELECT', 'D'],
    ]);
    assert.equal(inApp(`GRANT SELECT ${ON} TO r`, `REVOKE SELECT ${ON} (c) FROM r`), [
      [0, 'SELECT', 'G'],
      [1, 'SELECT', 'R'],
    ]);
    assert.equal(inApp(`DENY SELECT ${ON} (c) TO r`, `GRANT SELECT ${ON} TO r`), [[0, 'SELECT', 'G']]);
  });

  test('GRANT keeps the grant option; REVOKE GRANT OPTION FOR takes it and what was given on', () => {
    const chain = [`GRANT SELECT ${ON} TO r WITH GRANT OPTION`, `GRANT SELECT ${ON} TO sub AS r`];
    assert.equal(inApp(...chain, `GRANT SELECT ${ON} TO r`), [
      [0, 'SELECT', 'W'],
      [0, 'SELECT', 'G'],
    ]);
    assert.equal(inApp(...chain, `REVOKE GRANT OPTION FOR SELECT ${ON} FROM r CASCADE`), [
      [0, 'SELECT', 'G'],
    ]);
    assert.equal(inApp(...chain, `DENY SELECT ${ON} TO r CASCADE`), [[0, 'SELECT', 'D']]);
  });

  test('a new owner of a schema takes the permissions on what is in it away', () => {
    assert.equal(inApp(`GRANT SELECT ${ON} TO r`, 'ALTER AUTHORIZATION ON SCHEMA::s TO helper'), []);
  });
});

suite('ddl: programs', (test) => {
  const session = () => logIn(server());

  test('TRY and CATCH, ERROR_NUMBER, and what runs after an error outside of TRY', () => {
    const one = session();
    const caught =
      "BEGIN TRY EXEC(N'ALTER LOGIN nobody DISABLE'); SELECT 0; END TRY BEGIN CATCH SELECT ERROR_NUMBER(); END CATCH";
    assert.is(value(one, caught), 15151);
    const { errors, sets } = ask(one, 'ALTER LOGIN nobody DISABLE; SELECT 7;');
    assert.equal(
      errors.map(({ number }) => number),
      [15151],
    );
    assert.equal(
      sets.map((set) => set.rows),
      [[[7]]],
    );
    assert.is(
      value(
        one,
        "BEGIN TRY RAISERROR(N'a %s b %d', 16, 1, N'x', 5); END TRY BEGIN CATCH SELECT ERROR_MESSAGE(); END CATCH",
      ),
      'a x b 5',
    );
    const { infos, errors: none } = ask(one, "RAISERROR(N'at %s', 0, 1, N'it') WITH NOWAIT;");
    assert.equal(
      infos.map(({ message, severity }) => [message, severity]),
      [['at it', 0]],
    );
    assert.equal(none, []);
  });

  test('temporary tables and procedures live in their session, with OUTPUT, defaults and RETURN', () => {
    const engine = server();
    const [one, other] = [logIn(engine), logIn(engine)];
    ask(
      one,
      "CREATE TABLE #t (id int IDENTITY PRIMARY KEY, v nvarchar(5) NOT NULL); INSERT #t (v) VALUES (N'a'), (N'b'); UPDATE #t SET v = v + N'!' WHERE id = 2;",
    );
    assert.equal(rows(one, 'SELECT id, v FROM #t ORDER BY id'), [
      [1, 'a'],
      [2, 'b!'],
    ]);
    assert.equal(errorNumbers(one, "INSERT #t (v) VALUES (N'toolong')"), [2628]);
    assert.equal(errorNumbers(one, 'INSERT #t (v) VALUES (NULL)'), [515]);
    assert.equal(errorNumbers(other, 'SELECT v FROM #t WHERE 1 = 1'), [208]);
    ask(
      one,
      'CREATE PROCEDURE #p @a int, @b int = 5, @sum int OUTPUT AS SET @sum = @a + @b; RETURN; SET @sum = 0;',
    );
    assert.is(value(one, 'DECLARE @s int; EXEC #p 1, @sum = @s OUTPUT; SELECT @s;'), 6);
    assert.equal(errorNumbers(one, 'EXEC #p'), [201]);
    assert.equal(errorNumbers(one, 'EXEC #p 1, 2, 3, 4'), [8144]);
  });

  test('sp_executesql runs in the database that it is called of, and USE in it ends with it', () => {
    const one = session();
    assert.is(
      value(
        one,
        "DECLARE @d nvarchar(128), @run nvarchar(300) = N'[app].sys.sp_executesql'; EXEC @run N'SET @d = DB_NAME()', N'@d nvarchar(128) OUTPUT', @d OUTPUT; SELECT @d;",
      ),
      'app',
    );
    assert.is(value(one, 'SELECT DB_NAME()'), 'master');
    assert.equal(errorNumbers(one, "EXEC [nodb].sys.sp_executesql N'SELECT 1'"), [911]);
    assert.equal(errorNumbers(one, 'DECLARE @a int; DECLARE @a int;  IF 1 = 1 SELECT 1;'), [134]);
    assert.equal(errorNumbers(one, 'IF 1 = 1 SET @undeclared = 1;'), [137]);
  });
});
