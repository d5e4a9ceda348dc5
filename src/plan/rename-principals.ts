// A restore elsewhere: machines, domains and logins under other names. Facts in, facts out; every rename is told.
// A Windows user of a database bears its login's name and is renamed with it; other users keep theirs.
import type { Fact } from '../model/fact.ts';
import { FACT_SHAPES, propertyValue } from '../model/fact-shape.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** What to call things on the server that is restored to. Names are compared without regard to case, as Windows does. */
export interface PrincipalMapping {
  /** Old machine name → new one, for logins such as `OLD\service`. */
  readonly machines?: Readonly<Record<string, string>>;
  /** Old domain → new one. */
  readonly domains?: Readonly<Record<string, string>>;
  /** Old login → new one; comes before the two others. */
  readonly logins?: Readonly<Record<string, string>>;
}

/** A renamed snapshot's facts, and what was renamed. */
export interface RenamedFacts {
  readonly facts: readonly Fact[];
  /** New name → old name, in the order of the facts. */
  readonly renames: ReadonlyMap<string, string>;
}

/** Properties of server facts that hold the name of a server principal. */
const SERVER_NAMES: Readonly<Record<string, readonly string[]>> = {
  login: ['name'],
  'server-role': ['owner'],
  'role-member': ['member'],
  database: ['owner'],
  permission: ['grantee', 'grantor'],
  securable: ['owner'],
};

/** Properties of database facts that hold the name of a database principal. */
const DATABASE_NAMES: Readonly<Record<string, readonly string[]>> = {
  user: ['name'],
  role: ['owner'],
  'role-member': ['member'],
  schema: ['owner'],
  permission: ['grantee', 'grantor'],
  securable: ['owner'],
};

/** Renames principals throughout a snapshot's facts. A name that is not in the mapping stays. */
export function renamePrincipals(snapshot: Snapshot, mapping: PrincipalMapping): RenamedFacts {
  const rename = renamer(mapping);
  const renames = new Map<string, string>();
  const apply = (name: string): string => {
    const to = rename(name);
    if (to !== name) renames.set(to, name);
    return to;
  };
  return { facts: snapshot.facts.map((fact) => renameFact(fact, apply)), renames };
}

function renameFact(fact: Fact, apply: (name: string) => string): Fact {
  const inDatabase = fact.kind !== 'database' && 'database' in fact && fact.database !== undefined;
  const changed: Record<string, string> = {};
  const change = (property: string, onlyWindows: boolean) => {
    const name = propertyValue(fact, property);
    if (typeof name !== 'string' || (onlyWindows && !name.includes('\\'))) return;
    const to = apply(name);
    if (to !== name) changed[property] = to;
  };
  for (const property of (inDatabase ? DATABASE_NAMES : SERVER_NAMES)[fact.kind] ?? []) {
    change(property, inDatabase);
  }
  if (fact.kind === 'user') change('login', false);
  const ofPrincipal = fact.kind === 'permission' && ['LOGIN', 'USER'].includes(fact.class);
  if (ofPrincipal) change('name', fact.class === 'USER');
  return Object.keys(changed).length === 0 ? fact : inOrder({ ...fact, ...changed });
}

/** Keeps the properties in their canonical order: a property that is replaced stays where it is. */
function inOrder(fact: Fact): Fact {
  const shape = Object.keys(FACT_SHAPES[fact.kind]);
  const entries = [['kind', fact.kind], ...shape.map((name) => [name, propertyValue(fact, name)])];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as Fact;
}

/** What a principal is called on the server that is restored to. */
export function renamer(mapping: PrincipalMapping): (name: string) => string {
  const fold = (record: Readonly<Record<string, string>> = {}) =>
    new Map(Object.entries(record).map(([from, to]) => [from.toUpperCase(), to]));
  const logins = fold(mapping.logins);
  const authorities = new Map([...fold(mapping.domains), ...fold(mapping.machines)]);
  return (name) => {
    const whole = logins.get(name.toUpperCase());
    if (whole !== undefined) return whole;
    const slash = name.indexOf('\\');
    const authority = slash < 0 ? undefined : authorities.get(name.slice(0, slash).toUpperCase());
    return authority === undefined ? name : `${authority}${name.slice(slash)}`;
  };
}
