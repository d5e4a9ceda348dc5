// The finer rules of what is captured and what is left out: shipped rows, msdb, credentials, messages, groups, and what
// cannot be seen.
import { captureServer } from '../../src/capture/capture-server.ts';
import type { FactKind, FactOf } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { assert, suite } from '../suite.ts';
import { type FakeServer, type FakeViews, fakeDriver } from './fake-driver.ts';
import { bytes, database, databaseViews, permission, SERVER_PRINCIPALS } from './fake-rows.ts';

const only = <K extends FactKind>(snapshot: Snapshot, kind: K) =>
  snapshot.facts.filter((fact): fact is FactOf<K> => fact.kind === kind);

const SERVER: FakeViews = {
  server_principals: [
    ...SERVER_PRINCIPALS,
    { principal_id: 300, name: 'app', type: 'S', sid: bytes('AA') },
    { principal_id: 301, name: 'ops', type: 'R', sid: bytes('AB'), owning_principal_id: 1 },
  ],
  sql_logins: [
    { principal_id: 1, name: 'sa' },
    { principal_id: 300, name: 'app' },
  ],
};

async function captureOf(
  server: FakeViews,
  databases: Readonly<Record<string, FakeViews>> = {},
  more: Partial<FakeServer> = {},
) {
  const views = { ...SERVER, databases: Object.keys(databases).map((name) => database(name)), ...server };
  return captureServer(fakeDriver({ version: 2022, server: views, databases, ...more }).driver);
}

suite('capture rules: the server', (test) => {
  test('a renamed sa is a login, and its places in roles are facts under that name', async () => {
    const snapshot = await captureOf({
      server_principals: [
        { principal_id: 1, name: 'root', type: 'S', sid: bytes('01') },
        ...SERVER_PRINCIPALS.slice(1),
      ],
      sql_logins: [{ principal_id: 1, name: 'root' }],
      server_role_members: [
        { role_principal_id: 3, member_principal_id: 1 },
        { role_principal_id: 4, member_principal_id: 1 },
      ],
    });
    assert.equal(
      only(snapshot, 'login').map(({ name, sid }) => [name, sid]),
      [['root', '0x01']],
    );
    assert.equal(
      only(snapshot, 'role-member').map(({ role, member }) => [role, member]),
      [
        ['securityadmin', 'root'],
        ['sysadmin', 'root'],
      ],
    );
  });

  test('a permission keeps its grantor; the same one from two grantors is two facts', async () => {
    const snapshot = await captureOf({
      server_permissions: [
        permission(100, 0, 'VIEW SERVER STATE', 300),
        permission(100, 0, 'VIEW SERVER STATE', 300, { grantor_principal_id: 301 }),
      ],
    });
    assert.equal(
      only(snapshot, 'permission').map((fact) => fact.grantor),
      ['ops', 'sa'],
    );
  });

  test('the members of the fixed roles of 2022 are captured, the roles are not', async () => {
    const reader = {
      principal_id: 11,
      name: '##MS_ServerStateReader##',
      type: 'R',
      sid: bytes('11'),
      is_fixed_role: true,
    };
    const snapshot = await captureOf({
      server_principals: [...(SERVER.server_principals ?? []), reader],
      server_role_members: [{ role_principal_id: 11, member_principal_id: 300 }],
    });
    assert.equal(
      only(snapshot, 'role-member').map((fact) => fact.role),
      ['##MS_ServerStateReader##'],
    );
    assert.equal(
      only(snapshot, 'server-role').map((fact) => fact.name),
      ['ops'],
    );
  });

  test('credentials with their provider; those of a login in ordinal order', async () => {
    const snapshot = await captureOf({
      cryptographic_providers: [{ provider_id: 7, name: 'hsm' }],
      credentials: [
        { credential_id: 65536, name: 'b', credential_identity: 'i', target_id: 7 },
        { credential_id: 65537, name: 'B', credential_identity: null },
      ],
      server_principal_credentials: [
        { principal_id: 300, credential_id: 65536 },
        { principal_id: 300, credential_id: 65537 },
      ],
      server_principals: [
        { principal_id: 300, name: 'app', type: 'S', sid: bytes('AA'), credential_id: 65537 },
      ],
    });
    assert.equal(only(snapshot, 'credential'), [
      { kind: 'credential', name: 'B', identity: '' },
      { kind: 'credential', name: 'b', identity: 'i', provider: 'hsm' },
    ]);
    const [login] = only(snapshot, 'login');
    assert.equal([login?.credential, login?.providerCredentials], ['B', ['B', 'b']]);
  });

  test('permissions on credentials take the number that the server gives the class, and a note says so', async () => {
    const rows = {
      credentials: [{ credential_id: 65536, name: 'c', credential_identity: 'i' }],
      server_permissions: [permission(115, 65536, 'CONTROL', 300)],
    };
    const told = await captureOf({ ...rows, securable_classes: [{ class: 115, class_desc: 'CREDENTIAL' }] });
    assert.equal(
      only(told, 'permission').map(({ class: of, name }) => [of, name]),
      [['CREDENTIAL', 'c']],
    );
    assert.equal(
      told.header.notes?.map(({ code, count }) => [code, count]),
      [['presumed-class', 1]],
    );
    const untold = await captureOf(rows);
    assert.equal(
      untold.header.omissions.map((entry) => entry.code),
      ['unknown-class'],
    );
  });

  test('an availability group is named through its local replica, with its owner', async () => {
    const snapshot = await captureOf({
      availability_groups: [{ group_id: 'aaaa-BBBB', name: 'AG' }],
      availability_replicas: [{ group_id: 'AAAA-bbbb', replica_metadata_id: 65536, owner_sid: bytes('AA') }],
      server_permissions: [permission(108, 65536, 'ALTER', 300)],
    });
    assert.equal(
      only(snapshot, 'permission').map(({ class: of, name }) => [of, name]),
      [['AVAILABILITY GROUP', 'AG']],
    );
    assert.equal(only(snapshot, 'securable'), [
      { kind: 'securable', class: 'AVAILABILITY GROUP', name: 'AG', owner: 'app' },
    ]);
  });

  test('a message has the language whose messages it is among, not one that borrows them', async () => {
    const snapshot = await captureOf({
      syslanguages: [
        { name: 'British', lcid: 2057, msglangid: 1033 },
        { name: 'us_english', lcid: 1033, msglangid: 1033 },
        { name: 'Arabic', lcid: 1025, msglangid: 1033 },
      ],
      messages: [
        { message_id: 50001, language_id: 1033, severity: 16, is_event_logged: true, text: 'a' },
        { message_id: 50001, language_id: 9999, severity: 16, is_event_logged: true, text: 'b' },
      ],
    });
    assert.equal(
      only(snapshot, 'message').map((fact) => fact.language),
      ['us_english', undefined],
    );
  });

  test('denials of other principals hide nothing from this login', async () => {
    const weak = { is_sysadmin: 0, holds_0: 0, holds_1: 1, holds_4: 1 };
    const server_permissions = [permission(101, 300, 'VIEW DEFINITION', 301, { state: 'D' })];
    const free = await captureOf(
      { server_permissions, login_token: [{ principal_id: 300 }] },
      {},
      { identity: weak },
    );
    assert.equal(free.header.omissions, []);
    const caught = await captureOf(
      { server_permissions, login_token: [{ principal_id: 301 }] },
      {},
      { identity: weak },
    );
    assert.equal(
      caught.header.omissions.map((entry) => entry.code),
      ['denied-visibility'],
    );
  });
});

suite('capture rules: databases', (test) => {
  test('every row on a system object is a fact, which says whose the object is', async () => {
    const views = databaseViews({
      database_principals: [
        { principal_id: 5, name: 'app', type: 'S', sid: bytes('AA'), authentication_type: 1 },
      ],
      all_objects: [
        { object_id: -9, schema_id: 4, name: 'objects', is_ms_shipped: true },
        { object_id: 9, schema_id: 1, name: 'spt_values', is_ms_shipped: true },
        { object_id: 10, schema_id: 1, name: 't', is_ms_shipped: false },
      ],
      database_permissions: [
        permission(1, 10, 'SELECT', 0),
        permission(1, 9, 'SELECT', 0),
        permission(1, -9, 'SELECT', 0, { state: 'D', grantor_principal_id: 1 }),
        permission(1, -9, 'VIEW DEFINITION', 0),
        permission(1, 9, 'SELECT', 5),
        permission(1, 9, 'SELECT', 0, { grantor_principal_id: 5 }),
        permission(0, 0, 'CONNECT', 2),
      ],
    });
    const snapshot = await captureOf({}, { master: views });
    assert.equal(
      only(snapshot, 'permission').map(
        (fact) =>
          `${fact.state} ${fact.permission} ${fact.name ?? ''} ${fact.grantee} ${fact.grantor}${fact.isShipped ? ' shipped' : ''}`,
      ),
      [
        'G CONNECT  guest dbo',
        'G SELECT spt_values app dbo shipped',
        'G SELECT spt_values public app shipped',
        'G SELECT spt_values public dbo shipped',
        'G SELECT t public dbo',
        'D SELECT objects public dbo shipped',
        'G VIEW DEFINITION objects public dbo shipped',
      ],
    );
    assert.equal(
      snapshot.header.exclusions.filter(({ rule }) => /permission|member/.test(rule)),
      [],
    );
  });

  test('msdb: its own principals are left out, every membership and grant of theirs is a fact', async () => {
    const views = databaseViews({
      database_principals: [
        { principal_id: 5, name: 'SQLAgentUserRole', type: 'R', owning_principal_id: 1 },
        { principal_id: 6, name: 'SQLAgentReaderRole', type: 'R', owning_principal_id: 1 },
        { principal_id: 7, name: 'RSExecRole', type: 'R', owning_principal_id: 1 },
        { principal_id: 8, name: 'app', type: 'S', sid: bytes('AA'), authentication_type: 1 },
        {
          principal_id: 16,
          name: 'MS_DataCollectorInternalUser',
          type: 'S',
          sid: bytes('010500000000000903AA'),
          authentication_type: 0,
        },
        { principal_id: 17, name: 'dc_admin', type: 'R', owning_principal_id: 1 },
      ],
      schemas: [
        { schema_id: 5, name: 'SQLAgentUserRole', principal_id: 5 },
        { schema_id: 6, name: 'managed_backup', principal_id: 8 },
      ],
      database_role_members: [
        { role_principal_id: 5, member_principal_id: 6 },
        { role_principal_id: 5, member_principal_id: 8 },
        { role_principal_id: 17, member_principal_id: 16 },
        { role_principal_id: 16384, member_principal_id: 5 },
        { role_principal_id: 7, member_principal_id: 1 },
      ],
      all_objects: [{ object_id: 100, schema_id: 1, name: 'sp_add_job', is_ms_shipped: true }],
      database_permissions: [
        permission(1, 100, 'EXECUTE', 5),
        permission(1, 100, 'EXECUTE', 7),
        permission(1, 100, 'EXECUTE', 5, { state: 'D', grantor_principal_id: 16 }),
        permission(4, 16, 'IMPERSONATE', 17),
        permission(4, 16, 'IMPERSONATE', 8),
        permission(0, 0, 'CONNECT', 16),
      ],
    });
    const snapshot = await captureOf({}, { msdb: views });
    assert.equal(
      only(snapshot, 'role').map((fact) => fact.name),
      ['RSExecRole'],
    );
    assert.equal(
      only(snapshot, 'user').map((fact) => fact.name),
      ['app'],
    );
    assert.equal(
      only(snapshot, 'schema').map((fact) => fact.name),
      ['managed_backup'],
    );
    assert.equal(
      only(snapshot, 'role-member').map(({ role, member }) => `${role} ${member}`),
      [
        'RSExecRole dbo',
        'SQLAgentUserRole SQLAgentReaderRole',
        'SQLAgentUserRole app',
        'db_owner SQLAgentUserRole',
        'dc_admin MS_DataCollectorInternalUser',
      ],
    );
    assert.equal(
      only(snapshot, 'permission').map((fact) => `${fact.state} ${fact.permission} ${fact.grantee}`),
      [
        'G CONNECT MS_DataCollectorInternalUser',
        'G EXECUTE RSExecRole',
        'D EXECUTE SQLAgentUserRole',
        'G EXECUTE SQLAgentUserRole',
        'G IMPERSONATE app',
        'G IMPERSONATE dc_admin',
      ],
    );
    const elsewhere = await captureOf({}, { app: views });
    assert.ok(only(elsewhere, 'role').some((fact) => fact.name === 'SQLAgentUserRole'));
  });

  test('a user takes a login only where it has one to take: not without login, not from a certificate of its own', async () => {
    const sid = bytes('AA');
    const of = (type: string, authentication: number) => ({
      principal_id: 20,
      name: 'u',
      type,
      sid,
      authentication_type: authentication,
    });
    const certificates = [{ name: 'own', sid }];
    for (const [type, authentication, login, views] of [
      ['S', 1, 'app', {}],
      ['S', 0, undefined, {}],
      ['S', 2, undefined, {}],
      ['C', 0, undefined, { certificates }],
      ['C', 0, 'app', {}],
      ['U', 3, 'app', {}],
      ['E', 4, 'app', {}],
    ] as const) {
      const snapshot = await captureOf(
        {},
        { app: databaseViews({ ...views, database_principals: [of(type, authentication)] }) },
      );
      assert.is(only(snapshot, 'user')[0]?.login, login, `${type} ${authentication}`);
    }
  });

  test('a key that SQL Server made is no fact, but a permission on it is', async () => {
    const views = databaseViews({
      symmetric_keys: [
        { symmetric_key_id: 101, name: '##MS_DatabaseMasterKey##', principal_id: 1 },
        { symmetric_key_id: 256, name: 'k', principal_id: 1 },
      ],
      routes: [{ route_id: 65536, name: 'AutoCreatedLocal', principal_id: 1 }],
      database_permissions: [permission(24, 101, 'CONTROL', 0)],
    });
    const snapshot = await captureOf({}, { app: views });
    assert.equal(
      only(snapshot, 'securable').map((fact) => fact.name),
      ['k'],
    );
    assert.equal(
      only(snapshot, 'permission').map((fact) => fact.name),
      ['##MS_DatabaseMasterKey##'],
    );
  });

  test('a role or schema whose owner is NULL or not visible is reported, never nothing', async () => {
    const views = databaseViews({
      database_principals: [
        { principal_id: 5, name: 'nobodys', type: 'R', owning_principal_id: null },
        { principal_id: 6, name: 'hidden', type: 'R', owning_principal_id: 99 },
      ],
      schemas: [
        { schema_id: 5, name: 'nobodys', principal_id: null },
        { schema_id: 6, name: 'hidden', principal_id: 99 },
      ],
    });
    const server_principals = [
      ...(SERVER.server_principals ?? []),
      { principal_id: 302, name: 'nobodys', type: 'R', sid: bytes('AC'), owning_principal_id: null },
      { principal_id: 303, name: 'hidden', type: 'R', sid: bytes('AD'), owning_principal_id: 99 },
    ];
    const snapshot = await captureOf({ server_principals }, { app: views });
    assert.equal(
      snapshot.header.omissions.map(({ code, database, fact, count }) => [
        code,
        database,
        /server roles|roles|schemas/.exec(fact)?.[0],
        count,
      ]),
      [
        ['unresolved-owner', undefined, 'server roles', 2],
        ['unresolved-owner', 'app', 'roles', 2],
        ['unresolved-owner', 'app', 'schemas', 2],
      ],
    );
  });

  test('a replica of an availability group that is not visible is reported', async () => {
    const snapshot = await captureOf({
      availability_replicas: [{ group_id: 'AAAA', replica_metadata_id: 65536, owner_sid: bytes('AA') }],
    });
    assert.equal(
      snapshot.header.omissions.map(({ code, count }) => [code, count]),
      [['unresolved-id', 1]],
    );
  });

  test('every database of Azure SQL Database is probed for itself', async () => {
    const views = databaseViews({});
    const fake = fakeDriver({
      version: 2014,
      identity: { engine_edition: 5 },
      server: { databases: [database('app')] },
      databases: { app: views },
    });
    const snapshot = await captureServer(fake.driver);
    assert.equal(
      fake.log.batches.map((batch) => batch.database),
      ['master', 'master', 'app', 'app'],
    );
    assert.is(snapshot.header.complete, true);
  });
});
