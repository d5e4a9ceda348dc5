// What fixtures/catalog says: every catalogue view, its columns and their types, by version. Facts only; no rows.
import type { SqlVersion } from '../../../../src/model/catalog/version.ts';
import { SQL_VERSIONS } from '../../../../src/model/catalog/version.ts';
import { readFixtureTable } from '../fixture/read-table.ts';
import type { SqlType } from '../sql/sql-type.ts';
import { parseType } from '../sql/sql-type.ts';

/** Where a view's rows live. */
export type ViewScope = 'server' | 'database' | 'msdb';

/** A column of a view in any version. */
export interface ColumnDefinition {
  readonly name: string;
  readonly type: SqlType;
  readonly typeText: string;
  readonly since: SqlVersion;
  /** The last version that has it. */
  readonly until: SqlVersion;
}

/** A view with the columns of all versions; rows of its table are in this order. */
export interface ViewDefinition {
  /** `sys.objects` */
  readonly name: string;
  readonly schema: string;
  readonly shortName: string;
  readonly scope: ViewScope;
  readonly objectId: number;
  readonly columns: readonly ColumnDefinition[];
  /** Position of a column by its exact name. */
  readonly indexOf: ReadonlyMap<string, number>;
}

const FOLDER = new URL('../../../../fixtures/catalog/', import.meta.url);

let views: ReadonlyMap<string, ViewDefinition> | undefined;

/** Every view the catalogue knows, by its exact two-part name. Read once. */
export function catalogViews(): ReadonlyMap<string, ViewDefinition> {
  views ??= readViews();
  return views;
}

/** Whether a version has a column. */
export function hasColumn(column: ColumnDefinition, version: SqlVersion): boolean {
  return column.since <= version && version <= column.until;
}

/** Whether a version has a view: one column of it is enough. */
export function hasView(view: ViewDefinition, version: SqlVersion): boolean {
  return view.columns.some((column) => hasColumn(column, version));
}

/** A view definition of one's own: for user tables and for functions that return a table. */
export function defineView(
  name: string,
  scope: ViewScope,
  objectId: number,
  columns: readonly ColumnDefinition[],
): ViewDefinition {
  const dot = name.indexOf('.');
  return {
    name,
    schema: name.slice(0, dot),
    shortName: name.slice(dot + 1),
    scope,
    objectId,
    columns,
    indexOf: new Map(columns.map((column, index) => [column.name, index])),
  };
}

/** A column that every version has. */
export function defineColumn(name: string, typeText: string): ColumnDefinition | undefined {
  const type = parseType(typeText);
  return type && { name, type, typeText, since: 2012, until: NEWEST };
}

const NEWEST = SQL_VERSIONS.at(-1) ?? 2025;

function readViews(): ReadonlyMap<string, ViewDefinition> {
  const columns = new Map<string, ColumnDefinition[]>();
  let view = '';
  for (const [name, column = '', typeText = '', since, until] of readFixtureTable(
    new URL('columns.tsv', FOLDER),
  ).rows) {
    if (name !== '' && name !== undefined) view = name;
    const type = parseType(typeText);
    if (type === undefined)
      throw new Error(`fixtures/catalog/columns.tsv: ${view}.${column}: no type ${typeText}`);
    const list = columns.get(view) ?? [];
    list.push({ name: column, type, typeText, since: year(since) ?? 2012, until: year(until) ?? NEWEST });
    columns.set(view, list);
  }
  const found = new Map<string, ViewDefinition>();
  for (const [name = '', scope = '', id] of readFixtureTable(new URL('views.tsv', FOLDER)).rows) {
    found.set(name, defineView(name, scope as ViewScope, Number(id), columns.get(name) ?? []));
  }
  return found;
}

const year = (text: string | undefined): SqlVersion | undefined =>
  text === undefined || text === '' ? undefined : (Number(text) as SqlVersion);

/** A permission of fixtures/catalog/permissions.tsv. */
export interface PermissionDefinition {
  readonly classDesc: string;
  readonly name: string;
  readonly type: string;
  /** Empty for none. */
  readonly covering: string;
  readonly parentClass: string;
  readonly parentCovering: string;
  /** Undefined where no version is documented to have it. */
  readonly since: number | undefined;
}

let permissions: readonly PermissionDefinition[] | undefined;

/** Every permission, read once. */
export function catalogPermissions(): readonly PermissionDefinition[] {
  permissions ??= readFixtureTable(new URL('permissions.tsv', FOLDER)).rows.map((cells) => {
    const [
      classDesc = '',
      name = '',
      type = '',
      covering = '',
      parentClass = '',
      parentCovering = '',
      since = '',
    ] = cells;
    const known = /^\d{4}$/.test(since) ? Number(since) : undefined;
    return { classDesc, name, type, covering, parentClass, parentCovering, since: known };
  });
  return permissions;
}
