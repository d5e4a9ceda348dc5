// The simulated server as the facts that a capture of it would give.

import { mayHaveLogin } from '../../model/catalog/principal-kind.ts';
import type { Fact, FactKind, Hex, PermissionFact } from '../../model/fact.ts';
import { propertiesOf } from '../../model/fact-shape.ts';
import { sortFacts } from '../../snapshot/sort-facts.ts';
import type { DatabaseState } from './database-state.ts';
import { linkFacts, MSDB_LINKS } from './link-facts.ts';
import { isMade, type Principal, type UserState } from './principal.ts';
import type { Scope } from './scope.ts';
import type { PermissionRow } from './securable.ts';
import { RUNNER_ID, type ServerState } from './server-state.ts';
import { MSDB_THINGS, SERVER_THINGS, type ServerThing, type Thing } from './things.ts';

/** A fact in the making: what is undefined is left out, and the order of properties is that of their kind. */
type Draft = { readonly kind: FactKind } & Readonly<Record<string, unknown>>;

/** The facts of a state, in ordinal order of their keys. `databases`: the ones to speak of (default all). */
export function stateToFacts(server: ServerState, databases?: ReadonlySet<string>): Fact[] {
  return sortFacts(allFacts(server, databases)).facts as Fact[];
}

function* allFacts(server: ServerState, databases: ReadonlySet<string> | undefined): Iterable<Fact> {
  for (const draft of serverFacts(server)) yield canonical(draft);
  for (const row of server.permissions.all()) yield permissionFact(row, undefined);
  for (const database of server.databases()) {
    if (databases?.has(database.name) === false) continue;
    if (isMade(database)) yield canonical(databaseFact(database, server));
    for (const draft of databaseFacts(database, server)) yield canonical(draft);
    for (const row of database.permissions.all()) yield permissionFact(row, database.name);
  }
}

function* serverFacts(server: ServerState): Iterable<Draft> {
  if (server.fact !== undefined) yield { ...server.fact };
  yield* thingFacts(SERVER_THINGS, server);
  yield* linkFacts(['linked-login', 'audit-action'], { server }) as Iterable<Draft>;
  for (const principal of server.principals()) {
    if (principal.isSystem || !isMade(principal)) continue;
    const { name, type, login, owner } = principal;
    const sid = known(principal.sid, server) ?? '0x';
    if (login !== undefined) yield { kind: 'login', name, type, sid, ...login };
    else yield { kind: 'server-role', name, owner: owner?.name ?? '' };
  }
  yield* common(server, undefined, server);
}

function databaseFact({ name, options }: DatabaseState, server: ServerState): Draft {
  const { dboSid, ownerSid } = options;
  return {
    ...options,
    kind: 'database',
    name,
    owner: server.nameOf(ownerSid),
    ownerSid: known(ownerSid, server) ?? '0x',
    dboSid: dboSid === ownerSid ? undefined : dboSid,
  };
}

/** A SID as facts have it: in an open world one that stands for another, which nobody knows, is none. */
function known(sid: Hex | undefined, server: ServerState): Hex | undefined {
  return sid !== undefined && server.isOpen && server.isMadeUp(sid) ? undefined : sid;
}

function* databaseFacts(state: DatabaseState, server: ServerState): Iterable<Draft> {
  const database = state.name;
  for (const principal of state.principals()) {
    if (principal.isSystem || !isMade(principal)) continue;
    const { name, type, owner, user, applicationRole } = principal;
    if (user !== undefined) yield userFact(database, principal, user, server);
    else if (type === 'R') yield { kind: 'role', database, name, owner: owner?.name ?? '' };
    else yield { kind: 'application-role', database, name, ...applicationRole };
  }
  for (const securable of state.securables()) {
    const { class: found, name, owner, shippedOwner } = securable;
    if (found !== 'SCHEMA' || !isMade(securable) || owner === undefined || owner.name === shippedOwner)
      continue;
    yield { kind: 'schema', database, name, owner: owner.name };
  }
  yield* common(state, database, server);
  for (const fact of state.kept) yield { ...fact };
  const links = [...(database === 'msdb' ? MSDB_LINKS : []), 'audit-action', 'ssis-permission'] as const;
  yield* linkFacts(links, { server, database: state }) as Iterable<Draft>;
  if (database === 'msdb') yield* thingFacts(MSDB_THINGS, server);
}

function* thingFacts(kinds: readonly ServerThing[], server: ServerState): Iterable<Draft> {
  for (const kind of kinds)
    for (const thing of server.things[kind].values())
      if (isMade(thing)) yield { ...thing, ...namesIn(thing, server) };
}

/** What a thing names, as it is called now. */
function namesIn(thing: Thing<ServerThing>, server: ServerState): object {
  if (thing.kind === 'agent-proxy')
    return { credential: server.things.credential.get(thing.credential ?? '')?.name };
  if (thing.kind !== 'agent-job' || thing.ownerSid === undefined) return {};
  const owner = server.nameOf(thing.ownerSid);
  return { owner, ownerSid: owner === undefined ? thing.ownerSid : undefined };
}

function userFact(
  database: string,
  { name, type, sid }: Principal,
  user: UserState,
  server: ServerState,
): Draft {
  // A script that was read gives only the login's name.
  const hasLogin = server.isOpen || mayHaveLogin({ type, ...user });
  const login = hasLogin && sid !== undefined ? server.principalOfSid(sid)?.name : undefined;
  return { ...user, kind: 'user', database, name, type, sid: known(sid, server), login };
}

function* common(scope: Scope, database: string | undefined, server: ServerState): Iterable<Draft> {
  for (const [role, member] of scope.memberships()) {
    if (isUnspoken(member, database, server.isOpen)) continue;
    yield { kind: 'role-member', database, role: role.name, member: member.name };
  }
  for (const { fact, owner } of scope.securables()) {
    if (fact !== undefined) yield { ...fact, owner: owner?.name };
  }
  for (const found of scope.specifications.values()) {
    const audit = server.auditOf(found);
    const auditGuid = audit === undefined ? found.auditGuid : undefined;
    yield { ...found, database, audit, auditGuid };
  }
}

/** Whether a member is one that no fact speaks of: who runs the script and, where a script is read, sa and dbo. */
function isUnspoken({ id }: Principal, database: string | undefined, isOpen: boolean): boolean {
  return id === 1 ? isOpen : id === RUNNER_ID && database === undefined;
}

/** Nearly all facts are these: they are made at once in the order of their properties. */
function permissionFact(row: PermissionRow, database: string | undefined): PermissionFact {
  const { target, column } = row;
  const schema = target.securable?.schema;
  const name = target.principal?.name ?? target.securable?.name;
  return {
    kind: 'permission',
    ...(database === undefined ? undefined : { database }),
    class: target.class,
    ...(schema === undefined ? undefined : { schema }),
    ...(name === undefined ? undefined : { name }),
    ...(column === undefined ? undefined : { column }),
    permission: row.permission,
    grantee: row.grantee.name,
    grantor: row.grantor.name,
    state: row.state,
    ...(target.securable?.isShipped === true ? { isShipped: true } : undefined),
  };
}

function canonical(draft: Draft): Fact {
  const entries: [string, unknown][] = [['kind', draft.kind]];
  for (const [property] of propertiesOf(draft.kind)) {
    if (draft[property] !== undefined) entries.push([property, draft[property]]);
  }
  return Object.fromEntries(entries) as unknown as Fact;
}
