// Facts into the simulated server: one function per place a fact can be in. Facts that name a principal which is not
// there are left out; what they say follows from a principal that cannot be.

import type { RightRow } from '../../model/catalog/shipped-row.ts';
import { SA_SID } from '../../model/catalog/system-principals.ts';
import { defined } from '../../model/defined.ts';
import type { FactOf, Hex, PermissionFact } from '../../model/fact.ts';
import type { FactIndex } from '../../model/fact-index.ts';
import { factKindOf } from '../../model/fact-shape.ts';
import { APPLICATION_KINDS } from '../../model/facts/application-shapes.ts';
import { foldOf } from '../../model/name-fold.ts';
import { DatabaseState } from './database-state.ts';
import { addLinks } from './link-facts.ts';
import type { Principal } from './principal.ts';
import type { Scope } from './scope.ts';
import type { ServerState } from './server-state.ts';
import { addShippedDatabase } from './shipped.ts';
import type { ServerThing, Things } from './things.ts';

/** A database with what every one has and nothing else. */
export function addDatabase(server: ServerState, fact: FactOf<'database'>): DatabaseState {
  const { kind: _, name, owner: __, ...options } = fact;
  const fold = foldOf(fact.collation ?? server.fact?.collation);
  const id = server.nextDatabaseId(name);
  const database = new DatabaseState({ id, name, options: { ...options }, fold, log: server.log });
  addShippedDatabase(database, server);
  return server.addDatabase(database);
}

/** What applications keep in tables of a database; gives how much there is. */
export function addKept(database: DatabaseState, facts: FactIndex): number {
  database.kept = APPLICATION_KINDS.flatMap((kind) => facts.of(kind, database.name));
  return database.kept.length;
}

/** The securables that facts speak of, or only a permission on them, without an owner of their own. */
export function addSecurables(scope: Scope, facts: FactIndex, database: string | undefined): void {
  for (const fact of facts.of('securable', database)) {
    const { class: found, name, schema } = fact;
    const owner = schema === undefined && fact.owner !== undefined ? scope.first : undefined;
    scope.addSecurable({ class: found, name, fact, ...defined({ schema, owner }) });
  }
  const endpoints = new Set(facts.of('endpoint', database).map(({ name }) => name));
  for (const fact of facts.of('permission', database)) {
    if (fact.class !== 'ENDPOINT' || !endpoints.has(fact.name ?? '')) addPermitted(scope, fact);
  }
  for (const { class: found, schema, name } of facts.of('audit-action', database))
    if (found === 'OBJECT') addPermitted(scope, { class: found, ...defined({ schema, name }) });
}

/** Endpoints that are there; whose owner is not there is sa's. */
export function addEndpoints(server: ServerState, facts: readonly FactOf<'endpoint'>[]): void {
  for (const fact of facts) {
    const { name, owner: named } = fact;
    const owner = named === undefined ? undefined : (server.principal(named) ?? server.sa);
    server.addSecurable({ class: 'ENDPOINT', name, fact, ...defined({ owner }) });
  }
}

/** Adds what only a permission speaks of. */
export function addPermitted(
  scope: Scope,
  { class: found, schema, name, isShipped }: Pick<PermissionFact, 'class' | 'schema' | 'name' | 'isShipped'>,
): void {
  if (name === undefined || !['securable', 'endpoint'].includes(factKindOf(found))) return;
  if (scope.securable(found, schema, name) !== undefined) return;
  scope.addSecurable({ class: found, name, ...defined({ schema, isShipped }) });
}

/** Logins; `sa` takes on what the fact of SID 0x01 says. */
export function addLogin(server: ServerState, fact: FactOf<'login'>): void {
  const { kind: _, name, type, sid, ...login } = fact;
  if (sid === SA_SID) {
    server.renamePrincipal(server.sa, name);
    server.sa.login = { ...login };
    return;
  }
  server.addPrincipal({ name, type, sid, login: { ...login } });
}

/** What the server keeps of some kinds, or msdb has of it. */
export function addThings(server: ServerState, kinds: readonly ServerThing[], facts: FactIndex): void {
  for (const kind of kinds) {
    const things: Things<never> = server.things[kind] as never;
    for (const fact of [...facts.of(kind), ...facts.of(kind, 'msdb')])
      things.put((fact.kind === 'agent-job' ? jobOf(fact, server) : fact) as never);
  }
}

/** Whose a job is its SID tells. */
function jobOf({ owner, ...job }: FactOf<'agent-job'>, server: ServerState): object {
  return owner === undefined ? job : defined({ ...job, ownerSid: server.sidOf(owner) });
}

/** The jobs that facts tell of, as sa's; gives how many. */
export function addJobs(server: ServerState, facts: FactIndex): number {
  const jobs = facts.of('agent-job', 'msdb');
  for (const { owner: _, ...job } of jobs) server.things['agent-job'].put({ ...job, ownerSid: SA_SID });
  return jobs.length;
}

/** The profiles of Database Mail that facts speak of; gives how many. */
export function addMailProfiles(server: ServerState, facts: FactIndex): number {
  const { mailProfiles } = server;
  const names = new Set(facts.of('mail-profile-user', 'msdb').map(({ profile }) => profile));
  const added = [...names].filter((name) => !mailProfiles.has(name));
  for (const name of added) mailProfiles.set(name, { id: server.newId(), name });
  return added.length;
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
export function addContents(server: ServerState, database: DatabaseState, facts: FactIndex): void {
  const { name } = database;
  for (const fact of facts.of('user', name)) addUser(database, fact);
  for (const fact of facts.of('application-role', name)) {
    const { name: role, defaultSchema } = fact;
    database.addPrincipal({ name: role, type: 'A', applicationRole: defined({ defaultSchema }) });
  }
  addRoles(database, facts.of('role', name));
  for (const fact of facts.of('schema', name)) {
    const owner = database.principal(fact.owner) ?? database.dbo;
    const old = database.schema(fact.name);
    if (old !== undefined) old.owner = owner;
    else database.addSecurable({ class: 'SCHEMA', name: fact.name, owner });
  }
  addOwners(database, facts, name);
  addMembersAndRows(database, facts, name);
  addSpecifications(server, database, facts);
  database.ssis.addAll(facts.of('ssis-permission', name));
  addLinks(['ssis-permission'], facts, { server, database });
}

/** Audit specifications, which know their audit by its GUID, and what they audit. */
export function addSpecifications(
  server: ServerState,
  database: DatabaseState | undefined,
  facts: FactIndex,
): void {
  const guids = new Map(facts.of('server-audit').map(({ name, guid }) => [name, guid]));
  for (const { name, audit, auditGuid = guids.get(audit ?? ''), isEnabled } of facts.of(
    'audit-specification',
    database?.name,
  ))
    (database ?? server).specifications.put({ name, isEnabled, ...defined({ audit, auditGuid }) });
  addLinks(['audit-action'], facts, { server, database });
}

/** The explicit owners of securables. */
export function addOwners(scope: Scope, facts: FactIndex, database: string | undefined): void {
  for (const { class: found, schema, name, owner } of facts.of('securable', database)) {
    const securable = scope.securable(found, schema, name);
    const principal = owner === undefined ? undefined : scope.principal(owner);
    if (securable !== undefined && principal !== undefined) securable.owner = principal;
  }
}

/** Members and permission rows. */
export function addMembersAndRows(scope: Scope, facts: FactIndex, database: string | undefined): void {
  addRights(scope, facts.of('role-member', database));
  addRights(scope, facts.of('permission', database));
}

/** Rows of either kind. */
export function addRights(scope: Scope, rows: readonly RightRow[]): void {
  for (const row of rows) {
    if (row.kind === 'permission') {
      addRow(scope, row);
      continue;
    }
    const [group, found] = [scope.principal(row.role), scope.principal(row.member)];
    if (group !== undefined && found !== undefined) scope.addMember(group, found);
  }
}

function addRow(scope: Scope, fact: PermissionFact): void {
  const target = scope.target(fact.class, fact.schema, fact.name ?? '');
  const [grantee, grantor] = [scope.principal(fact.grantee), scope.principal(fact.grantor)];
  if (target === undefined || grantee === undefined || grantor === undefined) return;
  const { permission, column, state } = fact;
  scope.permissions.put({ target, ...defined({ column }), permission, grantee, grantor, state });
}

/**
 * Adds the schemas and logins that a database's facts only mention; gives how many. A script that was read has users of
 * logins, and permissions on schemas, that it takes as being there.
 */
export function addMentioned(server: ServerState, database: DatabaseState, facts: FactIndex): number {
  const schemas = schemasIn(facts, database.name).filter((name) => database.schema(name) === undefined);
  for (const name of schemas) {
    database.addSecurable({ class: 'SCHEMA', name, owner: database.dbo });
  }
  const users = facts
    .of('user', database.name)
    .filter(({ login }) => login !== undefined && server.principal(login) === undefined);
  for (const user of users) addLogin(server, loginOf(user, server));
  return schemas.length + users.length;
}

function schemasIn(facts: FactIndex, database: string): readonly string[] {
  const made = new Set(facts.of('schema', database).map(({ name }) => name));
  const rows = facts.of('permission', database);
  const named = rows.flatMap(
    ({ class: on, name, schema = on === 'SCHEMA' ? name : undefined }) => schema ?? [],
  );
  return [...new Set(named)].filter((name) => !made.has(name));
}

function loginOf({ login: name = '', type, sid }: FactOf<'user'>, server: ServerState): FactOf<'login'> {
  const made: Hex = `0x${server.newId().toString(16).toUpperCase().padStart(32, '0')}`;
  return { kind: 'login', name, type, sid: sid ?? made, isDisabled: false };
}
