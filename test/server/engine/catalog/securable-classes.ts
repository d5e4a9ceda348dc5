// What fixtures/catalog/securables.tsv says: the classes that permissions can be on, for the engine and the generators.
// The product has a table of its own, which a test holds to this one.
import type { SqlVersion } from '../../../../src/model/catalog/version.ts';
import { SQL_VERSIONS } from '../../../../src/model/catalog/version.ts';
import { readFixtureTable } from '../fixture/read-table.ts';
import { catalogPermissions, type PermissionDefinition } from './catalog.ts';

/** A securable class of the catalogue. */
export interface CatalogClass {
  /** By `sys.fn_builtin_permissions`: the word after ON. */
  readonly word: string;
  /** `class` of the permission views; undefined where no documentation gives it. */
  readonly number: number | undefined;
  /** `class_desc` of the permission views. */
  readonly description: string;
  readonly scope: 'server' | 'database';
  /** The view that `major_id` names a row of; empty for the server. */
  readonly view: string;
  /** Empty where there is but one: the server, the database. */
  readonly idColumn: string;
  readonly nameColumn: string;
  /** Undefined where nobody owns one, or the view does not say who. */
  readonly ownerColumn: string | undefined;
  /** Letters of the types of principals; empty for what is none. */
  readonly principalTypes: string;
  readonly isInSchema: boolean;
  readonly hasBinaryName: boolean;
  readonly firstUserId: number;
  readonly seenByAll: 'no' | 'shipped' | 'all';
  readonly since: SqlVersion;
}

const FILE = new URL('../../../../fixtures/catalog/securables.tsv', import.meta.url);
const NEWEST = SQL_VERSIONS.at(-1) ?? 2025;

let classes: ReadonlyMap<string, CatalogClass> | undefined;

/** Every class by its word, in the order of the file. Read once. */
export function catalogClasses(): ReadonlyMap<string, CatalogClass> {
  classes ??= readClasses();
  return classes;
}

/** The class of a word; throws for one that the catalogue lacks. */
export function classNamed(word: string): CatalogClass {
  const found = catalogClasses().get(word);
  if (found === undefined) throw new Error(`fixtures/catalog/securables.tsv: there is no class ${word}.`);
  return found;
}

/** The classes of a scope whose securables are neither principals nor the one server or database. */
export function thingsOf(scope: 'server' | 'database'): readonly CatalogClass[] {
  return [...catalogClasses().values()].filter(
    (one) => one.scope === scope && one.idColumn !== '' && one.principalTypes === '',
  );
}

const permissions = new Map<string, PermissionDefinition[]>();

/** The permissions of a class that a version has, in ordinal order; the newest has those of no known release. */
export function permissionsOfClass(word: string, version: SqlVersion): readonly string[] {
  if (permissions.size === 0) {
    for (const one of catalogPermissions()) {
      permissions.set(one.classDesc, [...(permissions.get(one.classDesc) ?? []), one]);
    }
  }
  return (permissions.get(word) ?? [])
    .filter((one) => sinceOfPermission(one) <= version)
    .map(({ name }) => name)
    .sort();
}

/** The release that brought a permission, 2012 for older ones. */
export function sinceOfPermission({ since = NEWEST }: PermissionDefinition): number {
  return Math.max(2012, since);
}

function readClasses(): ReadonlyMap<string, CatalogClass> {
  const { columns, rows } = readFixtureTable(FILE);
  const found = new Map<string, CatalogClass>();
  for (const cells of rows) {
    const made = classOf((column) => cells[columns.indexOf(column)] ?? '');
    if (/^[A-Z ]+$/.test(made.word) && !found.has(made.word)) found.set(made.word, made);
  }
  return found;
}

function classOf(cell: (column: string) => string): CatalogClass {
  const number = cell('class');
  return {
    word: cell('builtin_class_desc'),
    number: number === '?' ? undefined : Number(number),
    description: cell('class_desc'),
    scope: cell('scope') as CatalogClass['scope'],
    view: cell('resolve_view'),
    idColumn: cell('key_column'),
    nameColumn: cell('name_column'),
    ownerColumn: cell('owner_column') || undefined,
    principalTypes: cell('principal_types'),
    isInSchema: cell('schema_qualified') === 'yes',
    hasBinaryName: cell('binary_name') === 'yes',
    firstUserId: Number(cell('first_user_id') || 0),
    seenByAll: cell('seen_by_all') as CatalogClass['seenByAll'],
    since: Math.max(2012, Number.parseInt(cell('versions'), 10)) as SqlVersion,
  };
}
