// The embedded environment, checked as files: what it says must hold together, and agree with the guide.
import { createHash } from 'node:crypto';
import { catalogViews, hasColumn } from '../server/engine/catalog/catalog.ts';
import { assert, suite } from '../suite.ts';
import { by, database, hex, SERVERS, server } from './embedded-environment.ts';
import { rowsOf } from './environment.ts';
import { inconsistencies } from './inconsistencies.ts';
import { hashPassword, hashPasswordSha1 } from './password-hash.ts';
import { withShippedRows } from './shipped-rows.ts';

const FIXED_ROLES = new Map([
  [16384, 'db_owner'],
  [16385, 'db_accessadmin'],
  [16386, 'db_securityadmin'],
  [16387, 'db_ddladmin'],
  [16389, 'db_backupoperator'],
  [16390, 'db_datareader'],
  [16391, 'db_datawriter'],
  [16392, 'db_denydatareader'],
  [16393, 'db_denydatawriter'],
]);

/** Roles of the user that has a login's SID, by name and in order. */
function rolesOf(serverName: string, databaseName: string, login: string): readonly string[] {
  const rows = database(serverName, databaseName);
  const principals = rows('sys.database_principals');
  const sid = hex(by(rowsOf(server(serverName).serverTables, 'sys.server_principals'), 'name', login).sid);
  const user = principals.find((row) => hex(row.sid) === sid);
  const name = (id: unknown) => FIXED_ROLES.get(Number(id)) ?? by(principals, 'principal_id', id).name;
  return rows('sys.database_role_members')
    .filter((row) => user !== undefined && row.member_principal_id === user.principal_id)
    .map((row) => String(name(row.role_principal_id)))
    .sort();
}

/** Grants of a role as `PERMISSION name`. */
function grantsOf(databaseName: string, role: string): readonly string[] {
  const rows = database('RSDB01', databaseName);
  const id = by(rows('sys.database_principals'), 'name', role).principal_id;
  const all = withShippedRows(server('RSDB01').databases.get(databaseName) ?? new Map(), databaseName);
  const objects = new Map(
    [...rowsOf(all, 'sys.objects'), ...rowsOf(all, 'sys.system_objects')].map((row) => [
      row.object_id,
      row.name,
    ]),
  );
  return rows('sys.database_permissions')
    .filter((row) => row.grantee_principal_id === id && row.state === 'G')
    .map((row) => `${row.permission_name} ${objects.get(row.major_id ?? 0)}`);
}

suite('fixtures/service-manager', (test) => {
  test('has the databases of the guide, each with a row of sys.databases', () => {
    const names = (name: string) =>
      rowsOf(server(name).serverTables, 'sys.databases').map((row) => String(row.name));
    const system = ['master', 'tempdb', 'model', 'msdb'];
    assert.equal(names('SMDB01'), [...system, 'ServiceManager', 'SCSMPortal']);
    assert.equal(names('DWDB01'), [
      ...system,
      'DWStagingAndConfig',
      'DWRepository',
      'DWDataMart',
      'OMDWDataMart',
      'CMDWDataMart',
    ]);
    assert.equal(names('RSDB01'), [...system, 'ReportServer', 'ReportServerTempDB']);
    for (const [name, environment] of SERVERS) {
      for (const folder of environment.databases.keys()) assert.ok(names(name).includes(folder), folder);
    }
  });

  test('could have been read from a real server', () => {
    assert.equal(
      [...SERVERS.values()].flatMap((environment) => inconsistencies(environment, 2012)),
      [],
    );
  });

  test('uses only columns that 2012 has, but where the rows that fill them are gated', () => {
    const late: string[] = [];
    for (const { serverTables, databases } of SERVERS.values()) {
      for (const tables of [serverTables, ...databases.values()]) {
        for (const [view, rows] of tables) {
          for (const column of catalogViews().get(view)?.columns ?? []) {
            const free = rows.some(
              (row) => (row[column.name] ?? null) !== null && row['@since'] === undefined,
            );
            if (free && !hasColumn(column, 2012) && view !== 'sys.trusted_assemblies')
              late.push(`${view}.${column.name}`);
          }
        }
      }
    }
    assert.equal([...new Set(late)], []);
  });

  test('gives the accounts the roles of Service Manager', () => {
    const nine = [
      'configsvc_users',
      'db_accessadmin',
      'db_datareader',
      'db_datawriter',
      'db_ddladmin',
      'db_securityadmin',
      'dbmodule_users',
      'sdk_users',
      'sql_dependency_subscriber',
    ];
    const service = 'CONTOSO\\svc-scsm';
    const reporting = 'CONTOSO\\svc-scsm-rs';
    const olap = 'CONTOSO\\svc-scsm-olap';
    assert.equal(rolesOf('SMDB01', 'ServiceManager', service), nine);
    assert.equal(rolesOf('DWDB01', 'DWStagingAndConfig', service), [...nine, 'db_owner'].sort());
    for (const name of ['DWRepository', 'DWDataMart'])
      assert.equal(rolesOf('DWDB01', name, service), ['db_owner']);
    assert.equal(rolesOf('DWDB01', 'DWStagingAndConfig', reporting), ['db_datareader']);
    for (const name of ['DWRepository', 'DWDataMart', 'OMDWDataMart', 'CMDWDataMart']) {
      assert.equal(rolesOf('DWDB01', name, reporting), ['db_datareader', 'reportuser']);
      assert.equal(
        rolesOf('DWDB01', name, olap),
        name === 'DWRepository' ? [] : ['db_datareader', 'reportuser'],
      );
    }
  });

  test('makes the service account a securityadmin', () => {
    for (const name of ['SMDB01', 'DWDB01']) {
      const { serverTables } = server(name);
      const id = by(rowsOf(serverTables, 'sys.server_principals'), 'name', 'CONTOSO\\svc-scsm').principal_id;
      const roles = rowsOf(serverTables, 'sys.server_role_members').filter(
        (row) => row.member_principal_id === id,
      );
      assert.equal(
        roles.map((row) => row.role_principal_id),
        [4],
      );
    }
  });

  test('spells the objects that the guide leaves out as Microsoft does, and grants on some', () => {
    const rows = database('SMDB01', 'ServiceManager');
    const staged = rows('sys.objects').filter((row) => String(row.name).startsWith('STG_'));
    assert.equal(staged.map((row) => `${row.type} ${row.name}`).sort(), [
      'P STG_DTS_ConvertToUnicode',
      'P STG_DTS_CreateClonedTable',
      'P STG_DTS_InsertSQL',
      'P STG_DTS_ValidateConversion',
      'U STG_Collation',
      'U STG_Locale',
      'U STG_MTD_ConverisonLog',
    ]);
    const ids = new Set(staged.map((row) => row.object_id));
    assert.ok(rows('sys.database_permissions').filter((row) => ids.has(row.major_id ?? null)).length >= 3);
  });

  test('has RSExecRole in four databases with its grants', () => {
    const grants = grantsOf('ReportServer', 'RSExecRole').map((grant) => grant.split(' ')[0] ?? '');
    const count = (verb: string) => grants.filter((grant) => grant === verb).length;
    assert.equal(
      ['EXECUTE', 'SELECT', 'REFERENCES', 'INSERT', 'UPDATE', 'DELETE'].map(count),
      [241, 38, 38, 32, 32, 32],
    );
    assert.equal([...grantsOf('master', 'RSExecRole')].sort(), [
      'EXECUTE xp_sqlagent_enum_jobs',
      'EXECUTE xp_sqlagent_is_starting',
      'EXECUTE xp_sqlagent_notify',
    ]);
    assert.equal([...grantsOf('msdb', 'RSExecRole')].sort(), [
      'EXECUTE sp_add_category',
      'EXECUTE sp_add_job',
      'EXECUTE sp_add_jobschedule',
      'EXECUTE sp_add_jobserver',
      'EXECUTE sp_add_jobstep',
      'EXECUTE sp_delete_job',
      'EXECUTE sp_help_category',
      'EXECUTE sp_help_job',
      'EXECUTE sp_help_jobschedule',
      'EXECUTE sp_verify_job_identifiers',
      'SELECT syscategories',
      'SELECT sysjobs',
    ]);
    for (const name of ['ReportServer', 'ReportServerTempDB']) {
      const rows = database('RSDB01', name);
      const role = by(rows('sys.database_principals'), 'name', 'RSExecRole');
      assert.is(role.owning_principal_id, 1);
      assert.is(by(rows('sys.schemas'), 'name', 'RSExecRole').principal_id, role.principal_id);
      const owners = rows('sys.database_role_members').filter((row) => row.role_principal_id === 16384);
      assert.equal(
        owners.map((row) => row.member_principal_id),
        [role.principal_id],
      );
    }
    assert.is(database('RSDB01', 'ReportServer')('sys.objects').filter((row) => row.type === 'U').length, 35);
  });

  test('keeps passwords and hashes in step', () => {
    for (const { server: identity, serverTables } of SERVERS.values()) {
      const logins = rowsOf(serverTables, 'sys.sql_logins');
      assert.equal(
        logins.map((row) => row.name),
        Object.keys(identity.passwords),
      );
      for (const { name, password_hash: stored } of logins) {
        const bytes = stored as Uint8Array;
        const hash = bytes[0] === 1 ? hashPasswordSha1 : hashPassword;
        assert.is(
          hex(bytes),
          hex(hash(identity.passwords[String(name)] ?? '', bytes.subarray(2, 6))),
          String(name),
        );
      }
      assert.ok(logins.some((row) => (row.password_hash as Uint8Array).length === 70));
    }
  });

  test('repeats in sys.sql_logins what sys.server_principals says', () => {
    const shared = [
      'name',
      'type',
      'is_disabled',
      'default_database_name',
      'default_language_name',
      'credential_id',
    ];
    for (const { serverTables } of SERVERS.values()) {
      const principals = rowsOf(serverTables, 'sys.server_principals').filter((row) => row.type === 'S');
      const logins = rowsOf(serverTables, 'sys.sql_logins');
      assert.is(logins.length, principals.length);
      for (const login of logins) {
        const principal = by(principals, 'principal_id', login.principal_id);
        assert.is(hex(login.sid), hex(principal.sid));
        for (const column of shared) assert.is(login[column] ?? null, principal[column] ?? null, column);
      }
    }
  });

  test('trusts the very assemblies that its databases hold', () => {
    for (const name of ['SMDB01', 'DWDB01']) {
      const { serverTables, databases } = server(name);
      const held = [...databases.values()]
        .flatMap((tables) => rowsOf(tables, 'sys.assembly_files'))
        .map((row) =>
          createHash('sha512')
            .update(row.content as Uint8Array)
            .digest('hex'),
        );
      for (const row of rowsOf(serverTables, 'sys.trusted_assemblies'))
        assert.ok(held.includes(hex(row.hash)));
    }
    const assemblies = database('SMDB01', 'ServiceManager')('sys.assemblies');
    assert.is(by(assemblies, 'name', 'Microsoft.EnterpriseManagement.Sql.DataAccessLayer').permission_set, 3);
    assert.match(String(assemblies[0]?.clr_name), /publickeytoken=null/);
  });

  test('has users that no login stands behind only where it means to', () => {
    const loose: string[] = [];
    for (const { serverTables, databases } of SERVERS.values()) {
      const sids = new Set(rowsOf(serverTables, 'sys.server_principals').map((row) => hex(row.sid)));
      for (const [name, tables] of databases) {
        for (const row of rowsOf(tables, 'sys.database_principals')) {
          const mapped = row.authentication_type === 1 || row.authentication_type === 3;
          if (mapped && !sids.has(hex(row.sid))) loose.push(`${name} ${row.name}`);
        }
      }
    }
    assert.equal(loose.sort(), [
      'SCSMPortal CONTOSO\\kiosk.user',
      'ServiceManager CONTOSO\\offsite.consultant',
      'ServiceManager old_integration',
    ]);
  });

  test('turns CLR on where Service Manager needs it, and not on the reporting server', () => {
    const clr = ['SMDB01', 'DWDB01', 'RSDB01'].map(
      (name) =>
        by(rowsOf(server(name).serverTables, 'sys.configurations'), 'name', 'clr enabled').value_in_use,
    );
    assert.equal(clr, [1, 1, 0]);
  });
});
