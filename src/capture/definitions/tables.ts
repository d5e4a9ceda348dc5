// Tables, whole: with their columns, keys, checks, foreign keys and indexes. Source: "sys.tables",
// "sys.check_constraints", "sys.foreign_keys", "sys.foreign_key_columns" (Microsoft).

import { defined } from '../../model/defined.ts';
import type { CheckShape, ForeignKeyShape } from '../../model/definitions/table-shape.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import { ordinal } from '../../model/order.ts';
import { flag, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../scope.ts';
import { columnName, columnsOf, yes } from './columns.ts';
import { dataSpaceName } from './data-spaces.ts';
import { indexesOf, keysOf, storageOfTable } from './indexes.ts';
import { keepById, keepParts } from './kept.ts';
import { statisticsOf } from './statistics.ts';
import { constraintParents, usesOf } from './uses.ts';

interface TableRow {
  readonly textSpace: number | undefined;
  readonly filestreamSpace: number | undefined;
  readonly lockEscalation: 'DISABLE' | 'AUTO' | undefined;
  readonly isAnsiNullsOff: true | undefined;
  readonly history: { readonly table: number; readonly retention: number; readonly unit: number } | undefined;
  readonly isMemoryOptimized: true | undefined;
  readonly isSchemaOnly: true | undefined;
}

const rows = keepById<TableRow>();
const ESCALATION = [undefined, 'DISABLE', 'AUTO'] as const;

/** Columns of `sys.tables` that mark what tables of a sort of their own are; none of them is captured here. */
const SPECIAL = ['is_filetable', 'is_external', 'is_node', 'is_edge', 'ledger_type'] as const;

/** `sys.tables`. */
const tableRows = defineQuery<DatabaseScope>()({
  name: 'tables',
  view: 'sys.tables',
  columns: [
    'object_id',
    'uses_ansi_nulls',
    'lock_escalation',
    'lob_data_space_id',
    'filestream_data_space_id',
  ],
  optional: [
    ...SPECIAL,
    'history_table_id',
    'history_retention_period',
    'history_retention_period_unit',
    'is_memory_optimized',
    'durability',
  ],
  narrow: (query) => query.where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row(row) {
      const special = SPECIAL.find((column) => Number(row[at[column]] ?? 0) !== 0);
      if (special !== undefined) {
        const fact = `Tables with ${special} are not understood; their definitions were not captured.`;
        scope.ledger.omit('unknown-table-sort', fact, 'Script these tables by hand.', 1);
        return;
      }
      rows(scope).set(id(row[at.object_id]), {
        textSpace: integer(row[at.lob_data_space_id]),
        filestreamSpace: integer(row[at.filestream_data_space_id]),
        lockEscalation: ESCALATION[integer(row[at.lock_escalation]) ?? 0],
        isAnsiNullsOff: flag(row[at.uses_ansi_nulls]) ? undefined : true,
        history: historyOf(
          row[at.history_table_id],
          row[at.history_retention_period],
          row[at.history_retention_period_unit],
        ),
        isMemoryOptimized: yes(row[at.is_memory_optimized]),
        isSchemaOnly:
          flag(row[at.is_memory_optimized]) && integer(row[at.durability]) === 1 ? true : undefined,
      });
    },
  }),
});

function historyOf(table: unknown, retention: unknown, unit: unknown): TableRow['history'] {
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
const systemPeriods = defineQuery<DatabaseScope>()({
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

const checks = keepParts<CheckShape>();
const constraintIds = keepParts<number>();

/** `sys.check_constraints`. A disabled one keeps its name whoever gave it: without it nothing could disable it again. */
const checkConstraints = defineQuery<DatabaseScope>()({
  name: 'check constraints',
  view: 'sys.check_constraints',
  columns: [
    'object_id',
    'parent_object_id',
    'name',
    'definition',
    'is_not_for_replication',
    'is_not_trusted',
    'is_disabled',
    'is_system_named',
  ],
  read: (scope, at) => ({
    row(row) {
      const table = id(row[at.parent_object_id]);
      constraintIds(scope).add(table, id(row[at.object_id]));
      const definition = text(row[at.definition]);
      if (definition === undefined) return;
      checks(scope).add(
        table,
        defined({
          name: givenName(row[at.name], row[at.is_system_named], row[at.is_disabled]),
          definition,
          isNotForReplication: yes(row[at.is_not_for_replication]),
          isNotTrusted: yes(row[at.is_not_trusted]),
          isDisabled: yes(row[at.is_disabled]),
        }),
      );
    },
  }),
});

function givenName(given: unknown, isSystemNamed: unknown, isDisabled: unknown): string | undefined {
  return flag(isSystemNamed) && !flag(isDisabled) ? undefined : name(given);
}

interface ColumnPair {
  readonly at: number;
  readonly column: number;
  readonly referenced: number;
}

const pairs = keepParts<ColumnPair>();

/** `sys.foreign_key_columns`. */
const foreignKeyColumns = defineQuery<DatabaseScope>()({
  name: 'columns of foreign keys',
  view: 'sys.foreign_key_columns',
  columns: ['constraint_object_id', 'constraint_column_id', 'parent_column_id', 'referenced_column_id'],
  read: (scope, at) => ({
    row(row) {
      pairs(scope).add(id(row[at.constraint_object_id]), {
        at: id(row[at.constraint_column_id]),
        column: id(row[at.parent_column_id]),
        referenced: id(row[at.referenced_column_id]),
      });
    },
  }),
});

/** `delete_referential_action`, `update_referential_action`. */
const ACTIONS = [undefined, 'CASCADE', 'SET NULL', 'SET DEFAULT'] as const;
const foreign = keepParts<ForeignKeyShape>();

/** `sys.foreign_keys`. */
const foreignKeys = defineQuery<DatabaseScope>()({
  name: 'foreign keys',
  view: 'sys.foreign_keys',
  columns: [
    'object_id',
    'parent_object_id',
    'referenced_object_id',
    'name',
    'delete_referential_action',
    'update_referential_action',
    'is_not_for_replication',
    'is_not_trusted',
    'is_disabled',
    'is_system_named',
  ],
  narrow: (query) => query.where('v.is_ms_shipped', 0),
  read: (scope, at) => ({
    row(row) {
      const table = id(row[at.parent_object_id]);
      const referencedId = id(row[at.referenced_object_id]);
      const referenced = securableIndex(scope, 'OBJECT').get(referencedId);
      if (referenced?.schema === undefined) return;
      const ordered = [...pairs(scope).of(id(row[at.object_id]))].sort((a, b) => a.at - b.at);
      foreign(scope).add(
        table,
        defined({
          name: givenName(row[at.name], row[at.is_system_named], row[at.is_disabled]),
          columns: ordered.map(({ column }) => columnName(scope, table, column) ?? ''),
          references: { schema: referenced.schema, name: referenced.name },
          referencedColumns: ordered.map((pair) => columnName(scope, referencedId, pair.referenced) ?? ''),
          onDelete: ACTIONS[integer(row[at.delete_referential_action]) ?? 0],
          onUpdate: ACTIONS[integer(row[at.update_referential_action]) ?? 0],
          isNotForReplication: yes(row[at.is_not_for_replication]),
          isNotTrusted: yes(row[at.is_not_trusted]),
          isDisabled: yes(row[at.is_disabled]),
        }),
      );
    },
  }),
});

/** What is read of tables alone. */
export const TABLE_QUERIES = [tableRows, systemPeriods, checkConstraints, foreignKeyColumns, foreignKeys];

/** The tables of a database. */
export function* tableFacts(scope: DatabaseScope): Generator<DefinitionOf<'table'>> {
  const { database } = scope;
  const parents = byParent(scope);
  for (const [table, row] of rows(scope)) {
    const found = securableIndex(scope, 'OBJECT').get(table);
    const columns = columnsOf(scope, table);
    if (found?.schema === undefined) continue;
    if (columns.length === 0) {
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
      foreignKeys: sorted(foreign(scope).of(table), (key) => [key.name ?? '', ...key.columns]),
      indexes: indexesOf(scope, table),
      statistics: statisticsOf(scope, table),
      storage: storageOfTable(scope, table),
      textStorage: dataSpaceName(scope, row.textSpace),
      filestreamStorage: dataSpaceName(scope, row.filestreamSpace),
      lockEscalation: row.lockEscalation,
      isAnsiNullsOff: row.isAnsiNullsOff,
      period: periodOf(scope, table),
      history: historyTable(scope, row),
      isMemoryOptimized: row.isMemoryOptimized,
      isSchemaOnly: row.isSchemaOnly,
      uses: usesOf(scope, schema, ids),
    });
    yield { kind: 'definition', database, type: 'table', schema, name: object, body };
  }
}

function periodOf(
  scope: DatabaseScope,
  table: number,
): { readonly start: string; readonly end: string } | undefined {
  const period = periods(scope).get(table);
  if (period === undefined) return undefined;
  const [start, end] = [period.start, period.end].map((column) => columnName(scope, table, column));
  return start === undefined || end === undefined ? undefined : { start, end };
}

function historyTable(scope: DatabaseScope, { history: kept }: TableRow) {
  const found = kept && securableIndex(scope, 'OBJECT').get(kept.table);
  if (kept === undefined || found?.schema === undefined) return undefined;
  const unit = UNITS[kept.unit];
  const hasEnd = kept.retention > 0 && unit !== undefined;
  return defined({
    schema: found.schema,
    name: found.name,
    retention: hasEnd ? kept.retention : undefined,
    unit: hasEnd ? unit : undefined,
  });
}

/** The checks of a table, by their names and what they say. */
export function checksOf(scope: DatabaseScope, table: number): readonly CheckShape[] | undefined {
  return sorted(checks(scope).of(table), (check) => [check.name ?? '', check.definition]);
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

function sorted<T>(parts: readonly T[], textOf: (part: T) => readonly string[]): readonly T[] | undefined {
  if (parts.length === 0) return undefined;
  return [...parts].sort((a, b) => ordinal(JSON.stringify(textOf(a)), JSON.stringify(textOf(b))));
}
