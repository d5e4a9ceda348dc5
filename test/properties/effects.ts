// What a snapshot demands of its script, as lines that two readers' accounts of the script are compared with. The
// rules are stated here a second time, by themselves: nothing of src/plan is asked.

import { SECURABLE_CLASSES } from '../../src/model/catalog/securable-class.ts';
import type { Fact, LoginFact, PermissionFact, UserFact } from '../../src/model/fact.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { isShipped } from './shipped.ts';

/** One thing that a script does, as text. */
export type Effect = string;

/** Makes an effect. */
export const effect = (...parts: readonly unknown[]): Effect =>
  JSON.stringify(parts.map((part) => part ?? null));

/** Everything a snapshot's script has to do, and how many rows no statement can write. */
export interface Demands {
  readonly effects: readonly Effect[];
  readonly unwritable: number;
}

const SA_SID = '0x01';

/** What the facts of a snapshot demand. */
export function demandsOf({ facts }: Snapshot): Demands {
  const owners = new Owners(facts);
  const effects: Effect[] = [];
  let unwritable = 0;
  const cdc = new Set(
    facts.flatMap((fact) => (fact.kind === 'database' && fact.isCdcEnabled ? [fact.name] : [])),
  );
  for (const fact of facts) {
    if (isShipped(fact) || isOfCdc(fact, cdc)) continue;
    if (fact.kind === 'permission') {
      if (!owners.isWritable(fact)) unwritable += isShippedOfSa(fact, owners.sa) ? 0 : 1;
      else effects.push(permissionEffect(fact, owners));
    } else effects.push(...factEffects(fact, owners));
  }
  effects.push(...revokes(facts, owners));
  return { effects, unwritable };
}

/** What change data capture makes for itself, and is refused where it is there before (message 22906). */
function isOfCdc(fact: Fact, databases: ReadonlySet<string>): boolean {
  if (!('database' in fact) || !databases.has(fact.database ?? '')) return false;
  if (fact.kind === 'user' || fact.kind === 'schema') return fact.name === 'cdc';
  if (fact.kind === 'role-member') return fact.role === 'db_owner' && fact.member === 'cdc';
  return fact.kind === 'permission' && fact.permission === 'CONNECT' && fact.grantee === 'cdc';
}

const isShippedOfSa = (fact: PermissionFact, sa: string) =>
  fact.database === undefined &&
  fact.grantee === sa &&
  fact.permission === 'CONNECT SQL' &&
  fact.state === 'G';

function permissionEffect(fact: PermissionFact, owners: Owners): Effect {
  const { database, class: on, schema, name, column, permission, grantee, grantor, state } = fact;
  const as = grantor === owners.ownerOf(fact) ? undefined : grantor;
  return effect('permission', database, on, schema, name, column, permission, grantee, state, as);
}

function factEffects(fact: Fact, owners: Owners): readonly Effect[] {
  switch (fact.kind) {
    case 'role-member':
      return fact.member === (fact.database === undefined ? owners.sa : 'dbo')
        ? []
        : [effect('member', fact.database, fact.role, fact.member)];
    case 'role':
    case 'schema':
      return [
        effect(fact.kind, fact.database, fact.name),
        effect('owner', fact.database, fact.kind, fact.name, fact.owner),
      ];
    case 'server-role':
      return [
        effect('server-role', fact.name),
        effect('owner', undefined, 'server-role', fact.name, fact.owner),
      ];
    case 'application-role':
      return [effect('application-role', fact.database, fact.name, fact.defaultSchema)];
    case 'login':
      return fact.sid === SA_SID ? [] : loginEffects(fact);
    case 'user':
      return isOrphan(fact) || owners.isReplaced(fact) ? [] : [userEffect(fact)];
    case 'credential':
      return [effect('credential', fact.name)];
    default:
      return [];
  }
}

const SOURCES = { S: 'PASSWORD', U: 'WINDOWS', G: 'WINDOWS', C: 'CERTIFICATE', K: 'ASYMMETRIC KEY' } as const;

/** How a principal of a type is made, as both readers can tell it. */
export const sourceOf = (type: string): string =>
  SOURCES[type as keyof typeof SOURCES] ?? 'EXTERNAL PROVIDER';

function loginEffects(fact: LoginFact): readonly Effect[] {
  const { name, type, sid, certificate, asymmetricKey, passwordHash } = fact;
  const own = type === 'S' ? [sid, passwordHash] : [];
  const made = effect('login', name, sourceOf(type), certificate ?? asymmetricKey, ...own);
  return fact.isDisabled && 'SUE'.includes(type) ? [made, effect('disabled', name)] : [made];
}

/** A user that lost its login is not made anew. */
const isOrphan = (user: UserFact) =>
  user.type === 'S' && user.authenticationType === 1 && user.login === undefined;

function userEffect(fact: UserFact): Effect {
  const { database, name, login, certificate, asymmetricKey, defaultSchema } = fact;
  return effect('user', database, name, login ?? certificate ?? asymmetricKey, defaultSchema);
}

/** CREATE LOGIN and CREATE USER give the right to connect; where no row says so, it was taken away. */
function* revokes(facts: readonly Fact[], owners: Owners): Iterable<Effect> {
  const connected = new Set(
    facts.flatMap((fact) =>
      fact.kind === 'permission' && CONNECTS.has(`${fact.class} ${fact.permission}`)
        ? [effect(fact.database, fact.grantee)]
        : [],
    ),
  );
  for (const fact of facts) {
    if (fact.kind !== 'login' && fact.kind !== 'user') continue;
    const database = fact.kind === 'user' ? fact.database : undefined;
    if (fact.name === owners.sa && database === undefined) continue;
    if (!connected.has(effect(database, fact.name))) yield effect('revoke connect', database, fact.name);
  }
}

const CONNECTS: ReadonlySet<string> = new Set(['SERVER CONNECT SQL', 'DATABASE CONNECT']);

/** Who owns what, and so who grants when nobody is named. */
class Owners {
  readonly sa: string;
  readonly #owners = new Map<string, string>();
  readonly #logins: ReadonlySet<string>;

  constructor(facts: readonly Fact[]) {
    const logins = facts.filter((fact) => fact.kind === 'login');
    this.#logins = new Set(logins.map(({ name }) => name.toUpperCase()));
    const sa = facts.find((fact) => fact.kind === 'login' && fact.sid === SA_SID);
    this.sa = sa?.kind === 'login' ? sa.name : 'sa';
    for (const fact of facts) {
      if (fact.kind === 'schema') this.#set(fact.owner, fact.database, 'SCHEMA', undefined, fact.name);
      if (fact.kind === 'role') this.#set(fact.owner, fact.database, 'ROLE', undefined, fact.name);
      if (fact.kind === 'server-role') this.#set(fact.owner, undefined, 'SERVER ROLE', undefined, fact.name);
      if (fact.kind === 'endpoint') this.#set(fact.owner, undefined, 'ENDPOINT', undefined, fact.name);
      if (fact.kind === 'securable') this.#set(fact.owner, fact.database, fact.class, fact.schema, fact.name);
    }
  }

  ownerOf({ database, class: on, schema, name }: PermissionFact): string {
    const own = this.#owners.get(effect(database, on, schema, name));
    const ofSchema =
      SECURABLE_CLASSES[on].schemaQualified &&
      this.#owners.get(effect(database, 'SCHEMA', undefined, schema));
    return own ?? (ofSchema || undefined) ?? (database === undefined ? this.sa : 'dbo');
  }

  /** Nothing is granted to sa, dbo, or an owner on what it owns. */
  isWritable(fact: PermissionFact): boolean {
    const { database, grantee, name } = fact;
    if (database === undefined ? grantee === this.sa : ['dbo', 'sys', 'INFORMATION_SCHEMA'].includes(grantee))
      return false;
    return name === undefined || grantee !== this.ownerOf(fact);
  }

  /** A Windows or Entra user whose name a login of another SID has: CREATE USER would map it to that login. */
  isReplaced({ name, type, login }: UserFact): boolean {
    return 'UGEX'.includes(type) && login === undefined && this.#logins.has(name.toUpperCase());
  }

  #set(owner: string | undefined, ...place: readonly (string | undefined)[]): void {
    if (owner !== undefined) this.#owners.set(effect(...place), owner);
  }
}

/** What one list has and the other has not, a minus for what is missing; none when both say the same. */
export function differences(expected: readonly Effect[], found: readonly Effect[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const text of expected) counts.set(text, (counts.get(text) ?? 0) - 1);
  for (const text of found) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count !== 0)
    .map(([text, count]) => `${count < 0 ? '-' : '+'} ${text}`);
}
