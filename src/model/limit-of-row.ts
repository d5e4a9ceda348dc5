// Owners, rows and things that no statement makes, as the whole fact or those around it tell.
// Sources: "ALTER AUTHORIZATION (Transact-SQL)", "GRANT (Transact-SQL)", "ALTER ROLE (Transact-SQL)" (Microsoft).

import { AUDIT_FAILURES, AUDIT_TARGET, GUID } from './catalog/audit-clause.ts';
import { auditPredicate } from './catalog/audit-predicate.ts';
import {
  ENDPOINT_AUTHENTICATION,
  ENDPOINT_ENCRYPTION,
  isListenerAddress,
} from './catalog/endpoint-clause.ts';
import { hasFixedOwner } from './catalog/object-type.ts';
import { PRINCIPAL_KINDS } from './catalog/principal-kind.ts';
import { SECURABLE_CLASSES } from './catalog/securable-class.ts';
import { isMadeByFeature } from './catalog/system-credential.ts';
import { ADMINISTRATORS, isShippedRole, USERS_LEFT_ALONE } from './catalog/system-principals.ts';
import { triggerHead } from './catalog/trigger-text.ts';
import type {
  AgentProxySubsystemFact,
  AgentProxyUserFact,
  AuditActionFact,
  AuditSpecificationFact,
  CredentialFact,
  EndpointFact,
  LinkedServerFact,
  PermissionFact,
  RoleMemberFact,
  SecurableFact,
  ServerAuditFact,
  ServerTriggerFact,
} from './fact.ts';
import type { FactIndex } from './fact-index.ts';
import { securableOf } from './identity.ts';
import type { LimitCode } from './limit.ts';

/** The limit that keeps a securable's owner as it is; undefined where ALTER AUTHORIZATION gives it the one it has. */
export function limitOfOwner(fact: SecurableFact, index: FactIndex): LimitCode | undefined {
  const { database, class: on, type, owner } = fact;
  if (owner === undefined) return on === 'OBJECT' && hasFixedOwner(type) ? 'owner-fixed' : undefined;
  if (on === 'OBJECT' && hasFixedOwner(type)) return 'owner-fixed';
  return !SECURABLE_CLASSES[on].isGivenToGroups && isGroup(database, owner, index)
    ? 'owner-fixed'
    : undefined;
}

/** The limit that keeps an endpoint from being made by a script; undefined where CREATE ENDPOINT makes it. */
export function limitOfEndpoint(fact: EndpointFact): LimitCode | undefined {
  const { type, protocol, port, ipAddress, authentication, certificate, encryption } = fact;
  const isHeard = protocol === 'TCP' && port !== undefined && isListenerAddress(ipAddress);
  const proof = ENDPOINT_AUTHENTICATION[authentication ?? ''];
  const isProved =
    proof !== undefined && proof.certificate === (certificate !== undefined) && encryption !== undefined;
  const isKnown =
    type === 'TSQL' ||
    ((type === 'SERVICE_BROKER' || (type === 'DATABASE_MIRRORING' && ROLES.has(fact.role ?? ''))) &&
      isProved &&
      encryption in ENDPOINT_ENCRYPTION);
  return isHeard && isKnown ? undefined : 'endpoint-not-scripted';
}

/** The limit that keeps a trigger of the server from being made by a script; undefined where its text makes it. */
export function limitOfTrigger(fact: ServerTriggerFact): LimitCode | undefined {
  const { firstFor = [], lastFor = [] } = fact;
  const isOrdered = [...firstFor, ...lastFor].every((event) => /^[A-Z][A-Z_0-9]*$/.test(event));
  const isWhole = isOrdered && fact.isAnsiNullsOff !== true && fact.isQuotedIdentifierOff !== true;
  return isWhole && triggerHead(fact.definition ?? '')?.name === fact.name ? undefined : 'trigger-by-hand';
}

/** The limit on a credential that SQL Server makes itself; undefined for one that a statement makes. */
export function limitOfCredential({ name }: CredentialFact): LimitCode | undefined {
  return isMadeByFeature(name) ? 'system-credential' : undefined;
}

/** The limit that keeps an audit from being made by a script; undefined where CREATE SERVER AUDIT makes it. */
export function limitOfAudit({
  target = '',
  path,
  predicate,
  guid,
  onFailure = '',
}: ServerAuditFact): LimitCode | undefined {
  const isKnown =
    target in AUDIT_TARGET &&
    (target === 'FILE') === (path !== undefined) &&
    AUDIT_FAILURES.includes(onFailure) &&
    (guid === undefined || GUID.test(guid));
  const isRead = predicate === undefined || auditPredicate(predicate) === predicate;
  return isKnown && isRead ? undefined : 'audit-by-hand';
}

/** The limit that keeps an audit specification from being made by a script; undefined where its audit is there, or made by one. */
export function limitOfSpecification(
  { audit }: AuditSpecificationFact,
  index: FactIndex,
): LimitCode | undefined {
  if (audit === undefined) return 'audit-is-gone';
  const found = index.named('server-audit', audit);
  return found && limitOfAudit(found);
}

/** The limit on an action of a specification: that of the specification. */
export function limitOfAuditAction(
  { database, specification }: AuditActionFact,
  index: FactIndex,
): LimitCode | undefined {
  const found = index.named('audit-specification', specification, database);
  return found && limitOfSpecification(found, index);
}

/** What ROLE takes. Source: "CREATE ENDPOINT (Transact-SQL)". */
const ROLES: ReadonlySet<string> = new Set(['PARTNER', 'WITNESS', 'ALL']);

/** Roles that a database has by itself are no facts: their names tell. */
function isGroup(database: string | undefined, name: string, index: FactIndex): boolean {
  const found = index.principal(database, name);
  if (found === undefined) return database !== undefined && isShippedRole(database, name);
  return found.kind === 'role' || (found.kind === 'user' && PRINCIPAL_KINDS[found.type].isGroup);
}

/** Principals that are granted and denied nothing: what they may do is theirs. */
function isAboveGrants(database: string | undefined, name: string, { sa }: FactIndex): boolean {
  return database === undefined ? name === sa : USERS_LEFT_ALONE.includes(name);
}

/** The limit on a row of permissions; undefined where GRANT, DENY or REVOKE writes it. */
export function limitOfPermission(fact: PermissionFact, index: FactIndex): LimitCode | undefined {
  const { database, grantee, state, column, name } = fact;
  const isOwners = name !== undefined && grantee !== 'dbo' && grantee === index.ownerOf(securableOf(fact));
  const isNoStatement = state === 'R' && column === undefined;
  return isAboveGrants(database, grantee, index) || isOwners || isNoStatement ? 'ungrantable-row' : undefined;
}

/** The limit on a member of a role; undefined where ALTER ROLE adds it. */
export function limitOfMember(
  { database, member }: RoleMemberFact,
  { sa }: FactIndex,
): LimitCode | undefined {
  return member === (database === undefined ? sa : 'dbo') ? 'ungrantable-row' : undefined;
}

/** The limit on what a proxy may be used for, and on who may use it; undefined where procedures of msdb set it. */
export function limitOfProxyRow(
  fact: AgentProxySubsystemFact | AgentProxyUserFact,
  index: FactIndex,
): LimitCode | undefined {
  const proxy = index.named('agent-proxy', fact.proxy, fact.database);
  if (proxy !== undefined && proxy.credential === undefined) return 'no-credential';
  return fact.kind === 'agent-proxy-user' && isOfSysadmin(fact, index) ? 'proxy-of-sysadmin' : undefined;
}

/** sp_grant_login_to_proxy asks IS_SRVROLEMEMBER of logins: a member of a role in sysadmin is one of sysadmin, too. */
function isOfSysadmin({ userKind, user }: AgentProxyUserFact, index: FactIndex): boolean {
  return userKind === 'login' && (user === index.sa || isInSysadmin(user, index, new Set()));
}

function isInSysadmin(name: string, index: FactIndex, seen: Set<string>): boolean {
  if (name === ADMINISTRATORS.server) return true;
  if (seen.has(name)) return false;
  seen.add(name);
  return index.membershipsOf(undefined, name).some(({ role }) => isInSysadmin(role, index, seen));
}

/** The limit on a linked server and its mappings; undefined where sp_addlinkedserver makes it. */
export function limitOfLinkedServer({ isDistributor, isRemote }: LinkedServerFact): LimitCode | undefined {
  if (isRemote === true) return 'remote-server';
  return isDistributor ? 'made-by-feature' : undefined;
}
