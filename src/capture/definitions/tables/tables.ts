// Tables, whole: with their columns, keys, checks, foreign keys and indexes. Source: "sys.tables" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { TableShape } from '../../../model/definitions/table-shape.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { flag, id, integer } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { columnsOf } from '../columns.ts';
import { dataSpaceName } from '../data-spaces.ts';
import { compressionOf } from '../indexes/compression.ts';
import { keyOf } from '../indexes/index-columns.ts';
import { fileKeysOf, indexesOf, keysOf, storageOfTable } from '../indexes/indexes.ts';
import { keepById } from '../kept.ts';
import { statisticsOf } from '../statistics.ts';
import { knownValue } from '../unknown-part.ts';
import { constraintParents, usesOf } from '../uses.ts';
import { yes } from './column-parts.ts';
import { CONSTRAINT_QUERIES, checksOf, constraintIds, foreignKeysOf } from './constraints.ts';
import { fileTableOf } from './file-tables.ts';
import { edgeConstraintsOf, GRAPH_QUERIES } from './graph.ts';
import { type HistoryRow, historyOf, historyTable, periodOf, systemPeriods } from './history.ts';
import { LEDGER_QUERIES, LEDGER_TYPE, ledgerOf, noteDropped, noteOwn } from './ledger.ts';
import { FEATURE_COLUMNS, noteFeatures } from './table-features.ts';

interface TableRow {
  readonly textSpace: number | undefined;
  readonly filestreamSpace: number | undefined;
  readonly textInRow: number | undefined;
  readonly isLargeOutOfRow: true | undefined;
  readonly isLockedOnBulkLoad: true | undefined;
  readonly lockEscalation: 'DISABLE' | 'AUTO' | undefined;
  readonly isAnsiNullsOff: true | undefined;
  readonly history: HistoryRow | undefined;
  readonly graph: TableShape['graph'] | undefined;
  readonly ledger: TableShape['ledger'] | undefined;
  readonly isMemoryOptimized: true | undefined;
  readonly isSchemaOnly: true | undefined;
}

const rows = keepById<TableRow>();
const ESCALATION = [undefined, 'DISABLE', 'AUTO'] as const;

/** `sys.tables`. */
const tableRows = defineQuery<DatabaseScope>()({
  name: 'tables',
  view: 'sys.tables',
  columns: [
    'object_id',
    'uses_ansi_nulls',
    'lock_escalation',
    'text_in_row_limit',
    'large_value_types_out_of_row',
    'lock_on_bulk_load',
    'lob_data_space_id',
    'filestream_data_space_id',
  ],
  optional: [
    'is_external',
    'is_node',
    'is_edge',
    'ledger_type',
    'ledger_view_id',
    'is_dropped_ledger_table',
    'history_table_id',
    'history_retention_period',
    'history_retention_period_unit',
    'is_memory_optimized',
    'durability',
    ...FEATURE_COLUMNS,
  ],
  narrow: (query) => query.where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row(row) {
      if (flag(row[at.is_dropped_ledger_table])) {
        noteDropped(scope, 'Tables');
        noteOwn(scope, id(row[at.object_id]));
        return;
      }
      const ledger = integer(row[at.ledger_type]) ?? 0;
      // An external table has rows of its own elsewhere; the history of a ledger is made with its table.
      if (ledger === LEDGER_TYPE.history) noteOwn(scope, id(row[at.object_id]));
      if (flag(row[at.is_external]) || ledger === LEDGER_TYPE.history) return;
      if (ledger > LEDGER_TYPE.appendOnly) {
        const fact = `Tables of ledger type ${ledger} are not known; their definitions were not captured.`;
        scope.ledger.omit('unknown-table-sort', fact, 'Script these tables by hand.', 1);
        return;
      }
      noteFeatures(scope, (column) => row[at[column]]);
      rows(scope).set(id(row[at.object_id]), {
        textSpace: integer(row[at.lob_data_space_id]),
        filestreamSpace: integer(row[at.filestream_data_space_id]),
        textInRow: integer(row[at.text_in_row_limit]) || undefined,
        isLargeOutOfRow: yes(row[at.large_value_types_out_of_row]),
        isLockedOnBulkLoad: yes(row[at.lock_on_bulk_load]),
        lockEscalation: knownValue(
          scope,
          ESCALATION,
          integer(row[at.lock_escalation]) ?? 0,
          'Tables have no escalation of locks',
        ),
        isAnsiNullsOff: flag(row[at.uses_ansi_nulls]) ? undefined : true,
        history: historyOf(
          row[at.history_table_id],
          row[at.history_retention_period],
          row[at.history_retention_period_unit],
        ),
        graph: flag(row[at.is_node]) ? 'NODE' : flag(row[at.is_edge]) ? 'EDGE' : undefined,
        ledger: ledgerOf(scope, ledger, integer(row[at.ledger_view_id]) ?? 0),
        isMemoryOptimized: yes(row[at.is_memory_optimized]),
        isSchemaOnly:
          flag(row[at.is_memory_optimized]) && integer(row[at.durability]) === 1 ? true : undefined,
      });
    },
  }),
});

const tracked = keepById<NonNullable<TableShape['changeTracking']>>();

/** `sys.change_tracking_tables`. */
const trackedTables = defineQuery<DatabaseScope>()({
  name: 'tables whose changes are tracked',
  view: 'sys.change_tracking_tables',
  columns: ['object_id', 'is_track_columns_updated_on'],
  read: (scope, at) => ({
    row: (row) => {
      const tracksColumns = yes(row[at.is_track_columns_updated_on]);
      tracked(scope).set(id(row[at.object_id]), defined({ tracksColumns }));
    },
  }),
});

/** What is read of tables alone. */
export const TABLE_QUERIES = [
  ...LEDGER_QUERIES,
  tableRows,
  trackedTables,
  systemPeriods,
  ...CONSTRAINT_QUERIES,
  ...GRAPH_QUERIES,
];

/** `index_id` of a heap. */
const HEAP = 0;

/** The tables of a database. */
export function* tableFacts(scope: DatabaseScope): Generator<DefinitionOf<'table'>> {
  const { database } = scope;
  const parents = byParent(scope);
  for (const [table, row] of rows(scope)) {
    const found = securableIndex(scope, 'OBJECT').get(table);
    const fileTable = fileTableOf(scope, table, fileKeysOf(scope, table));
    const columns = fileTable === undefined ? columnsOf(scope, table) : [];
    if (found?.schema === undefined) continue;
    if (columns.length === 0 && fileTable === undefined && row.graph !== 'EDGE') {
      const fact = 'Tables show no columns to the login; their definitions were not captured.';
      scope.ledger.omit('columns-hidden', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
      continue;
    }
    const { schema, name: object } = found;
    const ids = [table, ...constraintIds(scope).of(table), ...(parents.get(table) ?? [])];
    const body = defined({
      columns,
      keys: keysOf(scope, table),
      checks: checksOf(scope, table),
      foreignKeys: foreignKeysOf(scope, table),
      indexes: indexesOf(scope, table),
      statistics: statisticsOf(scope, table),
      storage: storageOfTable(scope, table),
      compression: compressionOf(
        scope,
        keyOf(table, HEAP),
        storageOfTable(scope, table)?.column !== undefined,
      ),
      textStorage: dataSpaceName(scope, row.textSpace),
      filestreamStorage: dataSpaceName(scope, row.filestreamSpace),
      textInRow: row.textInRow,
      isLargeOutOfRow: row.isLargeOutOfRow,
      isLockedOnBulkLoad: row.isLockedOnBulkLoad,
      changeTracking: tracked(scope).get(table),
      lockEscalation: row.lockEscalation,
      isAnsiNullsOff: row.isAnsiNullsOff,
      period: periodOf(scope, table),
      history: historyTable(scope, row.history),
      graph: row.graph,
      edgeConstraints: edgeConstraintsOf(scope, table),
      ledger: row.ledger,
      fileTable,
      isMemoryOptimized: row.isMemoryOptimized,
      isSchemaOnly: row.isSchemaOnly,
      uses: usesOf(scope, schema, ids),
    });
    yield { kind: 'definition', database, type: 'table', schema, name: object, body };
  }
}

/** The default constraints of each table. */
function byParent(scope: DatabaseScope): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (const [constraint, table] of constraintParents(scope)) {
    const ids = found.get(table);
    if (ids === undefined) found.set(table, [constraint]);
    else ids.push(constraint);
  }
  return found;
}
