// A batch: the statements of several queries, answered by as many result sets in the same order.
// knex only builds text here; it never holds a connection, and no name from a server is ever given to it.

import type { Knex } from 'knex';
import type { Select } from '../../connect/driver.ts';
import { LOCK_TIMEOUT } from '../../connect/lock-timeout.ts';
import type { Catalog } from './catalog.ts';
import { type CatalogQuery, isAnswerable } from './query.ts';

/** SQL text, and the queries its result sets answer, in order. */
export interface Batch<Context> {
  readonly text: string;
  readonly queries: readonly CatalogQuery<Context>[];
  /** The statement of each query. */
  readonly selects: readonly Select[];
}

/** Settings that change nothing on the server: no row counts, and no waiting for ever on a schema lock. */
const PREFIX = `SET NOCOUNT ON;\n${LOCK_TIMEOUT}\n`;

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
  const selects = answerable.map((query) => statementOf(knex, query, catalog, withSecrets));
  const statements = selects.map(({ text }) => `${text};\n`);
  return { text: PREFIX + statements.join(''), queries: answerable, selects };
}

/** The statements of each query by what decides about them, so that many servers of one release share one. */
const built = new WeakMap<CatalogQuery<never>, Map<string, Select>>();

function statementOf(knex: Knex, query: CatalogQuery<never>, catalog: Catalog, withSecrets: boolean): Select {
  const has = catalog.columns.get(query.view ?? '');
  const parts = partsOf(query, withSecrets);
  const optional = parts.optional.filter((column) => has?.has(column));
  const known = built.get(query) ?? new Map<string, Select>();
  built.set(query, known);
  const key = `${withSecrets} ${optional.join()}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const given = optional.map((column) => `v.${column}`);
  const select = { text: selectOf(knex, query, parts, given), columns: columnsOf(parts, optional) };
  known.set(key, select);
  return select;
}

const columnsOf = (
  { columns, expressions }: ReturnType<typeof partsOf>,
  optional: readonly string[],
): readonly string[] => [...columns, ...optional, ...expressions.map(([alias]) => alias)];

/**
 * The statement of a query for whatever catalogue, one column after another, those that it lacks as NULL: a column that
 * the view lacks is found in the row of NULLs outside, by the rule that a name is looked up in the innermost query first
 * ("Subqueries", Microsoft).
 */
export async function constantSelect(query: CatalogQuery<never>, withSecrets: boolean): Promise<Select> {
  const knex = await sqlBuilder();
  const parts = partsOf(query, withSecrets);
  const { optional } = parts;
  const columns = columnsOf(parts, optional);
  const inner = selectOf(
    knex,
    query,
    parts,
    optional.map((column) => knex.raw(`[${column}]`)),
  );
  if (optional.length === 0) return { text: inner, columns };
  const nulls = optional.map((column) => `CAST(NULL AS nvarchar(1)) AS [${column}]`).join(', ');
  return { text: `SELECT [f].* FROM (SELECT ${nulls}) AS [n] CROSS APPLY (${inner}) AS [f]`, columns };
}

/** What a query selects, without what a capture without passwords must not read. */
function partsOf({ columns, optional, expressions, secret }: CatalogQuery<never>, withSecrets: boolean) {
  const isAllowed = (column: string): boolean => withSecrets || !secret.includes(column);
  return {
    columns: columns.filter(isAllowed),
    optional: optional.filter(isAllowed),
    expressions: Object.entries(expressions).filter(([alias]) => isAllowed(alias)),
  };
}

function selectOf(
  knex: Knex,
  query: CatalogQuery<never>,
  { columns, expressions }: Omit<ReturnType<typeof partsOf>, 'optional'>,
  optional: readonly (string | Knex.Raw)[],
): string {
  const selected = [
    ...columns.map((column) => `v.${column}`),
    ...optional,
    ...expressions.map(([alias, expression]) => knex.raw(`${expression} as [${alias}]`)),
  ];
  const base = query.view === undefined ? knex.queryBuilder() : knex(`${query.view} as v`);
  const select = base.select(selected);
  return (query.narrow?.(select, knex) ?? select).toString();
}
