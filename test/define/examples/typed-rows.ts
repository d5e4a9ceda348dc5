// Rows of a database with types, a sequence, a default and a rule of their own, and partitions.
import type { TableRows } from '../../server/engine/engine-from-tables.ts';

/** One of each. */
export const TYPED: TableRows = {
  'sys.data_spaces': [{ data_space_id: 1, name: 'PRIMARY', type: 'FG', is_default: 1 }],
  'sys.types': [
    { user_type_id: 300, system_type_id: 56, name: 'short', schema_id: 1, is_user_defined: 1, max_length: 4 },
  ],
  'sys.table_types': [{ user_type_id: 301, name: 'rows', schema_id: 1, type_table_object_id: 50 }],
  'sys.objects': [
    { object_id: 50, name: 'TT_rows_1', schema_id: 4, type: 'TT' },
    { object_id: 52, name: 'zero', schema_id: 1, type: 'D' },
    { object_id: 53, name: 'positive', schema_id: 1, type: 'R' },
  ],
  'sys.columns': [{ object_id: 50, column_id: 1, name: 'a', user_type_id: 56, max_length: 4 }],
  'sys.sequences': [
    {
      object_id: 51,
      name: 'q',
      schema_id: 1,
      user_type_id: 127,
      start_value: 1,
      increment: 1,
      minimum_value: 1,
      maximum_value: 9,
    },
  ],
  'sys.sql_modules': [
    { object_id: 52, definition: 'CREATE DEFAULT zero AS 0', uses_quoted_identifier: 1 },
    { object_id: 53, definition: 'CREATE RULE positive AS @x > 0', uses_quoted_identifier: 1 },
  ],
  'sys.partition_functions': [{ function_id: 65536, name: 'pf', boundary_value_on_right: 1 }],
  'sys.partition_parameters': [{ function_id: 65536, parameter_id: 1, user_type_id: 56, max_length: 4 }],
  'sys.partition_range_values': [{ function_id: 65536, boundary_id: 1, parameter_id: 1, value: 5 }],
  'sys.partition_schemes': [{ data_space_id: 65601, name: 'ps', function_id: 65536 }],
  'sys.destination_data_spaces': [
    { partition_scheme_id: 65601, destination_id: 1, data_space_id: 1 },
    { partition_scheme_id: 65601, destination_id: 2, data_space_id: 1 },
  ],
};
