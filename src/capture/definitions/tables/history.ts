// Periods of tables, and the tables that keep what their rows were. Source: "sys.periods", "sys.tables" (Microsoft).
import { defined } from '../../../model/defined.ts';
import { id, integer } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { columnName } from '../columns.ts';
import { keepById } from '../kept.ts';
import { omitPart } from '../unknown-part.ts';

/** The table of a history, and how long rows stay there, as the catalogue has it. */
export type HistoryRow = { readonly table: number; readonly retention: number; readonly unit: number };

/** What a row of `sys.tables` tells of a history. */
export function historyOf(table: unknown, retention: unknown, unit: unknown): HistoryRow | undefined {
  const found = integer(table) ?? 0;
  return found === 0
    ? undefined
    : { table: found, retention: integer(retention) ?? -1, unit: integer(unit) ?? -1 };
}

/** `history_retention_period_unit`. */
const UNITS: Readonly<Record<number, 'DAYS' | 'WEEKS' | 'MONTHS' | 'YEARS'>> = {
  3: 'DAYS',
  4: 'WEEKS',
  5: 'MONTHS',
  6: 'YEARS',
};

const periods = keepById<{ readonly start: number; readonly end: number }>();

/** `sys.periods`. */
export const systemPeriods = defineQuery<DatabaseScope>()({
  name: 'periods of tables',
  view: 'sys.periods',
  since: 2016,
  columns: ['object_id', 'start_column_id', 'end_column_id'],
  read: (scope, at) => ({
    row: (row) => {
      const start = id(row[at.start_column_id]);
      periods(scope).set(id(row[at.object_id]), { start, end: id(row[at.end_column_id]) });
    },
  }),
});

/** The two columns of a period. */
export function periodOf(
  scope: DatabaseScope,
  table: number,
): { readonly start: string; readonly end: string } | undefined {
  const period = periods(scope).get(table);
  if (period === undefined) return undefined;
  const [start, end] = [period.start, period.end].map((column) => columnName(scope, table, column));
  if (start !== undefined && end !== undefined) return { start, end };
  omitPart(scope, 'Periods of tables have no columns');
  return undefined;
}

/** The table of a history by its name. */
export function historyTable(scope: DatabaseScope, kept: HistoryRow | undefined) {
  const found = kept && securableIndex(scope, 'OBJECT').get(kept.table);
  if (kept === undefined) return undefined;
  if (found?.schema === undefined) {
    omitPart(scope, 'Tables with a history have no table of it');
    return undefined;
  }
  const unit = UNITS[kept.unit];
  if (kept.retention > 0 && unit === undefined)
    omitPart(scope, 'Histories of tables have no unit of retention');
  const hasEnd = kept.retention > 0 && unit !== undefined;
  return defined({
    schema: found.schema,
    name: found.name,
    retention: hasEnd ? kept.retention : undefined,
    unit: hasEnd ? unit : undefined,
  });
}
