// The principals SQL Server makes itself, recognised by SID, id and name together; none of them is ever created by
// a script. Sources: "sys.server_principals", "Server-level roles", "Principals (Database Engine)" (Microsoft).

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

/** Ids of the fixed database roles and of the schemas named after them. */
export const FIXED_DATABASE_ROLE_IDS = { first: 16_384, last: 16_399 } as const;

/** Ids of the database principals that every database has. */
export const DATABASE_PRINCIPAL_ID = { public: 0, dbo: 1, guest: 2, informationSchema: 3, sys: 4 } as const;

/** `sys.schemas.schema_id` of dbo. */
export const DBO_SCHEMA_ID = 1;

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

/** Schemas that msdb ships with. */
export const MSDB_SCHEMAS: ReadonlySet<string> = new Set([
  'DatabaseMailUserRole',
  'SQLAgentOperatorRole',
  'SQLAgentReaderRole',
  'SQLAgentUserRole',
  'TargetServersRole',
  'db_ssisadmin',
  'db_ssisltduser',
  'db_ssisoperator',
  'managed_backup',
  'smart_admin',
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
const SYSTEM_SQL_LOGINS: ReadonlySet<string> = new Set([
  '##MS_PolicyEventProcessingLogin##',
  '##MS_PolicyTsqlExecutionLogin##',
]);

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

/** Whether a server principal is a fixed role, the ten of 2022 among them. */
export function isFixedServerRole(type: string, id: number, fixed: boolean): boolean {
  return type === 'R' && (fixed || (id >= 3 && id <= 20));
}

/** Whether a database principal is a fixed role (db_owner …). */
export function isFixedDatabaseRole(type: string, id: number, fixed: boolean): boolean {
  return type === 'R' && (fixed || isFixedDatabaseId(id));
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
    return database === 'msdb' && MSDB_ROLES.has(name) ? 'system-role' : undefined;
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
