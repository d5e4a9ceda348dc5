// Visibility of server-scoped views. A view that is not here shows all its rows to everybody (sys.messages,
// sys.configurations, sys.syslanguages and their like do).
import type { ViewDefinition } from '../catalog/catalog.ts';
import { classNamed, thingsOf } from '../catalog/securable-classes.ts';
import type { SessionState } from '../session/session-state.ts';
import type { Row } from '../sql/value.ts';
import { keyOf } from '../sql/value.ts';
import { viewNamed } from '../store/server-state.ts';
import { permissionNamed } from './covering.ts';
import type { Rule } from './visibility.ts';

const reader = (view: ViewDefinition, column: string): ((row: Row) => Row[number]) => {
  const index = view.indexOf.get(column) ?? -1;
  return (row) => row[index] ?? null;
};

/** The server's security definitions are visible as a whole. Where the permission of 2022 is unknown, what covers it counts. */
export function seesServerSecurity({ rights }: SessionState): boolean {
  return rights.has('VIEW ANY SECURITY DEFINITION');
}

/** Password hashes may be read: CONTROL SERVER, or from 2022 a permission that it covers. */
export function seesHashes({ rights }: SessionState): boolean {
  return rights.has('VIEW ANY CRYPTOGRAPHICALLY SECURED DEFINITION');
}

const SA = 1;
const PUBLIC = 2;

/** Whether a session sees a row of sys.server_principals: privileged, its own, sa, a fixed role, or granted on. */
export function seesPrincipal(session: SessionState): (id: number, type: string) => boolean {
  const { rights } = session;
  const all = seesServerSecurity(session);
  const allLogins = all || rights.has('ALTER ANY LOGIN');
  const allRoles = all || rights.has('ALTER ANY SERVER ROLE');
  return (id, type) => {
    if (id === SA || id === PUBLIC || (type === 'R' && id <= 20) || rights.tokenIds.has(id)) return true;
    const said = rights.canSee(101, id, type === 'R' ? 'SERVER ROLE' : 'LOGIN');
    return said ?? (type === 'R' ? allRoles : allLogins);
  };
}

const principals: Rule = (session, view) => {
  const id = reader(view, 'principal_id');
  const type = reader(view, 'type');
  const sees = seesPrincipal(session);
  const hash = view.indexOf.get('password_hash');
  const hide = hash !== undefined && !seesHashes(session);
  return (row) => {
    if (!sees(Number(id(row)), String(type(row)).trim())) return undefined;
    return hide ? row.map((value, index) => (index === hash ? null : value)) : row;
  };
};

const permissions: Rule = (session, view) => {
  if (seesServerSecurity(session)) return undefined;
  const grantee = reader(view, 'grantee_principal_id');
  const grantor = reader(view, 'grantor_principal_id');
  const { tokenIds, identity } = session.rights;
  return (row) =>
    tokenIds.has(Number(grantee(row))) || grantor(row) === identity.principalId ? row : undefined;
};

const roleMembers: Rule = (session, view) => {
  if (seesServerSecurity(session) || session.rights.has('ALTER ANY SERVER ROLE')) return undefined;
  const role = reader(view, 'role_principal_id');
  const member = reader(view, 'member_principal_id');
  const { tokenIds } = session.rights;
  return (row) => (Number(role(row)) <= 20 || tokenIds.has(Number(member(row))) ? row : undefined);
};

const MASTER = 1;
const TEMPDB = 2;

const databases: Rule = (session, view) => {
  const { rights } = session;
  if (rights.has('VIEW ANY DATABASE') || rights.has('ALTER ANY DATABASE')) return undefined;
  const id = reader(view, 'database_id');
  const name = reader(view, 'name');
  const owner = reader(view, 'owner_sid');
  const own = keyOf(session.identity.sid, undefined);
  return (row) => {
    const number = Number(id(row));
    const isOwn = keyOf(owner(row), undefined) === own || name(row) === session.database;
    return number === MASTER || number === TEMPDB || isOwn ? row : undefined;
  };
};

/** Rows that only a definition reader, or a holder of one of these permissions, sees. */
const onlyWith =
  (...permissions: readonly string[]): Rule =>
  (session) =>
    seesServerSecurity(session) || permissions.some((permission) => session.rights.has(permission))
      ? undefined
      : () => undefined;

/** Rows of a class: seen by who may alter any of it, and by who holds anything on them. */
const securable =
  (word: string): Rule =>
  (session, view) => {
    const { number = -1, idColumn } = classNamed(word);
    const permission = permissionNamed(word, 'ALTER')?.parentCovering ?? '';
    const all = seesServerSecurity(session) || session.rights.has(permission);
    const id = reader(view, idColumn);
    return (row) => ((session.rights.canSee(number, Number(id(row)), word) ?? all) ? row : undefined);
  };

const LINKED_LOGINS = viewNamed('sys.linked_logins');
const LOCAL = 0;
const EVERYBODY = 0;

/** Linked servers are seen by whom they are mapped for; the provider string by who may alter them. */
const linkedServers: Rule = (session, view) => {
  const { rights } = session;
  const mayAlter = rights.has('ALTER ANY LINKED SERVER');
  if (mayAlter) return undefined;
  const seesAll = rights.has('ALTER ANY LOGIN');
  const table = session.server.table(LINKED_LOGINS, undefined);
  const mapped = new Set(
    table
      .records(
        (row) => row.local_principal_id === EVERYBODY || rights.tokenIds.has(Number(row.local_principal_id)),
      )
      .map((row) => row.server_id),
  );
  const id = reader(view, 'server_id');
  const hidden = view.indexOf.get('provider_string');
  return (row) => {
    const server = Number(id(row));
    if (server !== LOCAL && !seesAll && !mapped.has(server)) return undefined;
    return row.map((value, index) => (index === hidden ? null : value));
  };
};

/** By view name. */
export const SERVER_RULES: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(thingsOf('server').map(({ word, view }) => [view, securable(word)])),
  'sys.server_principals': principals,
  'sys.sql_logins': principals,
  'sys.server_permissions': permissions,
  'sys.server_role_members': roleMembers,
  'sys.databases': databases,
  'sys.credentials': onlyWith('ALTER ANY CREDENTIAL'),
  'sys.server_principal_credentials': onlyWith('ALTER ANY CREDENTIAL', 'ALTER ANY LOGIN'),
  'sys.cryptographic_providers': onlyWith('ALTER ANY CREDENTIAL'),
  'sys.servers': linkedServers,
  'sys.linked_logins': onlyWith('ALTER ANY LINKED SERVER'),
  'sys.trusted_assemblies': onlyWith('VIEW SERVER STATE'),
  'sys.tcp_endpoints': securable('ENDPOINT'),
  'sys.service_broker_endpoints': securable('ENDPOINT'),
  'sys.database_mirroring_endpoints': securable('ENDPOINT'),
  'sys.availability_groups': onlyWith('ALTER ANY AVAILABILITY GROUP', 'VIEW SERVER STATE'),
  'sys.availability_replicas': onlyWith('ALTER ANY AVAILABILITY GROUP', 'VIEW SERVER STATE'),
  'sys.server_audits': onlyWith('ALTER ANY SERVER AUDIT', 'VIEW ANY DEFINITION'),
  'sys.server_file_audits': onlyWith('ALTER ANY SERVER AUDIT', 'VIEW ANY DEFINITION'),
  'sys.server_audit_specifications': onlyWith('ALTER ANY SERVER AUDIT', 'VIEW ANY DEFINITION'),
  'sys.server_audit_specification_details': onlyWith('ALTER ANY SERVER AUDIT', 'VIEW ANY DEFINITION'),
  'sys.server_triggers': onlyWith('ALTER ANY LOGIN'),
};
