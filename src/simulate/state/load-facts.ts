// Facts into the simulated server: one function per place a fact can be in. Facts that name a principal which is not
// there are left out; what they say follows from a principal that cannot be.

import { defined } from '../../model/defined.ts';
import type { Fact, FactKind, FactOf, PermissionFact } from '../../model/fact.ts';
import { factKindOf } from '../../model/fact-shape.ts';
import { foldOf } from '../../model/name-fold.ts';
import { DatabaseState } from './database-state.ts';
import type { Principal } from './principal.ts';
import type { Scope } from './scope.ts';
import type { ServerState } from './server-state.ts';
import { addShippedDatabase } from './shipped.ts';

/** Facts by database (none: the server) and kind. */
export type FactGroups = ReadonlyMap<string | undefined, ReadonlyMap<FactKind, readonly Fact[]>>;

/** Groups facts. */
export function groupFacts(facts: Iterable<Fact>): FactGroups {
  const groups = new Map<string | undefined, Map<FactKind, Fact[]>>();
  for (const fact of facts) {
    const place = fact.kind !== 'database' && 'database' in fact ? fact.database : undefined;
    const kinds = groups.get(place) ?? new Map<FactKind, Fact[]>();
    groups.set(place, kinds);
    const list = kinds.get(fact.kind);
    if (list === undefined) kinds.set(fact.kind, [fact]);
    else list.push(fact);
  }
  return groups;
}

/** The facts of a kind in a database, or on the server. */
export function factsOf<K extends FactKind>(
  groups: FactGroups,
  database: string | undefined,
  kind: K,
): readonly FactOf<K>[] {
  return (groups.get(database)?.get(kind) ?? []) as unknown as readonly FactOf<K>[];
}

/** A database with what every one has and nothing else. */
export function addDatabase(server: ServerState, fact: FactOf<'database'>): DatabaseState {
  const { kind: _, name, owner: __, ...options } = fact;
  const fold = foldOf(fact.collation ?? server.fact?.collation);
  const id = server.nextDatabaseId(name);
  const database = new DatabaseState({ id, name, options: { ...options }, fold, log: server.log });
  addShippedDatabase(database, server);
  return server.addDatabase(database);
}

/** The securables that facts speak of, or only a permission on them, without an owner of their own. */
export function addSecurables(scope: Scope, groups: FactGroups, database: string | undefined): void {
  for (const fact of factsOf(groups, database, 'securable')) {
    const { class: found, name, schema } = fact;
    const owner = schema === undefined && fact.owner !== undefined ? scope.first : undefined;
    scope.addSecurable({ class: found, name, fact, ...defined({ schema, owner }) });
  }
  for (const fact of factsOf(groups, database, 'permission')) addPermitted(scope, fact);
}

function addPermitted(scope: Scope, { class: found, schema, name }: PermissionFact): void {
  if (name === undefined || factKindOf(found) !== 'securable') return;
  if (scope.securable(found, schema, name) !== undefined) return;
  scope.addSecurable({ class: found, name, ...defined({ schema }) });
}

/** Logins; `sa` takes on what the fact of SID 0x01 says. */
export function addLogin(server: ServerState, fact: FactOf<'login'>): void {
  const { kind: _, name, type, sid, ...login } = fact;
  if (sid === '0x01') {
    server.renamePrincipal(server.sa, name);
    server.sa.login = { ...login };
    return;
  }
  server.addPrincipal({ name, type, sid, login: { ...login } });
}

/** Server roles and then their owners, which may be roles. */
export function addRoles(scope: Scope, facts: readonly (FactOf<'role'> | FactOf<'server-role'>)[]): void {
  for (const { name } of facts) {
    if (scope.principal(name) === undefined) scope.addPrincipal({ name, type: 'R', owner: scope.first });
  }
  for (const { name, owner } of facts) {
    const [role, found] = [scope.principal(name), scope.principal(owner)];
    if (role !== undefined && found !== undefined) role.owner = found;
  }
}

/** A user of any kind. */
export function addUser(database: DatabaseState, fact: FactOf<'user'>): Principal {
  const { kind: _, database: __, name, type, sid, login: ___, ...user } = fact;
  return database.addPrincipal({ name, type, ...defined({ sid }), user: { ...user } });
}

/** Everything that is in a database: users, roles, schemas, owners, members, permissions. */
export function addContents(database: DatabaseState, groups: FactGroups): void {
  const { name } = database;
  for (const fact of factsOf(groups, name, 'user')) addUser(database, fact);
  for (const fact of factsOf(groups, name, 'application-role')) {
    const { name: role, defaultSchema } = fact;
    database.addPrincipal({ name: role, type: 'A', applicationRole: defined({ defaultSchema }) });
  }
  addRoles(database, factsOf(groups, name, 'role'));
  for (const fact of factsOf(groups, name, 'schema')) {
    const owner = database.principal(fact.owner) ?? database.dbo;
    const old = database.securable('SCHEMA', undefined, fact.name);
    if (old !== undefined) old.owner = owner;
    else database.addSecurable({ class: 'SCHEMA', name: fact.name, owner });
  }
  addOwners(database, groups, name);
  addMembersAndRows(database, groups, name);
}

/** The explicit owners of securables. */
export function addOwners(scope: Scope, groups: FactGroups, database: string | undefined): void {
  for (const { class: found, schema, name, owner } of factsOf(groups, database, 'securable')) {
    const securable = scope.securable(found, schema, name);
    const principal = owner === undefined ? undefined : scope.principal(owner);
    if (securable !== undefined && principal !== undefined) securable.owner = principal;
  }
}

/** Members and permission rows. */
export function addMembersAndRows(scope: Scope, groups: FactGroups, database: string | undefined): void {
  for (const { role, member } of factsOf(groups, database, 'role-member')) {
    const [group, found] = [scope.principal(role), scope.principal(member)];
    if (group !== undefined && found !== undefined) scope.addMember(group, found);
  }
  for (const fact of factsOf(groups, database, 'permission')) {
    const target = scope.target(fact.class, fact.schema, fact.name ?? '');
    const [grantee, grantor] = [scope.principal(fact.grantee), scope.principal(fact.grantor)];
    if (target === undefined || grantee === undefined || grantor === undefined) continue;
    const { permission, column, state } = fact;
    scope.permissions.put({ target, ...defined({ column }), permission, grantee, grantor, state });
  }
}
