// Statistics that somebody made; those of indexes and those that SQL Server makes come by themselves.
// Source: "sys.stats", "sys.stats_columns" (Microsoft).

import { defined } from '../../model/defined.ts';
import type { StatisticsShape } from '../../model/definitions/index-shape.ts';
import { ordinal } from '../../model/order.ts';
import { flag, id, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { columnName } from './columns.ts';
import { keep, keepParts } from './kept.ts';
import { yes } from './tables/column-parts.ts';
import { omitPart } from './unknown-part.ts';

const columns = keep(() => new Map<string, { readonly at: number; readonly column: number }[]>());

/** `sys.stats_columns`: of statistics that somebody made. */
const statisticsColumns = defineQuery<DatabaseScope>()({
  name: 'columns of statistics',
  view: 'sys.stats_columns',
  columns: ['object_id', 'stats_id', 'stats_column_id', 'column_id'],
  narrow: (query) =>
    query
      .innerJoin('sys.stats as s', { 's.object_id': 'v.object_id', 's.stats_id': 'v.stats_id' })
      .where('s.user_created', 1),
  read: (scope, at) => ({
    row(row) {
      const key = `${id(row[at.object_id])}/${id(row[at.stats_id])}`;
      const found = columns(scope).get(key) ?? [];
      columns(scope).set(key, found);
      found.push({ at: id(row[at.stats_column_id]), column: id(row[at.column_id]) });
    },
  }),
});

const statistics = keepParts<StatisticsShape>();

/** `sys.stats`: what somebody made, but for tables of SQL Server's own. */
const madeStatistics = defineQuery<DatabaseScope>()({
  name: 'statistics',
  view: 'sys.stats',
  columns: ['object_id', 'stats_id', 'name', 'no_recompute', 'has_filter', 'filter_definition'],
  optional: ['is_incremental', 'auto_drop'],
  narrow: (query) =>
    query
      .innerJoin('sys.objects as o', 'o.object_id', 'v.object_id')
      .where('o.is_ms_shipped', 0)
      .whereIn('o.type', ['U', 'V'])
      .where('v.user_created', 1),
  read: (scope, at) => ({
    row(row) {
      const table = id(row[at.object_id]);
      const parts = columns(scope).get(`${table}/${id(row[at.stats_id])}`) ?? [];
      const names = [...parts]
        .sort((a, b) => a.at - b.at)
        .map(({ column }) => columnName(scope, table, column))
        .filter((one) => one !== undefined);
      if (names.length === 0 || names.length < parts.length) {
        const fact =
          'Statistics are on columns that no statement can name, as those that a graph is made of; they were not captured.';
        scope.ledger.omit('unknown-statistics-column', fact, 'Make these statistics by hand.', 1);
        return;
      }
      if (flag(row[at.has_filter]) && text(row[at.filter_definition]) === undefined) {
        omitPart(scope, 'Statistics with a filter have no text of it');
        return;
      }
      statistics(scope).add(
        table,
        defined({
          name: name(row[at.name]),
          columns: names,
          filter: text(row[at.filter_definition]),
          isNotRecomputed: yes(row[at.no_recompute]),
          isIncremental: yes(row[at.is_incremental]),
          isAutoDropped: yes(row[at.auto_drop]),
        }),
      );
    },
  }),
});

/** What is read of statistics. */
export const STATISTICS_QUERIES = [statisticsColumns, madeStatistics];

/** The statistics of a table or a view, by their names. */
export function statisticsOf(scope: DatabaseScope, table: number): readonly StatisticsShape[] | undefined {
  const found = [...statistics(scope).of(table)].sort((a, b) => ordinal(a.name, b.name));
  return found.length === 0 ? undefined : found;
}
