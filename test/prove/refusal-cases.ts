// One script for each refusal of the simulated server: it is refused by that rule, and by no other.
import type { RunOptions } from './world.ts';

/** A script that runs as far as its last statement, which one rule refuses. */
export interface RefusalCase extends RunOptions {
  readonly script: string;
}

const inD = (script: string): RefusalCase => ({ script: `USE D;\n${script}` });
const inMsdb = (call: string): RefusalCase => ({ script: `EXEC msdb.dbo.${call}` });
const HASH = `0x0200${'AB'.repeat(68)}`;

/** By the name of the rule. */
export const REFUSAL_CASES: Readonly<Record<string, RefusalCase>> = {
  'login-name-is-free': { script: "CREATE LOGIN APP WITH PASSWORD = N'x'" },
  'renamed-login-name-is-free': { script: 'ALTER LOGIN app WITH NAME = spare' },
  'login-sid-is-free': { script: "CREATE LOGIN n WITH PASSWORD = N'x', SID = 0x0110" },
  'login-exists': { script: 'ALTER LOGIN nobody DISABLE' },
  'windows-login-has-a-domain': { script: 'CREATE LOGIN plain FROM WINDOWS' },
  'sql-login-has-no-backslash': { script: "CREATE LOGIN [A\\n] WITH PASSWORD = N'x'" },
  'external-logins-since-2022': { script: 'CREATE LOGIN [n@x] FROM EXTERNAL PROVIDER', version: 2019 },
  'certificate-of-login-exists': { script: 'CREATE LOGIN n FROM CERTIFICATE nowhere' },
  'hash-format-is-known': {
    script: `CREATE LOGIN n WITH PASSWORD = ${HASH.replace('0x02', '0x03')} HASHED`,
    version: 2022,
  },
  'expiration-needs-policy': {
    script: "CREATE LOGIN n WITH PASSWORD = N'x', CHECK_EXPIRATION = ON, CHECK_POLICY = OFF",
  },
  'must-change-needs-both': { script: "CREATE LOGIN n WITH PASSWORD = N'x' MUST_CHANGE" },
  'hash-needs-policy-off': { script: `ALTER LOGIN app WITH PASSWORD = ${HASH} HASHED` },
  'password-options-are-for-sql-logins': { script: "ALTER LOGIN [A\\u] WITH PASSWORD = N'x'" },
  'key-logins-can-only-be-renamed': { script: 'ALTER LOGIN [key] DISABLE' },
  'groups-cannot-be-disabled': { script: 'ALTER LOGIN [A\\g] DISABLE' },
  'default-database-exists': { script: 'ALTER LOGIN app WITH DEFAULT_DATABASE = nowhere' },
  'default-language-exists': { script: 'ALTER LOGIN app WITH DEFAULT_LANGUAGE = Klingon' },
  'credential-of-login-exists': { script: 'ALTER LOGIN app ADD CREDENTIAL nothing' },
  'sa-takes-no-credential': { script: 'ALTER LOGIN sa WITH CREDENTIAL = cred' },
  'credential-name-is-free': { script: "CREATE CREDENTIAL cred WITH IDENTITY = N'i'" },
  'credential-name-is-no-system-name': { script: "CREATE CREDENTIAL [##x##] WITH IDENTITY = N'i'" },
  'credential-exists': { script: "ALTER CREDENTIAL nothing WITH IDENTITY = N'i'" },
  'database-is-writable': { script: 'USE O;\nCREATE ROLE n' },
  'user-name-is-free': inD('CREATE USER R WITHOUT LOGIN'),
  'renamed-user-name-is-free': inD('ALTER USER app WITH NAME = alone'),
  'login-of-user-exists': inD('CREATE USER n FOR LOGIN nobody'),
  'login-has-one-user': inD('CREATE USER n FOR LOGIN app'),
  'only-windows-users-have-a-backslash': inD('CREATE USER [A\\n] WITHOUT LOGIN'),
  'key-of-user-exists': inD('CREATE USER n FOR CERTIFICATE nothing'),
  'key-users-have-no-default-schema': inD('ALTER USER signer WITH DEFAULT_SCHEMA = dbo'),
  'passwords-need-a-contained-database': inD("CREATE USER n WITH PASSWORD = N'x'"),
  'default-language-needs-a-contained-database': inD('ALTER USER app WITH DEFAULT_LANGUAGE = Deutsch'),
  'encrypted-values-since-2016': {
    ...inD('ALTER USER app WITH ALLOW_ENCRYPTED_VALUE_MODIFICATIONS = ON'),
    version: 2014,
  },
  'external-users-since-2022': { ...inD('CREATE USER [n@x] FROM EXTERNAL PROVIDER'), version: 2019 },
  'user-exists': inD('ALTER USER nobody WITH DEFAULT_SCHEMA = dbo'),
  'only-users-of-logins-are-remapped': inD('ALTER USER alone WITH LOGIN = spare'),
  'remapping-keeps-the-kind': inD('ALTER USER app WITH LOGIN = [A\\v]'),
  'application-role-exists': inD('ALTER APPLICATION ROLE nothing WITH DEFAULT_SCHEMA = dbo'),
  'schema-name-is-free': inD("EXEC('CREATE SCHEMA S')"),
  'transferred-securable-exists': inD('ALTER SCHEMA s TRANSFER dbo.nothing'),
  'role-exists': inD('ALTER ROLE nothing ADD MEMBER app'),
  'member-exists': inD('ALTER ROLE r ADD MEMBER nobody'),
  'public-has-no-members': inD('ALTER ROLE [public] ADD MEMBER app'),
  'sa-and-dbo-are-no-members': { script: 'ALTER SERVER ROLE R ADD MEMBER sa' },
  'fixed-roles-are-no-members': inD('ALTER ROLE r ADD MEMBER db_owner'),
  'application-roles-are-no-members': inD('ALTER ROLE r ADD MEMBER a'),
  'no-circles-of-roles': inD('ALTER ROLE [inner] ADD MEMBER r'),
  'fixed-roles-keep-their-name': inD('ALTER ROLE db_owner WITH NAME = n'),
  'renamed-role-name-is-free': inD('ALTER ROLE r WITH NAME = app'),
  'owner-exists': inD('CREATE ROLE n AUTHORIZATION nobody'),
  'owned-securable-exists': inD('ALTER AUTHORIZATION ON OBJECT::dbo.nothing TO app'),
  'class-takes-an-owner': { ...inD('ALTER AUTHORIZATION ON EXTERNAL LANGUAGE::l TO app'), version: 2017 },
  'some-objects-keep-their-owner': inD('ALTER AUTHORIZATION ON OBJECT::dbo.q TO app'),
  'system-schemas-keep-their-owner': inD('ALTER AUTHORIZATION ON SCHEMA::dbo TO app'),
  'fixed-roles-keep-their-owner': inD('ALTER AUTHORIZATION ON ROLE::db_owner TO app'),
  'keys-are-not-owned-by-roles': inD('ALTER AUTHORIZATION ON CERTIFICATE::cert TO r'),
  'endpoints-are-owned-by-logins': { script: 'ALTER AUTHORIZATION ON ENDPOINT::E TO R' },
  'trigger-name-is-free': { script: "EXEC ('CREATE TRIGGER T ON ALL SERVER FOR LOGON AS RETURN')" },
  'trigger-runs-as-a-login': {
    script: "EXEC ('CREATE TRIGGER n ON ALL SERVER WITH EXECUTE AS ''R'' FOR LOGON AS RETURN')",
  },
  'audit-name-is-free': { script: 'CREATE SERVER AUDIT AU TO APPLICATION_LOG' },
  'server-audit-exists': { script: 'DROP SERVER AUDIT nothing' },
  'audit-is-disabled': { script: 'ALTER SERVER AUDIT AU WITH (QUEUE_DELAY = 0)' },
  'specification-name-is-free': {
    script: 'CREATE SERVER AUDIT SPECIFICATION [as] FOR SERVER AUDIT AV ADD (LOGOUT_GROUP)',
  },
  'audit-of-specification-exists': { script: 'CREATE SERVER AUDIT SPECIFICATION n FOR SERVER AUDIT nothing' },
  'audit-has-one-specification': {
    script: 'USE D; CREATE DATABASE AUDIT SPECIFICATION n FOR SERVER AUDIT AU',
  },
  'audit-specification-exists': { script: 'USE D; DROP DATABASE AUDIT SPECIFICATION [AS]' },
  'audit-specification-is-disabled': {
    script: 'ALTER SERVER AUDIT SPECIFICATION [AS] ADD (FAILED_LOGIN_GROUP)',
  },
  'what-is-audited-exists': {
    script: 'USE D; ALTER DATABASE AUDIT SPECIFICATION DS ADD (SELECT ON t BY nobody)',
  },
  'action-is-audited-once': {
    script: 'USE D; ALTER DATABASE AUDIT SPECIFICATION DS ADD (SELECT ON OBJECT::dbo.t BY app)',
  },
  'ordered-trigger-exists': { script: "EXEC sp_settriggerorder 'nothing', 'First', 'LOGON', 'SERVER'" },
  'ordered-trigger-has-the-event': {
    script: "EXEC sp_settriggerorder 'T', 'First', 'ALTER_LOGIN', 'SERVER'",
  },
  'one-trigger-is-first': {
    script:
      "EXEC ('CREATE TRIGGER other ON ALL SERVER FOR LOGON AS RETURN');\nEXEC sp_settriggerorder 'T', 'First', 'LOGON', 'SERVER';\nEXEC sp_settriggerorder 'other', 'First', 'LOGON', 'SERVER'",
  },
  'server-trigger-exists': { script: 'ENABLE TRIGGER nothing ON ALL SERVER' },
  'endpoint-name-is-free': { script: 'CREATE ENDPOINT E AS TCP (LISTENER_PORT = 5022) FOR TSQL ()' },
  'altered-endpoint-exists': { script: 'ALTER ENDPOINT nothing STATE = STOPPED' },
  'one-endpoint-of-a-sort': {
    script: 'CREATE ENDPOINT n AS TCP (LISTENER_PORT = 5022) FOR SERVICE_BROKER (AUTHENTICATION = WINDOWS)',
  },
  'endpoint-owner-exists': { script: 'ALTER ENDPOINT E AUTHORIZATION R' },
  'certificate-of-endpoint-exists': {
    script:
      'CREATE ENDPOINT n AS TCP (LISTENER_PORT = 5022) FOR DATABASE_MIRRORING (AUTHENTICATION = CERTIFICATE nothing, ROLE = ALL)',
  },
  'some-databases-keep-their-owner': { script: 'ALTER AUTHORIZATION ON DATABASE::master TO spare' },
  'databases-are-owned-by-people': { script: 'ALTER AUTHORIZATION ON DATABASE::D TO [A\\g]' },
  'database-owner-is-no-user-of-it': { script: 'ALTER AUTHORIZATION ON DATABASE::D TO app' },
  'server-scope-is-granted-in-master': inD('GRANT CONNECT SQL TO spare'),
  'grantee-exists': inD('GRANT SELECT ON dbo.t TO nobody'),
  'securable-exists': inD('GRANT SELECT ON dbo.nothing TO app'),
  'grantor-exists': inD('GRANT SELECT ON dbo.t TO app AS nobody'),
  'class-is-of-the-release': { script: 'GRANT CONTROL ON CREDENTIAL::cred TO app', version: 2019 },
  'permission-is-of-class-and-release': { script: 'GRANT CONNECT ANY DATABASE TO app', version: 2012 },
  'columns-take-few-permissions': inD('GRANT DELETE ON dbo.t (c) TO app'),
  'special-principals-are-granted-nothing': inD('GRANT SELECT ON SCHEMA::s TO dbo'),
  'fixed-roles-are-granted-nothing': inD('GRANT SELECT ON dbo.t TO db_datareader'),
  'owners-are-granted-nothing': inD('GRANT SELECT ON s.x TO alone'),
  'nobody-grants-to-himself': { script: 'GRANT VIEW SERVER STATE TO spare', runBy: 'spare' },
  'guest-stays-in-master-and-tempdb': { script: 'REVOKE CONNECT FROM guest' },
  'grantor-may-give': inD('GRANT SELECT ON dbo.t TO app AS alone'),
  'grant-option-needs-cascade': inD(
    'GRANT SELECT ON dbo.t TO app WITH GRANT OPTION;\nREVOKE SELECT ON dbo.t (c) FROM app',
  ),
  'advanced-options-are-shown-first': { script: "EXEC sp_configure 'clr strict security', 0" },
  'option-is-of-the-release': {
    script:
      "EXEC sp_configure 'show advanced options', 1; RECONFIGURE;\nEXEC sp_configure 'clr strict security', 1",
    version: 2016,
  },
  'procedures-of-msdb-are-in-msdb': {
    script: "EXEC dbo.sp_add_proxy @proxy_name = N'n', @credential_name = N'cred'",
  },
  'proxy-name-is-free': inMsdb("sp_add_proxy @proxy_name = N'PX', @credential_name = N'cred'"),
  'proxy-credential-exists': inMsdb("sp_add_proxy @proxy_name = N'n', @credential_name = N'nothing'"),
  'proxy-exists': inMsdb("sp_update_proxy @proxy_name = N'n', @enabled = 0"),
  'sql-steps-run-as-no-proxy': inMsdb("sp_grant_proxy_to_subsystem @proxy_name = N'px', @subsystem_id = 1"),
  'subsystem-is-granted-once': inMsdb("sp_grant_proxy_to_subsystem @proxy_name = N'px', @subsystem_id = 3"),
  'revoked-subsystem-is-granted': inMsdb(
    "sp_revoke_proxy_from_subsystem @proxy_name = N'px', @subsystem_name = N'Dts'",
  ),
  'proxy-user-exists': inMsdb("sp_grant_login_to_proxy @login_name = N'nobody', @proxy_name = N'px'"),
  'proxy-is-given-once': inMsdb("sp_grant_login_to_proxy @login_name = N'app', @proxy_name = N'px'"),
  'revoked-proxy-is-given': inMsdb("sp_revoke_login_from_proxy @name = N'spare', @proxy_name = N'px'"),
  'procedures-of-agent-are-in-msdb': { script: "EXEC dbo.sp_add_operator N'n'" },
  'job-name-is-free': inMsdb("sp_add_job @job_name = N'JOB'"),
  'operator-exists': inMsdb("sp_update_operator @name = N'nobody', @enabled = 0"),
  'operator-name-is-free': inMsdb("sp_add_operator @name = N'ON CALL'"),
  'operator-category-exists': inMsdb("sp_update_operator @name = N'on call', @category_name = N'none'"),
  'category-name-is-free': inMsdb("sp_add_category @class = N'OPERATOR', @type = N'NONE', @name = N'Shift'"),
  'category-exists': inMsdb("sp_delete_category @class = N'JOB', @name = N'shift'"),
  'job-exists': inMsdb("sp_update_job @job_name = N'nothing', @owner_login_name = N'app'"),
  'job-owner-exists': inMsdb("sp_update_job @job_name = N'JOB', @owner_login_name = N'nobody'"),
  'mail-procedures-are-in-msdb': {
    script:
      "EXEC dbo.sysmail_add_principalprofile_sp @principal_name = N'public', @profile_name = N'mail', @is_default = 1",
  },
  'mail-user-exists': inMsdb(
    "sysmail_add_principalprofile_sp @principal_name = N'nobody', @profile_name = N'mail', @is_default = 1",
  ),
  'mail-profile-exists': inMsdb(
    "sysmail_add_principalprofile_sp @principal_id = 0, @profile_name = N'none', @is_default = 1",
  ),
  'mail-profile-is-given-once': inMsdb(
    "sysmail_add_principalprofile_sp @principal_id = 0, @profile_name = N'MAIL', @is_default = 1",
  ),
  'first-mail-profile-is-the-default': inMsdb(
    "sysmail_add_principalprofile_sp @principal_name = N'dbo', @profile_name = N'mail', @is_default = 0",
  ),
  'mail-profile-is-given': inMsdb(
    "sysmail_delete_principalprofile_sp @principal_name = N'guest', @profile_name = N'mail'",
  ),
  'ssis-object-exists': inD(
    "DECLARE @o bigint = (SELECT folder_id FROM catalog.folders WHERE name = N'none'), @p int = DATABASE_PRINCIPAL_ID(N'app');\nEXEC catalog.grant_permission 1, @o, @p, 1",
  ),
  'ssis-grantee-exists': inD(
    "DECLARE @o bigint = (SELECT folder_id FROM catalog.folders WHERE name = N'etl'), @p int = DATABASE_PRINCIPAL_ID(N'nobody');\nEXEC catalog.deny_permission 1, @o, @p, 1",
  ),
  'trusted-assemblies-since-2017': { script: 'EXEC sys.sp_add_trusted_assembly @hash = 0xBB', version: 2016 },
  'assembly-is-trusted-once': { script: 'EXEC sys.sp_add_trusted_assembly @hash = 0xAA' },
  'message-language-exists': { script: "EXEC sp_addmessage 50001, 16, N'm', 'Klingon'" },
  'message-number-is-the-users-own': { script: "EXEC sp_addmessage 13, 16, N'm'" },
  'message-is-replaced-on-request': { script: "EXEC sp_addmessage 50001, 16, N'm'" },
  'message-is-english-first': { script: "EXEC sp_addmessage 50002, 16, N'm', 'Deutsch'" },
  'database-exists': { script: 'USE nowhere' },
  'system-databases-keep-their-options': { script: 'ALTER DATABASE master SET TRUSTWORTHY ON' },
  'dropped-thing-exists': inD('DROP USER nobody'),
  'system-principals-are-not-dropped': inD('DROP USER guest'),
  'roles-with-members-are-not-dropped': inD('DROP ROLE r'),
  'owners-are-not-dropped': inD('DROP USER alone'),
  'grantors-are-not-dropped': inD(
    'GRANT SELECT ON dbo.t TO app WITH GRANT OPTION;\nGRANT SELECT ON dbo.t TO signer AS app;\nALTER AUTHORIZATION ON OBJECT::s.own TO alone;\nDROP USER app',
  ),
  'filled-schemas-are-not-dropped': inD('DROP SCHEMA s'),
  'securable-is-of-this-database': inD('GRANT SELECT ON master.dbo.t TO app'),
  'who-acts-may-give': inD("EXECUTE AS USER = 'alone';\nGRANT SELECT ON dbo.t TO app"),
  'who-is-to-act-exists': inD("EXECUTE AS USER = 'nobody'"),
  'groups-and-roles-do-not-act': inD("EXECUTE AS USER = 'r'"),
  'settings-are-changed-outside-transactions': { script: 'BEGIN TRANSACTION\nRECONFIGURE' },
  'who-acts-may-do-this': inD("EXECUTE AS USER = 'alone';\nCREATE ROLE n"),
  'option-is-known': { script: "EXEC sp_configure 'xp', 1" },
  'linked-servers-are-made-outside-transactions': {
    script: "BEGIN TRANSACTION\nEXEC sp_addlinkedsrvlogin 'L', 'true'",
  },
  'linked-server-name-is-free': { script: "EXEC sp_addlinkedserver 'l', 'x', 'MSDASQL'" },
  'product-says-it-all': { script: "EXEC sp_addlinkedserver 'M', 'SQL Server', 'SQLNCLI'" },
  'linked-server-exists': { script: "EXEC sp_dropserver 'nothing'" },
  'server-option-is-known': { script: "EXEC sp_serveroption 'L', 'rpc', 'perhaps'" },
  'local-login-exists': { script: "EXEC sp_addlinkedsrvlogin 'L', 'false', 'nobody'" },
  'linked-servers-with-logins-are-not-dropped': { script: "EXEC sp_dropserver 'L'" },
  'object-name-is-free': inD('CREATE TABLE dbo.t (a int)'),
  'schema-of-object-exists': inD('CREATE TABLE nowhere.t (a int)'),
  'dropped-object-exists': inD('DROP TABLE dbo.nothing'),
  'renamed-object-exists': inD("EXEC sp_rename 'dbo.nothing', 'n'"),
  'renamed-object-name-is-free': inD("EXEC sp_rename 'dbo.t', 'p'"),
};
