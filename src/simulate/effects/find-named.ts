// Names of statements looked up: principals of a kind, databases, and securables by their dotted names.
import { SECURABLE_CLASSES, type SecurableClass } from '../../model/catalog/securable-class.ts';
import type { NameParts } from '../../parse/tree/expression.ts';
import type { RunContext } from '../run-context.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { Principal } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { Securable, Target } from '../state/securable.ts';

/** Where names are looked up. */
export type Place = Pick<RunContext, 'server' | 'database'>;

/** The kinds of principals that statements name, where they are and how one is told. */
const PRINCIPALS = {
  login: ['server', ({ login }: Principal) => login !== undefined],
  'server-role': ['server', ({ type }: Principal) => type === 'R'],
  'server-principal': ['server', () => true],
  user: ['database', ({ user }: Principal) => user !== undefined],
  role: ['database', ({ type }: Principal) => type === 'R'],
  'application-role': ['database', ({ type }: Principal) => type === 'A'],
  principal: ['database', () => true],
} as const satisfies Readonly<
  Record<string, readonly ['server' | 'database', (principal: Principal) => boolean]>
>;

/** A kind of principals; the last ones of each place are any of it. */
export type PrincipalWord = keyof typeof PRINCIPALS;

/** Whether a word is that of a kind of principals. */
export function isPrincipalWord(word: string): word is PrincipalWord {
  return Object.hasOwn(PRINCIPALS, word);
}

/** A principal of a kind and name. */
export function findPrincipal(word: PrincipalWord, name: string, place: Place): Principal | undefined {
  const [where, is] = PRINCIPALS[word];
  const found = place[where].principal(name);
  return found !== undefined && is(found) ? found : undefined;
}

/** The securables of a database that statements name by a word, as `CLASS::name` would. */
const WORD_CLASSES = {
  schema: 'SCHEMA',
  certificate: 'CERTIFICATE',
  'asymmetric-key': 'ASYMMETRIC KEY',
  'database-scoped-credential': 'DATABASE SCOPED CREDENTIAL',
} as const satisfies Readonly<Record<string, SecurableClass>>;

/** A word for a securable of a database. */
export type SecurableWord = keyof typeof WORD_CLASSES;

/** The class that a word means. */
export function classOfWord(word: SecurableWord): SecurableClass {
  return WORD_CLASSES[word];
}

/** Where principals of a kind are. */
export function placeOfPrincipal(word: PrincipalWord): 'server' | 'database' {
  return PRINCIPALS[word][0];
}

/** The database that a statement about one names; without a name the current one. */
export function databaseNamed(name: NameParts, { server, database }: Place): DatabaseState | undefined {
  const last = name.at(-1) ?? '';
  return last === '' ? database : server.database(last);
}

/** Whether a name is that of a temporary thing. */
export function isTemporary(name: NameParts): boolean {
  return name.at(-1)?.startsWith('#') === true;
}

/** Where the securables of a class are. */
export function scopeOfClass(found: SecurableClass, { server, database }: Place): Scope {
  return SECURABLE_CLASSES[found].scope === 'server' ? server : database;
}

/** Where a thing of a name is or would be; undefined where there is no such database. */
export function scopeOfThing(found: SecurableClass, name: NameParts, place: Place): Scope | undefined {
  const other = SECURABLE_CLASSES[found].scope === 'server' ? '' : (name.at(-3) ?? '');
  return other === '' ? scopeOfClass(found, place) : place.server.database(other);
}

/** The thing of a name; without a schema one of dbo. */
export function findThing(found: SecurableClass, name: NameParts, place: Place): Securable | undefined {
  return scopeOfThing(found, name, place)?.securable(found, schemaOf(found, name), name.at(-1) ?? '');
}

/** The schema that a thing of a name is in; undefined for classes that have none. */
export function schemaOf(found: SecurableClass, name: NameParts): string | undefined {
  return SECURABLE_CLASSES[found].schemaQualified ? name.at(-2) || 'dbo' : undefined;
}

/** What permissions are on, by its name, in the place where the statement runs; without a schema one of dbo, then of sys. */
export function findTarget(found: SecurableClass, name: NameParts, place: Place): Target | undefined {
  const scope = scopeOfClass(found, place);
  const last = name.at(-1) ?? '';
  if (found === 'DATABASE') {
    return databaseNamed(name, place) === place.database ? scope.target(found, undefined, last) : undefined;
  }
  if (!SECURABLE_CLASSES[found].schemaQualified) return scope.target(found, undefined, last);
  if (scopeOfThing(found, name, place) !== scope) return undefined;
  const schemas = name.at(-2) ? [name.at(-2) ?? ''] : ['dbo', 'sys'];
  for (const schema of schemas) {
    const target = scope.target(found, schema, last);
    if (target !== undefined && scope.schema(schema) !== undefined) return target;
  }
  return undefined;
}
