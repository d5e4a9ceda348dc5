// Applications that keep in tables of their own database who may do what. Whether a database is of one, its own batch
// tells by the columns that the tables have; only then they are asked, in one batch more.
import type { RunOptions, Session } from '../../connect/driver.ts';
import { defined } from '../../model/defined.ts';
import { type Batch, buildBatch } from '../batch/batch.ts';
import { type Catalog, catalogOf } from '../batch/catalog.ts';
import type { CatalogQuery } from '../batch/query.ts';
import { runBatch } from '../batch/run-batch.ts';
import type { DatabaseScope } from '../scope.ts';

/** Columns by table, those that tell most first. */
export type ApplicationTables = readonly (readonly [table: string, columns: readonly string[]])[];

/** An application's tables, and how they are read. */
export interface Application {
  /** What is read of it, in the plural: `policies of the report server`. */
  readonly what: string;
  readonly tables: ApplicationTables;
  /** The role of the database whose members see every row, where others see a part of them. */
  readonly seesAll?: string;
  readonly queries: readonly CatalogQuery<never>[];
  /** Asks the tables, and makes facts of what they say. */
  readonly read: (
    session: Session,
    scope: DatabaseScope,
    options: RunOptions,
    onRows: (rows: number) => void,
  ) => Promise<void>;
}

/** How an application is defined: its readers share a state, which becomes facts when all is read. */
export interface ApplicationParts<State> extends Pick<Application, 'what' | 'tables' | 'seesAll'> {
  readonly queries: readonly CatalogQuery<State>[];
  readonly begin: (scope: DatabaseScope) => State;
  readonly finish: (state: State) => Promise<void>;
}

/** Defines an application. */
export function defineApplication<State>(parts: ApplicationParts<State>): Application {
  const { what, tables, seesAll, queries, begin, finish } = parts;
  return {
    what,
    tables,
    ...defined({ seesAll }),
    queries,
    read: async (session, scope, options, onRows) => {
      const state = begin(scope);
      await runBatch(session, await applicationBatch({ tables, queries }), state, options, onRows);
      await finish(state);
    },
  };
}

/** The batch of an application, the same on every server. */
export function applicationBatch<State>({
  tables,
  queries,
}: Pick<ApplicationParts<State>, 'tables' | 'queries'>): Promise<Batch<State>> {
  return buildBatch(queries, catalogWith(tables), false);
}

const catalogWith = (tables: ApplicationTables): Catalog => catalogOf(2012, 3, [], tables);

/**
 * T-SQL that tells whether a database has the tables: NULL where it has not, 1 where the login may read all of them, else
 * 0. `place` is T-SQL for the database and the dot behind it, left out for the one that the session is in.
 */
export function recognition({ tables }: Pick<Application, 'tables'>, place?: string): string {
  const of = (table: string): string => {
    const name = table
      .split('.')
      .map((part) => `[${part}]`)
      .join('.');
    return place === undefined ? `N'${name}'` : `${place} + N'${name}'`;
  };
  const lacks = tables.flatMap(([table, columns]) =>
    columns.map((column) => `WHEN COL_LENGTH(${of(table)}, N'${column}') IS NULL THEN NULL`),
  );
  const reads = tables.map(([table]) => `HAS_PERMS_BY_NAME(${of(table)}, N'OBJECT', N'SELECT') = 1`);
  return `CASE ${lacks.join(' ')} WHEN ${reads.join(' AND ')} THEN 1 ELSE 0 END`;
}
