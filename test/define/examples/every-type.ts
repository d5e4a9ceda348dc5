// Rows of databases that have every type of object, in the words of the catalogue's columns.
import { SHOP } from './shop.ts';

/** Rows of the example. */
export const BROKER = {
  'sys.xml_schema_collections': [{ xml_collection_id: 65_600, schema_id: 1, name: 'Shapes' }],
  'sys.service_message_types': [
    { message_type_id: 14, name: 'DEFAULT', validation: 'N ' },
    { message_type_id: 65_536, name: '//a/Order', validation: 'X ' },
    { message_type_id: 65_537, name: "o'k]", validation: 'X ', xml_collection_id: 65_600 },
    { message_type_id: 65_538, name: 'Empty', validation: 'E ' },
  ],
  'sys.service_contracts': [
    { service_contract_id: 6, name: 'DEFAULT' },
    { service_contract_id: 65_536, name: '//a/Order' },
  ],
  'sys.service_contract_message_usages': [
    { service_contract_id: 65_536, message_type_id: 65_536, is_sent_by_initiator: 1, is_sent_by_target: 0 },
    { service_contract_id: 65_536, message_type_id: 65_538, is_sent_by_initiator: 0, is_sent_by_target: 1 },
    { service_contract_id: 65_536, message_type_id: 14, is_sent_by_initiator: 1, is_sent_by_target: 1 },
  ],
  'sys.objects': [
    { object_id: 10, name: 'Orders', schema_id: 1, type: 'SQ' },
    { object_id: 11, name: 'Plain', schema_id: 1, type: 'SQ' },
  ],
  'sys.service_queues': [
    {
      object_id: 10,
      name: 'Orders',
      schema_id: 1,
      is_activation_enabled: 1,
      is_receive_enabled: 1,
      is_enqueue_enabled: 0,
      is_retention_enabled: 1,
      activation_procedure: '[Shop].[dbo].[Take]',
      max_readers: 5,
      execute_as_principal_id: -2,
      is_poison_message_handling_enabled: 0,
    },
    {
      object_id: 11,
      name: 'Plain',
      schema_id: 1,
      is_receive_enabled: 1,
      is_enqueue_enabled: 1,
      is_poison_message_handling_enabled: 1,
    },
  ],
  'sys.services': [
    { service_id: 65_536, name: '//a/Orders', service_queue_id: 10 },
    { service_id: 65_537, name: 'Asks', service_queue_id: 11 },
  ],
  'sys.service_contract_usages': [{ service_id: 65_536, service_contract_id: 65_536 }],
  'sys.routes': [
    { route_id: 65_536, name: 'AutoCreatedLocal', address: 'LOCAL' },
    {
      route_id: 65_537,
      name: 'There',
      remote_service_name: "//b/O'rders",
      broker_instance: '11111111-2222-3333-4444-555555555555',
      address: 'TCP://b:4022',
      mirror_address: 'TCP://c:4022',
    },
  ],
  'sys.database_principals': [
    { principal_id: 5, name: 'sender', type: 'S', sid: Buffer.from('0102', 'hex') },
  ],
  'sys.remote_service_bindings': [
    {
      remote_service_binding_id: 65_536,
      name: 'Bound',
      remote_service_name: '//b/Orders',
      remote_principal_id: 5,
      is_anonymous_on: 1,
    },
  ],
  'sys.conversation_priorities': [
    { priority_id: 65_536, name: 'High', service_contract_id: 65_536, local_service_id: 65_537, priority: 9 },
  ],
};

/** The settings of the server that has them. */
export const BROKER_SETTINGS = { xmlSchemas: { 'dbo.Shapes': '<xsd:schema />' } };

/** A full-text index. */
export const INDEX = {
  object_id: 10,
  unique_index_id: 1,
  fulltext_catalog_id: 5,
  is_enabled: 0,
  change_tracking_state: 'O',
  stoplist_id: 6,
  property_list_id: 7,
  data_space_id: 2,
};

/** Rows of the example. */
export const SEARCHED = {
  ...SHOP,
  'sys.objects': SHOP['sys.objects'].map((row) =>
    row.name === 'PK_Order' ? { ...row, name: 'PK__Order__3A' } : row,
  ),
  'sys.key_constraints': [
    {
      object_id: 20,
      name: 'PK__Order__3A',
      parent_object_id: 10,
      type: 'PK',
      unique_index_id: 1,
      is_system_named: 1,
    },
  ],
  'sys.indexes': SHOP['sys.indexes'].map((row) =>
    row.name === 'PK_Order' ? { ...row, name: 'PK__Order__3A' } : row,
  ),
  'sys.fulltext_catalogs': [
    { fulltext_catalog_id: 5, name: 'All', is_default: 1, is_accent_sensitivity_on: 0 },
  ],
  'sys.fulltext_stoplists': [{ stoplist_id: 6, name: 'Few' }],
  'sys.fulltext_stopwords': [
    { stoplist_id: 6, stopword: "o'clock", language_id: 1033 },
    { stoplist_id: 6, stopword: 'und', language_id: 1031 },
  ],
  'sys.registered_search_property_lists': [{ property_list_id: 7, name: 'Told' }],
  'sys.registered_search_properties': [
    {
      property_list_id: 7,
      property_set_guid: 'F29F85E0-4FF9-1068-AB91-08002B27B3D9',
      property_int_id: 2,
      property_name: 'Title',
      property_description: 'Of it',
    },
  ],
  'sys.fulltext_indexes': [INDEX],
  'sys.fulltext_index_columns': [
    { object_id: 10, column_id: 3, type_column_id: 2, language_id: 1033, statistical_semantics: 1 },
  ],
};

/** A trigger of a database. */
export const TRIGGER = 'CREATE TRIGGER Old ON DATABASE FOR DROP_TABLE AS PRINT 1';

/** Rows of the example. */
export const WATCHED = {
  ...SHOP,
  'sys.objects': [
    ...SHOP['sys.objects'],
    { object_id: 30, name: 'Own', schema_id: 5, type: 'SP' },
    { object_id: 31, name: 'Told', schema_id: 1, type: 'SQ' },
  ],
  'sys.security_policies': [
    {
      object_id: 30,
      name: 'Own',
      schema_id: 5,
      type: 'SP',
      is_enabled: 0,
      is_schema_bound: 0,
      is_not_for_replication: 1,
    },
  ],
  'sys.security_predicates': [
    {
      object_id: 30,
      security_predicate_id: 1,
      target_object_id: 10,
      predicate_definition: '([dbo].[Rate]([Id]))',
      predicate_type: 0,
    },
    {
      object_id: 30,
      security_predicate_id: 2,
      target_object_id: 10,
      predicate_definition: '([dbo].[Rate]([Id]))',
      predicate_type: 1,
      operation: 3,
    },
  ],
  'sys.plan_guides': [
    {
      plan_guide_id: 1,
      name: "G'1",
      is_disabled: 1,
      query_text: "SELECT 1\r\nFROM t WHERE a = 'x'",
      scope_type: 1,
      scope_object_id: 13,
      hints: 'OPTION (MAXDOP 1)',
    },
    {
      plan_guide_id: 2,
      name: 'G2',
      is_disabled: 0,
      query_text: 'SELECT @a',
      scope_type: 2,
      scope_batch: 'SELECT @a; ',
      parameters: '@a int',
    },
  ],
  'sys.service_queues': [
    { object_id: 31, name: 'Told', schema_id: 1, is_receive_enabled: 1, is_enqueue_enabled: 1 },
  ],
  'sys.event_notifications': [
    {
      object_id: 40,
      name: 'N1',
      parent_class: 0,
      parent_id: 0,
      service_name: 'S',
      broker_instance: 'current database',
    },
    { object_id: 41, name: 'N2', parent_class: 1, parent_id: 31, service_name: "S'2" },
  ],
  'sys.events': [
    {
      object_id: 40,
      type: 21,
      type_desc: 'CREATE_TABLE',
      is_trigger_event: 0,
      event_group_type_desc: 'DDL_TABLE_EVENTS',
    },
    {
      object_id: 40,
      type: 22,
      type_desc: 'ALTER_TABLE',
      is_trigger_event: 0,
      event_group_type_desc: 'DDL_TABLE_EVENTS',
    },
    { object_id: 41, type: 1, type_desc: 'QUEUE_ACTIVATION', is_trigger_event: 0 },
  ],
  'sys.triggers': [
    ...SHOP['sys.triggers'],
    { object_id: 50, name: 'Guard', parent_class: 0, parent_id: 0, type: 'TR', is_disabled: 1 },
  ],
  'sys.sql_modules': [
    ...SHOP['sys.sql_modules'],
    { object_id: 50, definition: TRIGGER, uses_ansi_nulls: 1, uses_quoted_identifier: 1 },
  ],
  'sys.trigger_events': [
    ...SHOP['sys.trigger_events'],
    { object_id: 50, type: 23, type_desc: 'DROP_TABLE', is_first: 1, is_last: 0 },
  ],
  'sys.database_scoped_configurations': [
    { configuration_id: 1, name: 'MAXDOP', value: 4, value_for_secondary: 0, is_value_default: 0 },
    { configuration_id: 2, name: 'LEGACY_CARDINALITY_ESTIMATION', value: 1, is_value_default: 0 },
    { configuration_id: 3, name: 'PARAMETER_SNIFFING', value: 1, is_value_default: 1 },
    { configuration_id: 11, name: 'ELEVATE_ONLINE', value: 'WHEN_SUPPORTED', is_value_default: 0 },
  ],
};
