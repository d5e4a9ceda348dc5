// Rows of a database with assemblies, what is made of them, and XML schemas.
import type { TableRows } from '../../server/engine/engine-from-tables.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

/** What the server tells of the collection. */
export const SHAPES =
  '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"><xsd:element name="it\'s"/></xsd:schema>';

/** The settings of a server that has them. */
export const SETTINGS = { xmlSchemas: { 'dbo.Sha]pes': SHAPES } };

/** One of each. */
export const CLR: TableRows = {
  'sys.data_spaces': [{ data_space_id: 1, name: 'PRIMARY', type: 'FG', is_default: 1 }],
  'sys.schemas': [{ schema_id: 5, name: 'Far', principal_id: 1 }],
  'sys.database_principals': [{ principal_id: 6, name: "o'k", type: 'S', sid: bytes('0103') }],
  'sys.xml_schema_collections': [{ xml_collection_id: 65_600, schema_id: 1, name: 'Sha]pes' }],
  'sys.assemblies': [
    // By its name the first is the one that needs the other.
    { assembly_id: 65_536, name: 'Above', permission_set: 3 },
    { assembly_id: 65_537, name: 'Below', permission_set: 1, is_visible: 0 },
  ],
  'sys.assembly_files': [
    { assembly_id: 65_536, file_id: 1, name: 'Above.dll', content: bytes('4d5a01') },
    { assembly_id: 65_536, file_id: 3, name: "b'.pdb", content: bytes('03') },
    { assembly_id: 65_536, file_id: 2, name: 'a.cs', content: bytes('02') },
    { assembly_id: 65_537, file_id: 1, name: 'Below.dll', content: bytes('4d5a02') },
  ],
  'sys.assembly_references': [{ assembly_id: 65_536, referenced_assembly_id: 65_537 }],
  'sys.types': [
    { user_type_id: 310, system_type_id: 240, name: 'Point', schema_id: 5, is_assembly_type: 1 },
    { user_type_id: 311, system_type_id: 56, name: 'short', schema_id: 1, max_length: 4 },
  ],
  'sys.assembly_types': [
    {
      user_type_id: 310,
      system_type_id: 240,
      name: 'Point',
      schema_id: 5,
      is_user_defined: 1,
      is_assembly_type: 1,
      assembly_id: 65_536,
      assembly_class: 'N.Point',
    },
  ],
  'sys.objects': [
    { object_id: 10, name: 'Takes', schema_id: 5, type: 'PC' },
    { object_id: 11, name: 'Counts', schema_id: 1, type: 'FS' },
    { object_id: 12, name: 'Lists', schema_id: 1, type: 'FT' },
    { object_id: 13, name: 'Sums', schema_id: 1, type: 'AF' },
    { object_id: 14, name: 'T', schema_id: 5, type: 'U' },
    { object_id: 15, name: 'Fires', schema_id: 5, type: 'TA', parent_object_id: 14 },
    { object_id: 17, name: 'Bare', schema_id: 5, type: 'PC' },
    { object_id: 18, name: 'CK', schema_id: 5, type: 'C', parent_object_id: 14 },
  ],
  'sys.columns': [
    { object_id: 14, column_id: 1, name: 'a', user_type_id: 56, max_length: 4, is_nullable: 0 },
    {
      object_id: 14,
      column_id: 2,
      name: 'x',
      user_type_id: 241,
      system_type_id: 241,
      max_length: -1,
      xml_collection_id: 65_600,
      is_xml_document: 1,
    },
    { object_id: 14, column_id: 3, name: 'p', user_type_id: 310, system_type_id: 240, max_length: -1 },
    { object_id: 12, column_id: 1, name: 'w]ord', user_type_id: 231, max_length: 40 },
    { object_id: 12, column_id: 2, name: 'n', user_type_id: 56, max_length: 4 },
  ],
  'sys.check_constraints': [
    { object_id: 18, name: 'CK', parent_object_id: 14, definition: '([dbo].[Counts]([x])>(0))' },
  ],
  'sys.sql_expression_dependencies': [
    {
      referencing_id: 18,
      referencing_class: 1,
      referenced_class: 1,
      referenced_id: 11,
      referenced_entity_name: 'Counts',
      is_schema_bound_reference: 1,
    },
  ],
  'sys.indexes': [{ object_id: 14, index_id: 0, type: 0, data_space_id: 1 }],
  'sys.assembly_modules': [
    {
      object_id: 10,
      assembly_id: 65_536,
      assembly_class: 'N.C',
      assembly_method: 'Takes',
      execute_as_principal_id: 6,
    },
    {
      object_id: 11,
      assembly_id: 65_536,
      assembly_class: 'N.C',
      assembly_method: 'Counts',
      null_on_null_input: 1,
    },
    {
      object_id: 12,
      assembly_id: 65_536,
      assembly_class: 'N.C',
      assembly_method: 'Lists',
      execute_as_principal_id: -2,
    },
    { object_id: 13, assembly_id: 65_536, assembly_class: 'N.Sums' },
    { object_id: 15, assembly_id: 65_536, assembly_class: 'N.C', assembly_method: 'Fires' },
    { object_id: 16, assembly_id: 65_536, assembly_class: 'N.C', assembly_method: 'Watches' },
    { object_id: 17, assembly_id: 65_536, assembly_class: 'N.C', assembly_method: 'Bare' },
  ],
  'sys.parameters': [
    {
      object_id: 10,
      parameter_id: 2,
      name: '@b',
      user_type_id: 231,
      max_length: 20,
      has_default_value: 1,
      default_value: "it's",
    },
    {
      object_id: 10,
      parameter_id: 1,
      name: '@a',
      user_type_id: 56,
      max_length: 4,
      has_default_value: 1,
      default_value: -5,
      is_output: 1,
    },
    {
      object_id: 10,
      parameter_id: 3,
      name: '@x',
      user_type_id: 241,
      max_length: -1,
      xml_collection_id: 65_600,
    },
    { object_id: 10, parameter_id: 4, name: '@n', user_type_id: 311, max_length: 4, has_default_value: 1 },
    { object_id: 11, parameter_id: 0, name: '', user_type_id: 127, max_length: 8, is_output: 1 },
    { object_id: 11, parameter_id: 1, name: '@x', user_type_id: 241, max_length: -1 },
    { object_id: 13, parameter_id: 0, name: '', user_type_id: 310, max_length: -1, is_output: 1 },
    { object_id: 13, parameter_id: 1, name: '@v', user_type_id: 310, max_length: -1 },
  ],
  'sys.function_order_columns': [
    { object_id: 12, order_column_id: 2, column_id: 1, is_descending: 0 },
    { object_id: 12, order_column_id: 1, column_id: 2, is_descending: 1 },
  ],
  'sys.triggers': [
    {
      object_id: 15,
      name: 'Fires',
      parent_class: 1,
      parent_id: 14,
      type: 'TA',
      is_disabled: 1,
      is_not_for_replication: 1,
    },
    { object_id: 16, name: 'Watches', parent_class: 0, parent_id: 0, type: 'TA' },
  ],
  'sys.trigger_events': [
    { object_id: 15, type: 2, type_desc: 'UPDATE', is_last: 1 },
    { object_id: 15, type: 1, type_desc: 'INSERT' },
    { object_id: 16, type: 21, type_desc: 'CREATE_TABLE', event_group_type_desc: 'DDL_TABLE_EVENTS' },
    { object_id: 16, type: 22, type_desc: 'ALTER_TABLE', event_group_type_desc: 'DDL_TABLE_EVENTS' },
  ],
};
