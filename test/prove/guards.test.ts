// Guards are asked of the simulated server's own catalogue; what is not understood is reported, and neither branch runs.
import { assert, suite } from '../suite.ts';
import { outcomeOf } from './world.ts';

/** Conditions over the small server in D, and whether they hold. */
const CONDITIONS: readonly (readonly [string, boolean])[] = [
  ["EXISTS (SELECT 1 FROM sys.server_principals WHERE name = N'APP')", true],
  ["EXISTS (SELECT 1 FROM sys.server_principals WHERE name = N'app' AND type = 'R')", false],
  ["NOT EXISTS (SELECT 1 FROM sys.server_principals WHERE name = N'R' AND type = 'R')", false],
  ['EXISTS (SELECT * FROM [master].[sys].[server_principals] WHERE sid = 0x0110)', true],
  ["EXISTS (SELECT 1 FROM master.dbo.syslogins WHERE loginname = N'app')", true],
  ["EXISTS (SELECT 1 FROM master.dbo.syslogins WHERE loginname = N'R')", false],
  ["EXISTS (SELECT 1 FROM sys.server_principals WHERE name = N'app' AND is_disabled = 1)", false],
  [
    "EXISTS (SELECT 1 FROM sys.sql_logins WHERE name = N'app' AND (is_policy_checked <> 1 OR is_expiration_checked <> 1))",
    false,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.server_permissions WHERE class = 100 AND type = 'COSQ' AND state IN ('G', 'W') AND grantee_principal_id = SUSER_ID(N'app'))",
    false,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.endpoints AS e JOIN sys.server_principals AS o ON o.principal_id = e.principal_id WHERE e.name = N'E' AND o.name = N'sa')",
    true,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.endpoints AS e JOIN sys.server_principals AS o ON o.principal_id = e.principal_id WHERE e.name = N'E' AND o.name = N'app')",
    false,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.server_principals AS r JOIN sys.server_principals AS o ON o.principal_id = r.owning_principal_id WHERE r.type = 'R' AND r.name = N'R' AND o.name = N'sa')",
    true,
  ],
  ["EXISTS (SELECT 1 FROM sys.databases WHERE name = N'D' AND owner_sid = SUSER_SID(N'sa'))", true],
  [
    "EXISTS (SELECT 1 FROM sys.databases AS d JOIN sys.database_principals AS u ON u.sid = d.owner_sid WHERE d.name = N'D' AND d.owner_sid = SUSER_SID(N'sa') AND u.principal_id = 1)",
    true,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.databases AS d JOIN sys.database_principals AS u ON u.sid = d.owner_sid WHERE d.name = N'D' AND d.owner_sid = SUSER_SID(N'spare') AND u.principal_id = 1)",
    false,
  ],
  ["EXISTS (SELECT 1 FROM sys.databases WHERE name = N'D' AND is_broker_enabled = 0)", true],
  [
    "EXISTS (SELECT 1 FROM sys.database_principals AS u WHERE u.name = N'app' AND u.type IN ('S', 'U', 'G') AND NOT EXISTS (SELECT 1 FROM sys.server_principals AS l WHERE l.sid = u.sid))",
    false,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.database_principals AS u WHERE u.name = N'alone' AND u.type IN ('S', 'U', 'G') AND NOT EXISTS (SELECT 1 FROM sys.server_principals AS l WHERE l.sid = u.sid))",
    true,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.database_principals WHERE type = 'R' AND name = N'r' AND owning_principal_id = DATABASE_PRINCIPAL_ID(N'dbo'))",
    true,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.schemas WHERE name = N's' AND principal_id = DATABASE_PRINCIPAL_ID(N'alone'))",
    true,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.all_objects WHERE schema_id = SCHEMA_ID(N's') AND name = N'own' AND principal_id = DATABASE_PRINCIPAL_ID(N'app'))",
    true,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.all_objects WHERE schema_id = SCHEMA_ID(N's') AND name = N'x' AND principal_id = DATABASE_PRINCIPAL_ID(N'app'))",
    false,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.certificates WHERE name = N'cert' AND principal_id = DATABASE_PRINCIPAL_ID(N'dbo'))",
    true,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.configurations WHERE name = N'clr enabled' AND value = 0 AND value_in_use = 0)",
    true,
  ],
  [
    "EXISTS (SELECT 1 FROM sys.messages WHERE message_id = 50001 AND language_id = 1033 AND severity = 16 AND is_event_logged = 0 AND text = N'm')",
    true,
  ],
  ['EXISTS (SELECT 1 FROM sys.trusted_assemblies WHERE hash = 0xAA)', true],
  ["EXISTS (SELECT 1 FROM sys.credentials WHERE name = N'cred')", true],
  [
    "EXISTS (SELECT 1 FROM sys.server_principal_credentials AS m JOIN sys.credentials AS c ON c.credential_id = m.credential_id WHERE m.principal_id = SUSER_ID(N'app') AND c.name = N'cred')",
    false,
  ],
  ['EXISTS (SELECT 1 FROM #regrant_state WHERE show_advanced_options = 0)', true],
  ["DATABASE_PRINCIPAL_ID(N'app') IS NULL", false],
  ["DATABASE_PRINCIPAL_ID(N'spare') IS NULL AND DATABASE_PRINCIPAL_ID(N'app') IS NOT NULL", true],
  ["SUSER_SNAME(0x01) = N'sa'", true],
  ["SCHEMA_ID(N's') IS NULL OR DB_ID(N'nowhere') IS NULL", true],
  ["OBJECT_ID(N'[s].[x]') IS NOT NULL", true],
  ["IS_ROLEMEMBER(N'r', N'inner') = 1", true],
  ["IS_SRVROLEMEMBER('sysadmin', N'app') = 1", false],
  ["NULL = DATABASE_PRINCIPAL_ID(N'app')", false],
  ["NOT (SUSER_SID(N'nobody') = 0x01)", false],
];

/** Conditions that nothing may be concluded from. */
const OPAQUE: readonly string[] = [
  "SERVERPROPERTY('IsClustered') = 1",
  '(SELECT COUNT(*) FROM sys.server_principals) > 5',
  'EXISTS (SELECT 1 FROM dbo.t WHERE c = 1)',
  "EXISTS (SELECT 1 FROM sys.server_principals WHERE create_date > N'2020')",
  "EXISTS (SELECT 1 FROM sys.sql_logins WHERE name = N'app' AND password_hash <> 0x00)",
  'NOT EXISTS (SELECT 1 FROM sys.dm_exec_sessions)',
  '@unset = 1',
  "N'a' < N'b' AND 1 = 2 OR SUSER_SNAME() = N'sa'",
];

async function branchOf(condition: string): Promise<readonly (string | undefined)[]> {
  const script = `USE D; DECLARE @unset int; IF ${condition} CREATE ROLE yes ELSE CREATE ROLE no`;
  const { added, failures } = await outcomeOf(script);
  return [...added.map((fact) => ('name' in fact ? fact.name : '')), ...failures.map(({ kind }) => kind)];
}

suite('guards', (test) => {
  for (const [condition, holds] of CONDITIONS) {
    test(`${holds ? 'holds' : 'holds not'}: ${condition}`, async () => {
      assert.equal(await branchOf(condition), [holds ? 'yes' : 'no']);
    });
  }

  for (const condition of OPAQUE) {
    test(`is not understood: ${condition}`, async () => {
      assert.equal(await branchOf(condition), ['not-understood']);
    });
  }

  test('a false side decides AND, a true side OR, whatever the other is', async () => {
    assert.equal(await branchOf("1 = 2 AND SERVERPROPERTY('x') = 1"), ['no']);
    assert.equal(await branchOf("SERVERPROPERTY('x') = 1 OR DB_ID(N'D') IS NOT NULL"), ['yes']);
  });

  test('a guard over nothing that matters is passed over', async () => {
    const { failures } = await outcomeOf("IF SERVERPROPERTY('x') = 1 PRINT 'x' ELSE SELECT 1");
    assert.equal(failures, []);
  });

  test('a loop whose statements matter is reported', async () => {
    const { failures } = await outcomeOf('DECLARE @i int = 0 WHILE @i < 3 CREATE SERVER ROLE n');
    assert.equal(
      failures.map(({ kind }) => kind),
      ['not-understood'],
    );
  });
});
