// A batch: the statements of several queries, answered by as many result sets in the same order.
// knex only builds text here; it never holds a connection, and no name from a server is ever given to it.
import type { Knex } from 'knex';
import type { Catalog } from './catalog.ts';
import { type CatalogQuery, isAnswerable } from './query.ts';

/** SQL text, and the queries its result sets answer, in order. */
export interface Batch<Context> {
  readonly text: string;
  readonly queries: readonly CatalogQuery<Context>[];
}

/** Settings that change nothing on the server: no row counts, and no waiting for ever on a schema lock. */
const PREFIX = 'SET NOCOUNT ON;\nSET LOCK_TIMEOUT 60000;\n';

let builder: Promise<Knex> | undefined;

/** The builder; loaded on first use, so that what never captures does not pay for it. */
function sqlBuilder(): Promise<Knex> {
  builder ??= import('knex').then((module) => module.default({ client: 'mssql' }));
  return builder;
}

/** Builds the batch of those queries that the catalogue can answer. */
export async function buildBatch<Context>(
  queries: readonly CatalogQuery<Context>[],
  catalog: Catalog,
  withSecrets: boolean,
): Promise<Batch<Context>> {
  const knex = await sqlBuilder();
  const answerable = queries.filter((query) => isAnswerable(query, catalog));
  const statements = answerable.map((query) => `${statementOf(knex, query, catalog, withSecrets)};\n`);
  return { text: PREFIX + statements.join(''), queries: answerable };
}

function statementOf<Context>(
  knex: Knex,
  query: CatalogQuery<Context>,
  catalog: Catalog,
  withSecrets: boolean,
): string {
  const has = catalog.columns.get(query.view ?? '');
  const allowed = (column: string) => withSecrets || !query.secret.includes(column);
  const columns = [...query.columns, ...query.optional.filter((column) => has?.has(column))].filter(allowed);
  const expressions = Object.entries(query.expressions).filter(([alias]) => allowed(alias));
  const selected = [
    ...columns.map((column) => `v.${column}`),
    ...expressions.map(([alias, expression]) => knex.raw(`${expression} as [${alias}]`)),
  ];
  const base = query.view === undefined ? knex.queryBuilder() : knex(`${query.view} as v`);
  const select = base.select(selected);
  return (query.narrow?.(select, knex) ?? select).toString();
}
