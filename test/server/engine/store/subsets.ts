// Views that show some rows of another view with columns of their own: sys.tables of sys.objects, sys.sql_logins of
// sys.server_principals. Their own table holds only what the base lacks, found by key.
import type { RowRecord } from './table.ts';

/** One such view. */
export interface Subset {
  readonly base: string;
  /** What a row is found by in both. */
  readonly keys: readonly string[];
  /** The base's column that decides, and its values. */
  readonly by: string;
  readonly values: readonly (string | number)[];
  /** Rows of this view that are none of the base: those with this value. */
  readonly apart?: { readonly column: string; readonly value: string | number };
  /** What a row of this view says of its base row, when that is missing. */
  readonly preset: RowRecord;
}

const of = (
  base: string,
  keys: string | readonly string[],
  by: string,
  values: readonly (string | number)[],
): Subset => ({
  base,
  keys: [keys].flat(),
  by,
  values,
  preset: { [by]: values[0] ?? null },
});

const objects = (...types: readonly string[]): Subset => of('sys.objects', 'object_id', 'type', types);
const flagged = (flag: string): Subset => of('sys.columns', ['object_id', 'column_id'], flag, [1]);
const indexes = (type: number): Subset => of('sys.indexes', ['object_id', 'index_id'], 'type', [type]);
const spaces = (...types: readonly string[]): Subset => of('sys.data_spaces', 'data_space_id', 'type', types);

/** By view name. */
export const SUBSETS: Readonly<Record<string, Subset>> = {
  'sys.sql_logins': of('sys.server_principals', 'principal_id', 'type', ['S']),
  'sys.tables': objects('U'),
  'sys.views': objects('V'),
  'sys.procedures': objects('P', 'PC', 'X', 'RF'),
  'sys.synonyms': objects('SN'),
  'sys.sequences': objects('SO'),
  'sys.service_queues': objects('SQ'),
  // Those of the database are in no schema, and so no objects.
  'sys.triggers': { ...objects('TR', 'TA'), apart: { column: 'parent_class', value: 0 } },
  'sys.foreign_keys': objects('F'),
  'sys.check_constraints': objects('C'),
  'sys.default_constraints': objects('D'),
  'sys.key_constraints': objects('PK', 'UQ'),
  'sys.edge_constraints': objects('EC'),
  'sys.internal_tables': objects('IT'),
  'sys.security_policies': objects('SP'),
  'sys.extended_procedures': objects('X'),
  'sys.table_types': of('sys.types', 'user_type_id', 'is_table_type', [1]),
  'sys.assembly_types': of('sys.types', 'user_type_id', 'is_assembly_type', [1]),
  'sys.tcp_endpoints': of('sys.endpoints', 'endpoint_id', 'protocol', [2]),
  'sys.http_endpoints': of('sys.endpoints', 'endpoint_id', 'protocol', [1]),
  'sys.service_broker_endpoints': of('sys.endpoints', 'endpoint_id', 'type', [3]),
  'sys.database_mirroring_endpoints': of('sys.endpoints', 'endpoint_id', 'type', [4]),
  'sys.computed_columns': flagged('is_computed'),
  'sys.identity_columns': flagged('is_identity'),
  'sys.masked_columns': flagged('is_masked'),
  'sys.xml_indexes': indexes(3),
  'sys.spatial_indexes': indexes(4),
  'sys.hash_indexes': indexes(7),
  // A kind that no release has is one of this view alone.
  'sys.filegroups': { ...spaces('FG', 'FD', 'FX'), apart: { column: 'type', value: 'ZZ' } },
  'sys.partition_schemes': spaces('PS'),
};

/** Views that show the rows of several others, which have the same columns. */
export const UNIONS: Readonly<Record<string, readonly string[]>> = {
  'sys.all_objects': ['sys.objects', 'sys.system_objects'],
  'sys.all_columns': ['sys.columns', 'sys.system_columns'],
  'sys.all_views': ['sys.views', 'sys.system_views'],
  'sys.all_parameters': ['sys.parameters', 'sys.system_parameters'],
  'sys.all_sql_modules': ['sys.sql_modules', 'sys.system_sql_modules'],
};

/** What tells the row of a record, or of a complete row with `at` its columns' places. */
export function subsetKey(keys: readonly string[], read: (column: string) => unknown): string {
  return keys.map((column) => String(read(column))).join('/');
}
