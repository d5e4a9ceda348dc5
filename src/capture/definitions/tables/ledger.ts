// Tables of a ledger, and the views that SQL Server makes with them. Source: "sys.tables", "sys.views", "sys.columns",
// "Ledger overview" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { LedgerShape } from '../../../model/definitions/special-table-shape.ts';
import { flag, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { keep, keepParts } from '../kept.ts';

/** `ledger_type`. */
export const LEDGER_TYPE = { history: 1, updatable: 2, appendOnly: 3 } as const;

/** `ledger_view_column_type`. */
const COLUMNS: Readonly<Record<number, 'transaction' | 'sequence' | 'operation' | 'description'>> = {
  1: 'transaction',
  2: 'sequence',
  3: 'operation',
  4: 'description',
};

const viewColumns = keepParts<readonly [(typeof COLUMNS)[number], string]>();

/** `sys.columns` of views of ledgers: which of them tells what. */
const ledgerViewColumns = defineQuery<DatabaseScope>()({
  name: 'columns of ledger views',
  view: 'sys.columns',
  since: 2022,
  columns: ['object_id', 'name', 'ledger_view_column_type'],
  narrow: (query) => query.whereNotNull('v.ledger_view_column_type'),
  read: (scope, at) => ({
    row(row) {
      const what = COLUMNS[integer(row[at.ledger_view_column_type]) ?? 0];
      if (what !== undefined) viewColumns(scope).add(id(row[at.object_id]), [what, name(row[at.name])]);
    },
  }),
});

/** Views and tables that SQL Server makes by itself, with a table of a ledger or for dates that go together. */
const ownObjects = keep(() => new Set<number>());

/** Says of an object that it comes with another, and has no definition of its own. */
export function noteOwn(scope: DatabaseScope, object: number): void {
  ownObjects(scope).add(object);
}

/** `sys.views`: those that come with a ledger, and those that DATE_CORRELATION_OPTIMIZATION makes. */
const madeViews = defineQuery<DatabaseScope>()({
  name: 'views that SQL Server makes',
  view: 'sys.views',
  columns: ['object_id', 'is_date_correlation_view'],
  optional: ['ledger_view_type', 'is_dropped_ledger_view'],
  read: (scope, at) => ({
    row(row) {
      const isOfLedger =
        (integer(row[at.ledger_view_type]) ?? 0) !== 0 || flag(row[at.is_dropped_ledger_view]);
      if (isOfLedger || flag(row[at.is_date_correlation_view])) noteOwn(scope, id(row[at.object_id]));
    },
  }),
});

/** What is read of ledgers alone. */
export const LEDGER_QUERIES = [ledgerViewColumns, madeViews];

/** Whether an object is one that SQL Server makes by itself. */
export function isOwn(scope: DatabaseScope, object: number): boolean {
  return ownObjects(scope).has(object);
}

/** What a table of a ledger has of its own; undefined for any other. */
export function ledgerOf(scope: DatabaseScope, type: number, view: number): LedgerShape | undefined {
  if (type === 0) return undefined;
  const found = securableIndex(scope, 'OBJECT').get(view);
  return defined({
    isAppendOnly: type === LEDGER_TYPE.appendOnly ? (true as const) : undefined,
    view:
      found?.schema === undefined
        ? undefined
        : {
            schema: found.schema,
            name: found.name,
            ...Object.fromEntries(viewColumns(scope).of(view)),
          },
  });
}

/** Says what stays of tables and columns that were dropped from a ledger, which no statement makes again. */
export function noteDropped(scope: DatabaseScope, what: 'Tables' | 'Columns'): void {
  const fact = `${what} that were dropped from a ledger stay in it; no script makes them again.`;
  scope.ledger.note('dropped-from-ledger', fact, 1);
}
