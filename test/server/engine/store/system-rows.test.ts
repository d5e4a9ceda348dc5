// What ships with every server and database, version by version.
import { SQL_VERSIONS } from '../../../../src/model/catalog/version.ts';
import { assert, suite } from '../../../suite.ts';
import { column, logIn, rows, value } from '../ask.ts';
import { engineFromTables } from '../engine-from-tables.ts';

suite('system rows', (test) => {
  for (const version of SQL_VERSIONS) {
    const session = logIn(engineFromTables({ version, databases: { D: {} } }));

    test(`${version}: fixed server roles, certificate and policy logins`, () => {
      assert.is(
        value(session, 'SELECT COUNT(*) FROM sys.server_principals WHERE is_fixed_role = 1'),
        version >= 2022 ? 18 : 8,
      );
      assert.equal(
        rows(
          session,
          "SELECT principal_id, is_fixed_role, owning_principal_id FROM sys.server_principals WHERE name = N'public'",
        ),
        [[2, false, 1]],
      );
      assert.equal(
        column(
          session,
          "SELECT principal_id FROM sys.server_principals WHERE type = 'C' AND principal_id < 256 ORDER BY 1",
        ),
        [101, 102, 103, 105, 106],
      );
      assert.equal(
        rows(
          session,
          "SELECT name, is_disabled FROM sys.server_principals WHERE name LIKE N'##MS[_]Policy%Login##' ORDER BY 1",
        ),
        [
          ['##MS_PolicyEventProcessingLogin##', 1],
          ['##MS_PolicyTsqlExecutionLogin##', 1],
        ],
      );
      assert.equal(
        rows(session, 'SELECT role_principal_id, member_principal_id FROM sys.server_role_members'),
        [[3, 1]],
      );
    });

    test(`${version}: default permission rows of public, endpoints`, () => {
      const granted =
        'SELECT permission_name, major_id FROM sys.server_permissions WHERE grantee_principal_id = 2 ORDER BY class, major_id';
      assert.equal(rows(session, granted), [
        ['VIEW ANY DATABASE', 0],
        ['CONNECT', 2],
        ['CONNECT', 3],
        ['CONNECT', 4],
        ['CONNECT', 5],
      ]);
      assert.is(value(session, 'SELECT name FROM sys.endpoints WHERE endpoint_id = 4'), 'TSQL Default TCP');
    });

    test(`${version}: configurations that decide about CLR and containment`, () => {
      const names =
        "SELECT name, value FROM sys.configurations WHERE name IN (N'clr enabled', N'clr strict security', N'show advanced options', N'contained database authentication') ORDER BY name";
      const strict = version >= 2017 ? [['clr strict security', 1]] : [];
      assert.equal(rows(session, names), [
        ['clr enabled', 0],
        ...strict,
        ['contained database authentication', 0],
        ['show advanced options', 0],
      ]);
    });

    test(`${version}: a user database`, () => {
      assert.equal(
        column(
          session,
          'USE D; SELECT name FROM sys.database_principals WHERE principal_id < 5 ORDER BY principal_id',
        ),
        ['public', 'dbo', 'guest', 'INFORMATION_SCHEMA', 'sys'],
      );
      assert.is(
        value(session, 'USE D; SELECT COUNT(*) FROM sys.database_principals WHERE is_fixed_role = 1'),
        9,
      );
      assert.equal(
        rows(
          session,
          'USE D; SELECT permission_name, grantor_principal_id FROM sys.database_permissions WHERE class = 0',
        ),
        [['CONNECT', 1]],
      );
      assert.equal(
        rows(session, 'USE D; SELECT role_principal_id, member_principal_id FROM sys.database_role_members'),
        [[16384, 1]],
      );
      assert.is(
        value(session, "USE D; SELECT sid FROM sys.database_principals WHERE name = 'dbo'")?.toString(),
        '1',
      );
      assert.equal(column(session, 'USE D; SELECT name FROM sys.routes'), ['AutoCreatedLocal']);
      assert.is(
        value(
          session,
          'USE D; SELECT COUNT(*) FROM sys.service_message_types WHERE message_type_id >= 65536',
        ),
        0,
      );
      assert.is(
        value(session, "USE D; SELECT COUNT(*) FROM sys.types WHERE name = N'json'"),
        version >= 2025 ? 1 : 0,
      );
    });

    test(`${version}: guest enters master, tempdb and msdb, and no other database`, () => {
      for (const [database, count] of [
        ['master', 1],
        ['tempdb', 1],
        ['msdb', 1],
        ['model', 0],
        ['D', 0],
      ] as const) {
        const found = value(
          session,
          `USE ${database}; SELECT COUNT(*) FROM sys.database_permissions WHERE class = 0 AND grantee_principal_id = 2`,
        );
        assert.is(found, count, database);
      }
    });
  }

  test('public holds SELECT on system views that exist', () => {
    const session = logIn(engineFromTables({ databases: { D: {} } }));
    const unresolved =
      'USE D; SELECT p.major_id FROM sys.database_permissions p LEFT JOIN sys.all_objects o ON o.object_id = p.major_id WHERE p.class = 1 AND o.object_id IS NULL';
    for (const database of ['D', 'master', 'msdb', 'tempdb', 'model']) {
      assert.equal(rows(session, unresolved.replace('USE D', `USE ${database}`)), [], database);
    }
    assert.ok(
      Number(
        value(
          session,
          'USE D; SELECT COUNT(*) FROM sys.database_permissions WHERE grantee_principal_id = 0 AND major_id < 0',
        ),
      ) > 10,
    );
  });

  test('every id in the shipped rows of msdb and master resolves', () => {
    const session = logIn(engineFromTables({}));
    for (const database of ['master', 'msdb']) {
      const members = `USE ${database}; SELECT m.role_principal_id FROM sys.database_role_members m LEFT JOIN sys.database_principals r ON r.principal_id = m.role_principal_id LEFT JOIN sys.database_principals u ON u.principal_id = m.member_principal_id WHERE r.name IS NULL OR u.name IS NULL`;
      const grantees = `USE ${database}; SELECT p.grantee_principal_id FROM sys.database_permissions p LEFT JOIN sys.database_principals u ON u.principal_id = p.grantee_principal_id WHERE u.name IS NULL`;
      const owners = `USE ${database}; SELECT s.name FROM sys.schemas s LEFT JOIN sys.database_principals u ON u.principal_id = s.principal_id WHERE u.name IS NULL`;
      for (const batch of [members, grantees, owners]) assert.equal(rows(session, batch), [], batch);
    }
    assert.equal(
      column(
        session,
        'USE msdb; SELECT r.name FROM sys.database_role_members m JOIN sys.database_principals r ON r.principal_id = m.role_principal_id WHERE m.member_principal_id = 16 ORDER BY 1',
      ),
      ['dc_admin', 'db_ssisoperator', 'SQLAgentUserRole'].sort((a, b) =>
        a.toLowerCase() < b.toLowerCase() ? -1 : 1,
      ),
    );
  });

  test('34 languages', () => {
    const session = logIn(engineFromTables({}));
    assert.is(value(session, 'SELECT COUNT(*) FROM sys.syslanguages'), 34);
    assert.equal(
      rows(
        session,
        'SELECT name, lcid, dateformat FROM sys.syslanguages WHERE langid IN (0, 1) ORDER BY langid',
      ),
      [
        ['us_english', 1033, 'mdy'],
        ['Deutsch', 1031, 'dmy'],
      ],
    );
  });
});
