// The capture's mappers and account, over rows in memory.
import { captureServer } from '../../src/capture/capture-server.ts';
import type { CaptureProgress } from '../../src/capture/options.ts';
import { fingerprintKeyId } from '../../src/capture/password-mode.ts';
import { RegrantError } from '../../src/model/errors.ts';
import type { Fact, FactKind, FactOf } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { assert, suite } from '../suite.ts';
import { driverError, type FakeLog, type FakeServer, fakeDriver } from './fake-driver.ts';
import { bytes, database, databaseViews, permission, SERVER_PRINCIPALS } from './fake-rows.ts';

const only = <K extends FactKind>(snapshot: Snapshot, kind: K): readonly FactOf<K>[] =>
  snapshot.facts.filter((fact: Fact): fact is FactOf<K> => fact.kind === kind);

const omissionCodes = (snapshot: Snapshot) => snapshot.header.omissions.map((omission) => omission.code);

async function capture(server: FakeServer, options: Parameters<typeof captureServer>[1] = {}) {
  return captureServer(fakeDriver(server).driver, options);
}

const HASH = `0200${'AB'.repeat(68)}`;

const LOGINS: FakeServer = {
  version: 2019,
  server: {
    server_principals: [
      ...SERVER_PRINCIPALS,
      {
        principal_id: 260,
        name: 'app',
        type: 'S',
        sid: bytes('AA'.repeat(16)),
        default_database_name: 'master',
      },
      { principal_id: 261, name: 'DOM\\x', type: 'U', sid: bytes('0105'), is_disabled: true },
      { principal_id: 262, name: '##MS_Agent##', type: 'C', sid: bytes('0106') },
      { principal_id: 263, name: 'signer', type: 'C', sid: bytes('0107') },
      { principal_id: 264, name: 'ops', type: 'R', sid: bytes('0108'), owning_principal_id: 260 },
      { principal_id: 265, name: 'robot', type: 'Z', sid: bytes('0109') },
    ],
    sql_logins: [
      { principal_id: 1, name: 'sa', password_hash: null },
      {
        principal_id: 260,
        name: 'app',
        is_policy_checked: true,
        is_expiration_checked: false,
        password_hash: bytes(HASH),
        is_locked: 1,
      },
    ],
    certificates: [{ name: 'signing', sid: bytes('0107') }],
    server_role_members: [
      { role_principal_id: 3, member_principal_id: 1 },
      { role_principal_id: 3, member_principal_id: 261 },
      { role_principal_id: 264, member_principal_id: 999 },
    ],
    endpoints: [
      { endpoint_id: 4, name: 'TSQL Default TCP', principal_id: 1 },
      { endpoint_id: 65536, name: 'Mirroring', principal_id: 260 },
    ],
    server_permissions: [
      permission(100, 0, 'VIEW ANY DATABASE', 2),
      permission(105, 4, 'CONNECT', 2),
      permission(101, 260, 'IMPERSONATE', 261, { state: 'W' }),
      permission(101, 264, 'ALTER', 261),
      permission(100, 0, 'CONTROL SERVER', 262),
      permission(100, 0, 'FLY', 261),
      permission(106, 1, 'CONTROL', 261),
      permission(106, 2, 'CONTROL', 261),
      permission(101, 999, 'CONTROL', 261),
      permission(100, 0, 'CONNECT SQL', 265),
      permission(100, 0, 'CONNECT SQL', 261, { state: 'X' }),
    ],
  },
};

suite('captureServer: the server', (test) => {
  test('maps logins of every kind with their own attributes, in the order of the shapes', async () => {
    const snapshot = await capture(LOGINS, { passwords: 'hashes' });
    const logins = only(snapshot, 'login');
    assert.equal(
      logins.map((login) => login.name),
      ['DOM\\x', 'app', 'sa', 'signer'],
    );
    assert.equal(
      JSON.stringify(logins[1]),
      JSON.stringify({
        kind: 'login',
        name: 'app',
        type: 'S',
        sid: `0x${'AA'.repeat(16)}`,
        isDisabled: false,
        defaultDatabase: 'master',
        isPolicyChecked: true,
        isExpirationChecked: false,
        passwordHash: `0x${HASH}`,
        isLocked: true,
      }),
    );
    assert.is(logins[0]?.isDisabled, true);
    assert.is(logins[3]?.certificate, 'signing');
    assert.equal(only(snapshot, 'server-role'), [{ kind: 'server-role', name: 'ops', owner: 'app' }]);
  });

  test('each permission row is one fact or one omission', async () => {
    const snapshot = await capture(LOGINS);
    const rows = only(snapshot, 'permission').map(
      (fact) => `${fact.state} ${fact.permission} ${fact.class} ${fact.name ?? ''} ${fact.grantee}`,
    );
    assert.equal(rows, [
      'G CONNECT ENDPOINT TSQL Default TCP public',
      'W IMPERSONATE LOGIN app DOM\\x',
      'G ALTER SERVER ROLE ops DOM\\x',
      'G CONTROL SERVER SERVER  ##MS_Agent##',
      'G FLY SERVER  DOM\\x',
      'G VIEW ANY DATABASE SERVER  public',
    ]);
    const { omissions, notes } = snapshot.header;
    assert.equal(
      omissions.map(({ code, count }) => [code, count]),
      [
        ['unknown-class', 2],
        ['unknown-principal-type', 1],
        ['unknown-principal-type', 1],
        ['unknown-state', 1],
        ['unresolved-id', 1],
        ['unresolved-id', 1],
      ],
    );
    assert.match(omissions[0]?.fact ?? '', 'class 106');
    assert.equal(
      notes?.map((note) => note.code),
      ['unlisted-permission'],
    );
    assert.is(snapshot.header.complete, false);
  });

  test('system principals and endpoints are left out by rule, with names', async () => {
    const { exclusions } = (await capture(LOGINS)).header;
    const names = (rule: string) => exclusions.find((entry) => entry.rule === rule)?.names;
    assert.equal(names('system-login'), ['##MS_Agent##']);
    assert.equal(names('fixed-server-role'), ['public', 'securityadmin', 'sysadmin']);
    assert.equal(names('system-securable'), ['TSQL Default TCP']);
    assert.is(names('default-member'), undefined);
  });

  test('passwords: nothing is read without being asked for; fingerprints are keyed', async () => {
    const fake = fakeDriver(LOGINS);
    const plain = await captureServer(fake.driver);
    assert.is(plain.header.passwords, 'none');
    assert.not.match(fake.log.batches.map((batch) => batch.text).join(), 'password_hash');
    const keyed = await capture(LOGINS, { fingerprintKey: 'key one of 16 bytes' });
    const again = await capture(LOGINS, { fingerprintKey: 'key one of 16 bytes' });
    const other = await capture(LOGINS, { fingerprintKey: 'key two of 16 bytes' });
    const print = (snapshot: Snapshot) => only(snapshot, 'login')[1]?.passwordFingerprint ?? '';
    assert.match(print(keyed), /^0x[0-9A-F]{64}$/);
    assert.is(print(keyed), print(again));
    assert.is.not(print(keyed), print(other));
    assert.is(keyed.header.passwordKeyId, fingerprintKeyId('key one of 16 bytes'));
    assert.not.match(JSON.stringify(keyed), HASH);
  });

  test('a hash that is hidden is an omission, but not that of sa', async () => {
    const hidden = {
      ...LOGINS,
      server: {
        ...LOGINS.server,
        sql_logins: [
          { principal_id: 1, name: 'sa' },
          { principal_id: 260, name: 'app' },
        ],
      },
    };
    const omission = (await capture(hidden, { passwords: 'hashes' })).header.omissions.find(
      (entry) => entry.code === 'hidden-password-hash',
    );
    assert.is(omission?.count, 1);
    assert.not.ok(omissionCodes(await capture(hidden)).includes('hidden-password-hash'));
  });

  test('a weaker login is told from one that sees everything', async () => {
    const weak = {
      is_sysadmin: 0,
      holds_0: 0,
      holds_1: 0,
      holds_2: null,
      holds_3: null,
      holds_4: 0,
      holds_5: 0,
    };
    const denied = {
      ...LOGINS,
      identity: weak,
      server: {
        ...LOGINS.server,
        login_token: [{ principal_id: 261 }],
        server_permissions: [permission(101, 260, 'VIEW DEFINITION', 261, { state: 'D' })],
      },
    };
    const codes = omissionCodes(await capture(denied));
    for (const code of ['limited-visibility', 'limited-database-list', 'denied-visibility'])
      assert.ok(codes.includes(code), code);
    const definer = await capture({ version: 2019, identity: { ...weak, holds_1: 1, holds_4: 1 } });
    assert.is(definer.header.complete, true);
  });

  test('refuses a server older than 2012', async () => {
    try {
      await capture({ version: 2012, identity: { product_version: '10.50.6000.34' } });
      assert.unreachable();
    } catch (error) {
      assert.is((error as RegrantError).code, 'server-too-old');
    }
  });

  test('a view the release should have is missed on a box and noted on another engine', async () => {
    const box = await capture({ version: 2019, lacks: ['server_permissions'] });
    assert.equal(omissionCodes(box), ['view-absent']);
    const azure = await capture({
      version: 2014,
      lacks: ['server_permissions'],
      identity: { engine_edition: 5 },
    });
    assert.is(azure.header.complete, true);
    assert.match(azure.header.notes?.map((note) => note.fact).join() ?? '', 'sys.server_permissions');
  });
});

const APP: FakeServer = {
  version: 2022,
  server: {
    server_principals: [
      ...SERVER_PRINCIPALS,
      { principal_id: 260, name: 'DOM\\PS1$', type: 'U', sid: bytes('0105AA') },
    ],
    sql_logins: [{ principal_id: 1, name: 'sa' }],
    databases: [database('app'), database('tempdb'), database('copy', { source_database_id: 5 })],
  },
  databases: {
    app: databaseViews({
      database_principals: [
        { principal_id: 5, name: 'DOM\\ps1$', type: 'U', sid: bytes('0105AA'), authentication_type: 3 },
        { principal_id: 6, name: 'lost', type: 'S', sid: bytes('0105BB'), authentication_type: 1 },
        {
          principal_id: 7,
          name: 'loginless',
          type: 'S',
          sid: bytes('010500000000000903CC'),
          authentication_type: 0,
          default_schema_name: 'x',
        },
        { principal_id: 8, name: 'reader', type: 'R', owning_principal_id: 5 },
        { principal_id: 9, name: 'gate', type: 'A', default_schema_name: 'dbo' },
        { principal_id: 10, name: 'signed', type: 'C', sid: bytes('0107'), authentication_type: 0 },
      ],
      certificates: [{ certificate_id: 256, name: 'cert', sid: bytes('0107'), principal_id: 1 }],
      database_role_members: [
        { role_principal_id: 16384, member_principal_id: 1 },
        { role_principal_id: 8, member_principal_id: 5 },
      ],
      schemas: [{ schema_id: 5, name: 'x', principal_id: 7 }],
      objects: [
        { object_id: 100, schema_id: 1, name: 'T', type: 'U ', principal_id: 5 },
        { object_id: 101, schema_id: 5, name: 'P', type: 'P ' },
        { object_id: 102, schema_id: 5, name: 'C', type: 'PK' },
        { object_id: 103, schema_id: 5, name: 'Q', type: 'ZZ' },
      ],
      all_objects: [
        { object_id: -500, schema_id: 4, name: 'objects', is_ms_shipped: true },
        { object_id: -501, schema_id: 4, name: 'xp_cmdshell', is_ms_shipped: true },
      ],
      all_columns: [{ object_id: 100, column_id: 3, name: 'Secret' }],
      types: [{ user_type_id: 257, schema_id: 1, name: 'List', is_table_type: true }],
      xml_schema_collections: [
        { xml_collection_id: 1, schema_id: 4, name: 'sys' },
        { xml_collection_id: 65536, schema_id: 5, name: 'X' },
      ],
      assemblies: [
        { assembly_id: 65536, name: 'Clr', principal_id: 1, permission_set_desc: 'UNSAFE_ACCESS' },
        { assembly_id: 1, name: 'Microsoft.SqlServer.Types', principal_id: 4 },
      ],
      assembly_files: [{ assembly_id: 65536, content_hash: bytes('CAFE') }],
      external_languages: [{ external_language_id: 2, language: 'Java', principal_id: 1 }],
      database_permissions: [
        permission(0, 0, 'CONNECT', 1),
        permission(0, 0, 'CONNECT', 5),
        permission(1, -500, 'SELECT', 0),
        permission(1, -501, 'EXECUTE', 0),
        permission(1, 100, 'SELECT', 8),
        permission(1, 100, 'SELECT', 8, { minor_id: 3, state: 'R' }),
        permission(1, 100, 'UPDATE', 8, { minor_id: 4 }),
        permission(4, 7, 'IMPERSONATE', 5),
        permission(4, 8, 'ALTER', 5),
        permission(4, 9, 'ALTER', 5),
        permission(6, 257, 'EXECUTE', 8),
        permission(34, 2, 'EXECUTE EXTERNAL SCRIPT', 8),
        permission(3, 5, 'SELECT', 8, { minor_id: 1 }),
        permission(77, 1, 'SELECT', 8),
      ],
    }),
  },
};

/** The databases that batches were run in, in ordinal order. */
function asked(log: FakeLog): readonly string[] {
  return log.batches.map(({ database }) => database).sort();
}

suite('captureServer: databases', (test) => {
  test('users find their login by SID, orphans have none, and the rest keep what they are', async () => {
    const users = only(await capture(APP), 'user');
    assert.equal(
      users.map(({ name, login, authenticationType, certificate }) => [
        name,
        login,
        authenticationType,
        certificate,
      ]),
      [
        ['DOM\\ps1$', 'DOM\\PS1$', 3, undefined],
        ['loginless', undefined, 0, undefined],
        ['lost', undefined, 1, undefined],
        ['signed', undefined, 0, 'cert'],
      ],
    );
  });

  test('permissions are resolved to names, columns included, and the class of a principal is its type', async () => {
    const rows = only(await capture(APP), 'permission').map(
      (fact) =>
        `${fact.state} ${fact.permission} ${fact.class}::${fact.schema ?? ''}.${fact.name ?? ''}(${fact.column ?? ''}) ${fact.grantee}`,
    );
    assert.equal(rows, [
      'G ALTER APPLICATION ROLE::.gate() DOM\\ps1$',
      'G CONNECT DATABASE::.() DOM\\ps1$',
      'G CONNECT DATABASE::.() dbo',
      'G EXECUTE EXTERNAL SCRIPT EXTERNAL LANGUAGE::.Java() reader',
      'R SELECT OBJECT::dbo.T(Secret) reader',
      'G SELECT OBJECT::dbo.T() reader',
      'G SELECT OBJECT::sys.objects() public',
      'G EXECUTE OBJECT::sys.xp_cmdshell() public',
      'G ALTER ROLE::.reader() DOM\\ps1$',
      'G EXECUTE TYPE::dbo.List() reader',
      'G IMPERSONATE USER::.loginless() DOM\\ps1$',
    ]);
  });

  test('what is not known or not visible is reported with its number and count', async () => {
    const { omissions, exclusions } = (await capture(APP)).header;
    assert.equal(
      omissions.map(({ code, database: name, count }) => [code, name, count]),
      [
        ['unknown-class', 'app', 1],
        ['unknown-minor-id', 'app', 1],
        ['unknown-object-type', 'app', 1],
        ['unresolved-id', 'app', 1],
      ],
    );
    assert.equal(exclusions.find((entry) => entry.rule === 'database-snapshot')?.names, ['copy']);
    assert.equal(exclusions.find((entry) => entry.rule === 'system-database')?.names, ['tempdb']);
  });

  test('securables carry owner, type, permission set and hash where they have them', async () => {
    const securables = only(await capture(APP), 'securable').map(({ kind, database: name, ...rest }) => rest);
    assert.equal(securables, [
      { class: 'ASSEMBLY', name: 'Clr', owner: 'dbo', permissionSet: 'UNSAFE_ACCESS', contentHash: '0xCAFE' },
      { class: 'CERTIFICATE', name: 'cert', owner: 'dbo' },
      { class: 'EXTERNAL LANGUAGE', name: 'Java', owner: 'dbo' },
      { class: 'OBJECT', schema: 'dbo', name: 'T', type: 'U', owner: 'DOM\\ps1$' },
      { class: 'OBJECT', schema: 'x', name: 'C', type: 'PK' },
      { class: 'OBJECT', schema: 'x', name: 'P', type: 'P' },
      { class: 'TYPE', schema: 'dbo', name: 'List', type: 'table' },
      { class: 'XML SCHEMA COLLECTION', schema: 'x', name: 'X' },
    ]);
  });

  test('dbo is a schema fact only under another owner', async () => {
    const schemas = (owner: number) =>
      capture({
        ...APP,
        databases: {
          app: {
            ...APP.databases?.app,
            schemas: [
              { schema_id: 1, name: 'dbo', principal_id: owner },
              { schema_id: 5, name: 'x', principal_id: 7 },
              { schema_id: 4, name: 'sys', principal_id: 4 },
            ],
          },
        },
      });
    assert.equal(
      only(await schemas(1), 'schema').map((fact) => fact.name),
      ['x'],
    );
    assert.equal(
      only(await schemas(5), 'schema').map((fact) => fact.name),
      ['dbo', 'x'],
    );
  });

  test('a database that cannot be read fails alone, with its reason', async () => {
    const databases = [
      database('off', { state_desc: 'OFFLINE', has_access: 0 }),
      database('back', { state_desc: 'RECOVERY_PENDING' }),
      database('one', { user_access_desc: 'SINGLE_USER' }),
      database('closed', { has_access: 0 }),
      database('broken'),
      database('flaky'),
      database('app'),
    ];
    const fake = fakeDriver({
      ...APP,
      server: { ...APP.server, databases },
      databases: { ...APP.databases, flaky: databaseViews({}) },
      failing: {
        broken: [driverError('query-failed', 'Msg 824.')],
        flaky: [driverError('connection-lost', 'Gone.')],
      },
    });
    const snapshot = await captureServer(fake.driver);
    assert.equal(
      snapshot.header.omissions
        .filter((entry) => entry.database !== 'app')
        .map(({ code, database: name }) => [name, code]),
      [
        ['back', 'database-recovery-pending'],
        ['broken', 'database-failed'],
        ['closed', 'database-inaccessible'],
        ['off', 'database-offline'],
        ['one', 'database-single-user'],
      ],
    );
    assert.equal(asked(fake.log), ['app', 'broken', 'flaky', 'flaky', 'master', 'master']);
    assert.ok(fake.log.opened.every((where) => where === 'master'));
    assert.is(only(snapshot, 'database').length, 7);
    assert.ok(only(snapshot, 'user').length > 0);
  });

  test('an error says what was being read', async () => {
    const readings = new Map<string, number>();
    for (let sets = 0; ; sets += 1) {
      const fake = fakeDriver({
        ...APP,
        breaking: { after: sets, error: driverError('query-failed', 'Msg 824.') },
      });
      const error = await captureServer(fake.driver).then(
        () => undefined,
        (thrown: RegrantError) => thrown,
      );
      if (error === undefined) break;
      const [, what = ''] = /^While reading (.+): Msg 824\.$/.exec(error.fact) ?? [];
      assert.ok(what, error.fact);
      readings.set(what, sets);
    }
    assert.ok(readings.has('SQL logins'), [...readings.keys()].join(', '));
    assert.ok(readings.size > 10);
  });

  test('a session that is lost twice is an omission; every session is closed', async () => {
    const fake = fakeDriver({
      ...APP,
      failing: { app: [driverError('connection-lost', 'Gone.'), driverError('connection-lost', 'Gone.')] },
    });
    const snapshot = await captureServer(fake.driver);
    assert.equal(omissionCodes(snapshot), ['database-failed']);
    assert.is(fake.log.open, 0);
  });

  test('databases left out are not entered; at most so many are open at once', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const server: FakeServer = {
      version: 2019,
      server: { databases: names.map((name) => database(name)) },
      databases: Object.fromEntries(names.map((name) => [name, databaseViews({})])),
    };
    const fake = fakeDriver(server);
    const snapshot = await captureServer(fake.driver, {
      selection: { databases: { exclude: ['C*'] } },
      parallel: 2,
    });
    assert.equal(asked(fake.log), ['a', 'b', 'd', 'e', 'master', 'master']);
    assert.equal(fake.log.opened, ['master', 'master', 'master'], 'few sessions, whatever the databases');
    assert.is(fake.log.mostOpen, 2);
    assert.equal(snapshot.header.exclusions.find((entry) => entry.rule === 'filter-database')?.names, ['c']);
  });

  test('a collation that the list of databases does not tell comes from inside', async () => {
    const server: FakeServer = {
      version: 2019,
      server: { databases: [database('auto', { collation_name: null })] },
      databases: {
        auto: databaseViews({ '': [{ database_name: 'auto', collation_name: 'Inside', sees_all: 1 }] }),
      },
    };
    const [fact] = only(await capture(server), 'database');
    assert.is(fact?.collation, 'Inside');
    assert.equal(
      Object.keys(fact ?? {}).indexOf('collation'),
      Object.keys(fact ?? {}).indexOf('ownerSid') + 1,
    );
  });

  test('progress tells each scope from its start to its end, in rows', async () => {
    const events: CaptureProgress[] = [];
    await capture(APP, { progress: (event) => events.push(event) });
    assert.equal(
      events.map((event) => `${event.database ?? ''}:${event.phase}`),
      [':started', ':done', 'app:started', 'app:done'],
    );
    assert.ok((events.at(-1)?.rows ?? 0) > 30);
  });

  test('the same facts come out whatever the order of the rows', async () => {
    const reversed = Object.fromEntries(
      Object.entries(APP.databases?.app ?? {}).map(([view, rows]) => [view, [...rows].reverse()]),
    );
    const now = () => new Date(0);
    const straight = await capture(APP, { now });
    const backwards = await capture({ ...APP, databases: { app: reversed } }, { now });
    assert.is(JSON.stringify(backwards), JSON.stringify(straight));
  });

  test('a cancelled capture throws, and closes what it opened', async () => {
    const controller = new AbortController();
    const fake = fakeDriver({ ...APP, failing: { app: [driverError('query-failed', 'Cut.')] } });
    controller.abort();
    try {
      await captureServer(fake.driver, { signal: controller.signal });
      assert.unreachable();
    } catch (error) {
      assert.instance(error, RegrantError);
    }
    assert.is(fake.log.open, 0);
  });
});

suite('captureServer: twins', (test) => {
  test('rows that cannot be told apart are reported, and the same one stays whatever their order', async () => {
    const rows = [
      { name: 'clr enabled', value: 1, value_in_use: 1 },
      { name: 'clr enabled', value: 0, value_in_use: 1 },
    ];
    const captured = async (configurations: typeof rows) =>
      capture({ version: 2019, server: { configurations } });
    const one = await captured(rows);
    const other = await captured(rows.toReversed());
    assert.equal(one.facts, other.facts);
    assert.is(only(one, 'configuration').length, 1);
    assert.equal(
      one.header.omissions.map(({ code, count, fact }) => [code, count, fact]),
      [
        [
          'duplicate-key',
          1,
          "Several rows have the same names, so that they cannot be told apart: option 'clr enabled'.",
        ],
      ],
    );
  });
});
