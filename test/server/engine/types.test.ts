// The wire types of result columns: from the catalogue's column, from CAST, from the literal or the function.
import { assert, suite } from '../../suite.ts';
import { ask, errorNumbers, logIn, value } from './ask.ts';
import { engineFromTables } from './engine-from-tables.ts';
import { NOT_DONE } from './messages.ts';

const session = logIn(engineFromTables({ version: 2022 }));

function typeOf(batch: string): string {
  const { sets, errors } = ask(session, batch);
  assert.equal(errors, [], batch);
  const type = sets[0]?.columns[0]?.type;
  return type?.length === undefined ? String(type?.kind) : `${type.kind}(${type.length})`;
}

const TYPES: readonly (readonly [string, string])[] = [
  ['SELECT name FROM sys.server_principals', 'nvarchar(128)'],
  ['SELECT sid FROM sys.server_principals', 'varbinary(85)'],
  ['SELECT type FROM sys.server_principals', 'char(1)'],
  ['SELECT type_desc FROM sys.server_principals', 'nvarchar(60)'],
  ['SELECT is_fixed_role FROM sys.server_principals', 'bit'],
  ['SELECT principal_id FROM sys.server_principals', 'int'],
  ['SELECT create_date FROM sys.server_principals', 'datetime'],
  ['SELECT password_hash FROM sys.sql_logins', 'varbinary(256)'],
  ['SELECT class FROM sys.server_permissions', 'tinyint'],
  ['SELECT type FROM sys.server_permissions', 'char(4)'],
  ['SELECT compatibility_level FROM sys.databases', 'tinyint'],
  ['SELECT service_broker_guid FROM sys.databases', 'uniqueidentifier'],
  ['SELECT value FROM sys.configurations', 'sql_variant'],
  ['SELECT text FROM sys.messages', 'nvarchar(2048)'],
  ['SELECT langid FROM sys.syslanguages', 'smallint'],
  ['SELECT type FROM sys.objects', 'char(2)'],
  ['SELECT x.n FROM (SELECT name AS n FROM sys.objects) AS x', 'nvarchar(128)'],
  ['SELECT name FROM sys.objects UNION ALL SELECT type_desc FROM sys.objects', 'nvarchar(128)'],
  ['SELECT COUNT(*) FROM sys.objects', 'int'],
  ['SELECT COUNT_BIG(*) FROM sys.objects', 'bigint'],
  ['SELECT MAX(name) FROM sys.objects', 'nvarchar(128)'],
  ["SELECT CAST(SERVERPROPERTY('Edition') AS nvarchar(64))", 'nvarchar(64)'],
  ['SELECT CAST(1 AS bit)', 'bit'],
  ['SELECT CONVERT(varchar(514), 0x01, 1)', 'varchar(514)'],
  ['SELECT CAST(1 AS varchar)', 'varchar(30)'],
  ['SELECT CAST(NULL AS nvarchar(max))', 'nvarchar(max)'],
  ["SELECT N'abc'", 'nvarchar(3)'],
  ["SELECT 'ab'", 'varchar(2)'],
  ["SELECT N'a' + 'bc'", 'nvarchar(3)'],
  ['SELECT 0x0102', 'varbinary(2)'],
  ['SELECT 1', 'int'],
  ['SELECT NULL', 'int'],
  ['SELECT RTRIM(type) FROM sys.objects', 'varchar(2)'],
  ['SELECT QUOTENAME(name) FROM sys.objects', 'nvarchar(258)'],
  ["SELECT SERVERPROPERTY('Edition')", 'sql_variant'],
  ["SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'CONTROL SERVER')", 'int'],
  ['SELECT ISNULL(is_fixed_role, 1) FROM sys.server_principals', 'bit'],
  ["SELECT CASE WHEN 1 = 1 THEN name ELSE N'' END FROM sys.objects", 'nvarchar(128)'],
  ['SELECT CASE WHEN 1 = 1 THEN principal_id END FROM sys.objects', 'int'],
  ['SELECT @@SPID', 'smallint'],
];

suite('column types', (test) => {
  for (const [batch, type] of TYPES) test(batch, () => assert.is(typeOf(batch), type));

  test('char(n) values are padded, as on a real server', () => {
    assert.is(value(session, "SELECT TOP (1) type FROM sys.server_permissions WHERE type = 'CL'"), 'CL  ');
    assert.is(value(session, "SELECT TOP (1) type FROM sys.all_objects WHERE name = 'objects'"), 'V ');
  });

  test('bits are booleans', () => {
    assert.is(value(session, 'SELECT is_fixed_role FROM sys.server_principals WHERE principal_id = 3'), true);
    assert.is(
      value(session, 'SELECT is_fixed_role FROM sys.server_principals WHERE principal_id = 2'),
      false,
    );
  });

  test('a type that the test server cannot carry is refused', () => {
    assert.equal(errorNumbers(session, 'SELECT create_lsn FROM sys.database_files'), [NOT_DONE]);
    assert.equal(errorNumbers(session, 'SELECT create_date FROM sys.trusted_assemblies'), [NOT_DONE]);
  });
});
