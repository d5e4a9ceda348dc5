// A snapshot under the names that a script for another server gives its principals: written anew, so that a proof does
// not rest on what made the script.
import type { Fact } from '../model/fact.ts';
import { FACT_SHAPES, propertyValue } from '../model/fact-shape.ts';

/** Other names: machine and domain parts of Windows names, and whole logins, which go first. */
export interface NameMapping {
  readonly machines?: Readonly<Record<string, string>>;
  readonly domains?: Readonly<Record<string, string>>;
  readonly logins?: Readonly<Record<string, string>>;
}

type Rename = (name: string) => string;

/** The facts under their new names; the SIDs of Windows principals that get one are no longer known. */
export function renameFacts(facts: readonly Fact[], mapping: NameMapping): readonly Fact[] {
  if (Object.values(mapping).every((names) => Object.keys(names ?? {}).length === 0)) return facts;
  const rename = renamer(mapping);
  return facts.map((fact) => renamed(fact, rename));
}

function renamer({ machines = {}, domains = {}, logins = {} }: NameMapping): Rename {
  const whole = upper(logins);
  const authority = upper({ ...domains, ...machines });
  return (name) => {
    const login = whole.get(name.toUpperCase());
    if (login !== undefined) return login;
    const [place = '', ...rest] = name.split('\\');
    const to = rest.length > 0 ? authority.get(place.toUpperCase()) : undefined;
    return to === undefined ? name : [to, ...rest].join('\\');
  };
}

function upper(names: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(names).map(([from, to]) => [from.toUpperCase(), to]));
}

/** A user of a database bears a Windows name only where it has a backslash. */
const inDatabase =
  (rename: Rename): Rename =>
  (name) =>
    name.includes('\\') ? rename(name) : name;

function renamed(fact: Fact, rename: Rename): Fact {
  const ofDatabase = fact.kind !== 'database' && propertyValue(fact, 'database') !== undefined;
  const to = ofDatabase ? inDatabase(rename) : rename;
  const isPrincipal =
    fact.kind === 'user' ||
    fact.kind === 'login' ||
    (fact.kind === 'permission' && ['LOGIN', 'USER'].includes(fact.class));
  const changes: Record<string, unknown> = {};
  for (const property of ['owner', 'member', 'grantee', 'grantor', ...(isPrincipal ? ['name'] : [])]) {
    const value = propertyValue(fact, property);
    if (typeof value === 'string') changes[property] = to(value);
  }
  if (fact.kind === 'user' && fact.login !== undefined) changes.login = rename(fact.login);
  const entries = ['kind', ...Object.keys(FACT_SHAPES[fact.kind])].flatMap((property) => {
    const value = changes[property] ?? propertyValue(fact, property);
    return value === undefined ? [] : [[property, value] as const];
  });
  return Object.fromEntries(entries) as unknown as Fact;
}
