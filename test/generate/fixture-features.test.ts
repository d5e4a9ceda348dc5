// What the embedded environment is there to show: one of everything that a capture has to get right.
import { openEngine } from '../server/engine/open-engine.ts';
import { assert, suite } from '../suite.ts';
import { by, database, FOLDER, hex, SERVERS, server } from './embedded-environment.ts';
import { rowsOf } from './environment.ts';

suite('fixtures/service-manager: what it is there to show', (test) => {
  const logins = (name: string) => rowsOf(server(name).serverTables, 'sys.server_principals');
  const permissions = rowsOf(server('SMDB01').serverTables, 'sys.server_permissions');
  const principals = database('SMDB01', 'ServiceManager')('sys.database_principals');
  const grants = database('SMDB01', 'ServiceManager')('sys.database_permissions');
  const idOf = (name: string) => by(logins('SMDB01'), 'name', name).principal_id;
  const connect = (name: string) =>
    permissions.find(
      (row) => row.permission_name === 'CONNECT SQL' && row.grantee_principal_id === idOf(name),
    )?.state;

  test('logins of every type', () => {
    assert.equal([...new Set(logins('SMDB01').map((row) => row.type))].sort(), [
      'C',
      'G',
      'K',
      'R',
      'S',
      'U',
    ]);
    const cloud = logins('RSDB01').filter((row) => row.type === 'E' || row.type === 'X');
    assert.equal(
      cloud.map((row) => row['@since']),
      [2022, 2022],
    );
  });

  test('certificate and key logins stand for rows of master', () => {
    const master = database('SMDB01', 'master');
    const sid = (name: string) => hex(by(logins('SMDB01'), 'name', name).sid);
    assert.is(
      sid('scsm_clr_signer'),
      hex(by(master('sys.certificates'), 'name', 'scsm_clr_certificate').sid),
    );
    assert.is(sid('scsm_clr_key_login'), hex(by(master('sys.asymmetric_keys'), 'name', 'scsm_clr_key').sid));
  });

  test('disabled, denied, revoked and renamed logins', () => {
    assert.is(Number(by(logins('SMDB01'), 'name', 'CONTOSO\\former.admin').is_disabled), 1);
    assert.is(connect('CONTOSO\\former.admin'), 'G');
    assert.is(connect('CONTOSO\\Contractors'), 'D');
    assert.is(connect('scsm_connector'), undefined);
    assert.is(by(logins('DWDB01'), 'principal_id', 1).name, 'dw_root');
    assert.is(hex(by(logins('DWDB01'), 'name', 'dw_root').sid), '01');
  });

  test('server roles with owners and members, nested', () => {
    const roles = logins('SMDB01').filter((row) => row.type === 'R');
    assert.equal(
      roles.map((row) => row.owning_principal_id),
      [idOf('CONTOSO\\scsm.setup'), idOf('scsm_operators')],
    );
    const members = rowsOf(server('SMDB01').serverTables, 'sys.server_role_members');
    const nested = members.find((row) => row.member_principal_id === idOf('scsm_auditors'));
    assert.is(nested?.role_principal_id, idOf('scsm_operators'));
  });

  test('every class of permission that 2012 has, and the later ones gated', () => {
    const found = new Set<unknown>();
    for (const { serverTables, databases } of SERVERS.values()) {
      for (const row of rowsOf(serverTables, 'sys.server_permissions')) found.add(row.class);
      for (const tables of databases.values()) {
        for (const row of rowsOf(tables, 'sys.database_permissions')) found.add(row.class);
      }
    }
    const wanted = [
      0, 1, 3, 4, 5, 6, 10, 15, 16, 17, 18, 19, 23, 24, 25, 26, 29, 31, 32, 34, 100, 101, 105, 108, 110,
    ];
    assert.equal(
      [...found].map(Number).sort((a, b) => a - b),
      wanted,
    );
  });

  test('users of every kind', () => {
    assert.equal([...new Set(principals.map((row) => row.type))].sort(), ['A', 'C', 'G', 'K', 'R', 'S', 'U']);
    const contained = database('SMDB01', 'SCSMPortal')('sys.database_principals');
    assert.is(by(contained, 'name', 'portal_service').authentication_type, 2);
    assert.is(by(principals, 'name', 'scsm_exec').authentication_type, 0);
    assert.match(hex(by(principals, 'name', 'scsm_exec').sid), /^010500000000000903/);
  });

  test('names with a dollar sign, of another case than the login, and of 128 characters', () => {
    const names = database('SMDB01', 'ServiceManager')('sys.objects').map((row) => String(row.name));
    assert.ok(names.includes('MT_System$WorkItem$Incident'));
    assert.ok(names.some((name) => name.length === 128));
    assert.ok(principals.some((row) => row.name === 'CONTOSO\\sm01$'));
    assert.ok(logins('SMDB01').some((row) => row.name === 'CONTOSO\\SM01$'));
  });

  test('states, columns, chains and owners', () => {
    assert.equal([...new Set(grants.map((row) => row.state))].sort(), ['D', 'G', 'R', 'W']);
    const exceptions = grants.filter((row) => row.state === 'R');
    assert.ok(exceptions.length > 0 && exceptions.every((row) => Number(row.minor_id) > 0));
    const chain = grants.filter((row) => row.major_id === 1012 && row.permission_name === 'SELECT');
    const link = chain.find((row) => row.state === 'W' && row.grantor_principal_id !== 1);
    assert.ok(chain.some((row) => row.grantor_principal_id === link?.grantee_principal_id));
    const objects = database('SMDB01', 'ServiceManager')('sys.objects');
    assert.ok(objects.some((row) => row.principal_id !== null && row.principal_id !== undefined));
  });

  test('a login with a credential, one that may alter logins, one that may impersonate', () => {
    assert.is(by(logins('SMDB01'), 'name', 'scsm_backup').credential_id, 65536);
    const holds = (name: string, permission: string) =>
      permissions.some(
        (row) => row.permission_name === permission && row.grantee_principal_id === idOf(name),
      );
    assert.ok(holds('CONTOSO\\anna.berg', 'ALTER ANY LOGIN'));
    assert.ok(holds('CONTOSO\\anna.berg', 'IMPERSONATE'));
  });

  test('owners that are no users of their databases', () => {
    for (const { serverTables, databases } of SERVERS.values()) {
      for (const row of rowsOf(serverTables, 'sys.databases')) {
        const users = rowsOf(databases.get(String(row.name)), 'sys.database_principals');
        assert.ok(!users.some((user) => hex(user.sid) === hex(row.owner_sid)), String(row.name));
      }
    }
  });

  test('default rows that somebody revoked', async () => {
    const count = async (name: string, query: string, databaseName = 'master') => {
      const engine = await openEngine(`${FOLDER}/${name}`);
      const attempt = { login: 'regrant_capture', password: 'Fixture-capture-1', database: databaseName };
      const session = engine.login({ ...attempt, applicationName: 'test', readOnlyIntent: false });
      for await (const event of session.execute(query)) if (event.event === 'rows') return event.rows[0]?.[0];
      return undefined;
    };
    const list = "SELECT COUNT(*) FROM sys.server_permissions WHERE permission_name = 'VIEW ANY DATABASE'";
    const via = 'SELECT COUNT(*) FROM sys.server_permissions WHERE class = 105 AND major_id = 5';
    const guest =
      'SELECT COUNT(*) FROM sys.database_permissions WHERE grantee_principal_id = 2 AND class = 0';
    assert.equal([await count('SMDB01', `${list} AND state = 'G'`), await count('RSDB01', list)], [1, 0]);
    assert.equal([await count('SMDB01', via), await count('DWDB01', via)], [1, 0]);
    assert.equal([await count('SMDB01', guest, 'msdb'), await count('DWDB01', guest, 'msdb')], [1, 0]);
  });
});
