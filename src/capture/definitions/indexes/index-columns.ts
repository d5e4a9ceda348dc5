// Columns of indexes, in the order of their ids, and where an index is stored. Source: "sys.index_columns" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { Storage } from '../../../model/definitions/index-shape.ts';
import { flag, id, integer } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { columnName } from '../columns.ts';
import { dataSpaceName } from '../data-spaces.ts';
import { keep } from '../kept.ts';
import { ofUsers } from '../of-users.ts';

/** What an index is kept by: the ids of its table and its own. */
export const keyOf = (table: unknown, index: unknown): string => `${id(table)}/${id(index)}`;

/** A column of an index. */
export interface IndexColumn {
  readonly id: number;
  readonly column: number;
  readonly key: number;
  readonly partition: number;
  readonly order: number;
  readonly isDescending: boolean;
  readonly isIncluded: boolean;
}

/** Columns of indexes, as they came. */
const indexColumns = keep(() => new Map<string, IndexColumn[]>());

/** `sys.index_columns`. */
export const columnsOfIndexes = defineQuery<DatabaseScope>()({
  name: 'columns of indexes',
  view: 'sys.index_columns',
  columns: [
    'object_id',
    'index_id',
    'index_column_id',
    'column_id',
    'key_ordinal',
    'partition_ordinal',
    'is_descending_key',
    'is_included_column',
  ],
  optional: ['column_store_order_ordinal'],
  narrow: (query) => ofUsers(query.innerJoin('sys.objects as o', 'o.object_id', 'v.object_id')),
  read: (scope, at) => ({
    row(row) {
      const key = keyOf(row[at.object_id], row[at.index_id]);
      const found = indexColumns(scope).get(key) ?? [];
      indexColumns(scope).set(key, found);
      found.push({
        id: id(row[at.index_column_id]),
        column: id(row[at.column_id]),
        key: integer(row[at.key_ordinal]) ?? 0,
        partition: integer(row[at.partition_ordinal]) ?? 0,
        order: integer(row[at.column_store_order_ordinal]) ?? 0,
        isDescending: flag(row[at.is_descending_key]),
        isIncluded: flag(row[at.is_included_column]),
      });
    },
  }),
});

/** The columns of an index, in the order of their ids. */
export function columnsOfIndex(scope: DatabaseScope, key: string): readonly IndexColumn[] {
  return [...(indexColumns(scope).get(key) ?? [])].sort((a, b) => a.id - b.id);
}

/** Where an index is stored: its data space, and the column that it is partitioned by. */
export function storageOf(
  scope: DatabaseScope,
  table: number,
  key: string,
  dataSpaceId: number | undefined,
): Storage | undefined {
  const on = dataSpaceName(scope, dataSpaceId);
  if (on === undefined) return undefined;
  const parts = indexColumns(scope).get(key) ?? [];
  const partition = parts.find((part) => part.partition === 1);
  return defined({ on, column: partition && columnName(scope, table, partition.column) });
}
