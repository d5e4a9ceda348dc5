// Tables of users that an environment has rows of: read by their names and columns as the catalogue gives them, refused
// to who may not read them, and found by the functions that tell of a table in another database.
import { assert, suite } from '../../suite.ts';
import { column, errorNumbers, logIn, rows, value } from './ask.ts';
import { engineFromTables } from './engine-from-tables.ts';

const COLUMNS = [
  { object_id: 10, name: 'Id', column_id: 1, system_type_id: 36, max_length: 16 },
  { object_id: 10, name: 'Sid', column_id: 2, system_type_id: 165, max_length: 85 },
  { object_id: 10, name: 'Text', column_id: 3, system_type_id: 99, max_length: 16 },
  { object_id: 11, name: 'N', column_id: 1, system_type_id: 56, max_length: 4 },
] as const;
const ID = 'AAAAAAAA-0000-0000-0000-000000000001';

const engine = () =>
  engineFromTables({
    passwords: { sa: 'sa', reader: 'r', nobody: 'n' },
    server: {
      'sys.sql_logins': [
        { name: 'reader', principal_id: 300, sid: Uint8Array.of(3) },
        { name: 'nobody', principal_id: 301, sid: Uint8Array.of(4) },
      ],
      'sys.server_permissions': [300, 301].map((id) => ({
        class: 100,
        grantee_principal_id: id,
        permission_name: 'CONNECT SQL',
      })),
    },
    databases: {
      'D o': {
        'sys.schemas': [{ schema_id: 5, name: 'etl' }],
        'sys.objects': [
          { object_id: 10, name: 'T$1', type: 'U', schema_id: 1 },
          { object_id: 11, name: 'V', type: 'V', schema_id: 5 },
          { object_id: 12, name: 'P', type: 'P', schema_id: 1 },
        ],
        'sys.columns': [...COLUMNS],
        'sys.database_principals': [
          { name: 'reader', principal_id: 5, type: 'S', sid: Uint8Array.of(3) },
          { name: 'nobody', principal_id: 6, type: 'S', sid: Uint8Array.of(4) },
        ],
        'sys.database_permissions': [
          { class: 0, grantee_principal_id: 5, permission_name: 'CONNECT' },
          { class: 0, grantee_principal_id: 6, permission_name: 'CONNECT' },
          { class: 1, major_id: 10, grantee_principal_id: 5, permission_name: 'SELECT' },
          { class: 3, major_id: 5, grantee_principal_id: 5, permission_name: 'SELECT' },
        ],
        'dbo.T$1': [{ Id: ID, Sid: Uint8Array.of(1, 2), Text: 'größer' }],
        'etl.V': [{ N: 7 }],
      },
    },
  });

suite('tables of users', (test) => {
  test('are read by any name that means them, with the types of their columns', () => {
    const session = logIn(engine(), { database: 'D o' });
    const all = [[ID, Uint8Array.of(1, 2), 'größer']];
    assert.equal(rows(session, 'SELECT * FROM dbo.[T$1]'), all);
    assert.equal(rows(session, 'SELECT * FROM [d O].DBO.t$1'), all);
    assert.equal(rows(session, 'SELECT [t].[N] FROM etl.V AS t'), [[7]]);
    assert.equal(column(session, 'SELECT CAST(Text AS nvarchar(max)) FROM T$1 WHERE Sid = 0x0102'), [
      'größer',
    ]);
  });

  test('what is no table, or has no such column, is refused as SQL Server does', () => {
    const session = logIn(engine(), { database: 'D o' });
    assert.equal(errorNumbers(session, 'SELECT 1 FROM dbo.Nothing'), [208]);
    assert.equal(errorNumbers(session, 'SELECT 1 FROM dbo.V'), [208]);
    assert.equal(errorNumbers(session, 'SELECT 1 FROM dbo.P'), [208]);
    assert.equal(errorNumbers(session, 'SELECT Nothing FROM etl.V'), [207]);
    assert.equal(errorNumbers(logIn(engine()), 'SELECT 1 FROM dbo.[T$1]'), [208]);
  });

  test('who may not read them is refused, and functions tell', () => {
    const made = engine();
    const reader = logIn(made, { login: 'reader', password: 'r' });
    const nobody = logIn(made, { login: 'nobody', password: 'n' });
    const may = (name: string) => `SELECT HAS_PERMS_BY_NAME(N'${name}', 'OBJECT', 'SELECT')`;
    for (const name of ['[D o].[dbo].[T$1]', '[D o].etl.V']) {
      assert.is(value(reader, may(name)), 1, name);
      assert.is(value(nobody, may(name)), 0, name);
      assert.equal(errorNumbers(nobody, `SELECT 1 FROM ${name}`), [229], name);
    }
    assert.is(value(reader, may('[D o].dbo.Nothing')), null);
    assert.is(value(reader, may('[No such].dbo.T$1')), null);
    const length = (column: string) => `SELECT COL_LENGTH(N'[D o].dbo.[T$1]', N'${column}')`;
    assert.is(value(reader, length('sid')), 85);
    assert.is(value(reader, length('Nothing')), null);
    assert.is(value(nobody, length('Sid')), null);
  });

  test('what changes in the catalogue or the table, the next batch sees', () => {
    const made = engine();
    const session = logIn(made, { database: 'D o' });
    made.table('etl.V', 'D o').insert({ N: 8 });
    assert.equal(column(session, 'SELECT N FROM etl.V ORDER BY N'), [7, 8]);
    made.table('sys.objects', 'D o').delete({ object_id: 11 });
    assert.equal(errorNumbers(session, 'SELECT N FROM etl.V'), [208]);
  });

  test('a log sequence number keeps all of its digits', () => {
    const lsn = 34000000000100000123n;
    const made = engineFromTables({
      databases: { msdb: { 'dbo.backupset': [{ backup_set_id: 1, first_lsn: lsn }] } },
    });
    const session = logIn(made, { database: 'msdb' });
    assert.is(value(session, 'SELECT CAST(first_lsn AS varchar(25)) FROM dbo.backupset'), String(lsn));
    assert.is(
      value(session, 'SELECT COUNT(*) FROM dbo.backupset WHERE last_lsn IS NULL AND first_lsn > 5'),
      1,
    );
  });
});
