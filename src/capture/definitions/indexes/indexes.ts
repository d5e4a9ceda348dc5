// Indexes and keys of tables and views. Source: "sys.indexes" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type {
  INDEX_KINDS,
  IndexShape,
  KeyColumn,
  KeyShape,
  Storage,
} from '../../../model/definitions/index-shape.ts';
import { keyOfParts } from '../../../model/identity.ts';
import { ordinal } from '../../../model/order.ts';
import { flag, id, integer, name, text } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { columnName } from '../columns.ts';
import { isUsualSpace, usualSpaceName } from '../data-spaces.ts';
import { keep, keepParts } from '../kept.ts';
import { ofUsers } from '../of-users.ts';
import { yes } from '../tables/column-parts.ts';
import { graphName, isGraphColumn } from '../tables/graph.ts';
import { compressionOf } from './compression.ts';
import { columnsOfIndex, type IndexColumn, keyOf, storageOf } from './index-columns.ts';
import { statisticsParts } from './index-statistics.ts';
import { indexNames, keyNames } from './key-names.ts';
import { specialParts } from './special-indexes.ts';
import { xmlParts } from './xml-indexes.ts';

/** `sys.indexes.type` of those that have a shape of their own; heaps have none, others are reported. */
const KINDS: Readonly<Record<number, (typeof INDEX_KINDS)[number]>> = {
  1: 'CLUSTERED',
  2: 'NONCLUSTERED',
  5: 'CLUSTERED COLUMNSTORE',
  6: 'NONCLUSTERED COLUMNSTORE',
  3: 'XML',
  4: 'SPATIAL',
  7: 'HASH',
  8: 'VECTOR',
  9: 'JSON',
};

const tableStorage = keep(() => new Map<number, Storage>());
const indexes = keepParts<IndexShape>();
const keys = keepParts<KeyShape>();
/** Those that SQL Server makes with a table of files. */
const fileKeys = keepParts<KeyShape>();
/** Those where things stand that say nothing of it; an index in memory stands nowhere. */
const atHome = keep(() => new Set<IndexShape | KeyShape>());

/** `sys.indexes`. */
export const allIndexes = defineQuery<DatabaseScope>()({
  name: 'indexes',
  view: 'sys.indexes',
  columns: [
    'object_id',
    'index_id',
    'name',
    'type',
    'is_unique',
    'data_space_id',
    'ignore_dup_key',
    'fill_factor',
    'is_padded',
    'is_disabled',
    'allow_row_locks',
    'allow_page_locks',
    'has_filter',
    'filter_definition',
  ],
  optional: ['compression_delay', 'suppress_dup_key_messages', 'optimize_for_sequential_key'],
  narrow: (query) =>
    ofUsers(query.innerJoin('sys.objects as o', 'o.object_id', 'v.object_id'))
      .whereIn('o.type', ['U', 'V', 'TT'])
      .where('v.is_hypothetical', 0),
  read: (scope, at) => ({
    row(row) {
      const table = id(row[at.object_id]);
      const key = keyOf(table, row[at.index_id]);
      const storage = storageOf(scope, table, key, integer(row[at.data_space_id]));
      const type = id(row[at.type]);
      const kind = KINDS[type];
      indexNames(scope).set(key, name(row[at.name]));
      if (type <= 1 && storage !== undefined) tableStorage(scope).set(table, storage);
      if (type === 0) return;
      if (kind === undefined) {
        const fact = `Indexes of type ${type} are not known; their definitions were not captured.`;
        scope.ledger.omit('unknown-index-type', fact, 'Script these indexes by hand.', 1);
        return;
      }
      if (flag(row[at.has_filter]) && text(row[at.filter_definition]) === undefined) {
        const fact = 'Indexes have filters that the login does not see; their definitions were not captured.';
        scope.ledger.omit('filter-hidden', fact, 'Grant the login VIEW DEFINITION in the database.', 1);
        return;
      }
      const parts = columnsOfIndex(scope, key);
      const byKey = parts.filter((part) => part.key > 0).sort((a, b) => a.key - b.key);
      const special = SPECIAL.has(kind) ? partsOf(scope, kind, key) : {};
      // What a clustered columnstore holds is all columns.
      const listed = parts.filter(({ isIncluded }) => isIncluded && kind !== 'CLUSTERED COLUMNSTORE');
      const ordered = parts.filter((part) => part.order > 0).sort((a, b) => a.order - b.order);
      const [included, order] = [namesOf(scope, table, listed), namesOf(scope, table, ordered)];
      const keyNamed = namesOf(
        scope,
        table,
        byKey.filter(({ column }) => !isGraphColumn(scope, table, column)),
      );
      const isNamed = included !== undefined && order !== undefined && keyNamed !== undefined;
      if (special === undefined || !isNamed || (kind !== 'CLUSTERED COLUMNSTORE' && parts.length === 0)) {
        const fact = `An index of kind ${kind} has parts that are not understood; its definition was not captured.`;
        scope.ledger.omit('unknown-index-part', fact, 'Script these indexes by hand.', 1);
        return;
      }
      // A graph's own index comes with its table.
      if (isOfGraph(scope, table, name(row[at.name]), parts)) return;
      const keyColumns = (SPECIAL.has(kind) && byKey.length === 0 ? parts : byKey).flatMap((part) =>
        keyColumnOf(scope, table, part),
      );
      const isColumnstore = kind.endsWith('COLUMNSTORE');
      const options = defined({
        fillFactor: integer(row[at.fill_factor]) || undefined,
        isPadded: yes(row[at.is_padded]),
        ignoresDuplicates: yes(row[at.ignore_dup_key]),
        suppressesMessages: yes(row[at.suppress_dup_key_messages]),
        ...statisticsParts(scope, key),
        refusesRowLocks: isColumnstore || flag(row[at.allow_row_locks]) ? undefined : (true as const),
        refusesPageLocks: isColumnstore || flag(row[at.allow_page_locks]) ? undefined : (true as const),
        isForSequentialKey: yes(row[at.optimize_for_sequential_key]),
        storage: FOLLOWS.has(kind) ? undefined : storage,
        compression: compressionOf(scope, key, storage?.column !== undefined),
        isDisabled: yes(row[at.is_disabled]),
      });
      const isAtHome = isUsualSpace(scope, integer(row[at.data_space_id]));
      const constraint = keyNames(scope).get(key);
      if (constraint !== undefined) {
        const made: KeyShape = defined({
          // A disabled one keeps its name whoever gave it: without it nothing could disable it again.
          name: constraint.isUnnamed && !flag(row[at.is_disabled]) ? undefined : constraint.name,
          isPrimary: constraint.isPrimary ? (true as const) : undefined,
          isClustered: kind === 'CLUSTERED' ? (true as const) : undefined,
          isHash: kind === 'HASH' ? (true as const) : undefined,
          columns: keyColumns,
          ...options,
        });
        (constraint.isOfFiles ? fileKeys : keys)(scope).add(table, made);
        if (isAtHome) atHome(scope).add(made);
        return;
      }
      const made: IndexShape = defined({
        name: name(row[at.name]),
        kind,
        isUnique: yes(row[at.is_unique]),
        columns: keyColumns.length === 0 ? undefined : keyColumns,
        included: included.length === 0 ? undefined : included,
        filter: text(row[at.filter_definition]),
        order: order.length === 0 ? undefined : order,
        compressionDelay: integer(row[at.compression_delay]) || undefined,
        ...special,
        ...options,
      });
      indexes(scope).add(table, made);
      if (isAtHome) atHome(scope).add(made);
    },
  }),
});

/** The names of columns; undefined where one has none that a statement could say, as those that a graph is made of. */
function namesOf(
  scope: DatabaseScope,
  table: number,
  parts: readonly IndexColumn[],
): readonly string[] | undefined {
  const found = parts.map(({ column }) => columnName(scope, table, column));
  const named = found.filter((one) => one !== undefined);
  return named.length === found.length ? named : undefined;
}

/** A column of a key; none for one that goes with another in a graph. */
function keyColumnOf(scope: DatabaseScope, table: number, part: IndexColumn): KeyColumn[] {
  const isDescending = part.isDescending ? (true as const) : undefined;
  if (!isGraphColumn(scope, table, part.column))
    return [defined({ name: columnName(scope, table, part.column) ?? '', isDescending })];
  const graph = graphName(scope, table, part.column);
  return graph === undefined ? [] : [defined({ name: graph, isDescending, isGraph: true as const })];
}

/** Whether an index is the one that SQL Server makes of the ids of a node or an edge. */
function isOfGraph(
  scope: DatabaseScope,
  table: number,
  called: string,
  parts: readonly IndexColumn[],
): boolean {
  return (
    called.startsWith('GRAPH_UNIQUE_INDEX_') &&
    parts.every(({ column }) => isGraphColumn(scope, table, column))
  );
}

/** Those that stand where their table does, and cannot say otherwise. */
const FOLLOWS: ReadonlySet<IndexShape['kind']> = new Set(['XML', 'JSON', 'VECTOR']);

const SPECIAL: ReadonlySet<IndexShape['kind']> = new Set(['XML', 'SPATIAL', 'JSON', 'VECTOR']);

/** What an index on such a column has of its own; undefined where it is not understood. */
function partsOf(
  scope: DatabaseScope,
  kind: IndexShape['kind'],
  key: string,
): Partial<IndexShape> | undefined {
  if (kind !== 'XML') return specialParts(scope, key);
  const xml = xmlParts(scope, key);
  return xml && { xml };
}

/** The indexes of a table or a view, by their names. */
export function indexesOf(scope: DatabaseScope, table: number): readonly IndexShape[] | undefined {
  const found = [...indexes(scope).of(table)].sort((a, b) => ordinal(a.name, b.name));
  return found.length === 0
    ? undefined
    : found.map((index) => (FOLLOWS.has(index.kind) ? index : placed(scope, table, index)));
}

/** The keys of a table: the primary first, the others by their names and columns. */
export function keysOf(scope: DatabaseScope, table: number): readonly KeyShape[] | undefined {
  const text = (key: KeyShape) =>
    keyOfParts(key.isPrimary === true ? 0 : 1, key.name ?? '', ...key.columns.map((column) => column.name));
  const found = [...keys(scope).of(table)].sort((a, b) => ordinal(text(a), text(b)));
  return found.length === 0 ? undefined : found.map((key) => placed(scope, table, key));
}

/**
 * An index where things stand that say nothing of it, of a table that stands elsewhere: it has to say so, since it would follow
 * its table. Source: "CREATE TABLE", "CREATE INDEX (Transact-SQL)" (Microsoft).
 */
function placed<T extends IndexShape | KeyShape>(scope: DatabaseScope, table: number, index: T): T {
  if (!atHome(scope).has(index) || storageOfTable(scope, table) === undefined) return index;
  const on = usualSpaceName(scope);
  return on === undefined ? index : { ...index, storage: { on } };
}

/** The keys that SQL Server makes with a table of files. */
export function fileKeysOf(scope: DatabaseScope, table: number): readonly KeyShape[] {
  return fileKeys(scope).of(table);
}

/** Where the rows of a table are; undefined for the usual place. */
export function storageOfTable(scope: DatabaseScope, table: number): Storage | undefined {
  return tableStorage(scope).get(table);
}
