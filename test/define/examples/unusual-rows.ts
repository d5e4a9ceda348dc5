// Rows of a database that is in everything as no new one is: every switch thrown, every feature on, and the clauses that the
// other examples do not have.
import { DATABASE_OPTION_ROWS } from '../../../src/model/definitions/database-option.ts';
import type { TableRows } from '../../server/engine/engine-from-tables.ts';
import { WHOLE } from './whole-database.ts';

const TABLE = { schema_id: 1, type: 'U' };
const INT = { user_type_id: 56, system_type_id: 56, max_length: 4 };

/** Columns of switches that a new database has on. */
const USUALLY_ON: ReadonlySet<string> = new Set([
  'is_auto_create_stats_on',
  'is_auto_update_stats_on',
  'is_temporal_history_retention_enabled',
]);

/** Rows of the server: the database's own, with another value of every option. */
export const UNUSUAL_SERVER: TableRows = {
  'sys.databases': [
    {
      name: 'Shop',
      database_id: 5,
      collation_name: 'Latin1_General_100_CI_AS',
      containment: 1,
      catalog_collation_type_desc: 'SQL_Latin1_General_CP1_CI_AS',
      is_ledger_on: 1,
      is_broker_enabled: 0,
      is_read_only: 1,
      user_access: 2,
      user_access_desc: 'RESTRICTED_USER',
      ...Object.fromEntries(
        DATABASE_OPTION_ROWS.map(({ column }) => [column, USUALLY_ON.has(column) ? 0 : 1]),
      ),
      compatibility_level: 150,
      target_recovery_time_in_seconds: 90,
      default_language_lcid: 1031,
      default_fulltext_language_lcid: 1031,
      two_digit_year_cutoff: 2050,
    },
  ],
  'sys.change_tracking_databases': [
    { database_id: 5, is_auto_cleanup_on: 1, retention_period: 3, retention_period_units: 2 },
  ],
};

/** Rows of the database, for SQL Server 2025. */
export const UNUSUAL: TableRows = {
  'sys.data_spaces': WHOLE['sys.data_spaces'],
  'sys.filegroups': WHOLE['sys.filegroups'],
  'sys.database_files': WHOLE['sys.database_files'],
  'sys.database_filestream_options': [{ database_id: 5, non_transacted_access: 2, directory_name: "it's" }],
  'sys.database_query_store_options': [
    {
      desired_state: 1,
      flush_interval_seconds: 60,
      interval_length_minutes: 30,
      max_storage_size_mb: 99,
      stale_query_threshold_days: 7,
      max_plans_per_query: 3,
      query_capture_mode_desc: 'CUSTOM',
      size_based_cleanup_mode_desc: 'OFF',
      wait_stats_capture_mode_desc: 'OFF',
      capture_policy_execution_count: 1,
      capture_policy_total_compile_cpu_time_ms: 2,
      capture_policy_total_execution_cpu_time_ms: 3,
      capture_policy_stale_threshold_hours: 4,
    },
  ],
  'sys.database_automatic_tuning_options': [{ name: 'FORCE_LAST_GOOD_PLAN', desired_state: 1 }],
  'sys.assemblies': [{ assembly_id: 65_536, name: 'Asm', permission_set: 1 }],
  'sys.assembly_files': [
    { assembly_id: 65_536, file_id: 1, name: 'Asm.dll', content: Buffer.from('4d5a', 'hex') },
  ],
  'sys.assembly_modules': [
    { object_id: 12, assembly_id: 65_536, assembly_class: 'C', assembly_method: 'Takes' },
  ],
  'sys.types': [
    { user_type_id: 255, system_type_id: 255, name: 'vector', schema_id: 4, is_user_defined: 0 },
    {
      user_type_id: 310,
      system_type_id: 106,
      name: 'price',
      schema_id: 1,
      is_user_defined: 1,
      max_length: 5,
      precision: 9,
      scale: 3,
      rule_object_id: 15,
    },
  ],
  'sys.table_types': [{ user_type_id: 311, name: 'rows', schema_id: 1, type_table_object_id: 13 }],
  'sys.objects': [
    { object_id: 30, name: 'fast', ...TABLE },
    { object_id: 31, name: 'gone', schema_id: 1, type: 'V' },
    { object_id: 32, name: 'PK_fast', schema_id: 1, type: 'PK', parent_object_id: 30 },
    { object_id: 10, name: 'streamed', ...TABLE },
    { object_id: 11, name: 'ordered', ...TABLE },
    { object_id: 12, name: 'Takes', schema_id: 1, type: 'PC' },
    { object_id: 13, name: 'TT_rows_1', schema_id: 4, type: 'TT' },
    { object_id: 14, name: 'UQ_streamed', schema_id: 1, type: 'UQ', parent_object_id: 10 },
    { object_id: 15, name: 'positive', schema_id: 1, type: 'R' },
    { object_id: 16, name: 'reads far', schema_id: 1, type: 'V' },
    { object_id: 17, name: 'goes', ...TABLE },
    { object_id: 18, name: 'EC__goes__1', schema_id: 1, type: 'EC', parent_object_id: 17 },
    { object_id: 19, name: 'node', ...TABLE },
    { object_id: 20, name: 'outside', ...TABLE },
  ],
  'sys.tables': [
    { object_id: 30, uses_ansi_nulls: 1, is_memory_optimized: 1, durability: 1 },
    {
      object_id: 10,
      uses_ansi_nulls: 1,
      filestream_data_space_id: 3,
      is_tracked_by_cdc: 1,
      is_replicated: 1,
      is_merge_published: 1,
      is_remote_data_archive_enabled: 1,
    },
    { object_id: 11, uses_ansi_nulls: 1 },
    { object_id: 17, uses_ansi_nulls: 1, is_edge: 1 },
    { object_id: 19, uses_ansi_nulls: 1, is_node: 1 },
    { object_id: 20, uses_ansi_nulls: 1, is_external: 1 },
  ],
  'sys.columns': [
    { object_id: 30, column_id: 1, name: 'a', ...INT },
    {
      object_id: 10,
      column_id: 1,
      name: 'id',
      user_type_id: 36,
      system_type_id: 36,
      max_length: 16,
      is_rowguidcol: 1,
    },
    {
      object_id: 10,
      column_id: 2,
      name: 'file',
      user_type_id: 165,
      system_type_id: 165,
      max_length: -1,
      is_nullable: 1,
      is_filestream: 1,
    },
    { object_id: 11, column_id: 1, name: 'a', ...INT, is_masked: 1 },
    {
      object_id: 11,
      column_id: 2,
      name: 'v',
      user_type_id: 255,
      system_type_id: 255,
      max_length: 14,
      is_nullable: 1,
      vector_dimensions: 3,
      vector_base_type_desc: 'float16',
    },
    { object_id: 13, column_id: 1, name: 'a', ...INT },
    { object_id: 17, column_id: 1, name: 'graph_id_2', ...INT, graph_type: 1 },
    { object_id: 17, column_id: 2, name: '$edge_id_2', ...INT, graph_type: 2 },
    { object_id: 19, column_id: 1, name: 'graph_id_3', ...INT, graph_type: 1 },
    { object_id: 19, column_id: 2, name: 'id', ...INT },
    { object_id: 20, column_id: 1, name: 'id', ...INT },
  ].map((row) => ({ is_ansi_padded: 1, ...row })),
  'sys.key_constraints': [
    { object_id: 32, name: 'PK_fast', parent_object_id: 30, type: 'PK', unique_index_id: 1 },
    { object_id: 14, name: 'UQ_streamed', parent_object_id: 10, type: 'UQ', unique_index_id: 2 },
  ],
  'sys.indexes': [
    { object_id: 30, index_id: 1, name: 'PK_fast', type: 7, is_unique: 1, is_primary_key: 1 },
    {
      object_id: 10,
      index_id: 2,
      name: 'UQ_streamed',
      type: 2,
      is_unique: 1,
      is_unique_constraint: 1,
      ignore_dup_key: 1,
      suppress_dup_key_messages: 1,
    },
    { object_id: 11, index_id: 1, name: 'cx', type: 5 },
  ].map((row) => ({ data_space_id: 1, allow_row_locks: 1, allow_page_locks: 1, ...row })),
  'sys.index_columns': [
    { object_id: 30, index_id: 1, index_column_id: 1, column_id: 1, key_ordinal: 1 },
    { object_id: 10, index_id: 2, index_column_id: 1, column_id: 1, key_ordinal: 1 },
    {
      object_id: 11,
      index_id: 1,
      index_column_id: 1,
      column_id: 1,
      is_included_column: 1,
      column_store_order_ordinal: 1,
    },
  ],
  'sys.parameters': [
    { object_id: 12, parameter_id: 1, name: '@d', user_type_id: 106, max_length: 5, precision: 9, scale: 3 },
    {
      object_id: 12,
      parameter_id: 2,
      name: '@x',
      user_type_id: 241,
      max_length: -1,
      is_xml_document: 1,
      xml_collection_id: 65_600,
    },
    { object_id: 12, parameter_id: 3, name: '@r', user_type_id: 311, max_length: -1, is_readonly: 1 },
  ],
  'sys.xml_schema_collections': [{ xml_collection_id: 65_600, schema_id: 1, name: 'Sha]pes' }],
  'sys.sql_modules': [
    { object_id: 15, definition: 'CREATE RULE positive AS @x > 0', uses_quoted_identifier: 1 },
    {
      object_id: 16,
      definition: 'CREATE VIEW [reads far] AS SELECT a FROM Far.dbo.t',
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
  ],
  'sys.sql_expression_dependencies': [
    {
      referencing_id: 16,
      referencing_class: 1,
      referenced_class: 1,
      referenced_database_name: 'Far',
      referenced_schema_name: 'dbo',
      referenced_entity_name: 't',
    },
  ],
  'sys.sequences': [
    {
      object_id: 21,
      name: 'q',
      schema_id: 1,
      user_type_id: 106,
      precision: 9,
      scale: 0,
      start_value: 1,
      increment: 1,
      minimum_value: 1,
      maximum_value: 9,
    },
  ],
  'sys.partition_functions': [
    { function_id: 65_537, name: 'pf2' },
    { function_id: 65_538, name: 'ft', is_system: 1 },
    { function_id: 65_536, name: 'pf' },
  ],
  'sys.partition_parameters': [
    {
      function_id: 65_537,
      parameter_id: 1,
      user_type_id: 231,
      max_length: 20,
      collation_name: 'Turkish_CI_AS',
    },
    { function_id: 65_536, parameter_id: 1, user_type_id: 106, max_length: 5, precision: 9, scale: 3 },
  ],
  'sys.partition_range_values': [
    { function_id: 65_537, boundary_id: 1, parameter_id: 1, value: 'i' },
    { function_id: 65_536, boundary_id: 1, parameter_id: 1, value: 5 },
  ],
  'sys.edge_constraints': [{ object_id: 18, name: 'EC__goes__1', parent_object_id: 17, is_system_named: 1 }],
  'sys.edge_constraint_clauses': [{ object_id: 18, clause_number: 1, from_object_id: 19, to_object_id: 19 }],
  'sys.external_data_sources': [{ data_source_id: 1, name: 'store', type: 6, location: 'odbc://y' }],
  'sys.external_file_formats': [
    {
      file_format_id: 1,
      name: 'columns',
      format_type: 'RCFILE',
      serde_method: 'org.x.Y',
      use_type_default: 0,
    },
    {
      file_format_id: 2,
      name: 'lines',
      format_type: 'DELIMITEDTEXT',
      parser_version: '2.0',
      use_type_default: 0,
    },
  ],
  'sys.external_tables': [
    {
      object_id: 20,
      data_source_id: 1,
      file_format_id: 0,
      location: 'a.b',
      table_options: '{"READ_OPTIONS":["ALLOW_INCONSISTENT_READS"]}',
      distribution_type: 1,
    },
  ],
  'sys.hash_indexes': [{ object_id: 30, index_id: 1, bucket_count: 1024 }],
  'sys.masked_columns': [{ object_id: 11, column_id: 1, is_masked: 1, masking_function: 'default()' }],
  'sys.stats': [
    { object_id: 30, stats_id: 2, name: 'st', user_created: 1, no_recompute: 1 },
    {
      object_id: 11,
      stats_id: 9,
      name: 'some',
      user_created: 1,
      has_filter: 1,
      filter_definition: '([a]=(1))',
    },
  ],
  'sys.stats_columns': [
    { object_id: 30, stats_id: 2, stats_column_id: 1, column_id: 1 },
    { object_id: 11, stats_id: 9, stats_column_id: 1, column_id: 1 },
  ],
  'sys.views': [{ object_id: 31, is_dropped_ledger_view: 1 }],
  'sys.extended_procedures': [{ object_id: 40, name: "xp_'o]k", schema_id: 1, dll_name: "C:\\it's\\xp.dll" }],
  'sys.external_libraries': [{ external_library_id: 1, name: 'ggplot2' }],
};
