// Rows of a database with keys of encrypted columns, options of tables, signatures, classifications, tracked changes and
// procedures of several numbers.
import type { TableRows } from '../../server/engine/engine-from-tables.ts';

const bytes = (hex: string) => Buffer.from(hex, 'hex');

/** One of each. */
export const MARKED: TableRows = {
  'sys.data_spaces': [{ data_space_id: 1, name: 'PRIMARY', type: 'FG', is_default: 1 }],
  'sys.column_master_keys': [
    {
      column_master_key_id: 1,
      name: 'Z]1',
      key_store_provider_name: 'MSSQL_CERTIFICATE_STORE',
      key_path: "CurrentUser/My/o'k",
      allow_enclave_computations: 1,
      signature: bytes('0a0b'),
    },
    {
      column_master_key_id: 2,
      name: 'Z2',
      key_store_provider_name: 'AZURE_KEY_VAULT',
      key_path: 'https://v/k',
    },
  ],
  'sys.column_encryption_keys': [{ column_encryption_key_id: 1, name: 'A1' }],
  'sys.column_encryption_key_values': [
    {
      column_encryption_key_id: 1,
      column_master_key_id: 2,
      encrypted_value: bytes('02'),
      encryption_algorithm_name: 'RSA_OAEP',
    },
    {
      column_encryption_key_id: 1,
      column_master_key_id: 1,
      encrypted_value: bytes('01'),
      encryption_algorithm_name: 'RSA_OAEP',
    },
  ],
  'sys.certificates': [{ certificate_id: 256, name: 'Sig]n', principal_id: 1, thumbprint: bytes('c1') }],
  'sys.asymmetric_keys': [{ asymmetric_key_id: 257, name: 'Asym', principal_id: 1, thumbprint: bytes('a1') }],
  'sys.assemblies': [{ assembly_id: 65_536, name: 'Asm', permission_set: 1 }],
  'sys.assembly_files': [{ assembly_id: 65_536, file_id: 1, name: 'Asm.dll', content: bytes('4d5a') }],
  'sys.objects': [
    { object_id: 10, name: 'T', schema_id: 1, type: 'U' },
    { object_id: 11, name: 'P', schema_id: 1, type: 'P' },
    { object_id: 12, name: 'Copies', schema_id: 1, type: 'RF' },
    { object_id: 13, name: 'OnT', schema_id: 1, type: 'TR', parent_object_id: 10 },
  ],
  'sys.tables': [
    {
      object_id: 10,
      name: 'T',
      schema_id: 1,
      type: 'U',
      uses_ansi_nulls: 1,
      text_in_row_limit: 256,
      large_value_types_out_of_row: 1,
      lock_on_bulk_load: 1,
    },
  ],
  'sys.procedures': [{ object_id: 11, name: 'P', schema_id: 1, type: 'P', is_auto_executed: 1 }],
  'sys.columns': [
    {
      object_id: 10,
      column_id: 1,
      name: 'a]b',
      user_type_id: 231,
      max_length: 40,
      collation_name: 'Latin1_General_BIN2',
      encryption_type: 1,
      encryption_algorithm_name: 'AEAD_AES_256_CBC_HMAC_SHA_256',
      column_encryption_key_id: 1,
    },
    { object_id: 10, column_id: 2, name: 'n', user_type_id: 56, max_length: 4 },
  ],
  'sys.indexes': [{ object_id: 10, index_id: 0, type: 0, data_space_id: 1 }],
  'sys.sql_modules': [
    { object_id: 11, definition: 'CREATE PROC Old;1 AS SELECT "x"', uses_ansi_nulls: 1 },
    {
      object_id: 12,
      definition: 'CREATE PROC Copies FOR REPLICATION AS RETURN',
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
    {
      object_id: 13,
      definition: 'CREATE TRIGGER OnT ON T AFTER INSERT AS RETURN',
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
  ],
  'sys.triggers': [{ object_id: 13, name: 'OnT', parent_class: 1, parent_id: 10, type: 'TR' }],
  'sys.numbered_procedures': [
    { object_id: 11, procedure_number: 3, definition: null },
    { object_id: 11, procedure_number: 2, definition: 'CREATE PROC Old;2 AS SELECT "y"' },
  ],
  'sys.crypt_properties': [
    { class: 1, major_id: 11, thumbprint: bytes('c1'), crypt_type: 'SPVC', crypt_property: bytes('5101') },
    { class: 1, major_id: 13, thumbprint: bytes('a1'), crypt_type: 'CPVA', crypt_property: bytes('5102') },
    {
      class: 5,
      major_id: 65_536,
      thumbprint: bytes('c1'),
      crypt_type: 'SPVC',
      crypt_property: bytes('5103'),
    },
  ],
  'sys.sensitivity_classifications': [
    {
      class: 1,
      major_id: 10,
      minor_id: 1,
      label: "Con'f",
      label_id: 'l-1',
      information_type: 'Contact',
      information_type_id: 'i-1',
      rank_desc: 'HIGH',
    },
    { class: 1, major_id: 10, minor_id: 2, information_type: 'Other' },
  ],
  'sys.change_tracking_tables': [{ object_id: 10, is_track_columns_updated_on: 1 }],
};
