// Permission rows that SQL Server ships with. Those a hardened server may have revoked stay facts, so that their
// absence can be read off a snapshot; the rest are left out and counted.
// Sources: "sys.server_permissions", "Guest user", "xp_cmdshell" (Microsoft); extended procedures: a guess from
// hardening guides, on the safe side (a row that is not left out is scripted).
import type { PermissionFact } from '../fact.ts';
import { DATABASE_PRINCIPAL_ID, MSDB_ROLES, MSDB_USER } from './system-principals.ts';

/** The identity of a default row whose absence from a snapshot means that it was revoked. */
export type DefaultPermission = Omit<PermissionFact, 'kind' | 'grantor' | 'state'>;

/** The endpoint of every server from which a new one for T-SQL takes public's CONNECT. */
export const DEFAULT_TCP_ENDPOINT = 'TSQL Default TCP';

/** Endpoints on which `public` holds CONNECT by default. */
export const DEFAULT_ENDPOINTS: readonly string[] = [
  DEFAULT_TCP_ENDPOINT,
  'TSQL Default VIA',
  'TSQL Local Machine',
  'TSQL Named Pipes',
];

/** Databases in which `guest` holds CONNECT by default; it cannot be revoked in master and tempdb. */
export const GUEST_DATABASES: readonly string[] = ['master', 'msdb', 'tempdb'];

/** Whether a row is public's CONNECT on an endpoint. */
export function isConnectOfPublic(row: PermissionFact, endpoint: string): boolean {
  return (
    row.class === 'ENDPOINT' &&
    row.name === endpoint &&
    row.grantee === 'public' &&
    row.permission === 'CONNECT'
  );
}

/** Default rows of the server that are captured as facts: one that a snapshot lacks was revoked. */
export const DEFAULT_SERVER_PERMISSIONS: readonly DefaultPermission[] = [
  { class: 'SERVER', permission: 'VIEW ANY DATABASE', grantee: 'public' },
  ...DEFAULT_ENDPOINTS.map(
    (name): DefaultPermission => ({
      class: 'ENDPOINT',
      name,
      permission: 'CONNECT',
      grantee: 'public',
    }),
  ),
];

/** Default rows of a database that are captured as facts: one that a snapshot lacks was revoked. */
export function defaultDatabasePermissions(database: string): readonly DefaultPermission[] {
  if (!GUEST_DATABASES.includes(database)) return [];
  return [{ database, class: 'DATABASE', permission: 'CONNECT', grantee: 'guest' }];
}

/** Whether a permission fact is one of the default rows whose absence means something. */
export function isTellingDefault(fact: PermissionFact): boolean {
  if (fact.database !== undefined) {
    return fact.grantee === 'guest' && fact.class === 'DATABASE' && fact.permission === 'CONNECT';
  }
  if (fact.grantee !== 'public') return false;
  return DEFAULT_SERVER_PERMISSIONS.some(
    (row) => row.class === fact.class && row.name === fact.name && row.permission === fact.permission,
  );
}

/** System procedures that `public` may not run by default: a grant of one to public is somebody's decision. */
const GUARDED_PROCEDURES: ReadonlySet<string> = new Set([
  'sp_OACreate',
  'sp_OADestroy',
  'sp_OAGetErrorInfo',
  'sp_OAGetProperty',
  'sp_OAMethod',
  'sp_OASetProperty',
  'sp_OAStop',
  'xp_availablemedia',
  'xp_cmdshell',
  'xp_delete_file',
  'xp_enumgroups',
  'xp_logevent',
  'xp_loginconfig',
  'xp_readerrorlog',
  'xp_regaddmultistring',
  'xp_regdeletekey',
  'xp_regdeletevalue',
  'xp_regenumvalues',
  'xp_regremovemultistring',
  'xp_regwrite',
  'xp_servicecontrol',
  'xp_subdirs',
]);

/** What msdb's own roles hold on its objects as shipped; anything else there is somebody's decision. A guess from their use. */
const SHIPPED_TO_MSDB_ROLES: ReadonlySet<string> = new Set([
  'DELETE',
  'EXECUTE',
  'INSERT',
  'REFERENCES',
  'SELECT',
  'UPDATE',
]);

/** What is asked of a row to tell whether it shipped with the database. */
export interface ShippedQuestion {
  readonly database: string;
  readonly class: string;
  readonly name: string | undefined;
  readonly isColumn: boolean;
  /** The securable is a system object, or one with `is_ms_shipped`. */
  readonly isShipped: boolean;
  readonly permission: string;
  readonly granteeId: number;
  readonly grantee: string;
  readonly grantorId: number;
  readonly state: string;
}

/** Whether a database permission row shipped with SQL Server, so that every server has it. */
export function isShippedPermission(row: ShippedQuestion): boolean {
  if (row.state !== 'G' || row.isColumn || row.grantorId !== DATABASE_PRINCIPAL_ID.dbo) return false;
  if (row.class === 'DATABASE') {
    return row.granteeId === DATABASE_PRINCIPAL_ID.dbo && row.permission === 'CONNECT';
  }
  const isMsdbRole = row.database === 'msdb' && MSDB_ROLES.has(row.grantee);
  if (row.class === 'USER') return isMsdbRole && row.name === MSDB_USER && row.permission === 'IMPERSONATE';
  if (row.class !== 'OBJECT' || !row.isShipped) return false;
  if (isMsdbRole) return SHIPPED_TO_MSDB_ROLES.has(row.permission);
  if (row.granteeId !== DATABASE_PRINCIPAL_ID.public || GUARDED_PROCEDURES.has(row.name ?? '')) return false;
  return row.permission === 'SELECT' || row.permission === 'EXECUTE';
}
