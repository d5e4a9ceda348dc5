// Names and collations: what is case-sensitive on which server, and strings of different collations that meet.
import { assert, suite } from '../../suite.ts';
import { ask, column, errorNumbers, logIn, loginError, rows, value } from './ask.ts';
import { engineFromTables } from './engine-from-tables.ts';

const logins = [
  { principal_id: 300, name: 'Anna', type: 'S', sid: Uint8Array.of(1, 2) },
  { principal_id: 301, name: 'other', type: 'S', sid: Uint8Array.of(1, 3) },
];
const make = (collation: string) =>
  engineFromTables({
    collation,
    passwords: { sa: 'sa', Anna: 'pw' },
    server: {
      'sys.server_principals': logins,
      'sys.server_permissions': [{ grantee_principal_id: 300, permission_name: 'CONNECT SQL' }],
      'sys.databases': [{ name: 'Mixed', database_id: 5, collation_name: 'Latin1_General_BIN2' }],
    },
    databases: {
      Mixed: {
        'sys.database_principals': [{ principal_id: 5, name: 'ANNA', type: 'S', sid: Uint8Array.of(1, 2) }],
      },
    },
  });
const insensitive = logIn(make('SQL_Latin1_General_CP1_CI_AS'));
const sensitive = logIn(make('SQL_Latin1_General_CP1_CS_AS'));
const binary = logIn(make('Latin1_General_BIN'));

suite('names', (test) => {
  test("a case-insensitive server takes any case and answers in the catalogue's", () => {
    const batch = 'SELECT TOP (1) P.NAME, p.Principal_Id FROM SYS.Server_Principals p';
    assert.equal(columnNames(batch), ['name', 'principal_id']);
  });

  for (const [name, session] of [
    ['CS', sensitive],
    ['BIN', binary],
  ] as const) {
    test(`${name}: views, columns and aliases are case-sensitive, keywords and functions are not`, () => {
      assert.equal(errorNumbers(session, 'SELECT 1 FROM sys.Objects'), [208]);
      assert.equal(errorNumbers(session, 'SELECT 1 FROM SYS.objects'), [208]);
      assert.equal(errorNumbers(session, 'SELECT Name FROM sys.objects'), [207]);
      assert.equal(errorNumbers(session, 'SELECT P.name FROM sys.objects p'), [4104]);
      assert.equal(errorNumbers(session, 'DECLARE @a int; SELECT @A'), [137]);
      assert.equal(errorNumbers(session, 'USE Master'), [911]);
      assert.is(value(session, 'select Upper(db_name())'), 'MASTER');
    });

    test(`${name}: names in the data are case-sensitive, codes of the catalogue are not`, () => {
      assert.equal(column(session, "SELECT name FROM sys.server_principals WHERE name = N'ANNA'"), []);
      assert.equal(column(session, "SELECT name FROM sys.server_principals WHERE name = N'Anna  '"), [
        'Anna',
      ]);
      assert.is(
        column(session, "SELECT name FROM sys.server_principals WHERE type = 's' AND principal_id = 300")
          .length,
        1,
      );
      assert.is(
        value(
          session,
          "SELECT COUNT(*) FROM sys.server_permissions WHERE permission_name = N'view any database'",
        ),
        1,
      );
    });

    test(`${name}: a login's name is case-sensitive`, () => {
      const engine = make(name === 'CS' ? 'SQL_Latin1_General_CP1_CS_AS' : 'Latin1_General_BIN');
      assert.is(loginError(engine, { login: 'ANNA', password: 'pw' }), 18456);
      assert.is(loginError(engine, { login: 'Anna', password: 'pw' }), 0);
    });
  }

  test('a database compares under its own collation', () => {
    const one = logIn(make('SQL_Latin1_General_CP1_CI_AS'), { database: 'mixed' });
    assert.equal(column(one, "SELECT name FROM sys.database_principals WHERE name = N'anna'"), []);
    assert.equal(
      column(
        one,
        "SELECT name FROM sys.database_principals WHERE name = N'anna' COLLATE Latin1_General_CI_AS",
      ),
      ['ANNA'],
    );
    assert.equal(errorNumbers(one, 'SELECT 1 FROM sys.Objects'), [208]);
    assert.is(value(one, "SELECT COUNT(*) FROM master.sys.server_principals WHERE name = 'SA'"), 1);
  });

  test('two columns of different collations do not compare without COLLATE', () => {
    const one = logIn(make('SQL_Latin1_General_CP1_CI_AS'), { database: 'Mixed' });
    const join =
      'SELECT l.name FROM sys.database_principals u JOIN sys.server_principals l ON l.name = u.name';
    assert.equal(errorNumbers(one, join), [468]);
    assert.equal(
      column(one, `${join} COLLATE Latin1_General_CI_AS AND u.principal_id > 4 AND u.principal_id < 100`),
      ['Anna'],
    );
  });

  test('Service Broker names are binary', () => {
    assert.equal(
      column(insensitive, "SELECT name FROM sys.service_message_types WHERE name = N'default'"),
      [],
    );
    assert.equal(column(insensitive, "SELECT name FROM sys.service_message_types WHERE name = N'DEFAULT'"), [
      'DEFAULT',
    ]);
  });

  test('an unbracketed, bracketed and double-quoted name are the same', () => {
    assert.equal(
      rows(
        insensitive,
        'SELECT "p".[name] AS "a b" FROM [sys]."server_principals" AS [p] WHERE p.principal_id = 1',
      ),
      [['sa']],
    );
  });
});

function columnNames(batch: string): (string | undefined)[] {
  return ask(insensitive, batch).sets.flatMap(({ columns }) => columns.map(({ name }) => name));
}
