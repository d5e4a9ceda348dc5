// The facts of one server by what refers to them: by kind and place, by name, by SID, by owner, by grantee, by role. Each
// look-up is built when it is first asked for, so that who asks for little pays for little.

import { SECURABLE_CLASSES } from './catalog/securable-class.ts';
import { SA_SID } from './catalog/system-principals.ts';
import type { Fact, FactKind, FactOf, Hex, PermissionFact, RoleMemberFact } from './fact.ts';
import { FACT_SHAPES, PRINCIPAL_FACT_KINDS, type PrincipalFactKind } from './fact-shape.ts';
import {
  databaseOf,
  keyOfParts,
  principalKey,
  type SecurableRef,
  securableKey,
  securableOf,
} from './identity.ts';
import { type Fold, foldOf } from './name-fold.ts';

/** A fact that is a principal. */
export type PrincipalFact = FactOf<PrincipalFactKind>;

/** Whether a fact is a principal. */
export function isPrincipal(fact: Fact): fact is PrincipalFact {
  return FACT_SHAPES[fact.kind].isPrincipal === true;
}

/** Whether a row is the CONNECT of its grantee: what lets a login onto the server, a user into its database. */
export function isConnect({ class: on, permission }: PermissionFact): boolean {
  return (on === 'DATABASE' && permission === 'CONNECT') || (on === 'SERVER' && permission === 'CONNECT SQL');
}

/** Permissions that imply every other on what they are on, and in it. */
export const CONTROL: readonly string[] = ['CONTROL', 'CONTROL SERVER'];

/** Whether a row lets its grantee grant: with the grant option, or as CONTROL, which holds it of everything else. */
export function maySpread({ state, permission }: Pick<PermissionFact, 'state' | 'permission'>): boolean {
  return state === 'W' || (state === 'G' && CONTROL.includes(permission));
}

/** Kinds whose facts have a name of their own in their place. */
type NamedKind = Exclude<
  Extract<Fact, { readonly name: string }>['kind'],
  'server' | 'securable' | 'definition'
>;

type Grouped<T> = ReadonlyMap<string, readonly T[]>;

/** Look-ups over facts; the order of the facts is kept in every list. */
export class FactIndex {
  readonly facts: readonly Fact[];
  readonly #built = new Map<string, unknown>();

  constructor(facts: readonly Fact[]) {
    this.facts = facts;
  }

  /** The facts of a kind in a place: a database, or the server without one. */
  of<K extends FactKind>(kind: K, database?: string): readonly FactOf<K>[] {
    const places = this.#once('places', () => byPlace(this.facts));
    return (places.get(kind)?.get(database) ?? []) as unknown as readonly FactOf<K>[];
  }

  /** Facts of a kind in a place, the server or a database; the fact of a database is in its own place. */
  inPlace(kind: FactKind, database: string | undefined): readonly Fact[] {
    if (kind !== 'database') return this.of(kind, database);
    const fact = database === undefined ? undefined : this.named(kind, database);
    return fact === undefined ? [] : [fact];
  }

  /** The fact of a kind that has a name, on the server or in a database. */
  named<K extends NamedKind>(kind: K, name: string, database?: string): FactOf<K> | undefined {
    const facts = this.#once(keyOfParts('named', kind, database), () => {
      const found: readonly FactOf<NamedKind>[] = this.of(kind, database);
      return new Map(found.map((fact) => [fact.name, fact]));
    });
    return facts.get(name) as FactOf<K> | undefined;
  }

  /** How the server or a database compares names: as its collation does, a database without one as its server's. */
  foldIn(database: string | undefined): Fold {
    return this.#once(keyOfParts('fold', database), () => {
      const own = database === undefined ? undefined : this.named('database', database)?.collation;
      return foldOf(own ?? this.of('server')[0]?.collation);
    });
  }

  /** The name of the login with SID 0x01: `sa`, or what it was renamed to. */
  get sa(): string {
    return this.loginOfSid(SA_SID)?.name ?? 'sa';
  }

  /** The login of a SID. */
  loginOfSid(sid: Hex): FactOf<'login'> | undefined {
    return this.#once('sids', () => new Map(this.of('login').map((login) => [login.sid, login]))).get(sid);
  }

  /** The principals of a place. */
  principals(database: string | undefined): readonly PrincipalFact[] {
    return PRINCIPAL_FACT_KINDS.flatMap((kind): readonly PrincipalFact[] => this.of(kind, database));
  }

  /** The principal of a name. */
  principal(database: string | undefined, name: string): PrincipalFact | undefined {
    const principals = this.#once('principals', () => {
      const found = this.facts.filter(isPrincipal);
      return new Map(found.map((fact) => [principalKey(databaseOf(fact), fact.name), fact]));
    });
    return principals.get(principalKey(database, name));
  }

  /** The fact that a securable is: a securable, a schema, a principal, a database, the server. */
  securable(on: SecurableRef): Fact | undefined {
    const securables = this.#once('securables', () => {
      const found = new Map<string, Fact>();
      for (const fact of this.facts) {
        const ref = fact.kind === 'permission' ? undefined : securableOf(fact);
        if (ref !== undefined) found.set(securableKey(ref), fact);
      }
      return found;
    });
    return securables.get(securableKey(on));
  }

  /** The roles that a principal is a member of. */
  membershipsOf(database: string | undefined, name: string): readonly RoleMemberFact[] {
    return this.#listed('memberships', 'role-member', ({ member }) => member, database, name);
  }

  /** The members of a role. */
  membersOf(database: string | undefined, role: string): readonly RoleMemberFact[] {
    return this.#listed('members', 'role-member', (fact) => fact.role, database, role);
  }

  /** The rows that a principal holds. */
  heldBy(database: string | undefined, grantee: string): readonly PermissionFact[] {
    return this.#listed('held', 'permission', (fact) => fact.grantee, database, grantee);
  }

  /** Those of a principal's rows that let it grant: the links of grantor chains. */
  mayGrant(database: string | undefined, grantee: string): readonly PermissionFact[] {
    return this.#listed('grants', 'permission', (fact) => fact.grantee, database, grantee, maySpread);
  }

  /** The owner that a securable's fact names; undefined where it has none of its own. */
  namedOwnerOf(on: SecurableRef): string | undefined {
    if (on.name === undefined) return undefined;
    const fact = this.securable(on);
    return fact !== undefined && 'owner' in fact ? fact.owner : undefined;
  }

  /** Who owns a securable, and is recorded as grantor where no other is named: its owner, its schema's, dbo or sa. */
  ownerOf(on: SecurableRef): string {
    const named = this.namedOwnerOf(on);
    if (named !== undefined) return named;
    if (on.database === undefined) return this.sa;
    const { database, schema } = on;
    if (SECURABLE_CLASSES[on.class].owner !== 'schema' || schema === undefined) return 'dbo';
    return this.namedOwnerOf({ database, class: 'SCHEMA', name: schema }) ?? 'dbo';
  }

  #listed<K extends 'role-member' | 'permission'>(
    look: string,
    kind: K,
    nameOf: (fact: FactOf<K>) => string,
    database: string | undefined,
    name: string,
    isTaken: (fact: FactOf<K>) => boolean = () => true,
  ): readonly FactOf<K>[] {
    const lists = this.#once(look, () => {
      const found = this.facts.filter(
        (fact): fact is FactOf<K> => fact.kind === kind && isTaken(fact as FactOf<K>),
      );
      return grouped(found, (fact) => principalKey(databaseOf(fact), nameOf(fact)));
    });
    return lists.get(principalKey(database, name)) ?? [];
  }

  #once<T>(look: string, build: () => T): T {
    if (!this.#built.has(look)) this.#built.set(look, build());
    return this.#built.get(look) as T;
  }
}

function byPlace(facts: readonly Fact[]): ReadonlyMap<FactKind, ReadonlyMap<string | undefined, Fact[]>> {
  const kinds = new Map<FactKind, Map<string | undefined, Fact[]>>();
  for (const fact of facts) {
    const place = databaseOf(fact);
    const places = kinds.get(fact.kind) ?? new Map<string | undefined, Fact[]>();
    const list = places.get(place);
    if (list === undefined) kinds.set(fact.kind, places.set(place, [fact]));
    else list.push(fact);
  }
  return kinds;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Grouped<T> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
