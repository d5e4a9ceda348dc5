// Rows of tables that are more than rows: of a graph, of ledgers, of files, with columns that were made without padding.
import type { TableRows } from '../server/engine/engine-from-tables.ts';

const INT = { user_type_id: 56, system_type_id: 56, max_length: 4, precision: 10 };
const TIME = { user_type_id: 42, system_type_id: 42, max_length: 8, precision: 27, scale: 7 };
const BIGINT = { user_type_id: 127, system_type_id: 127, max_length: 8, precision: 19 };
const object = (id: number, name: string, type = 'U', parent = 0) => ({
  object_id: id,
  name,
  schema_id: 1,
  type,
  parent_object_id: parent,
});
const char = (name: string, column: number, isPadded: number) => ({
  object_id: 18,
  column_id: column,
  name,
  user_type_id: 175,
  system_type_id: 175,
  max_length: 5,
  collation_name: 'Latin1_General_CI_AS',
  is_ansi_padded: isPadded,
});

/** Rows of the example, for SQL Server 2022. */
export const SPECIAL: TableRows = {
  'sys.data_spaces': [{ data_space_id: 1, name: 'PRIMARY', type: 'FG', is_default: 1 }],
  'sys.objects': [
    object(10, 'place'),
    object(11, 'road'),
    object(12, 'only added'),
    object(13, 'changed'),
    object(14, 'changed_history'),
    object(15, 'changed_Ledger', 'V'),
    object(16, 'papers'),
    object(17, 'timed'),
    object(18, 'padded'),
    object(20, 'may connect', 'EC', 11),
    object(21, 'PK_papers', 'PK', 16),
    object(22, 'UQ_papers', 'UQ', 16),
    object(23, 'CK_papers', 'C', 16),
    object(24, 'MSSQL_DroppedLedgerTable_x'),
    object(25, 'made by dates', 'V'),
    object(26, 'PK_padded', 'PK', 18),
  ],
  'sys.tables': [
    { object_id: 10, is_node: 1 },
    { object_id: 11, is_edge: 1 },
    { object_id: 12, ledger_type: 3 },
    { object_id: 13, ledger_type: 2, history_table_id: 14, ledger_view_id: 15 },
    { object_id: 14, ledger_type: 1 },
    { object_id: 16, is_filetable: 1 },
    { object_id: 17 },
    { object_id: 18 },
    { object_id: 24, ledger_type: 3, is_dropped_ledger_table: 1 },
  ].map((row) => ({ uses_ansi_nulls: 1, ...row })),
  'sys.columns': [
    { object_id: 10, column_id: 1, name: 'graph_id_1', ...BIGINT, graph_type: 1 },
    { object_id: 10, column_id: 2, name: '$node_id_1', ...BIGINT, graph_type: 2 },
    { object_id: 10, column_id: 3, name: 'id', ...INT },
    { object_id: 11, column_id: 1, name: 'graph_id_2', ...BIGINT, graph_type: 1 },
    { object_id: 11, column_id: 2, name: '$edge_id_2', ...BIGINT, graph_type: 2 },
    { object_id: 11, column_id: 3, name: 'from_obj_id_2', ...INT, graph_type: 4 },
    { object_id: 11, column_id: 4, name: 'from_id_2', ...BIGINT, graph_type: 3 },
    { object_id: 11, column_id: 6, name: 'to_obj_id_2', ...INT, graph_type: 7 },
    { object_id: 11, column_id: 7, name: 'to_id_2', ...BIGINT, graph_type: 6 },
    { object_id: 12, column_id: 1, name: 'id', ...INT },
    { object_id: 12, column_id: 2, name: 'gone', ...INT, is_dropped_ledger_column: 1 },
    { object_id: 13, column_id: 1, name: 'id', ...INT },
    { object_id: 13, column_id: 2, name: 'began', ...BIGINT, generated_always_type: 7, is_hidden: 1 },
    { object_id: 15, column_id: 1, name: 'tx', ...BIGINT, ledger_view_column_type: 1 },
    { object_id: 15, column_id: 2, name: 'no', ...BIGINT, ledger_view_column_type: 2 },
    { object_id: 15, column_id: 3, name: 'op', ...INT, ledger_view_column_type: 3 },
    { object_id: 15, column_id: 4, name: 'op]x', ...INT, ledger_view_column_type: 4 },
    { object_id: 16, column_id: 1, name: 'stream_id', ...INT },
    { object_id: 16, column_id: 2, name: 'path_locator', ...INT },
    { object_id: 17, column_id: 1, name: 'id', ...INT },
    { object_id: 17, column_id: 2, name: 'a', ...TIME, generated_always_type: 1 },
    { object_id: 17, column_id: 3, name: 'b', ...TIME, generated_always_type: 2 },
    { object_id: 18, column_id: 1, name: 'id', ...INT },
    char('old', 2, 0),
    { object_id: 18, column_id: 3, name: 'n', ...INT },
    char('new', 4, 1),
    char('older', 5, 0),
  ],
  'sys.periods': [{ object_id: 17, start_column_id: 2, end_column_id: 3 }],
  'sys.indexes': [
    { object_id: 11, index_id: 2, name: 'GRAPH_UNIQUE_INDEX_1', type: 2, is_unique: 1 },
    { object_id: 11, index_id: 3, name: 'who goes', type: 2 },
    { object_id: 16, index_id: 1, name: 'PK_papers', type: 2, is_unique: 1, is_primary_key: 1 },
    { object_id: 16, index_id: 2, name: 'UQ_papers', type: 2, is_unique: 1, is_unique_constraint: 1 },
    { object_id: 18, index_id: 1, name: 'PK_padded', type: 1, is_unique: 1, is_primary_key: 1 },
  ].map((row) => ({ data_space_id: 1, allow_row_locks: 1, allow_page_locks: 1, ...row })),
  'sys.index_columns': [
    { object_id: 11, index_id: 2, index_column_id: 1, column_id: 1, key_ordinal: 1 },
    { object_id: 11, index_id: 3, index_column_id: 1, column_id: 3, key_ordinal: 1 },
    { object_id: 11, index_id: 3, index_column_id: 2, column_id: 4, key_ordinal: 2 },
    { object_id: 11, index_id: 3, index_column_id: 3, column_id: 6, key_ordinal: 3, is_descending_key: 1 },
    { object_id: 11, index_id: 3, index_column_id: 4, column_id: 7, key_ordinal: 4 },
    { object_id: 16, index_id: 1, index_column_id: 1, column_id: 2, key_ordinal: 1 },
    { object_id: 16, index_id: 2, index_column_id: 1, column_id: 1, key_ordinal: 1 },
    { object_id: 18, index_id: 1, index_column_id: 1, column_id: 1, key_ordinal: 1 },
  ],
  'sys.key_constraints': [
    { object_id: 21, name: 'PK_papers', parent_object_id: 16, type: 'PK', unique_index_id: 1 },
    { object_id: 22, name: 'UQ_papers', parent_object_id: 16, type: 'UQ', unique_index_id: 2 },
    { object_id: 26, name: 'PK_padded', parent_object_id: 18, type: 'PK', unique_index_id: 1 },
  ],
  'sys.check_constraints': [
    { object_id: 23, name: 'CK_papers', parent_object_id: 16, definition: '([id]>(0))' },
  ],
  'sys.edge_constraints': [
    {
      object_id: 20,
      name: 'may connect',
      parent_object_id: 11,
      delete_referential_action: 1,
      is_disabled: 1,
      is_not_trusted: 1,
    },
  ],
  'sys.edge_constraint_clauses': [{ object_id: 20, clause_number: 1, from_object_id: 10, to_object_id: 10 }],
  'sys.views': [
    { object_id: 15, ledger_view_type: 1 },
    { object_id: 25, is_date_correlation_view: 1 },
  ],
  'sys.sql_modules': [
    {
      object_id: 15,
      definition: 'CREATE VIEW changed_Ledger AS SELECT 1 AS tx',
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
    {
      object_id: 25,
      definition: 'CREATE VIEW x AS SELECT 1 AS a',
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
  ],
  'sys.filetables': [
    { object_id: 16, is_enabled: 0, directory_name: "it's", filename_collation_name: 'Latin1_General_CI_AS' },
  ],
  'sys.filetable_system_defined_objects': [
    { object_id: 21, parent_object_id: 16 },
    { object_id: 22, parent_object_id: 16 },
    { object_id: 23, parent_object_id: 16 },
  ],
};
