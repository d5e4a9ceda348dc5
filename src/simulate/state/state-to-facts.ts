// The simulated server as the facts that a capture of it would give.

import { isShippedPermission } from '../../model/catalog/default-permission.ts';
import { mayHaveLogin } from '../../model/catalog/principal-kind.ts';
import { isMicrosoftName, MSDB_USER } from '../../model/catalog/system-principals.ts';
import { defined } from '../../model/defined.ts';
import type { Fact, FactOf, Hex, LoginType, PermissionFact } from '../../model/fact.ts';
import { propertiesOf, propertyValue } from '../../model/fact-shape.ts';
import { sortFacts } from '../../snapshot/sort-facts.ts';
import type { DatabaseState } from './database-state.ts';
import type { PermissionRow } from './permission-row.ts';
import { isMade, type Principal } from './principal.ts';
import type { Scope } from './scope.ts';
import type { ServerState } from './server-state.ts';
import { isShippedMember } from './shipped.ts';

/** The facts of a state, in ordinal order of their keys. `databases`: the ones to speak of (default all). */
export function stateToFacts(server: ServerState, databases?: ReadonlySet<string>): Fact[] {
  return sortFacts(allFacts(server, databases)).facts as Fact[];
}

function* allFacts(server: ServerState, databases: ReadonlySet<string> | undefined): Iterable<Fact> {
  for (const fact of serverFacts(server)) yield canonical(fact);
  for (const database of server.databases()) {
    if (databases?.has(database.name) === false) continue;
    if (isMade(database)) yield canonical(databaseFact(database, server));
    for (const fact of databaseFacts(database, server)) yield canonical(fact);
  }
}

function* serverFacts(server: ServerState): Iterable<Fact> {
  if (server.fact !== undefined) yield server.fact;
  yield* server.configurations.values();
  yield* server.messages.values();
  yield* server.trustedAssemblies.values();
  for (const { id: _, isMentioned, ...fact } of server.credentials.values())
    if (isMentioned !== true) yield fact;
  for (const principal of server.principals()) {
    if (principal.isSystem || !isMade(principal)) continue;
    const { name, type, login, owner } = principal;
    const sid = known(principal.sid, server) ?? '0x';
    if (login !== undefined) yield { kind: 'login', name, type: type as LoginType, sid, ...login };
    else yield { kind: 'server-role', name, owner: owner?.name ?? '' };
  }
  yield* common(server, undefined, server.isOpen);
}

function databaseFact(database: DatabaseState, server: ServerState): FactOf<'database'> {
  const { name, options } = database;
  const { dboSid, ...rest } = options;
  const owner =
    server.principalOfSid(options.ownerSid)?.name ?? server.directory.ownerOfSid(options.ownerSid);
  const ownerSid = known(options.ownerSid, server) ?? '0x';
  return {
    kind: 'database',
    name,
    ...defined({ owner }),
    ...rest,
    ownerSid,
    ...(dboSid === undefined || dboSid === options.ownerSid ? {} : { dboSid }),
  };
}

/** A SID as facts have it: in an open world one that stands for another, which nobody knows, is none. */
function known(sid: Hex | undefined, server: ServerState): Hex | undefined {
  return sid !== undefined && server.isOpen && server.isMadeUp(sid) ? undefined : sid;
}

function* databaseFacts(state: DatabaseState, server: ServerState): Iterable<Fact> {
  const database = state.name;
  for (const principal of state.principals()) {
    if (principal.isSystem || !isMade(principal)) continue;
    const { name, type, owner, user, applicationRole } = principal;
    if (user !== undefined) yield userFact(database, principal, server);
    else if (type === 'R') yield { kind: 'role', database, name, owner: owner?.name ?? '' };
    else yield { kind: 'application-role', database, name, ...applicationRole };
  }
  for (const securable of state.securables()) {
    const { class: found, name, owner, shippedOwner } = securable;
    if (found !== 'SCHEMA' || !isMade(securable) || owner === undefined || owner.name === shippedOwner)
      continue;
    yield { kind: 'schema', database, name, owner: owner.name };
  }
  yield* common(state, database, server.isOpen);
}

function userFact(database: string, principal: Principal, server: ServerState): FactOf<'user'> {
  const { name, type, sid, user } = principal;
  const { authenticationType = 0, ...rest } = user ?? {};
  // A script that was read gives only the login's name.
  const hasLogin = server.isOpen || mayHaveLogin({ type, authenticationType, ...rest });
  const shownSid = known(sid, server);
  const login = hasLogin && sid !== undefined ? server.principalOfSid(sid) : undefined;
  return {
    kind: 'user',
    database,
    name,
    type: type as LoginType,
    authenticationType,
    ...defined({ sid: shownSid }),
    ...defined({ login: login?.name }),
    ...rest,
  };
}

function* common(scope: Scope, database: string | undefined, isOpen: boolean): Iterable<Fact> {
  const place = database === undefined ? {} : { database };
  for (const [role, member] of scope.memberships()) {
    if (isShippedMember(scope, role, member)) continue;
    yield { kind: 'role-member', ...place, role: role.name, member: member.name };
  }
  for (const { fact, owner } of scope.securables()) {
    if (fact === undefined) continue;
    const { owner: _, ...rest } = fact;
    yield owner === undefined ? rest : { ...rest, owner: owner.name };
  }
  for (const row of scope.permissions.all()) {
    if (row.grantee.isSystem && (isMicrosoftName(row.grantee.name) || row.grantee.name === MSDB_USER))
      continue;
    const fact = permissionFact(row, database);
    // What a script gives is said of it, also where every server has it.
    if (isOpen || !isShipped(fact, row)) yield fact;
  }
}

function permissionFact(row: PermissionRow, database: string | undefined): PermissionFact {
  const { target, column, permission, grantee, grantor, state } = row;
  const name = target.principal?.name ?? target.securable?.name;
  const schema = target.securable?.schema;
  return {
    kind: 'permission',
    ...defined({ database }),
    class: target.class,
    ...defined({ schema, name, column }),
    permission,
    grantee: grantee.name,
    grantor: grantor.name,
    state,
  };
}

/** Rows that a capture leaves out, because every database has them. */
function isShipped(fact: PermissionFact, row: PermissionRow): boolean {
  if (fact.database === undefined) return false;
  return isShippedPermission({
    database: fact.database,
    class: fact.class,
    name: fact.name,
    isColumn: fact.column !== undefined,
    isShipped: fact.schema === 'sys',
    permission: fact.permission,
    granteeId: row.grantee.id,
    grantee: fact.grantee,
    grantorId: row.grantor.id,
    state: fact.state,
  });
}

/** Properties in their order, without those that are undefined. */
function canonical(fact: Fact): Fact {
  const entries: [string, unknown][] = [['kind', fact.kind]];
  for (const [property] of propertiesOf(fact.kind)) {
    const value = propertyValue(fact, property);
    if (value !== undefined) entries.push([property, value]);
  }
  return Object.fromEntries(entries) as unknown as Fact;
}
