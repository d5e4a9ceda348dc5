// A catalogue query is written once, beside the code that reads its rows: the view, the columns it needs, those it
// takes when the server has them, and the reader. Only constants of this program ever reach the SQL text.
import type { Knex } from 'knex';
import type { Row } from '../../connect/driver.ts';
import type { SqlVersion } from '../../model/catalog/version.ts';
import type { Catalog } from './catalog.ts';

/** Takes the rows of one result set, in any order; `end` runs after the last. */
export interface RowReader {
  row(row: Row): void;
  end?(): void;
}

/** Where each column of a result set is; a column the server lacks is at an index that no row has. */
export type ColumnIndex<C extends string> = Readonly<Record<C, number>>;

/** How a query is written. `v` is the view's alias in expressions and in `narrow`. */
export interface QueryParts<Context, C extends string, O extends string, E extends string> {
  readonly name: string;
  /** The catalogue view; left out for a query of expressions only. */
  readonly view?: string;
  readonly columns: readonly C[];
  readonly optional?: readonly O[];
  /** Computed columns: constant T-SQL by alias. */
  readonly expressions?: Readonly<Record<E, string>>;
  /** Computed columns that carry what a capture without passwords must not read. */
  readonly secret?: readonly NoInfer<C | O | E>[];
  /** The release that brought the view, where it is not in all. */
  readonly since?: SqlVersion;
  readonly narrow?: (query: Knex.QueryBuilder, knex: Knex) => Knex.QueryBuilder;
  readonly read: (context: Context, at: ColumnIndex<C | O | E>) => RowReader;
}

/** A query whose column types have served their purpose. */
export interface CatalogQuery<Context> {
  readonly name: string;
  readonly view: string | undefined;
  readonly since: SqlVersion | undefined;
  readonly columns: readonly string[];
  readonly optional: readonly string[];
  readonly expressions: Readonly<Record<string, string>>;
  readonly secret: readonly string[];
  readonly narrow: QueryParts<Context, string, string, string>['narrow'];
  /** The reader for a result set with these columns. */
  readonly reader: (context: Context, columns: readonly string[]) => RowReader;
}

/** Defines a query with its reader. */
export function defineQuery<Context>() {
  return <const C extends string, const O extends string = never, const E extends string = never>(
    parts: QueryParts<Context, C, O, E>,
  ): CatalogQuery<Context> => ({
    name: parts.name,
    view: parts.view,
    since: parts.since,
    columns: parts.columns,
    optional: parts.optional ?? [],
    expressions: parts.expressions ?? {},
    secret: parts.secret ?? [],
    narrow: parts.narrow as CatalogQuery<Context>['narrow'],
    reader: (context, columns) => {
      const all = [...parts.columns, ...(parts.optional ?? []), ...Object.keys(parts.expressions ?? {})];
      const at = Object.fromEntries(all.map((column) => [column, indexIn(columns, column)]));
      return parts.read(context, at as ColumnIndex<C | O | E>);
    },
  });
}

/** Whether what a query selects from is a view of the catalogue, which every database has, and no table of msdb. */
export function isCatalogView(view: string): boolean {
  return view.startsWith('sys.');
}

/** Whether a catalogue has what a query needs. */
export function isAnswerable(query: CatalogQuery<never>, catalog: Catalog): boolean {
  if (query.since !== undefined && catalog.version < query.since) return false;
  if (query.view === undefined) return true;
  const has = catalog.columns.get(query.view);
  return has !== undefined && query.columns.every((column) => has.has(column));
}

function indexIn(columns: readonly string[], column: string): number {
  const index = columns.indexOf(column);
  return index < 0 ? columns.length : index;
}
