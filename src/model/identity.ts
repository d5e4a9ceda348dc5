// A fact's key: the one encoding of identity. Parts are joined by `/`; inside a part `~` is written `~0` and
// `/` is written `~1` (as in a JSON Pointer), and an absent optional part is written `~`, which no name gives.
import type { Fact, FactKind } from './fact.ts';
import { FACT_KINDS, propertiesOf, propertyValue } from './fact-shape.ts';

/** The key of a fact: unique in a snapshot, made of names and SIDs only. Snapshots are sorted by it, ordinally. */
export function keyOf(fact: Fact): string {
  const parts = [prefixOf(fact)];
  for (const property of IDENTITY[fact.kind]) {
    parts.push(partOf(propertyValue(fact, property)));
  }
  // Joined, not concatenated: a flat string is made at once, which sorting hundreds of thousands of keys needs.
  return parts.join('/');
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
