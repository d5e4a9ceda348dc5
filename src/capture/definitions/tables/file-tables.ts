// Tables of files, whose columns and constraints SQL Server makes. Source: "sys.filetables",
// "sys.filetable_system_defined_objects", "CREATE TABLE (Transact-SQL)" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { KeyShape } from '../../../model/definitions/index-shape.ts';
import type { FileTableShape } from '../../../model/definitions/special-table-shape.ts';
import { filled, flag, id } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { keep, keepById } from '../kept.ts';

const tables = keepById<FileTableShape>();

/** `sys.filetables`. */
const fileTables = defineQuery<DatabaseScope>()({
  name: 'tables of files',
  view: 'sys.filetables',
  columns: ['object_id', 'is_enabled', 'directory_name', 'filename_collation_name'],
  read: (scope, at) => ({
    row: (row) => {
      tables(scope).set(
        id(row[at.object_id]),
        defined({
          directory: filled(row[at.directory_name]),
          collation: filled(row[at.filename_collation_name]),
          isNamespaceOff: flag(row[at.is_enabled]) ? undefined : (true as const),
        }),
      );
    },
  }),
});

const made = keep(() => new Set<number>());

/** `sys.filetable_system_defined_objects`. */
const madeObjects = defineQuery<DatabaseScope>()({
  name: 'what SQL Server makes of tables of files',
  view: 'sys.filetable_system_defined_objects',
  columns: ['object_id'],
  read: (scope, at) => ({
    row: (row) => {
      made(scope).add(id(row[at.object_id]));
    },
  }),
});

/** What is read of tables of files, before their constraints are. */
export const FILE_TABLE_QUERIES = [fileTables, madeObjects];

/** Whether SQL Server makes a constraint with its table of files. */
export function isMadeWithFiles(scope: DatabaseScope, constraint: number): boolean {
  return made(scope).has(constraint);
}

/** What a table of files has of its own, and the names of the keys that it is made with; undefined for any other. */
export function fileTableOf(
  scope: DatabaseScope,
  table: number,
  keys: readonly KeyShape[],
): FileTableShape | undefined {
  const found = tables(scope).get(table);
  if (found === undefined) return undefined;
  const nameOf = (is: (key: KeyShape) => boolean) => keys.find(is)?.name;
  return defined({
    ...found,
    primaryKey: nameOf(({ isPrimary }) => isPrimary === true),
    streamKey: nameOf(({ columns: [first], isPrimary }) => !isPrimary && first?.name === 'stream_id'),
    pathKey: nameOf(({ columns: [first], isPrimary }) => !isPrimary && first?.name === 'parent_path_locator'),
  });
}
