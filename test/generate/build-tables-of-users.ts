// Tables and views of an application in a generated database: what the catalogue says of them, which is how a capture
// knows the application and how the test server reads their rows.
import type { Tables } from './environment.ts';
import { addRow } from './environment.ts';

/** The `system_type_id` of a column, and its length in bytes. */
export type ColumnType = readonly [type: number, bytes: number];

export const SMALLINT: ColumnType = [52, 2];
export const TINYINT: ColumnType = [48, 1];
export const BIGINT: ColumnType = [127, 8];
export const INT: ColumnType = [56, 4];
export const BIT: ColumnType = [104, 1];
export const GUID: ColumnType = [36, 16];
export const NTEXT: ColumnType = [99, 16];
export const SID: ColumnType = [165, 85];

/** `nvarchar` of as many characters. */
export const text = (characters: number): ColumnType => [231, characters * 2];

/** Columns by table, with their types. */
export type Columns = Readonly<Record<string, Readonly<Record<string, ColumnType>>>>;

/** What they are: `U` tables, `V` views; and whose schema they are in. */
export interface Frame {
  readonly type: 'U' | 'V';
  readonly schema: number;
}

const FIRST_OBJECT = 1000;

/** Adds each to the catalogue. */
export function addFrame(tables: Tables, { type, schema }: Frame, columns: Columns): void {
  Object.entries(columns).forEach(([name, parts], index) => {
    const object_id = FIRST_OBJECT + index;
    addRow(tables, 'sys.objects', { name, object_id, schema_id: schema, type, principal_id: null });
    Object.entries(parts).forEach(([column, [system_type_id, max_length]], at) => {
      addRow(tables, 'sys.columns', {
        object_id,
        name: column,
        column_id: at + 1,
        system_type_id,
        max_length,
      });
    });
  });
}
