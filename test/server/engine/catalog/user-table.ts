// Tables and views of users as the catalogue describes them: their columns are the rows of sys.columns. Only what has
// rows in an environment is ever asked, and only with the types that the engine has.
import { parseType } from '../sql/sql-type.ts';
import type { RowRecord } from '../store/table.ts';
import type { ColumnDefinition, ViewDefinition } from './catalog.ts';
import { defineColumn, defineView } from './catalog.ts';

/** Reads rows of a catalogue view of one database. */
export type ReadCatalog = (view: string) => readonly RowRecord[];

/** The types of columns by `system_type_id` (sys.types); `max_length` is in bytes, -1 stands for max. */
const TYPES: Readonly<Record<number, (bytes: number) => string>> = {
  34: () => 'varbinary(max)', // image
  35: () => 'varchar(max)', // text
  36: () => 'uniqueidentifier',
  48: () => 'tinyint',
  52: () => 'smallint',
  56: () => 'int',
  61: () => 'datetime',
  99: () => 'nvarchar(max)', // ntext
  104: () => 'bit',
  127: () => 'bigint',
  165: (bytes) => `varbinary(${sized(bytes)})`,
  167: (bytes) => `varchar(${sized(bytes)})`,
  231: (bytes) => `nvarchar(${sized(bytes / 2)})`,
  241: () => 'nvarchar(max)', // xml
};

const sized = (length: number): string => (length < 0 ? 'max' : String(length));

/** The definition of a table or view by its exact names; undefined where the catalogue has none of them. */
export function userTable(read: ReadCatalog, schema: string, name: string): ViewDefinition | undefined {
  const schemas = read('sys.schemas').filter((row) => row.name === schema);
  const ids = new Set(schema === 'dbo' ? [1] : schemas.map((row) => row.schema_id));
  const object = read('sys.objects').find(
    (row) => row.name === name && ids.has(row.schema_id ?? 1) && isRead(String(row.type ?? 'U')),
  );
  if (object === undefined) return undefined;
  const columns = read('sys.columns')
    .filter((row) => row.object_id === object.object_id)
    .sort((a, b) => Number(a.column_id) - Number(b.column_id))
    .map((row) => columnOf(row, `${schema}.${name}`));
  return defineView(`${schema}.${name}`, 'database', Number(object.object_id), columns);
}

const isRead = (type: string): boolean => ['U', 'V'].includes(type.trim());

function columnOf(row: RowRecord, table: string): ColumnDefinition {
  const type = TYPES[Number(row.system_type_id)]?.(Number(row.max_length));
  const column = type === undefined || !parseType(type) ? undefined : defineColumn(String(row.name), type);
  if (column === undefined)
    throw new Error(`${table}.${row.name}: the engine has no type for system_type_id ${row.system_type_id}.`);
  return column;
}
