// The columns of the catalogue that stand in the views that definitions are read from and that no definition is read from,
// by the reason.

/** What a view has of another one, which it is read of there. */
export const INHERITED: Readonly<Record<string, string>> = {
  'sys.computed_columns': 'sys.columns',
  'sys.identity_columns': 'sys.columns',
  'sys.masked_columns': 'sys.columns',
  'sys.hash_indexes': 'sys.indexes',
  'sys.json_indexes': 'sys.indexes',
  'sys.vector_indexes': 'sys.indexes',
  'sys.xml_indexes': 'sys.indexes',
  'sys.table_types': 'sys.types',
  'sys.assembly_types': 'sys.types',
};

/** In whatever view: when something was made, and whose it is, which security tells. */
export const NOWHERE: ReadonlySet<string> = new Set(['create_date', 'modify_date', 'principal_id']);

/** Columns by view, in one text. */
type Columns = Readonly<Record<string, string>>;

/** Why, and which. */
export const UNREAD: Readonly<Record<string, Columns>> = {
  'it is read by an expression, which also asks for its type or its digits': {
    'sys.database_scoped_configurations': 'value value_for_secondary',
    'sys.extended_properties': 'value',
    'sys.external_models': 'parameters',
    'sys.external_tables': 'reject_value reject_sample_value',
    'sys.identity_columns': 'seed_value increment_value',
    'sys.partition_range_values': 'value',
    'sys.registered_search_properties': 'property_set_guid',
    'sys.routes': 'lifetime',
    'sys.sequences': 'start_value increment minimum_value maximum_value',
    'sys.spatial_index_tessellations':
      'bounding_box_xmin bounding_box_ymin bounding_box_xmax bounding_box_ymax',
    'sys.crypt_properties': 'thumbprint',
  },
  'rows are chosen by it': {
    'sys.change_tracking_databases': 'database_id',
    'sys.database_filestream_options': 'database_id',
    'sys.databases': 'name',
    'sys.indexes': 'is_hypothetical',
    'sys.stats': 'user_created',
    'sys.procedures': 'is_auto_executed',
    'sys.sql_expression_dependencies': 'referencing_class',
    'sys.triggers': 'type is_ms_shipped',
    'sys.assemblies': 'is_user_defined',
    'sys.sensitivity_classifications': 'class',
  },
  'another column or view that is read says the same': {
    'sys.columns': 'is_identity is_masked vector_base_type',
    'sys.masked_columns': 'definition uses_database_collation is_persisted',
    'sys.data_spaces': 'type',
    'sys.database_query_store_options': 'query_capture_mode size_based_cleanup_mode wait_stats_capture_mode',
    'sys.databases':
      'user_access default_language_name default_fulltext_language_name is_query_store_on catalog_collation_type',
    'sys.events': 'type event_group_type',
    'sys.trigger_events': 'type event_group_type is_trigger_event',
    'sys.external_models': 'model_type_id',
    'sys.filetables': 'filename_collation_id',
    'sys.foreign_key_columns': 'parent_object_id referenced_object_id',
    'sys.foreign_keys': 'key_index_id',
    'sys.fulltext_stopwords': 'language',
    'sys.indexes': 'is_primary_key is_unique_constraint',
    'sys.parameters': 'system_type_id vector_base_type',
    'sys.partition_functions': 'type fanout',
    'sys.partition_parameters': 'parameter_id system_type_id',
    'sys.partition_range_values': 'parameter_id',
    'sys.partition_schemes': 'type',
    'sys.periods': 'period_type',
    'sys.registered_search_properties': 'property_id',
    'sys.security_predicates': 'security_predicate_id',
    'sys.selective_xml_index_paths': 'xml_component_id system_type_id',
    'sys.sensitivity_classifications': 'rank',
    'sys.sequences': 'system_type_id',
    'sys.spatial_index_tessellations': 'level_1_grid level_2_grid level_3_grid level_4_grid',
    'sys.tables': 'is_filetable temporal_type',
    'sys.types': 'is_assembly_type is_table_type',
    'sys.destination_data_spaces': 'data_space_id',
    'sys.check_constraints': 'parent_column_id',
    'sys.xml_indexes': 'xml_index_type_description',
  },
  'the text of the module says it': {
    'sys.parameters':
      'is_cursor_ref default_value is_nullable encryption_type encryption_algorithm_name column_encryption_key_id column_encryption_key_database_name',
    'sys.sql_modules': 'is_recompiled null_on_null_input execute_as_principal_id inline_type is_inlineable',
    'sys.views': 'has_opaque_metadata with_check_option',
  },
  'SQL Server works it out, counts it, or keeps it for itself': {
    'sys.assemblies': 'clr_name',
    'sys.assembly_files': 'sha2_256 sha2_512',
    'sys.assembly_types': 'is_binary_ordered is_fixed_length prog_id assembly_qualified_name',
    'sys.change_tracking_databases': 'max_cleanup_version',
    'sys.change_tracking_tables': 'min_valid_version begin_version cleanup_version',
    'sys.check_constraints': 'uses_database_collation',
    'sys.columns': 'is_non_sql_subscribed is_dts_replicated column_encryption_key_database_name',
    'sys.computed_columns': 'uses_database_collation is_index_column_expression',
    'sys.data_spaces': 'is_system',
    'sys.database_automatic_tuning_options': 'actual_state reason',
    'sys.database_files':
      'file_guid state is_media_read_only is_read_only is_sparse is_name_reserved create_lsn drop_lsn read_only_lsn read_write_lsn differential_base_lsn differential_base_guid differential_base_time redo_start_lsn redo_start_fork_guid redo_target_lsn redo_target_fork_guid backup_lsn',
    'sys.database_query_store_options':
      'actual_state readonly_reason current_storage_size_mb actual_state_additional_info',
    'sys.databases':
      'database_id source_database_id state is_in_standby is_cleanly_shutdown is_supplemental_logging_enabled is_fulltext_enabled is_master_key_encrypted_by_server service_broker_guid log_reuse_wait physical_database_name is_memory_optimized_enabled is_stale_page_detection_on is_tempdb_spill_to_remote_store',
    'sys.events': 'is_trigger_event',
    'sys.external_file_formats': 'row_terminator',
    'sys.external_models': 'create_time modify_time',
    'sys.external_language_files': 'platform',
    'sys.external_libraries': 'scope',
    'sys.external_library_files': 'platform',
    'sys.external_tables': 'max_column_id_used uses_ansi_nulls',
    'sys.filegroups': 'is_system filegroup_guid log_filegroup_id',
    'sys.fulltext_catalogs': 'path data_space_id file_id is_importing',
    'sys.fulltext_indexes':
      'has_crawl_completed crawl_type crawl_start_date crawl_end_date incremental_timestamp index_version',
    'sys.identity_columns': 'last_value',
    'sys.indexes': 'is_ignored_in_optimization auto_created',
    'sys.partition_schemes': 'is_default is_system',
    'sys.partitions': 'partition_id hobt_id rows filestream_filegroup_id',
    'sys.periods': 'name',
    'sys.remote_service_bindings': 'service_contract_id',
    'sys.security_policies': 'uses_database_collation',
    'sys.selective_xml_index_paths': 'collation_name',
    'sys.sequences': 'current_value is_exhausted last_used_value',
    'sys.sql_expression_dependencies':
      'referencing_minor_id referenced_server_name referenced_minor_id is_caller_dependent is_ambiguous',
    'sys.sql_modules': 'uses_database_collation',
    'sys.stats':
      'auto_created is_temporary has_persisted_sample stats_generation_method replica_role_id replica_name',
    'sys.tables': 'max_column_id_used has_unchecked_assembly_data remote_data_archive_migration_state',
    'sys.types': 'collation_name',
    'sys.vector_indexes': 'build_parameters',
    'sys.views': 'has_unchecked_assembly_data has_snapshot',
  },
  'security or another part of a capture tells it': {
    'sys.databases': 'owner_sid is_trustworthy_on is_db_chaining_on is_encrypted',
    'sys.event_notifications': 'creator_sid',
  },
  'replication, change data capture, Stretch Database, mirrors and groups are set up anew': {
    'sys.columns': 'is_replicated is_merge_published',
    'sys.databases':
      'is_published is_subscribed is_merge_published is_distributor is_sync_with_backup is_cdc_enabled is_remote_data_archive_enabled replica_id group_database_id is_change_feed_enabled is_event_stream_enabled',
    'sys.procedures': 'is_execution_replicated is_repl_serializable_only skips_repl_constraints',
    'sys.tables': 'has_replication_filter is_sync_tran_subscribed',
    'sys.views': 'is_replicated has_replication_filter is_tracked_by_cdc',
  },
  'no SQL Server of one’s own has it: it is of Azure, of Fabric, of the appliance or of a server at the edge':
    {
      'sys.columns': 'is_data_deletion_filter_column',
      'sys.databases':
        'resource_pool_id is_federation_member is_result_set_caching_on is_data_retention_enabled is_data_lake_replication_enabled data_compaction data_lake_log_publishing is_vorder_enabled is_proactive_statistics_refresh_on',
      'sys.external_data_sources': 'job_tracker_location',
      'sys.external_tables': 'partition_type',
      'sys.index_columns': 'data_clustering_ordinal',
      'sys.key_constraints': 'is_enforced',
      'sys.tables': 'data_retention_period data_retention_period_unit',
    },
  'it is of the machine, whose memory keeps a log': { 'sys.database_files': 'is_persistent_log_buffer' },
};
