// One script for each effect of the simulated server that a statement does not say itself, and what it changes. For each
// there is a mutation that takes the effect away.
import type { RunOptions } from './world.ts';

/** A script, and every fact that comes or goes with it, as a line. */
export interface EffectCase extends RunOptions {
  readonly script: string;
  readonly changes: readonly string[];
}

const ON_T = 'ON OBJECT::[dbo].[t]';

/** By the name of the effect. */
export const EFFECT_CASES: Readonly<Record<string, EffectCase>> = {
  'create-login-grants-connect': {
    script: 'CREATE LOGIN [A\\n] FROM WINDOWS',
    changes: ['+ CREATE LOGIN [A\\n] FROM WINDOWS', '+ GRANT CONNECT SQL TO [A\\n]'],
  },
  'sysadmin-needs-no-proxy': {
    script: `ALTER SERVER ROLE sysadmin ADD MEMBER spare; USE msdb;
      EXEC dbo.sp_grant_login_to_proxy @login_name = N'spare', @proxy_name = N'px'`,
    changes: ['+ ALTER SERVER ROLE [sysadmin] ADD MEMBER [spare]'],
  },
  'a-default-mail-profile-takes-the-place-of-another': {
    script: `USE msdb; EXEC sysmail_add_principalprofile_sp 0, NULL, NULL, N'other', 1`,
    changes: [
      "+ EXEC sysmail_add_principalprofile_sp @principal_name = 'public', @profile_name = 'mail', @is_default = 0",
      "+ EXEC sysmail_add_principalprofile_sp @principal_name = 'public', @profile_name = 'other', @is_default = 1",
      "- EXEC sysmail_add_principalprofile_sp @principal_name = 'public', @profile_name = 'mail', @is_default = 1",
    ],
  },
  'a-mail-profile-is-taken-away': {
    script: `USE msdb;
      EXEC sysmail_delete_principalprofile_sp @principal_name = N'public', @profile_name = N'mail'`,
    changes: [
      "- EXEC sysmail_add_principalprofile_sp @principal_name = 'public', @profile_name = 'mail', @is_default = 1",
    ],
  },
  'a-job-is-of-who-makes-it': {
    script: `USE msdb; EXEC dbo.sp_add_job @job_name = N'n'`,
    changes: ["+ EXEC sp_add_job 'n', @owner_login_name = '(the login that runs the script)'"],
  },
  'an-empty-address-of-an-operator-is-none': {
    script: `USE msdb; EXEC dbo.sp_update_operator @name = N'on call', @email_address = N''`,
    changes: [
      "+ EXEC sp_add_operator 'on call', 1",
      "- EXEC sp_add_operator 'on call', 1, @email_address = 'a@b'",
    ],
  },
  'a-denial-in-the-ssis-catalogue-takes-the-place-of-a-grant': {
    script: `USE D; DECLARE @p int = DATABASE_PRINCIPAL_ID(N'app');
      DECLARE @o bigint = (SELECT p.project_id FROM catalog.projects AS p JOIN catalog.folders AS f ON f.folder_id = p.folder_id WHERE f.name = N'etl' AND p.name = N'load');
      EXEC catalog.deny_permission 2, @o, @p, 3`,
    changes: [
      "+ EXEC catalog.deny_permission on project 'etl\\load' to [app], @permission_type = 3 (EXECUTE)",
      "- EXEC catalog.grant_permission on project 'etl\\load' to [app], @permission_type = 3 (EXECUTE)",
    ],
  },
  'create-user-grants-connect': {
    script: 'USE D; CREATE USER n WITHOUT LOGIN',
    changes: ['+ CREATE USER [n] WITHOUT LOGIN', '+ GRANT CONNECT TO [n]'],
  },
  'new-way-in-closes-the-default': {
    script:
      'GRANT CONNECT ON ENDPOINT::[TSQL Default TCP] TO [public];\nCREATE ENDPOINT n AS TCP (LISTENER_PORT = 1500) FOR TSQL ()',
    changes: [
      '+ CREATE ENDPOINT [n] AUTHORIZATION [(the login that runs the script)] STATE = STOPPED AS TCP (LISTENER_PORT = 1500) FOR TSQL',
    ],
  },
  'owner-change-drops-permissions': {
    script: 'USE D; GRANT SELECT ON dbo.t TO r; ALTER AUTHORIZATION ON dbo.t TO app',
    changes: [`+ ALTER AUTHORIZATION ON OBJECT::[dbo].[t] TO [app]`, '- OBJECT::[dbo].[t]'],
  },
  'schema-owner-change-drops-contained': {
    script: `USE D; GRANT SELECT ON s.x TO r; GRANT SELECT ON s.own TO r; GRANT SELECT ON dbo.t TO r;
      ALTER AUTHORIZATION ON SCHEMA::s TO signer`,
    changes: [
      '+ GRANT SELECT ON OBJECT::[dbo].[t] TO [r]',
      '+ GRANT SELECT ON OBJECT::[s].[own] TO [r] AS [app]',
      '+ CREATE SCHEMA [s] AUTHORIZATION [signer]',
      '- CREATE SCHEMA [s] AUTHORIZATION [alone]',
    ],
  },
  'object-row-resets-columns': {
    script: 'USE D; GRANT SELECT ON dbo.t (c) TO r; DENY SELECT ON dbo.t TO r',
    changes: [`+ DENY SELECT ${ON_T} TO [r]`],
  },
  'column-row-only-where-it-differs': {
    script:
      'USE D; GRANT SELECT ON dbo.t TO r; GRANT SELECT ON dbo.t (c) TO r; DENY SELECT ON dbo.t (d) TO r',
    changes: [`+ GRANT SELECT ${ON_T} TO [r]`, `+ DENY SELECT ${ON_T} ([d]) TO [r]`],
  },
  'column-revoke-leaves-a-row': {
    script: 'USE D; GRANT SELECT ON dbo.t TO r; REVOKE SELECT ON dbo.t (c) FROM r',
    changes: [`+ GRANT SELECT ${ON_T} TO [r]`, `+ REVOKE SELECT ${ON_T} ([c]) FROM [r]`],
  },
  'last-of-grant-and-deny-wins': {
    script: `USE D; DENY SELECT ON dbo.t TO r; GRANT SELECT ON dbo.t TO r; GRANT SELECT ON dbo.p TO r;
      DENY SELECT ON dbo.p TO r`,
    changes: [`+ GRANT SELECT ${ON_T} TO [r]`, '+ DENY SELECT ON OBJECT::[dbo].[p] TO [r]'],
  },
  'grant-keeps-grant-option': {
    script: 'USE D; GRANT SELECT ON dbo.t TO r WITH GRANT OPTION; GRANT SELECT ON dbo.t TO r',
    changes: [`+ GRANT SELECT ${ON_T} TO [r] WITH GRANT OPTION`],
  },
  'grant-option-for-keeps-permission': {
    script: `USE D; GRANT SELECT ON dbo.t TO r WITH GRANT OPTION; GRANT SELECT ON dbo.t TO app;
      REVOKE GRANT OPTION FOR SELECT ON dbo.t FROM r CASCADE; REVOKE GRANT OPTION FOR SELECT ON dbo.t FROM app`,
    changes: [`+ GRANT SELECT ${ON_T} TO [r]`],
  },
  'cascade-reaches-what-was-passed-on': {
    script: `USE D; GRANT SELECT ON dbo.t TO r WITH GRANT OPTION; GRANT SELECT ON dbo.t TO app WITH GRANT OPTION AS r;
      DENY SELECT ON dbo.t TO signer AS app; REVOKE SELECT ON dbo.t FROM r CASCADE`,
    changes: [],
  },
  'policy-off-turns-expiration-off': {
    script: 'ALTER LOGIN app WITH CHECK_POLICY = OFF',
    changes: [
      '+ CREATE LOGIN [app] WITH PASSWORD = *** {"isPolicyChecked":false,"isExpirationChecked":false}',
      '- CREATE LOGIN [app] WITH PASSWORD = *** {"isPolicyChecked":true,"isExpirationChecked":true}',
    ],
  },
  'default-schema-is-dbo': {
    script: 'USE D; CREATE USER [A\\v]; CREATE USER [A\\g]',
    changes: [
      '+ GRANT CONNECT TO [A\\g]',
      '+ GRANT CONNECT TO [A\\v]',
      '+ CREATE USER [A\\g] FOR LOGIN [A\\g]',
      '+ CREATE USER [A\\v] FOR LOGIN [A\\v] {"defaultSchema":"dbo"}',
    ],
  },
  'remap-renames-windows-user': {
    script: 'USE D; ALTER USER [A\\u] WITH LOGIN = [A\\v]',
    changes: [
      '+ CREATE USER [A\\v] FOR LOGIN [A\\v] {"defaultSchema":"dbo"}',
      '- CREATE USER [A\\u] FOR LOGIN [A\\u] {"defaultSchema":"dbo"}',
    ],
  },
  'remap-leaves-another-name': {
    script: 'USE D; CREATE USER plain FOR LOGIN [A\\g]; ALTER USER plain WITH LOGIN = [A\\v]',
    changes: ['+ GRANT CONNECT TO [plain]', '+ CREATE USER [plain] FOR LOGIN [A\\v]'],
  },
  'windows-user-maps-itself': {
    script: 'USE D; CREATE USER spare',
    changes: [
      '+ GRANT CONNECT TO [spare]',
      '+ CREATE USER [spare] FOR LOGIN [spare] {"defaultSchema":"dbo"}',
    ],
  },
  'reconfigure-installs-all': {
    script: "EXEC sp_configure 'clr enabled', 1",
    changes: ["+ EXEC sp_configure 'clr enabled', 1 -- 0 in use", "- EXEC sp_configure 'clr enabled', 0"],
  },
  'server-role-owner-is-its-maker': {
    script: 'CREATE SERVER ROLE n',
    runBy: 'spare',
    changes: ['+ CREATE SERVER ROLE [n] AUTHORIZATION [spare]'],
  },
  'drop-takes-permissions-along': {
    script:
      'USE D; GRANT SELECT ON dbo.t TO a; GRANT ALTER ON APPLICATION ROLE::a TO r; DROP APPLICATION ROLE a',
    changes: ['- CREATE APPLICATION ROLE [a] WITH PASSWORD = ***'],
  },
  'transfer-drops-permissions': {
    script: 'USE D; GRANT SELECT ON dbo.t TO r; ALTER SCHEMA s TRANSFER dbo.t',
    changes: [
      '+ ALTER DATABASE AUDIT SPECIFICATION [DS] ADD (SELECT ON OBJECT::[s].[t] BY [app])',
      '+ OBJECT::[s].[t]',
      '- ALTER DATABASE AUDIT SPECIFICATION [DS] ADD (SELECT ON OBJECT::[dbo].[t] BY [app])',
      '- OBJECT::[dbo].[t]',
    ],
  },
  'a-job-is-given-to-another': {
    script: "EXEC msdb.dbo.sp_update_job @job_name = N'JOB', @owner_login_name = N'app'",
    changes: [
      "+ EXEC sp_add_job 'job', @owner_login_name = 'app'",
      "- EXEC sp_add_job 'job', @owner_login_name = 'spare'",
    ],
  },
  'a-specification-is-made-off': {
    script: 'USE C; CREATE DATABASE AUDIT SPECIFICATION n FOR SERVER AUDIT AV ADD (AUDIT_CHANGE_GROUP)',
    changes: [
      '+ ALTER DATABASE AUDIT SPECIFICATION [n] ADD (AUDIT_CHANGE_GROUP)',
      '+ CREATE DATABASE AUDIT SPECIFICATION [n] FOR SERVER AUDIT [AV] -- disabled',
    ],
  },
  'a-specification-loses-its-audit': {
    script: 'ALTER SERVER AUDIT AU WITH (STATE = OFF); DROP SERVER AUDIT AU',
    changes: [
      '+ CREATE DATABASE AUDIT SPECIFICATION [DS] -- disabled, its audit is not there',
      '+ CREATE SERVER AUDIT SPECIFICATION [AS] -- its audit is not there',
      '- CREATE DATABASE AUDIT SPECIFICATION [DS] FOR SERVER AUDIT [AU] -- disabled',
      '- CREATE SERVER AUDIT [AU] TO SECURITY LOG',
      '- CREATE SERVER AUDIT SPECIFICATION [AS] FOR SERVER AUDIT [AU]',
    ],
  },
};
