// The permissions and memberships that SQL Server ships with: the one home of what is known of them. A snapshot has every
// row as a fact; these lists decide what a script may leave to the server, and what was taken away from it.
// Sources: "sys.server_permissions", "Metadata Visibility Configuration", "System stored procedures (Transact-SQL)", "SQL
// Server Agent Fixed Database Roles", "Database Mail" (Microsoft), and one real server; extended procedures and the rows
// on msdb's objects: a guess from hardening guides and from their use. A row that is in no list is scripted.
import { defined } from '../defined.ts';
import type { Fact, PermissionFact, RoleMemberFact } from '../fact.ts';
import { keyOfParts } from '../identity.ts';
import { DEFAULT_SERVER_PERMISSIONS, defaultDatabasePermissions } from './default-permission.ts';
import {
  administratorsOf,
  isMicrosoftName,
  MSDB_ROLES,
  MSDB_USER,
  SYSTEM_USERS,
  usualOwner,
} from './system-principals.ts';

/** A row that lets or keeps somebody: a permission, or a place in a role. */
export type RightRow = PermissionFact | RoleMemberFact;

/** Whether a fact is such a row. */
export function isRight(fact: Fact): fact is RightRow {
  return fact.kind === 'permission' || fact.kind === 'role-member';
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Procedures of master that public may run. */
const PUBLIC_PROCEDURES = words(`
  sp_configure sp_helpdb sp_who xp_fileexist xp_getnetname xp_instance_regread xp_msver xp_regread`);

/** What msdb's objects are granted with: to whom, what, and on which. */
const ON_MSDB_OBJECTS: readonly (readonly [
  grantee: string,
  permission: string,
  objects: readonly string[],
])[] = [
  ['public', 'SELECT', ['backupset', 'syscategories']],
  ['DatabaseMailUserRole', 'EXECUTE', ['sp_send_dbmail']],
  ['TargetServersRole', 'SELECT', ['sysjobs']],
  [
    'SQLAgentUserRole',
    'EXECUTE',
    words(`
        sp_add_category sp_add_job sp_add_jobschedule sp_add_jobserver sp_add_jobstep sp_delete_job sp_help_category
        sp_help_job sp_help_jobschedule sp_verify_job_identifiers`),
  ],
];

/** What SQL Server's own logins hold on the server. */
const OF_SYSTEM_LOGINS: readonly (readonly [grantee: string, permission: string])[] = [
  ['##MS_AgentSigningCertificate##', 'CONNECT SQL'],
  ['##MS_PolicyEventProcessingLogin##', 'CONNECT SQL'],
  ['##MS_PolicySigningCertificate##', 'CONTROL SERVER'],
  ['##MS_PolicyTsqlExecutionLogin##', 'CONNECT SQL'],
];

/** Members of msdb's roles, each with the role. */
const MSDB_MEMBERS: readonly (readonly [role: string, member: string])[] = [
  ['PolicyAdministratorRole', '##MS_PolicyEventProcessingLogin##'],
  ['PolicyAdministratorRole', '##MS_PolicyTsqlExecutionLogin##'],
  ['SQLAgentOperatorRole', 'PolicyAdministratorRole'],
  ['SQLAgentReaderRole', 'SQLAgentOperatorRole'],
  ['SQLAgentUserRole', MSDB_USER],
  ['SQLAgentUserRole', 'SQLAgentReaderRole'],
  ['SQLAgentUserRole', 'dc_operator'],
  ['ServerGroupReaderRole', 'ServerGroupAdministratorRole'],
  ['UtilityIMRReader', 'UtilityIMRWriter'],
  ['db_ssisltduser', 'dc_operator'],
  ['db_ssisltduser', 'dc_proxy'],
  ['db_ssisoperator', MSDB_USER],
  ['db_ssisoperator', 'dc_operator'],
  ['db_ssisoperator', 'dc_proxy'],
  ['dc_admin', MSDB_USER],
  ['dc_operator', 'dc_admin'],
];

/** The databases whose rows come with no backup of a user database, and which no fact but these lists tells of. */
export const LISTED_DATABASES: readonly string[] = ['master', 'msdb'];

/** The rows that are known to ship in a database (master, msdb), or on the server. */
export function shippedRows(database?: string): readonly RightRow[] {
  return LISTS[database ?? ''] ?? [];
}

const granted = (row: Omit<PermissionFact, 'kind' | 'grantor' | 'state'>): PermissionFact => {
  const { database, isShipped, ...rest } = row;
  const [kind, grantor, state] = ['permission', usualOwner(database), 'G'] as const;
  return defined({ kind, database, ...rest, grantor, state, isShipped });
};

const onObject = (database: string, schema: string, name: string, permission: string, grantee: string) =>
  granted({ database, class: 'OBJECT', schema, name, permission, grantee, isShipped: true });

const ofUsers = (database: string): readonly RightRow[] => [
  ...defaultDatabasePermissions(database).map(granted),
  ...(SYSTEM_USERS[database] ?? []).map((grantee) =>
    granted({ database, class: 'DATABASE', permission: 'CONNECT', grantee }),
  ),
];

const LISTS: Readonly<Record<string, readonly RightRow[]>> = {
  '': [
    ...DEFAULT_SERVER_PERMISSIONS.map((row) =>
      granted(row.class === 'ENDPOINT' ? { ...row, isShipped: true } : row),
    ),
    ...OF_SYSTEM_LOGINS.map(([grantee, permission]) => granted({ class: 'SERVER', permission, grantee })),
  ],
  master: [
    ...ofUsers('master'),
    ...PUBLIC_PROCEDURES.map((name) => onObject('master', 'sys', name, 'EXECUTE', 'public')),
  ],
  msdb: [
    ...ofUsers('msdb'),
    granted({
      database: 'msdb',
      class: 'USER',
      name: MSDB_USER,
      permission: 'IMPERSONATE',
      grantee: 'dc_admin',
    }),
    ...ON_MSDB_OBJECTS.flatMap(([grantee, permission, objects]) =>
      objects.map((name) => onObject('msdb', 'dbo', name, permission, grantee)),
    ),
    ...MSDB_MEMBERS.map(
      ([role, member]) => ({ kind: 'role-member', database: 'msdb', role, member }) as const,
    ),
  ],
};

/** What tells a row apart, whoever gave it. */
export function rightKey(row: RightRow): string {
  return row.kind === 'role-member'
    ? keyOfParts(row.kind, row.database, row.role, row.member)
    : keyOfParts(row.database, row.class, row.schema, row.name, row.permission, row.grantee);
}

const LISTED: ReadonlySet<string> = new Set(Object.values(LISTS).flatMap((rows) => rows.map(rightKey)));

/** Whether a row of the server, of master or of msdb is known to ship with it. `sa`: what that login is called. */
export function shipsWithServer(row: RightRow, sa: string): boolean {
  if (isIrrevocable(row, sa)) return true;
  const isPlain = row.kind === 'role-member' || isPlainGrant(row, row.database === undefined ? sa : 'dbo');
  return isPlain && (LISTED.has(rightKey(row)) || isOnSystemView(row));
}

/** Whether a row of a user database comes with it, be it restored or made anew: public's on what is SQL Server's own. */
export function comesWithDatabase(row: RightRow): boolean {
  if (isIrrevocable(row, '')) return true;
  if (row.kind === 'role-member' || row.class !== 'OBJECT' || row.isShipped !== true) return false;
  if (!isPlainGrant(row, 'dbo') || row.grantee !== 'public') return false;
  return row.permission === 'SELECT' || (row.permission === 'EXECUTE' && !GUARDED.has(row.name ?? ''));
}

/** Whether a row cannot be otherwise: dbo's CONNECT and place in db_owner, sa's place in sysadmin. */
export function isIrrevocable(row: RightRow, sa: string): boolean {
  if (row.kind === 'role-member') {
    const owner = row.database === undefined ? sa : 'dbo';
    return row.role === administratorsOf(row.database) && row.member === owner;
  }
  const { database, class: on, permission, grantee } = row;
  return (
    database !== undefined &&
    on === 'DATABASE' &&
    permission === 'CONNECT' &&
    grantee === 'dbo' &&
    row.state === 'G'
  );
}

function isPlainGrant({ state, column, grantor }: PermissionFact, owner: string): boolean {
  return state === 'G' && column === undefined && grantor === owner;
}

/** Every catalogue view is public's to select from; functions are not. */
function isOnSystemView(row: RightRow): boolean {
  if (row.kind === 'role-member' || row.isShipped !== true || row.class !== 'OBJECT') return false;
  const { schema, name = '', permission, grantee } = row;
  return (
    permission === 'SELECT' &&
    grantee === 'public' &&
    (schema === 'INFORMATION_SCHEMA' || (schema === 'sys' && !name.startsWith('fn_')))
  );
}

/** System procedures that `public` may not run by default: a grant of one to public is somebody's decision. */
const GUARDED: ReadonlySet<string> = new Set(
  words(`
    sp_OACreate sp_OADestroy sp_OAGetErrorInfo sp_OAGetProperty sp_OAMethod sp_OASetProperty sp_OAStop
    xp_availablemedia xp_cmdshell xp_delete_file xp_enumgroups xp_logevent xp_loginconfig xp_readerrorlog
    xp_regaddmultistring xp_regdeletekey xp_regdeletevalue xp_regenumvalues xp_regremovemultistring xp_regwrite
    xp_servicecontrol xp_subdirs`),
);

/** Whether a row that one build has and another lacks may be of the build alone: it is SQL Server's own, and in no list. */
export function mayDependOnBuild(row: RightRow, sa: string): boolean {
  const holder = row.kind === 'permission' ? row.grantee : row.member;
  if (!isShippedPrincipal(row.database, holder) || LISTED.has(rightKey(row))) return false;
  if (row.kind === 'role-member') return isShippedPrincipal(row.database, row.role);
  const owner = row.database === undefined ? sa : 'dbo';
  return isPlainGrant(row, owner) && (row.isShipped === true || isMicrosoftName(holder));
}

/** The same of a row that no script gives: the build has it of itself, or lacks it. */
export function comesWithBuild(row: RightRow, sa: string): boolean {
  if (!mayDependOnBuild(row, sa)) return false;
  const { database } = row;
  const isListed = database === undefined || LISTED_DATABASES.includes(database);
  return isListed ? shipsWithServer(row, sa) : comesWithDatabase(row);
}

/** Whether a principal is one that every server of a release has, so that its rows depend on the release. */
export function isShippedPrincipal(database: string | undefined, name: string): boolean {
  if (name === 'public' || name === 'guest' || isMicrosoftName(name)) return true;
  return database === 'msdb' && (MSDB_ROLES.has(name) || name === MSDB_USER);
}

/** The rows of SQL Server's own principals in master and msdb: what an untouched server tells of what ships. */
export function ownRows(facts: readonly Fact[]): readonly RightRow[] {
  return facts.filter((fact): fact is RightRow => {
    if (!isRight(fact) || fact.database === undefined || !LISTED_DATABASES.includes(fact.database))
      return false;
    const holder = fact.kind === 'permission' ? fact.grantee : fact.member;
    return isShippedPrincipal(fact.database, holder) && !isIrrevocable(fact, '');
  });
}
