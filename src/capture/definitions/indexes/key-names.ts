// The names of keys and indexes. Source: "sys.key_constraints", "sys.indexes" (Microsoft).
import { flag, id, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keep } from '../kept.ts';
import { isMadeWithFiles } from '../tables/file-tables.ts';
import { keyOf } from './index-columns.ts';

interface KeyName {
  readonly name: string;
  /** SQL Server gave it the name, and nothing else names it. */
  readonly isUnnamed: boolean;
  readonly isPrimary: boolean;
  /** SQL Server makes it with its table of files. */
  readonly isOfFiles: boolean;
}

/** Keys that something else names, which keep their names whoever gave them. */
const named = keep(() => new Set<string>());

/** Has a key keep its name; to be said before keys are read. */
export function nameKey(scope: DatabaseScope, table: number, index: number): void {
  named(scope).add(keyOf(table, index));
}

/** The name of each index and key. */
export const indexNames = keep(() => new Map<string, string>());

/** The name of an index or a key; known once indexes are read. */
export function indexName(scope: DatabaseScope, table: number, index: number): string | undefined {
  return indexNames(scope).get(keyOf(table, index));
}

/** Keys by what they are kept by. */
export const keyNames = keep(() => new Map<string, KeyName>());

/** `sys.key_constraints`. */
export const keyConstraints = defineQuery<DatabaseScope>()({
  name: 'keys',
  view: 'sys.key_constraints',
  columns: ['object_id', 'parent_object_id', 'unique_index_id', 'name', 'type', 'is_system_named'],
  read: (scope, at) => ({
    row(row) {
      const key = keyOf(row[at.parent_object_id], row[at.unique_index_id]);
      keyNames(scope).set(key, {
        name: name(row[at.name]),
        isUnnamed: flag(row[at.is_system_named]) && !named(scope).has(key),
        isPrimary: name(row[at.type]).trimEnd() === 'PK',
        isOfFiles: isMadeWithFiles(scope, id(row[at.object_id])),
      });
    },
  }),
});
