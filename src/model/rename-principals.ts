// A restore elsewhere: machines, domains and logins under other names. Facts in, facts out, in the order of their new
// keys; every rename is told. A Windows user of a database bears its login's name and is renamed with it; other users
// keep theirs. Two principals never become one: what one of them was denied, the other would be granted.
import { isAccountName } from './catalog/principal-kind.ts';
import { RegrantError } from './errors.ts';
import type { Fact } from './fact.ts';
import { FactIndex, isPrincipal } from './fact-index.ts';
import { propertiesOf, propertyValue } from './fact-shape.ts';
import { databaseOf, keyOf, principalKey } from './identity.ts';
import { foldOfWindows, isSameToWindows } from './name-fold.ts';
import { ordinal } from './order.ts';
import type { Snapshot } from './snapshot.ts';

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
  /** In the ordinal order of their keys. */
  readonly facts: readonly Fact[];
  /** New name → old name, in the order of the facts as they were. */
  readonly renames: ReadonlyMap<string, string>;
}

/** Properties of server facts that hold the name of a server principal. */
const SERVER_NAMES: Readonly<Record<string, readonly string[]>> = {
  login: ['name'],
  'server-role': ['owner'],
  'role-member': ['member'],
  database: ['owner'],
  'linked-login': ['login'],
  permission: ['grantee', 'grantor'],
  securable: ['owner'],
  endpoint: ['owner'],
  'server-trigger': ['executeAs'],
};

/** Properties of database facts that hold the name of a database principal. */
const DATABASE_NAMES: Readonly<Record<string, readonly string[]>> = {
  user: ['name'],
  role: ['owner'],
  'role-member': ['member'],
  schema: ['owner'],
  permission: ['grantee', 'grantor'],
  securable: ['owner'],
  'mail-profile-user': ['user'],
  'ssis-permission': ['grantee'],
  'audit-action': ['principal'],
};

/**
 * Renames principals throughout facts. A name that is not in the mapping stays.
 * Throws a RegrantError `bad-option` for an entry of the mapping that nothing bears the name of, and where two
 * principals would become one.
 */
export function renamePrincipals({ header, facts }: Snapshot, mapping: PrincipalMapping): RenamedFacts {
  const rename = new Renaming(mapping);
  if (rename.isEmpty) return { facts, renames: new Map() };
  const renames = new Map<string, string>();
  const apply = (name: string): string => {
    const to = rename.of(name);
    if (to !== name) renames.set(to, name);
    return to;
  };
  const keyed = facts.map((fact) => {
    const renamed = renameFact(fact, apply);
    return { fact: renamed, key: keyOf(renamed) };
  });
  const server = facts.find((fact) => fact.kind === 'server');
  rename.touch(header.server.name.split('\\')[0] ?? '');
  if (server !== undefined) rename.touch(server.machineName);
  refuseUnused(rename);
  refuseCollisions(facts, apply);
  keyed.sort((a, b) => ordinal(a.key, b.key));
  return { facts: keyed.map(({ fact }) => fact), renames };
}

/** A fact with every name of a principal in it as `apply` says. */
export function renameFact(fact: Fact, apply: (name: string) => string): Fact {
  const inDatabase = databaseOf(fact) !== undefined;
  const changed: Record<string, string> = {};
  const change = (property: string, onlyWindows: boolean) => {
    const name = propertyValue(fact, property);
    if (typeof name !== 'string' || (onlyWindows && !isAccountName(name))) return;
    const to = apply(name);
    if (to !== name) changed[property] = to;
  };
  for (const property of (inDatabase ? DATABASE_NAMES : SERVER_NAMES)[fact.kind] ?? []) {
    change(property, inDatabase);
  }
  if (fact.kind === 'user') change('login', false);
  if (fact.kind === 'agent-job' || fact.kind === 'ssis-package') change('owner', false);
  if (fact.kind === 'agent-proxy-user' && fact.userKind === 'login') change('user', false);
  const ofPrincipal = fact.kind === 'permission' && ['LOGIN', 'USER'].includes(fact.class);
  if (ofPrincipal) change('name', fact.class === 'USER');
  return Object.keys(changed).length === 0 ? fact : inOrder({ ...fact, ...changed });
}

/** Keeps the properties in their canonical order: a property that is replaced stays where it is. */
function inOrder(fact: Fact): Fact {
  const shape = propertiesOf(fact.kind).map(([property]) => property);
  const entries = [['kind', fact.kind], ...shape.map((name) => [name, propertyValue(fact, name)])];
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as unknown as Fact;
}

/** What a principal is called on the server that is restored to. */
export function renamer(mapping: PrincipalMapping): (name: string) => string {
  const renaming = new Renaming(mapping);
  return (name) => renaming.of(name);
}

/** The name of the server that is restored to: `OLD\INSTANCE` follows the renaming of machine OLD. */
export function renameServer(name: string, { machines = {} }: PrincipalMapping): string {
  const [machine = '', ...instance] = name.split('\\');
  const entry = Object.entries(machines).find(([from]) => isSameToWindows(from, machine));
  return [entry?.[1] ?? machine, ...instance].join('\\');
}

type Sort = 'machine' | 'domain' | 'login';

interface Entry {
  readonly sort: Sort;
  readonly from: string;
  readonly to: string;
}

/** A mapping that remembers which of its entries something bore the name of. */
class Renaming {
  readonly #logins: ReadonlyMap<string, Entry>;
  readonly #authorities: ReadonlyMap<string, Entry>;
  readonly #used = new Set<Entry>();

  constructor({ machines, domains, logins }: PrincipalMapping) {
    const folded = (sort: Sort, record: Readonly<Record<string, string>> = {}) =>
      Object.entries(record).map(([from, to]) => [foldOfWindows(from), { sort, from, to }] as const);
    this.#logins = new Map(folded('login', logins));
    this.#authorities = new Map([...folded('domain', domains), ...folded('machine', machines)]);
  }

  get isEmpty(): boolean {
    return this.#logins.size + this.#authorities.size === 0;
  }

  of(name: string): string {
    const whole = this.#logins.get(foldOfWindows(name));
    const slash = name.indexOf('\\');
    const authority = slash < 0 ? undefined : this.#authorities.get(foldOfWindows(name.slice(0, slash)));
    // A domain is borne by the names of its logins, though each of them has an entry of its own.
    const elsewhere = authority === undefined ? name : `${this.#use(authority)}${name.slice(slash)}`;
    return whole === undefined ? elsewhere : this.#use(whole);
  }

  /** A machine is also the server's own, whether or not it has accounts. */
  touch(machine: string): void {
    const entry = this.#authorities.get(foldOfWindows(machine));
    if (entry?.sort === 'machine') this.#used.add(entry);
  }

  unused(): readonly Entry[] {
    return [...this.#logins.values(), ...this.#authorities.values()].filter(
      (entry) => !this.#used.has(entry),
    );
  }

  #use(entry: Entry): string {
    this.#used.add(entry);
    return entry.to;
  }
}

function refuseUnused(rename: Renaming): void {
  const unused = rename.unused();
  if (unused.length === 0) return;
  const list = unused.map(({ sort, from, to }) => `${sort} ${from} (to ${to})`).join(', ');
  throw new RegrantError({
    code: 'bad-option',
    fact: `Nothing in the snapshot bears a name that this would rename: ${list}.`,
    remedy: 'Correct the old name of the mapping, or leave it out.',
  });
}

function refuseCollisions(facts: readonly Fact[], apply: (name: string) => string): void {
  const index = new FactIndex(facts);
  const taken = new Map<string, { readonly name: string; readonly isRenamed: boolean }>();
  for (const fact of facts) {
    if (!isPrincipal(fact)) continue;
    const { name } = fact;
    const scope = databaseOf(fact);
    const isRenamable = fact.kind === 'login' || (fact.kind === 'user' && isAccountName(name));
    const to = isRenamable ? apply(name) : name;
    const key = principalKey(scope, index.foldIn(scope)(to));
    const other = taken.get(key);
    if (other !== undefined && (other.isRenamed || to !== name)) throw collision(other.name, name, to, scope);
    taken.set(key, { name, isRenamed: to !== name });
  }
}

function collision(first: string, second: string, to: string, database: string | undefined): RegrantError {
  const where = database === undefined ? 'on the server' : `in database ${database}`;
  return new RegrantError({
    code: 'bad-option',
    fact: `${first} and ${second} would both be ${to} ${where}: what one of them is denied, the other may be granted.`,
    remedy: 'Give one of them another name with --map-login, or leave it out of the selection.',
  });
}
