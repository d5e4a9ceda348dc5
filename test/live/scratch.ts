// What the live test makes on a real server, in T-SQL of its own: a database with a little of everything, and logins.
// Nothing here comes from the product. Statements that must stand alone in a batch have one.
import { randomBytes } from 'node:crypto';

/** A batch, and the database it runs in; master when it is not told. */
export interface ScratchBatch {
  readonly database?: string;
  readonly text: string;
}

/** Names of their own for one run, so that nothing of the server's is met, and the batches. */
export interface Scratch {
  readonly database: string;
  /** A login that can be tried before and after. */
  readonly login: string;
  readonly password: string;
  /** Makes the database and what is in it. */
  readonly objects: readonly ScratchBatch[];
  /** Makes principals, owners, members and permissions. */
  readonly security: readonly ScratchBatch[];
  /** Takes away all that `security` made, as far as a script can bring it back. */
  readonly disaster: readonly ScratchBatch[];
  /** Takes away the rest; each batch may fail alone. */
  readonly cleanUp: readonly ScratchBatch[];
}

/** A scratch with names that no other run has. */
export function newScratch(tag = randomBytes(4).toString('hex')): Scratch {
  const database = `regrant_live_${tag}`;
  const password = `Only-for-a-test-${randomBytes(12).toString('base64url')}`;
  const login = (name: string) => `${database}_${name}`;
  const inDatabase = (text: string): ScratchBatch => ({ database, text });
  return {
    database,
    login: login('reader'),
    password,
    objects: objectBatches(database, inDatabase),
    security: [{ text: createLogins(login, database, password) }, ...databaseSecurity(login, inDatabase)],
    disaster: [inDatabase(dropDatabaseSecurity(login)), { text: dropLogins(login) }],
    cleanUp: cleanUp(login, database),
  };
}

type NameOf = (name: string) => string;
type InDatabase = (text: string) => ScratchBatch;

const HOSTILE = "o'brien]";
const LOGINS = ['owner', 'reader', 'disabled', 'denied', HOSTILE];

function objectBatches(database: string, inDatabase: InDatabase): ScratchBatch[] {
  return [
    { text: `CREATE DATABASE [${database}];` },
    inDatabase('CREATE SCHEMA [app] AUTHORIZATION [dbo];'),
    inDatabase(
      'CREATE TABLE [app].[orders] ([id] int NOT NULL, [secret] nvarchar(10) NULL, [note] nvarchar(10) NULL);',
    ),
    inDatabase('CREATE VIEW [app].[open ]]orders] AS SELECT [id] FROM [app].[orders];'),
    inDatabase('CREATE PROCEDURE [app].[close_order] AS SELECT 1;'),
    inDatabase("CREATE FUNCTION [app].[o'clock]() RETURNS int AS BEGIN RETURN 1; END;"),
    inDatabase('CREATE TYPE [app].[amount] FROM decimal(10, 2);'),
  ];
}

function createLogins(login: NameOf, database: string, password: string): string {
  return `
${LOGINS.map((name) => `CREATE LOGIN [${bracketed(login(name))}] WITH PASSWORD = N'${password}', CHECK_POLICY = OFF, DEFAULT_DATABASE = [master];`).join('\n')}
ALTER LOGIN [${login('disabled')}] DISABLE;
DENY CONNECT SQL TO [${login('denied')}];
ALTER LOGIN [${login('reader')}] WITH DEFAULT_DATABASE = [${database}];
CREATE SERVER ROLE [${login('role')}] AUTHORIZATION [${login('owner')}];
ALTER SERVER ROLE [${login('role')}] ADD MEMBER [${login('reader')}];
ALTER SERVER ROLE [processadmin] ADD MEMBER [${login('role')}];
GRANT VIEW ANY DEFINITION TO [${login('role')}];
DENY VIEW SERVER STATE TO [${login('disabled')}];
GRANT IMPERSONATE ON LOGIN::[${login('disabled')}] TO [${login('reader')}] WITH GRANT OPTION;
ALTER AUTHORIZATION ON DATABASE::[${database}] TO [${login('owner')}];`;
}

function databaseSecurity(login: NameOf, inDatabase: InDatabase): ScratchBatch[] {
  return [
    inDatabase(`
CREATE USER [reader] FOR LOGIN [${login('reader')}] WITH DEFAULT_SCHEMA = [app];
CREATE USER [brian] FOR LOGIN [${bracketed(login(HOSTILE))}];
CREATE USER [nobody] WITHOUT LOGIN;
CREATE ROLE [readers] AUTHORIZATION [dbo];
CREATE ROLE [keepers] AUTHORIZATION [readers];
ALTER ROLE [readers] ADD MEMBER [reader];
ALTER ROLE [readers] ADD MEMBER [keepers];
ALTER ROLE [db_datareader] ADD MEMBER [nobody];
ALTER AUTHORIZATION ON SCHEMA::[app] TO [keepers];
ALTER AUTHORIZATION ON OBJECT::[app].[close_order] TO [nobody];`),
    inDatabase(`
GRANT EXECUTE ON OBJECT::[app].[close_order] TO [readers];
GRANT SELECT ON OBJECT::[app].[orders] TO [readers];
DENY SELECT ON OBJECT::[app].[orders] ([secret]) TO [readers];
GRANT UPDATE ON OBJECT::[app].[orders] TO [reader];
REVOKE UPDATE ON OBJECT::[app].[orders] ([note]) FROM [reader];
GRANT SELECT ON OBJECT::[app].[open ]]orders] TO [brian] WITH GRANT OPTION;
GRANT SELECT ON OBJECT::[app].[open ]]orders] TO [nobody] AS [brian];
GRANT EXECUTE ON OBJECT::[app].[o'clock] TO [public];
GRANT REFERENCES ON TYPE::[app].[amount] TO [readers];
GRANT VIEW DEFINITION ON USER::[nobody] TO [reader];
GRANT CONTROL ON ROLE::[keepers] TO [brian];
GRANT CREATE TABLE TO [reader];
DENY VIEW DATABASE STATE TO [nobody];
REVOKE CONNECT FROM [brian];`),
  ];
}

/** Permissions go before their grantors, who are the owners, and owners before what they own is nobody's. */
function dropDatabaseSecurity(login: NameOf): string {
  return `
REVOKE SELECT ON OBJECT::[app].[open ]]orders] FROM [brian] CASCADE;
REVOKE EXECUTE ON OBJECT::[app].[close_order] FROM [readers];
REVOKE SELECT ON OBJECT::[app].[orders] FROM [readers];
REVOKE UPDATE ON OBJECT::[app].[orders] FROM [reader];
REVOKE EXECUTE ON OBJECT::[app].[o'clock] FROM [public];
REVOKE REFERENCES ON TYPE::[app].[amount] FROM [readers];
REVOKE VIEW DEFINITION ON USER::[nobody] FROM [reader];
REVOKE CONTROL ON ROLE::[keepers] FROM [brian];
ALTER AUTHORIZATION ON OBJECT::[app].[close_order] TO SCHEMA OWNER;
ALTER AUTHORIZATION ON SCHEMA::[app] TO [dbo];
ALTER AUTHORIZATION ON ROLE::[keepers] TO [dbo];
ALTER ROLE [readers] DROP MEMBER [reader];
ALTER ROLE [readers] DROP MEMBER [keepers];
ALTER ROLE [db_datareader] DROP MEMBER [nobody];
DROP ROLE [keepers];
DROP ROLE [readers];
DROP USER [reader];
DROP USER [brian];
DROP USER [nobody];
DECLARE @statement nvarchar(max) = N'ALTER AUTHORIZATION ON DATABASE::' + QUOTENAME(DB_NAME()) + N' TO ' + QUOTENAME(SUSER_SNAME(0x01));
EXEC (@statement);
IF EXISTS (SELECT 1 FROM sys.databases WHERE database_id = DB_ID() AND owner_sid = SUSER_SID(N'${login('owner')}'))
    RAISERROR(N'The scratch database still belongs to a login that is to be dropped.', 16, 1);`;
}

function dropLogins(login: NameOf): string {
  return `
REVOKE IMPERSONATE ON LOGIN::[${login('disabled')}] FROM [${login('reader')}] CASCADE;
ALTER SERVER ROLE [processadmin] DROP MEMBER [${login('role')}];
ALTER SERVER ROLE [${login('role')}] DROP MEMBER [${login('reader')}];
DROP SERVER ROLE [${login('role')}];
${LOGINS.map((name) => `DROP LOGIN [${bracketed(login(name))}];`).join('\n')}`;
}

/** Each of these finds what is left, whatever the run came to. */
function cleanUp(login: NameOf, database: string): ScratchBatch[] {
  const [role, reader, disabled] = [login('role'), login('reader'), login('disabled')];
  const exists = (name: string) =>
    `EXISTS (SELECT 1 FROM sys.server_principals WHERE name = N'${name.replaceAll("'", "''")}')`;
  const isMember = (member: string, of: string) =>
    `EXISTS (SELECT 1 FROM sys.server_role_members AS m JOIN sys.server_principals AS r ON r.principal_id = m.role_principal_id JOIN sys.server_principals AS p ON p.principal_id = m.member_principal_id WHERE r.name = N'${of}' AND p.name = N'${member}')`;
  return [
    `IF DB_ID(N'${database}') IS NOT NULL ALTER DATABASE [${database}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE;`,
    `IF DB_ID(N'${database}') IS NOT NULL DROP DATABASE [${database}];`,
    `IF ${exists(disabled)} AND ${exists(reader)} REVOKE IMPERSONATE ON LOGIN::[${disabled}] FROM [${reader}] CASCADE;`,
    `IF ${isMember(role, 'processadmin')} ALTER SERVER ROLE [processadmin] DROP MEMBER [${role}];`,
    `IF ${isMember(reader, role)} ALTER SERVER ROLE [${role}] DROP MEMBER [${reader}];`,
    `IF ${exists(role)} DROP SERVER ROLE [${role}];`,
    ...LOGINS.map((name) => `IF ${exists(login(name))} DROP LOGIN [${bracketed(login(name))}];`),
  ].map((text) => ({ text }));
}

function bracketed(name: string): string {
  return name.replaceAll(']', ']]');
}
