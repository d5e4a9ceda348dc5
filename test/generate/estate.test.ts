// What the embedded environment holds beside its catalogue: backups in whole chains, management servers, the report
// server's catalogue and policies, management packs and user roles. Read as a client reads it.

import { ask, column, logIn, rows } from '../server/engine/ask.ts';
import { openEngine } from '../server/engine/open-engine.ts';
import { assert, suite } from '../suite.ts';
import { FOLDER, SERVERS } from './embedded-environment.ts';

const session = async (server: string, database: string) =>
  logIn(await openEngine(`${FOLDER}/${server}`), {
    login: 'regrant_capture',
    password: 'Fixture-capture-1',
    database,
  });

const LSN = (name: string): string => `CAST(${name} AS varchar(25)) AS ${name}`;

suite('fixtures/service-manager: what is in its tables', (test) => {
  for (const server of SERVERS.keys()) {
    test(`${server}: each database has a whole chain of backups, none of them damaged`, async () => {
      const msdb = await session(server, 'msdb');
      const owned = "SELECT name FROM sys.databases WHERE name NOT IN ('tempdb', 'model') ORDER BY name";
      for (const name of column(msdb, owned)) {
        const full = `SELECT TOP (1) ${LSN('checkpoint_lsn')} FROM dbo.backupset WHERE database_name = N'${name}' AND type = 'D' AND is_copy_only = 0 ORDER BY backup_set_id DESC`;
        const [last] = column(msdb, full);
        const logs = rows(
          msdb,
          `SELECT ${LSN('first_lsn')}, ${LSN('last_lsn')}, ${LSN('database_backup_lsn')} FROM dbo.backupset WHERE database_name = N'${name}' AND type = 'L' ORDER BY backup_set_id`,
        );
        for (const [at, [first]] of logs.entries())
          if (at > 0) assert.is(first, logs[at - 1]?.[1], `${name}: log ${at}`);
        const model = "SELECT recovery_model_desc FROM sys.databases WHERE name = N'";
        if (column(msdb, `${model}${name}'`)[0] === 'FULL') assert.is(logs.at(-1)?.[2], last, String(name));
        else assert.is(logs.length, 0, String(name));
      }
      const bad = 'SELECT COUNT(*) FROM dbo.backupset WHERE is_damaged = 1 OR has_backup_checksums = 0';
      assert.equal(column(msdb, bad), [0]);
      const without =
        'SELECT COUNT(*) FROM dbo.backupset s LEFT JOIN dbo.backupmediafamily m ON m.media_set_id = s.media_set_id WHERE m.physical_device_name IS NULL';
      assert.equal(column(msdb, without), [0]);
      assert.equal(column(msdb, 'SELECT COUNT(*) FROM dbo.suspect_pages'), [0]);
    });
  }

  test('backups are of the last day, whenever the tests run', async () => {
    const msdb = await session('SMDB01', 'msdb');
    const young = 'SELECT backup_finish_date FROM dbo.backupset ORDER BY backup_set_id';
    const last = (column(msdb, young).at(-1) as Date).getTime();
    assert.ok(Date.now() - last < 3_600_000);
  });

  test('management servers are registered, and are no machine of a database', async () => {
    const names = 'SELECT PrincipalName FROM dbo.MTV_HealthService WHERE IsManagementServer = 1 ORDER BY 1';
    assert.equal(column(await session('SMDB01', 'ServiceManager'), names), [
      'SM01.contoso.com',
      'SM02.contoso.com',
    ]);
    assert.equal(column(await session('DWDB01', 'DWStagingAndConfig'), names), ['DW01.contoso.com']);
  });

  test('a report server’s policies say twice who has which role where', async () => {
    const reports = await session('RSDB01', 'ReportServer');
    const pairs = rows(
      reports,
      `SELECT CAST(s.XmlDescription AS nvarchar(max)), u.UserName, r.RoleName
      FROM dbo.PolicyUserRole p JOIN dbo.SecData s ON s.PolicyID = p.PolicyID AND s.AuthType = 1
        JOIN dbo.Users u ON u.UserID = p.UserID JOIN dbo.Roles r ON r.RoleID = p.RoleID`,
    );
    assert.is(pairs.length, 17);
    for (const [xml, user, role] of pairs) {
      const policy = String(xml)
        .split('</Policy>')
        .find((part) => part.includes(`<GroupUserName>${user}<`));
      assert.ok(policy?.includes(`<Role><Name>${role}</Name></Role>`), `${user} ${role}`);
    }
    const own = 'SELECT Path FROM dbo.Catalog WHERE PolicyRoot = 1 ORDER BY Path';
    assert.equal(column(reports, own), [
      '',
      '/ServiceManager',
      '/ServiceManager/Incidents',
      '/ServiceManager/Incidents/Größe & Dauer <Q1>',
    ]);
  });

  test('packs are sealed exactly where they have a token, and reference what is there', async () => {
    const packs = rows(
      await session('SMDB01', 'ServiceManager'),
      'SELECT MPName, MPIsSealed, MPKeyToken, MPXML FROM dbo.ManagementPack ORDER BY MPName',
    );
    const names = new Set(packs.map(([name]) => name));
    assert.is(packs.filter(([, sealed]) => sealed === false).length, 3);
    for (const [name, sealed, token, xml] of packs) {
      assert.is(sealed, token !== null, String(name));
      const [own, ...referenced] = [...String(xml).matchAll(/<ID>(.*?)<\/ID>/g)].map(([, id]) => id);
      assert.is(own, name);
      for (const id of referenced) assert.ok(names.has(id ?? ''), `${name} references ${id}`);
    }
  });

  test('user roles have members, by the query that Microsoft’s support asks', async () => {
    const { sets } = ask(
      await session('SMDB01', 'ServiceManager'),
      `SELECT t.LTValue, SUSER_SNAME(m.MemberSID) FROM dbo.AzMan_AzRoleAssignment a
        JOIN dbo.LocalizedText t ON CAST(a.Name AS uniqueidentifier) = t.LTStringId AND t.LTStringType = 1 AND t.LanguageCode = 'ENU'
        JOIN dbo.UserRole u ON CAST(a.Name AS uniqueidentifier) = u.UserRoleId JOIN dbo.AzMan_Role_SIDMember m ON m.RoleID = a.ID
        JOIN dbo.Profile p ON p.ProfileId = u.ProfileId WHERE p.IsImplicitProfile = 0 ORDER BY 1, 2`,
    );
    assert.equal(sets[0]?.rows, [
      ['Administrators', 'BUILTIN\\Administrators'],
      ['Administrators', 'CONTOSO\\SCSM Admins'],
      ['Administrators', 'CONTOSO\\SCSM Operators'],
      ['End Users', 'NT AUTHORITY\\Authenticated Users'],
      ['Incident Resolvers', 'CONTOSO\\anna.berg'],
      ['Incident Resolvers', 'CONTOSO\\Jürgen Größe'],
      ['Service desk Berlin', null],
      ['Service desk Berlin', 'CONTOSO\\anna.berg'],
    ]);
  });
});
