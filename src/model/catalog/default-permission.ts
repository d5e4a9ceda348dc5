// Rows of the server and of guest that every server has and a hardened one may have revoked: a snapshot without one of
// them tells that it was. What ships inside master and msdb is in shipped-row.ts.
// Sources: "sys.server_permissions", "Guest user" (Microsoft).
import type { PermissionFact } from '../fact.ts';

/** The identity of a default row whose absence from a snapshot means that it was revoked. */
export type DefaultPermission = Omit<PermissionFact, 'kind' | 'grantor' | 'state' | 'isShipped'>;

/** The endpoint of every server from which a new one for T-SQL takes public's CONNECT. */
export const DEFAULT_TCP_ENDPOINT = 'TSQL Default TCP';

/** Endpoints on which `public` holds CONNECT by default. */
export const DEFAULT_ENDPOINTS: readonly string[] = [
  DEFAULT_TCP_ENDPOINT,
  'TSQL Default VIA',
  'TSQL Local Machine',
  'TSQL Named Pipes',
];

/** Where guest cannot lose CONNECT. Source: "REVOKE Database Permissions (Transact-SQL)" (Microsoft). */
export const GUEST_STAYS: readonly string[] = ['master', 'tempdb'];

/** Databases in which `guest` holds CONNECT by default. */
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

/** Default rows of the server: one that a snapshot lacks was revoked. */
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

/** Default rows of guest in a database: one that a snapshot lacks was revoked. */
export function defaultDatabasePermissions(database: string): readonly DefaultPermission[] {
  if (!GUEST_DATABASES.includes(database)) return [];
  return [{ database, class: 'DATABASE', permission: 'CONNECT', grantee: 'guest' }];
}

/** Whether a permission fact is one of the default rows whose absence means something, however much was selected. */
export function isTellingDefault(fact: PermissionFact): boolean {
  if (fact.database !== undefined) {
    return fact.grantee === 'guest' && fact.class === 'DATABASE' && fact.permission === 'CONNECT';
  }
  if (fact.grantee !== 'public') return false;
  return DEFAULT_SERVER_PERMISSIONS.some(
    (row) => row.class === fact.class && row.name === fact.name && row.permission === fact.permission,
  );
}
