// The principals SQL Server makes itself, recognised by SID, id and name together; none of them is ever created by
// a script. Sources: "sys.server_principals", "Server-level roles", "Database-level roles", "Principals
// (Database Engine)", "Guest user" (Microsoft).
import type { SqlVersion } from './version.ts';

/** The SID of the login that set-up makes as `sa`, whatever it is called now. */
export const SA_SID = '0x01';

/** Who owns and grants nearly everything in a database, or on the server where there is none. */
export function usualOwner(database: string | undefined): string {
  return database === undefined ? 'sa' : 'dbo';
}

/** The roles whose members may do everything, on the server and in a database. */
export const ADMINISTRATORS = { server: 'sysadmin', database: 'db_owner' } as const;

/** The one of them that is in a database, or on the server where there is none. */
export function administratorsOf(database: string | undefined): string {
  return database === undefined ? ADMINISTRATORS.server : ADMINISTRATORS.database;
}

/** First bytes of the SID of a database user WITHOUT LOGIN. */
export const WITHOUT_LOGIN_SID_PREFIX = '0x010500000000000903';

/** The server role every login is in; its permissions are captured, it is never created. */
export const PUBLIC_SERVER_ROLE_ID = 2;

/** `sys.schemas.schema_id` of dbo. */
export const DBO_SCHEMA_ID = 1;

/** A principal by its id. */
interface ShippedPrincipal {
  readonly id: number;
  readonly name: string;
}

/** The release that brought the fixed server roles named `##MS_…##`. */
export const MICROSOFT_ROLES_SINCE: SqlVersion = 2022;

/** The fixed roles of a server and the release that brought each; public is no fixed one. */
export const FIXED_SERVER_ROLES: readonly (ShippedPrincipal & { readonly since: SqlVersion })[] = [
  ...'sysadmin securityadmin serveradmin setupadmin processadmin diskadmin dbcreator bulkadmin'
    .split(' ')
    .map((name) => ({ name, since: 2012 as const })),
  ...`ServerStateReader ServerStateManager DefinitionReader DatabaseConnector DatabaseManager LoginManager
   SecurityDefinitionReader PerformanceDefinitionReader ServerSecurityStateReader ServerPerformanceStateReader`
    .split(/\s+/)
    .map((name) => ({ name: `##MS_${name}##`, since: MICROSOFT_ROLES_SINCE })),
].map((role, at) => ({ id: 3 + at, ...role }));

/** Ids of the fixed database roles and of the schemas named after them. */
export const FIXED_DATABASE_ROLE_IDS = { first: 16_384, last: 16_399 } as const;

/** The fixed roles of a database; the id after that of db_ddladmin is nobody's. */
export const FIXED_DATABASE_ROLES: readonly ShippedPrincipal[] = [
  'db_owner',
  'db_accessadmin',
  'db_securityadmin',
  'db_ddladmin',
  undefined,
  'db_backupoperator',
  'db_datareader',
  'db_datawriter',
  'db_denydatareader',
  'db_denydatawriter',
].flatMap((name, at) => (name === undefined ? [] : { id: FIXED_DATABASE_ROLE_IDS.first + at, name }));

/** Ids of the database principals that every database has. */
export const DATABASE_PRINCIPAL_ID = { public: 0, dbo: 1, guest: 2, informationSchema: 3, sys: 4 } as const;

/** The users of every database besides dbo, each of whom has the schema of his name. */
export const DATABASE_USERS: readonly (ShippedPrincipal & { readonly defaultSchema?: string })[] = [
  { id: DATABASE_PRINCIPAL_ID.guest, name: 'guest', defaultSchema: 'guest' },
  { id: DATABASE_PRINCIPAL_ID.informationSchema, name: 'INFORMATION_SCHEMA' },
  { id: DATABASE_PRINCIPAL_ID.sys, name: 'sys' },
];

/** Users who are granted and denied nothing, and whose schemas stay theirs. Source: "GRANT (Transact-SQL)", "ALTER AUTHORIZATION (Transact-SQL)". */
export const USERS_LEFT_ALONE: readonly string[] = [
  'dbo',
  ...DATABASE_USERS.map(({ name }) => name).filter((name) => name !== 'guest'),
];

/** The logins that SQL Server makes for itself, in the order of their ids. Patches add some of certificates; features make SQL logins of such a name, too. */
export const SERVER_LOGINS: readonly { readonly name: string; readonly type: 'S' | 'C' }[] = [
  { name: '##MS_SQLResourceSigningCertificate##', type: 'C' },
  { name: '##MS_SQLReplicationSigningCertificate##', type: 'C' },
  { name: '##MS_SQLAuthenticatorCertificate##', type: 'C' },
  { name: '##MS_PolicySigningCertificate##', type: 'C' },
  { name: '##MS_SmoExtendedSigningCertificate##', type: 'C' },
  { name: '##MS_AgentSigningCertificate##', type: 'C' },
  { name: '##MS_PolicyEventProcessingLogin##', type: 'S' },
  { name: '##MS_PolicyTsqlExecutionLogin##', type: 'S' },
];

/** Roles that msdb ships with; `is_fixed_role` is 0, so only the names tell. */
export const MSDB_ROLES: ReadonlySet<string> = new Set([
  'DatabaseMailUserRole',
  'PolicyAdministratorRole',
  'SQLAgentOperatorRole',
  'SQLAgentReaderRole',
  'SQLAgentUserRole',
  'ServerGroupAdministratorRole',
  'ServerGroupReaderRole',
  'TargetServersRole',
  'UtilityCMRReader',
  'UtilityIMRReader',
  'UtilityIMRWriter',
  'db_ssisadmin',
  'db_ssisltduser',
  'db_ssisoperator',
  'dc_admin',
  'dc_operator',
  'dc_proxy',
]);

/** Schemas that msdb ships with, and the release that brought each. */
export const MSDB_SCHEMAS: ReadonlyMap<string, SqlVersion> = new Map([
  ['DatabaseMailUserRole', 2012],
  ['SQLAgentOperatorRole', 2012],
  ['SQLAgentReaderRole', 2012],
  ['SQLAgentUserRole', 2012],
  ['TargetServersRole', 2012],
  ['db_ssisadmin', 2012],
  ['db_ssisltduser', 2012],
  ['db_ssisoperator', 2012],
  ['managed_backup', 2016],
  ['smart_admin', 2014],
]);

/** The user msdb ships with besides the `##MS_…##` ones. */
export const MSDB_USER = 'MS_DataCollectorInternalUser';

/** Users that master and msdb have for SQL Server's own logins, in the order of their ids: each may connect. */
export const SYSTEM_USERS: Readonly<Record<string, readonly string[]>> = {
  master: ['##MS_PolicyEventProcessingLogin##', '##MS_AgentSigningCertificate##'],
  msdb: ['##MS_PolicyEventProcessingLogin##', '##MS_PolicyTsqlExecutionLogin##', MSDB_USER],
};

/** Whether a name has the form SQL Server gives to what it makes for itself: `##MS_…##`. */
export function isMicrosoftName(name: string): boolean {
  return name.startsWith('##MS_') && name.endsWith('##');
}

/** The SQL logins that set-up makes. Others of such a name are made by features, Integration Services among them. */
const SYSTEM_SQL_LOGINS: ReadonlySet<string> = new Set(
  SERVER_LOGINS.filter(({ type }) => type === 'S').map(({ name }) => name),
);

/**
 * Whether a login is one that SQL Server makes for itself: of a certificate by the form of its name, since patches add
 * them; a SQL login by its very name, so that nobody's own login is lost for what it is called.
 */
export function isSystemLogin(type: string, name: string): boolean {
  return type === 'C' ? isMicrosoftName(name) : type === 'S' && SYSTEM_SQL_LOGINS.has(name);
}

/** Whether a user is one of such a login, which master and msdb have, or msdb's own. */
export function isSystemLoginUser(database: string, type: string, name: string): boolean {
  if (database === 'msdb' && name === MSDB_USER) return true;
  return (database === 'master' || database === 'msdb') && isSystemLogin(type, name);
}

/** Whether a server principal is a fixed role; of those of 2022 `is_fixed_role` does not tell. */
export function isFixedServerRole(type: string, id: number, fixed: boolean): boolean {
  return type === 'R' && (fixed || FIXED_SERVER_ROLES.some((role) => role.id === id));
}

/** Whether a database principal is a fixed role (db_owner …). */
export function isFixedDatabaseRole(type: string, id: number, fixed: boolean): boolean {
  return type === 'R' && (fixed || isFixedDatabaseId(id));
}

/** Whether a role of a database is fixed or msdb's own, by its name alone: none of them is a fact. */
export function isShippedRole(database: string, name: string): boolean {
  return FIXED_DATABASE_ROLES.some((role) => role.name === name) || isMsdbRole(database, name);
}

function isMsdbRole(database: string, name: string): boolean {
  return database === 'msdb' && MSDB_ROLES.has(name);
}

/** Whether an id is one of a fixed database role, or of the schema of the same name. */
export function isFixedDatabaseId(id: number): boolean {
  return id >= FIXED_DATABASE_ROLE_IDS.first && id <= FIXED_DATABASE_ROLE_IDS.last;
}

/** Which rule leaves a server principal out; undefined for one that is captured. */
export function systemServerPrincipal(
  type: string,
  id: number,
  name: string,
  fixed: boolean,
): 'fixed-server-role' | 'system-login' | undefined {
  if (type === 'R') {
    return id === PUBLIC_SERVER_ROLE_ID || isFixedServerRole(type, id, fixed)
      ? 'fixed-server-role'
      : undefined;
  }
  return isSystemLogin(type, name) ? 'system-login' : undefined;
}

/** Which rule leaves a database principal out; undefined for one that is captured. */
export function systemDatabasePrincipal(
  database: string,
  type: string,
  id: number,
  name: string,
  fixed: boolean,
): 'fixed-database-role' | 'system-user' | 'system-role' | undefined {
  if (type === 'R') {
    if (id === DATABASE_PRINCIPAL_ID.public || isFixedDatabaseRole(type, id, fixed))
      return 'fixed-database-role';
    return isMsdbRole(database, name) ? 'system-role' : undefined;
  }
  if (id >= DATABASE_PRINCIPAL_ID.dbo && id <= DATABASE_PRINCIPAL_ID.sys) return 'system-user';
  return isSystemLoginUser(database, type, name) ? 'system-user' : undefined;
}

/** Whether a schema is one that every database (or msdb) has, under the owner it ships with. */
export function isSystemSchema(database: string, id: number, name: string, owner: string): boolean {
  if (id === DBO_SCHEMA_ID) return owner === 'dbo';
  if ((id >= DATABASE_PRINCIPAL_ID.guest && id <= DATABASE_PRINCIPAL_ID.sys) || isFixedDatabaseId(id)) {
    return owner === name;
  }
  return database === 'msdb' && MSDB_SCHEMAS.has(name) && (owner === name || owner === 'dbo');
}
