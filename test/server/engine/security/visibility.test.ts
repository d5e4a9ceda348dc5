// Metadata visibility: what logins of different rights see of the same server, and the errors of databases that they
// cannot enter.
import type { SqlVersion } from '../../../../src/model/catalog/version.ts';
import { assert, suite } from '../../../suite.ts';
import { column, errorNumbers, logIn, loginError, rows, value } from '../ask.ts';
import type { CatalogEngine } from '../catalog-engine.ts';
import type { EngineTables } from '../engine-from-tables.ts';
import { engineFromTables } from '../engine-from-tables.ts';

const sid = (id: number): Uint8Array => Uint8Array.of(id >> 8, id & 255, 7, 7);
const login = (id: number, name: string) => ({ principal_id: id, name, type: 'S', sid: sid(id) });
const user = (id: number, name: string, of: number) => ({ principal_id: id, name, type: 'S', sid: sid(of) });
const grant = (to: number, permission_name: string, rest = {}) => ({
  grantee_principal_id: to,
  permission_name,
  ...rest,
});

const NAMES = [
  'weak',
  'definer',
  'securer',
  'hasher',
  'manager',
  'denied',
  'controller',
  'connector',
  'other',
  'nested',
];
const ids = new Map(NAMES.map((name, index) => [name, 300 + index]));
const id = (name: string): number => ids.get(name) ?? 0;

function make(version: SqlVersion, more: Partial<EngineTables> = {}): CatalogEngine {
  return engineFromTables({
    version,
    passwords: Object.fromEntries(['sa', ...NAMES].map((name) => [name, 'pw'])),
    server: {
      'sys.server_principals': [
        ...NAMES.map((name) => login(id(name), name)),
        { principal_id: 400, name: 'role_a', type: 'R' },
        { principal_id: 401, name: 'role_b', type: 'R' },
      ],
      'sys.sql_logins': NAMES.map((name) => ({
        principal_id: id(name),
        password_hash: Uint8Array.of(2, 0, id(name) & 255),
      })),
      'sys.server_role_members': [
        { role_principal_id: 400, member_principal_id: id('nested') },
        { role_principal_id: 401, member_principal_id: 400 },
        { role_principal_id: 8, member_principal_id: id('other') },
      ],
      'sys.server_permissions': [
        ...NAMES.map((name) => grant(id(name), 'CONNECT SQL')),
        grant(id('definer'), 'VIEW ANY DEFINITION'),
        grant(401, 'VIEW ANY DEFINITION'),
        ...(version >= 2022
          ? [
              grant(id('securer'), 'VIEW ANY SECURITY DEFINITION'),
              grant(id('hasher'), 'VIEW ANY CRYPTOGRAPHICALLY SECURED DEFINITION'),
            ]
          : []),
        grant(id('manager'), 'ALTER ANY LOGIN'),
        grant(id('denied'), 'VIEW ANY DEFINITION'),
        grant(id('denied'), 'VIEW DEFINITION', { class: 101, major_id: id('other'), state: 'D' }),
        grant(id('controller'), 'CONTROL SERVER'),
        ...(version >= 2014 ? [grant(id('connector'), 'CONNECT ANY DATABASE')] : []),
      ],
      'sys.credentials': [{ credential_id: 65536, name: 'c' }],
      'sys.databases': [
        { name: 'Db', database_id: 5 },
        { name: 'Owned', database_id: 6, owner_sid: sid(id('weak')) },
        { name: 'Closed', database_id: 7 },
      ],
    },
    databases: {
      Db: {
        'sys.database_principals': [
          user(5, 'weak_user', id('weak')),
          user(6, 'definer', id('definer')),
          user(7, 'third', 9999),
          { principal_id: 8, name: 'role', type: 'R' },
        ],
        'sys.database_permissions': [
          grant(5, 'CONNECT'),
          grant(6, 'CONNECT'),
          grant(7, 'CONNECT'),
          grant(6, 'VIEW DEFINITION'),
          grant(5, 'SELECT', { class: 1, major_id: 11 }),
          grant(7, 'SELECT', { class: 1, major_id: 10 }),
        ],
        'sys.database_role_members': [{ role_principal_id: 8, member_principal_id: 7 }],
        'sys.objects': [
          { object_id: 10, name: 'Hidden', type: 'U' },
          { object_id: 11, name: 'Shown', type: 'U' },
          { object_id: 12, name: 'InSchema', type: 'U', schema_id: 5 },
        ],
        'sys.columns': [
          { object_id: 10, column_id: 1, name: 'h' },
          { object_id: 11, column_id: 1, name: 's' },
        ],
        'sys.schemas': [{ schema_id: 5, name: 'own', principal_id: 5 }],
        'sys.certificates': [{ certificate_id: 300, name: 'cert' }],
      },
      Owned: {},
      Closed: {},
    },
    ...more,
  });
}

const as = (engine: CatalogEngine, name: string, database = 'master') =>
  logIn(engine, { login: name, password: 'pw', database });
const LOGINS =
  "SELECT name FROM sys.server_principals WHERE principal_id >= 300 AND name NOT LIKE '##%' ORDER BY principal_id";
const ALL = [...NAMES, 'role_a', 'role_b'];

suite('visibility on the server', (test) => {
  const old = make(2019);
  const recent = make(2022);

  test('a login without rights sees itself, sa, and the fixed roles', () => {
    assert.equal(column(as(old, 'weak'), LOGINS), ['weak']);
    assert.is(
      value(
        as(old, 'weak'),
        "SELECT COUNT(*) FROM sys.server_principals WHERE principal_id = 1 OR type = 'R'",
      ),
      10,
    );
    assert.is(
      value(
        as(recent, 'weak'),
        "SELECT COUNT(*) FROM sys.server_principals WHERE principal_id = 1 OR type = 'R'",
      ),
      20,
    );
  });

  test('VIEW ANY DEFINITION shows every principal, itself or through nested roles', () => {
    assert.equal(column(as(old, 'definer'), LOGINS), ALL);
    assert.equal(column(as(old, 'nested'), LOGINS), ALL);
  });

  test('VIEW ANY SECURITY DEFINITION does so from 2022', () => {
    assert.equal(column(as(recent, 'securer'), LOGINS), ALL);
    assert.equal(column(as(old, 'securer'), LOGINS), ['securer']);
  });

  test('ALTER ANY LOGIN shows logins and no roles', () => {
    assert.equal(column(as(old, 'manager'), LOGINS), NAMES);
  });

  test('a DENY on one login hides that one', () => {
    assert.equal(
      column(as(old, 'denied'), LOGINS),
      ALL.filter((name) => name !== 'other'),
    );
    assert.not(column(as(old, 'denied'), 'SELECT name FROM sys.sql_logins').includes('other'));
  });

  test('hashes are for CONTROL SERVER, and from 2022 for one more permission', () => {
    const hashes = 'SELECT COUNT(password_hash) FROM sys.sql_logins';
    assert.is(value(as(old, 'definer'), hashes), 0);
    assert.is(value(as(old, 'controller'), hashes), NAMES.length);
    assert.is(value(as(old, 'sa'), hashes), NAMES.length);
    assert.is(value(as(old, 'hasher'), hashes), 0);
    assert.is(value(as(recent, 'hasher'), hashes), 1);
    assert.is(value(as(old, 'definer'), "SELECT LOGINPROPERTY('other', 'PasswordHash')"), null);
    assert.equal(
      value(as(old, 'controller'), "SELECT LOGINPROPERTY('other', 'PasswordHash')"),
      Uint8Array.of(2, 0, id('other') & 255),
    );
    assert.is(value(as(old, 'weak'), "SELECT LOGINPROPERTY('other', 'DefaultDatabase')"), null);
  });

  test("permission rows: one's own and public's, or all", () => {
    const grantees = 'SELECT DISTINCT grantee_principal_id FROM sys.server_permissions ORDER BY 1';
    assert.equal(column(as(old, 'weak'), grantees), [2, id('weak')]);
    assert.equal(
      value(as(old, 'definer'), 'SELECT COUNT(*) FROM sys.server_permissions'),
      value(as(old, 'sa'), 'SELECT COUNT(*) FROM sys.server_permissions'),
    );
  });

  test('members of user roles are hidden, those of fixed roles are not', () => {
    const members = 'SELECT role_principal_id FROM sys.server_role_members ORDER BY 1';
    assert.equal(column(as(old, 'weak'), members), [3, 8]);
    assert.equal(column(as(old, 'nested'), members), [3, 8, 400, 401]);
  });

  test('credentials need a right', () => {
    assert.equal(column(as(old, 'weak'), 'SELECT name FROM sys.credentials'), []);
    assert.equal(column(as(old, 'definer'), 'SELECT name FROM sys.credentials'), ['c']);
  });

  test('endpoints with CONNECT to public are seen by everybody', () => {
    assert.equal(column(as(old, 'weak'), 'SELECT endpoint_id FROM sys.endpoints ORDER BY 1'), [2, 3, 4, 5]);
  });

  test('databases show through VIEW ANY DATABASE of public; without it only some do', () => {
    assert.is(column(as(old, 'weak'), 'SELECT name FROM sys.databases').length, 7);
    const engine = make(2019);
    engine.table('sys.server_permissions').delete({ permission_name: 'VIEW ANY DATABASE' });
    assert.equal(column(as(engine, 'weak'), 'SELECT name FROM sys.databases ORDER BY database_id'), [
      'master',
      'tempdb',
      'Owned',
    ]);
    assert.is(column(as(engine, 'definer'), 'SELECT name FROM sys.databases').length, 7);
  });

  test('HAS_PERMS_BY_NAME walks roles and what covers what', () => {
    const has = (name: string, permission: string, engine = old) =>
      value(as(engine, name), `SELECT HAS_PERMS_BY_NAME(NULL, NULL, '${permission}')`);
    assert.is(has('weak', 'VIEW ANY DEFINITION'), 0);
    assert.is(has('nested', 'VIEW ANY DEFINITION'), 1);
    assert.is(has('nested', 'VIEW ANY DATABASE'), 1);
    assert.is(has('controller', 'ALTER ANY LOGIN'), 1);
    assert.is(has('controller', 'CONNECT ANY DATABASE'), 1);
    assert.is(has('definer', 'VIEW ANY SECURITY DEFINITION', recent), 1);
    assert.is(has('definer', 'VIEW ANY CRYPTOGRAPHICALLY SECURED DEFINITION', recent), 0);
    assert.is(has('weak', 'VIEW ANY SECURITY DEFINITION'), null);
    assert.is(has('weak', 'CONNECT ANY DATABASE', make(2012)), null);
    assert.is(has('other', 'CREATE ANY DATABASE'), 0);
  });

  test('rights follow the tables as they change', () => {
    const engine = make(2019);
    const session = as(engine, 'weak');
    assert.equal(column(session, LOGINS), ['weak']);
    engine.table('sys.server_role_members').insert({ role_principal_id: 3, member_principal_id: id('weak') });
    assert.equal(column(session, LOGINS), ALL);
    assert.is(value(session, "SELECT IS_SRVROLEMEMBER('sysadmin')"), 1);
  });
});

suite('visibility in a database', (test) => {
  const engine = make(2019);
  const weak = () => as(engine, 'weak', 'Db');
  const definer = () => as(engine, 'definer', 'Db');

  test('a user sees itself and what every database has', () => {
    assert.equal(
      column(weak(), 'SELECT name FROM sys.database_principals WHERE principal_id BETWEEN 5 AND 100'),
      ['weak_user'],
    );
    assert.equal(
      column(definer(), 'SELECT name FROM sys.database_principals WHERE principal_id BETWEEN 5 AND 100'),
      ['weak_user', 'definer', 'third', 'role'],
    );
    assert.equal(column(weak(), 'SELECT name FROM sys.schemas WHERE schema_id = 5'), ['own']);
  });

  test("permission rows: one's own and public's", () => {
    assert.equal(
      column(weak(), 'SELECT DISTINCT grantee_principal_id FROM sys.database_permissions ORDER BY 1'),
      [0, 5],
    );
    assert.equal(
      column(definer(), 'SELECT DISTINCT grantee_principal_id FROM sys.database_permissions ORDER BY 1'),
      [0, 1, 5, 6, 7],
    );
  });

  test('objects show by a permission on them or by owning their schema, and columns with them', () => {
    assert.equal(column(weak(), 'SELECT name FROM sys.objects WHERE object_id < 1000 ORDER BY 1'), [
      'InSchema',
      'Shown',
    ]);
    assert.equal(column(weak(), 'SELECT name FROM sys.columns'), ['s']);
    assert.equal(column(definer(), 'SELECT name FROM sys.objects WHERE object_id < 1000 ORDER BY 1'), [
      'Hidden',
      'InSchema',
      'Shown',
    ]);
    assert.is(value(weak(), "SELECT COUNT(*) FROM sys.all_objects WHERE name = 'all_objects'"), 1);
  });

  test('a DENY of VIEW DEFINITION on one object hides it', () => {
    const own = make(2019);
    own
      .table('sys.database_permissions', 'Db')
      .insert(grant(6, 'VIEW DEFINITION', { class: 1, major_id: 10, state: 'D' }));
    assert.equal(
      column(as(own, 'definer', 'Db'), 'SELECT name FROM sys.objects WHERE object_id < 1000 ORDER BY 1'),
      ['InSchema', 'Shown'],
    );
  });

  test('certificates need a right; the system rows of shared views do not', () => {
    assert.equal(column(weak(), 'SELECT name FROM sys.certificates'), []);
    assert.equal(column(definer(), 'SELECT name FROM sys.certificates'), ['cert']);
    assert.is(value(weak(), "SELECT COUNT(*) FROM sys.types WHERE name = 'sysname'"), 1);
  });

  test('the owner and sysadmins are dbo', () => {
    assert.is(value(as(engine, 'weak', 'Owned'), 'SELECT USER_NAME()'), 'dbo');
    assert.is(value(as(engine, 'sa', 'Db'), 'SELECT USER_NAME()'), 'dbo');
    assert.is(value(weak(), 'SELECT USER_NAME()'), 'weak_user');
    assert.equal(
      value(as(engine, 'weak', 'Owned'), 'SELECT sid FROM sys.database_principals WHERE principal_id = 1'),
      sid(id('weak')),
    );
  });

  test('VIEW SECURITY DEFINITION of 2022 shows principals and no objects', () => {
    const recent = make(2022);
    recent.table('sys.database_permissions', 'Db').insert(grant(5, 'VIEW SECURITY DEFINITION'));
    const session = as(recent, 'weak', 'Db');
    assert.is(
      column(session, 'SELECT name FROM sys.database_principals WHERE principal_id BETWEEN 5 AND 100').length,
      4,
    );
    assert.equal(column(session, 'SELECT name FROM sys.objects WHERE object_id < 1000 ORDER BY 1'), [
      'InSchema',
      'Shown',
    ]);
  });
});

suite('entering databases', (test) => {
  const engine = make(2019);

  test('no user, no guest: 916 for USE and names, 4060 for a login, 0 for HAS_DBACCESS', () => {
    const session = as(engine, 'weak');
    assert.equal(errorNumbers(session, 'USE [Closed]'), [916]);
    assert.equal(errorNumbers(session, 'SELECT 1 FROM Closed.sys.objects'), [916]);
    assert.is(loginError(engine, { login: 'weak', password: 'pw', database: 'Closed' }), 4060);
    assert.equal(rows(session, "SELECT HAS_DBACCESS('Closed'), HAS_DBACCESS('Db'), HAS_DBACCESS('msdb')"), [
      [0, 1, 1],
    ]);
  });

  test('CONNECT ANY DATABASE and CONTROL SERVER enter everything', () => {
    for (const name of ['connector', 'controller', 'sa']) {
      assert.is(loginError(engine, { login: name, password: 'pw', database: 'Closed' }), 0, name);
    }
  });

  test('a user whose CONNECT is missing or denied stays outside', () => {
    for (const state of ['', 'D']) {
      const own = make(2019);
      own.table('sys.database_permissions', 'Db').delete({ class: 0, grantee_principal_id: 5 });
      if (state !== '') own.table('sys.database_permissions', 'Db').insert(grant(5, 'CONNECT', { state }));
      assert.is(loginError(own, { login: 'weak', password: 'pw', database: 'Db' }), 4060);
    }
  });

  test('guest with CONNECT lets everybody in', () => {
    const own = make(2019);
    own.table('sys.database_permissions', 'Closed').insert(grant(2, 'CONNECT'));
    assert.is(value(as(own, 'weak', 'Closed'), 'SELECT USER_NAME()'), 'guest');
  });

  test('wrong password, unknown login, disabled, CONNECT SQL revoked or denied', () => {
    const own = make(2019);
    assert.is(loginError(own, { login: 'weak', password: 'no' }), 18456);
    assert.is(loginError(own, { login: 'nobody', password: 'pw' }), 18456);
    own.table('sys.server_principals').update({ name: 'weak' }, { is_disabled: 1 });
    assert.is(loginError(own, { login: 'weak', password: 'pw' }), 18470);
    own.table('sys.server_permissions').update({ grantee_principal_id: id('other') }, { state: 'D' });
    assert.is(loginError(own, { login: 'other', password: 'pw' }), 18456);
    own
      .table('sys.server_permissions')
      .delete({ grantee_principal_id: id('definer'), permission_name: 'CONNECT SQL' });
    assert.is(loginError(own, { login: 'definer', password: 'pw' }), 18456);
  });

  test('Windows logins come in as themselves or through a group', () => {
    const own = make(2019, { windowsGroups: { 'DOM\\anna': ['DOM\\group'] } });
    own
      .table('sys.server_principals')
      .insert(
        { principal_id: 500, name: 'DOM\\group', type: 'G', sid: sid(500) },
        { principal_id: 501, name: 'DOM\\bob', type: 'U', sid: sid(501) },
      );
    own
      .table('sys.server_permissions')
      .insert(grant(500, 'CONNECT SQL'), grant(501, 'CONNECT SQL'), grant(500, 'VIEW ANY DEFINITION'));
    const anna = logIn(own, { login: 'dom\\anna', windows: true });
    assert.is(value(anna, 'SELECT ORIGINAL_LOGIN()'), 'dom\\anna');
    assert.is(value(anna, "SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW ANY DEFINITION')"), 1);
    assert.is(loginError(own, { login: 'DOM\\bob', windows: true }), 0);
    assert.is(loginError(own, { login: 'DOM\\eve', windows: true }), 18456);
  });

  test('a secondary replica: 976 when it is closed, 978 without read-only intent', () => {
    const replica = 'AAAAAAAA-0000-0000-0000-000000000001';
    const own = make(2019);
    own.table('sys.databases').update({ name: 'Db' }, { replica_id: replica });
    own
      .table('sys.availability_replicas')
      .insert({ replica_id: replica, group_id: replica, secondary_role_allow_connections: 0 });
    own
      .table('sys.dm_hadr_availability_replica_states')
      .insert({ replica_id: replica, is_local: 1, role: 2 });
    const at = (readOnlyIntent: boolean) =>
      loginError(own, { password: 'pw', database: 'Db', readOnlyIntent });
    assert.is(at(true), 976);
    own.table('sys.availability_replicas').update({}, { secondary_role_allow_connections: 1 });
    assert.equal([at(false), at(true)], [978, 0]);
    own.table('sys.availability_replicas').update({}, { secondary_role_allow_connections: 2 });
    assert.is(at(false), 0);
    own.table('sys.dm_hadr_availability_replica_states').update({}, { role: 0 });
    assert.is(at(false), 983);
  });
});
