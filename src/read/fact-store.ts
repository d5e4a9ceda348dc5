// Facts by key while a script is folded, and the ways they are looked up besides: by a principal they name, by the
// securable they are on, and a column's by its object's, so that every statement costs what it changes.
import type { Fact, FactKind, FactOf } from '../model/fact.ts';
import { keyFor, keyOf } from '../model/identity.ts';

/** A mutable set of facts. */
export class FactStore {
  readonly #facts = new Map<string, Fact>();
  readonly #index = new Map<string, Set<string>>();
  #handedOut = 0;

  get size(): number {
    return this.#facts.size;
  }

  put(fact: Fact): void {
    const key = keyOf(fact);
    const old = this.#facts.get(key);
    if (old !== undefined) this.#unlink(key, old);
    this.#facts.set(key, fact);
    for (const link of linksOf(fact)) {
      const keys = this.#index.get(link);
      if (keys === undefined) this.#index.set(link, new Set([key]));
      else keys.add(key);
    }
  }

  get<K extends FactKind>(
    identity: { readonly kind: K } & Readonly<Record<string, unknown>>,
  ): FactOf<K> | undefined {
    return this.#facts.get(keyFor(identity)) as FactOf<K> | undefined;
  }

  remove(fact: Fact): void {
    const key = keyOf(fact);
    const old = this.#facts.get(key);
    if (old === undefined) return;
    this.#unlink(key, old);
    this.#facts.delete(key);
  }

  /** Every fact that names this principal, of a database or (undefined) of the server. */
  naming(database: string | undefined, principal: string): Fact[] {
    return this.#linked(principalLink(database, principal));
  }

  /** Every permission on a securable: `on` is a permission fact on it. */
  on(
    permission: Pick<FactOf<'permission'>, 'database' | 'class' | 'schema' | 'name'>,
  ): FactOf<'permission'>[] {
    return this.#linked(securableLink(permission)).filter((fact) => fact.kind === 'permission');
  }

  /** Every permission on a column that stands beside this one on its object. */
  ofColumns(object: Omit<FactOf<'permission'>, 'kind' | 'state' | 'column'>): FactOf<'permission'>[] {
    return this.#linked(columnsLink(object)).filter((fact) => fact.kind === 'permission');
  }

  /** How many facts were handed out by the ways besides the key: what the linear-time test counts. */
  get handedOut(): number {
    return this.#handedOut;
  }

  /** All facts in ordinal order of their keys. */
  sorted(): Fact[] {
    const entries = [...this.#facts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return entries.map(([, fact]) => fact);
  }

  #linked(link: string): Fact[] {
    const facts: Fact[] = [];
    for (const key of this.#index.get(link) ?? []) {
      const fact = this.#facts.get(key);
      if (fact !== undefined) facts.push(fact);
    }
    this.#handedOut += facts.length;
    return facts;
  }

  #unlink(key: string, fact: Fact): void {
    for (const link of linksOf(fact)) {
      const keys = this.#index.get(link);
      keys?.delete(key);
      if (keys?.size === 0) this.#index.delete(link);
    }
  }
}

function linksOf(fact: Fact): string[] {
  switch (fact.kind) {
    case 'permission':
      return [
        principalLink(fact.database, fact.grantee),
        principalLink(fact.database, fact.grantor),
        securableLink(fact),
        ...(fact.column === undefined ? [] : [columnsLink(fact)]),
      ];
    case 'role-member':
      return [principalLink(fact.database, fact.role), principalLink(fact.database, fact.member)];
    case 'role':
    case 'schema':
      return [principalLink(fact.database, fact.owner), principalLink(fact.database, fact.name)];
    case 'server-role':
      return [principalLink(undefined, fact.owner), principalLink(undefined, fact.name)];
    case 'securable':
      return fact.owner === undefined ? [] : [principalLink(fact.database, fact.owner)];
    case 'database':
      return fact.owner === undefined ? [] : [principalLink(undefined, fact.owner)];
    case 'user':
      return fact.login === undefined ? [] : [principalLink(undefined, fact.login)];
    default:
      return [];
  }
}

function principalLink(database: string | undefined, principal: string): string {
  return link('principal', [database, principal]);
}

function securableLink(fact: Pick<FactOf<'permission'>, 'database' | 'class' | 'schema' | 'name'>): string {
  return link('securable', [fact.database, fact.class, fact.schema, fact.name]);
}

function columnsLink(fact: Omit<FactOf<'permission'>, 'kind' | 'state'>): string {
  const { database, schema, name, permission, grantee, grantor } = fact;
  return link('columns', [database, fact.class, schema, name, permission, grantee, grantor]);
}

/** Parts with their lengths, which no name can imitate. */
function link(what: string, parts: readonly (string | undefined)[]): string {
  let text = what;
  for (const part of parts) text += part === undefined ? ' -' : ` ${part.length}:${part}`;
  return text;
}
