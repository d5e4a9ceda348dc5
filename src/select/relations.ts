// How facts refer to each other: principals, memberships, securables, denials. Built once for a selection.
import type { Fact, FactOf, PermissionFact, RoleMemberFact } from '../model/fact.ts';

/** A fact that is a principal. */
export type PrincipalFact = FactOf<'login' | 'server-role' | 'user' | 'role' | 'application-role'>;

/** Facts by what refers to them. */
export interface Relations {
  readonly principals: ReadonlyMap<string, PrincipalFact>;
  readonly securables: ReadonlyMap<string, Fact>;
  readonly memberships: ReadonlyMap<string, readonly RoleMemberFact[]>;
  readonly members: ReadonlyMap<string, readonly RoleMemberFact[]>;
  /** Rows that a principal cannot come without: its CONNECT, and what it is denied. */
  readonly ownRows: ReadonlyMap<string, readonly PermissionFact[]>;
  /** Rows WITH GRANT OPTION, and of CONTROL, by their grantee: the links of grantor chains. */
  readonly grantable: ReadonlyMap<string, readonly PermissionFact[]>;
}

/** Whether a fact is a principal. */
export function isPrincipal(fact: Fact): fact is PrincipalFact {
  return (
    fact.kind === 'login' ||
    fact.kind === 'server-role' ||
    fact.kind === 'user' ||
    fact.kind === 'role' ||
    fact.kind === 'application-role'
  );
}

/** The key of a principal: names are unique among a database's principals, and among the server's. */
export function principalKey(database: string | undefined, name: string): string {
  return database === undefined ? name : `${database}\n${name}`;
}

/** The key of a securable as securable, schema and permission facts name it. */
export function securableKey(fact: {
  readonly database?: string | undefined;
  readonly class: string;
  readonly schema?: string | undefined;
  readonly name?: string | undefined;
}): string {
  return `${fact.database ?? ''}\n${fact.class}\n${fact.schema ?? ''}\n${fact.name ?? ''}`;
}

/** Relates facts. */
export function relationsOf(facts: readonly Fact[]): Relations {
  const principals = new Map<string, PrincipalFact>();
  const securables = new Map<string, Fact>();
  const memberships = new Map<string, RoleMemberFact[]>();
  const members = new Map<string, RoleMemberFact[]>();
  const ownRows = new Map<string, PermissionFact[]>();
  const grantable = new Map<string, PermissionFact[]>();
  for (const fact of facts) {
    if (isPrincipal(fact)) {
      principals.set(principalKey('database' in fact ? fact.database : undefined, fact.name), fact);
    } else if (fact.kind === 'securable') {
      securables.set(securableKey(fact), fact);
    } else if (fact.kind === 'schema') {
      securables.set(securableKey({ database: fact.database, class: 'SCHEMA', name: fact.name }), fact);
    } else if (fact.kind === 'role-member') {
      push(memberships, principalKey(fact.database, fact.member), fact);
      push(members, principalKey(fact.database, fact.role), fact);
    } else if (fact.kind === 'permission') {
      const grantee = principalKey(fact.database, fact.grantee);
      if (fact.state === 'D' || isConnect(fact)) push(ownRows, grantee, fact);
      if (fact.state === 'W' || isControl(fact)) push(grantable, grantee, fact);
    }
  }
  return { principals, securables, memberships, members, ownRows, grantable };
}

/** CONTROL implies every other permission, so that its holder may grant without the grant option. */
function isControl({ state, permission }: PermissionFact): boolean {
  return state === 'G' && (permission === 'CONTROL' || permission === 'CONTROL SERVER');
}

function isConnect(fact: PermissionFact): boolean {
  if (fact.class === 'DATABASE') return fact.permission === 'CONNECT';
  return fact.class === 'SERVER' && fact.permission === 'CONNECT SQL';
}

function push<T>(into: Map<string, T[]>, key: string, value: T): void {
  const list = into.get(key);
  if (list === undefined) into.set(key, [value]);
  else list.push(value);
}
