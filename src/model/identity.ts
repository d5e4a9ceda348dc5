// The one encoding of identity: keys of facts, and of whatever else is looked up by several names. Parts are joined by
// `/`; inside a part `~` is written `~0` and `/` is written `~1` (as in a JSON Pointer), and an absent optional part is
// written `~`, which no name gives. Nothing else in the product joins names to a key.

import type { SecurableClass } from './catalog/securable-class.ts';
import { defined } from './defined.ts';
import type { Fact, FactKind, FactOf } from './fact.ts';
import { FACT_KINDS, FACT_SHAPES, propertiesOf, propertyValue } from './fact-shape.ts';

/** The key of a fact: unique in a snapshot, made of names and SIDs only. Snapshots are sorted by it, ordinally. */
export function keyOf(fact: Fact): string {
  const parts = [prefixOf(fact)];
  for (const property of IDENTITY[fact.kind]) {
    parts.push(partOf(propertyValue(fact, property)));
  }
  // Joined, not concatenated: a flat string is made at once, which sorting hundreds of thousands of keys needs.
  return parts.join('/');
}

/** Whether two facts have one key, without making it. */
export function haveOneKey(a: Fact, b: Fact): boolean {
  if (a.kind !== b.kind || databaseOf(a) !== databaseOf(b)) return false;
  for (const property of IDENTITY[a.kind]) {
    if (propertyValue(a, property) !== propertyValue(b, property)) return false;
  }
  return true;
}

/** What a key begins with: the scope and the kind. */
export function prefixOf(fact: Fact): string {
  const database = SCOPE_FIRST.has(fact.kind) ? (fact as { database?: string }).database : undefined;
  return database === undefined ? `server/${fact.kind}` : `database/${part(database)}/${fact.kind}`;
}

/** The key of the fact that would have these identity properties. */
export function keyFor(fact: { readonly kind: FactKind } & Readonly<Record<string, unknown>>): string {
  return keyOf(fact as unknown as Fact);
}

/** A securable as permissions name it: whatever a permission can be on, principals and schemas among them. */
export interface SecurableRef {
  readonly database?: string;
  readonly class: SecurableClass;
  readonly schema?: string;
  readonly name?: string;
}

/** The key of a securable, whichever kind of fact it is. */
export function securableKey({ database, class: of, schema, name }: SecurableRef): string {
  return keyOfParts('securable', database, of, schema, name);
}

/** The key of a principal: names are unique among those of a database, and among those of the server. */
export function principalKey(database: string | undefined, name: string): string {
  return keyOfParts('principal', database, name);
}

/** Where the principal is that a proxy is given to: in msdb, or on the server. */
export function placeOfProxyUser({ database, userKind }: FactOf<'agent-proxy-user'>): string | undefined {
  return userKind === 'role' ? database : undefined;
}

/** A key of several parts in their order; equal exactly when each part is. */
export function keyOfParts(...parts: readonly (string | number | boolean | undefined)[]): string {
  let key = partOf(parts[0]);
  for (let i = 1; i < parts.length; i++) key += `/${partOf(parts[i])}`;
  return key;
}

/** What a fact is a securable as, or what a permission is on; undefined for what no permission is on. */
export function securableOf(fact: FactOf<'permission' | 'securable' | 'endpoint'>): SecurableRef;
export function securableOf(fact: Fact): SecurableRef | undefined;
export function securableOf(fact: Fact): SecurableRef | undefined {
  if (fact.kind === 'securable' || fact.kind === 'permission') {
    const { database, class: of, schema, name } = fact;
    return defined({ database, class: of, schema, name });
  }
  const { class: of } = FACT_SHAPES[fact.kind];
  if (of === undefined) return undefined;
  if (fact.kind === 'server') return { class: of };
  if (fact.kind === 'database') return { database: fact.name, class: of };
  return 'name' in fact ? defined({ database: databaseOf(fact), class: of, name: fact.name }) : undefined;
}

/** The database that a fact is in; undefined for what is of the server, databases themselves among it. */
export function databaseOf(fact: Fact): string | undefined {
  return 'database' in fact ? fact.database : undefined;
}

/** The databases that facts are of or in, each once: what is read from a script has facts in databases and none of them. */
export function databasesIn(facts: Iterable<Fact>): ReadonlySet<string> {
  const names = new Set<string>();
  for (const fact of facts) {
    const name = fact.kind === 'database' ? fact.name : databaseOf(fact);
    if (name !== undefined) names.add(name);
  }
  return names;
}

/** The properties whose parts follow the prefix, in their order. */
export function identityOf(kind: FactKind): readonly string[] {
  return IDENTITY[kind];
}

/** A property's value as its part of a key. */
export function partOf(value: unknown): string {
  return value === undefined ? '~' : part(typeof value === 'string' ? value : String(value));
}

const SLASH = 47;
const TILDE = 126;

function part(text: string): string {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === SLASH || unit === TILDE) return text.replaceAll('~', '~0').replaceAll('/', '~1');
  }
  return text;
}

const IDENTITY = Object.fromEntries(
  FACT_KINDS.map((kind) => [
    kind,
    propertiesOf(kind)
      .filter(([name, shape]) => shape.identity && name !== 'database')
      .map(([name]) => name),
  ]),
) as unknown as Readonly<Record<FactKind, readonly string[]>>;

const SCOPE_FIRST: ReadonlySet<FactKind> = new Set(
  FACT_KINDS.filter((kind) => propertiesOf(kind).some(([name]) => name === 'database')),
);
