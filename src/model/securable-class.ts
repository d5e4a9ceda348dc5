// The securable classes: one row per class a permission can be on. Engines stay generic, knowledge sits here.
// Sources: "sys.database_permissions", "sys.server_permissions", "sys.fn_builtin_permissions" (Microsoft).
import type { SqlVersion } from './version.ts';

/** Where a class lives: on the server or in a database. */
export type Scope = 'server' | 'database';

/** A securable class, by the word T-SQL uses for it after ON (`sys.fn_builtin_permissions.class_desc`). */
export type SecurableClass =
  | 'APPLICATION ROLE'
  | 'ASSEMBLY'
  | 'ASYMMETRIC KEY'
  | 'AVAILABILITY GROUP'
  | 'CERTIFICATE'
  | 'CONTRACT'
  | 'CREDENTIAL'
  | 'DATABASE'
  | 'DATABASE SCOPED CREDENTIAL'
  | 'ENDPOINT'
  | 'EXTERNAL LANGUAGE'
  | 'EXTERNAL MODEL'
  | 'FULLTEXT CATALOG'
  | 'FULLTEXT STOPLIST'
  | 'LOGIN'
  | 'MESSAGE TYPE'
  | 'OBJECT'
  | 'REMOTE SERVICE BINDING'
  | 'ROLE'
  | 'ROUTE'
  | 'SCHEMA'
  | 'SEARCH PROPERTY LIST'
  | 'SERVER'
  | 'SERVER ROLE'
  | 'SERVICE'
  | 'SYMMETRIC KEY'
  | 'TYPE'
  | 'USER'
  | 'XML SCHEMA COLLECTION';

/** What the product knows of one securable class. */
export interface SecurableClassRow {
  /** `class` of the permission views; undefined where no documentation gives it (matched on name only). */
  readonly number: number | undefined;
  readonly scope: Scope;
  /** The catalogue view that `major_id` names a row of, and the columns of its id and name. */
  readonly view: string | undefined;
  readonly idColumn: string | undefined;
  readonly nameColumn: string | undefined;
  /** Whether the name takes a schema in front. */
  readonly schemaQualified: boolean;
  readonly since: SqlVersion;
  /** The default owner comes from the schema (OBJECT, TYPE, XML SCHEMA COLLECTION), is a principal, or there is none. */
  readonly owner: 'schema' | 'principal' | 'none';
  /** Whether ALTER AUTHORIZATION takes this class, with the same word. */
  readonly alterAuthorization: boolean;
}

const database = (
  number: number,
  view: string,
  idColumn: string,
  rest: Partial<SecurableClassRow> = {},
): SecurableClassRow => ({
  number,
  scope: 'database',
  view,
  idColumn,
  nameColumn: 'name',
  schemaQualified: false,
  since: 2012,
  owner: 'principal',
  alterAuthorization: true,
  ...rest,
});

const server = (
  number: number | undefined,
  view: string | undefined,
  idColumn: string | undefined,
  rest: Partial<SecurableClassRow> = {},
): SecurableClassRow => ({
  ...database(0, '', '', rest),
  number,
  scope: 'server',
  view,
  idColumn,
  ...rest,
});

/** Every securable class, by its T-SQL word. A class missing here does not compile. */
export const SECURABLE_CLASSES: Readonly<Record<SecurableClass, SecurableClassRow>> = {
  DATABASE: database(0, 'sys.databases', 'database_id', { owner: 'none', alterAuthorization: false }),
  OBJECT: database(1, 'sys.all_objects', 'object_id', { schemaQualified: true, owner: 'schema' }),
  SCHEMA: database(3, 'sys.schemas', 'schema_id'),
  USER: database(4, 'sys.database_principals', 'principal_id', {
    owner: 'none',
    alterAuthorization: false,
  }),
  ROLE: database(4, 'sys.database_principals', 'principal_id'),
  'APPLICATION ROLE': database(4, 'sys.database_principals', 'principal_id', {
    owner: 'none',
    alterAuthorization: false,
  }),
  ASSEMBLY: database(5, 'sys.assemblies', 'assembly_id'),
  TYPE: database(6, 'sys.types', 'user_type_id', { schemaQualified: true, owner: 'schema' }),
  'XML SCHEMA COLLECTION': database(10, 'sys.xml_schema_collections', 'xml_collection_id', {
    schemaQualified: true,
    owner: 'schema',
  }),
  'MESSAGE TYPE': database(15, 'sys.service_message_types', 'message_type_id'),
  CONTRACT: database(16, 'sys.service_contracts', 'service_contract_id'),
  SERVICE: database(17, 'sys.services', 'service_id'),
  'REMOTE SERVICE BINDING': database(18, 'sys.remote_service_bindings', 'remote_service_binding_id'),
  ROUTE: database(19, 'sys.routes', 'route_id'),
  'FULLTEXT CATALOG': database(23, 'sys.fulltext_catalogs', 'fulltext_catalog_id'),
  'SYMMETRIC KEY': database(24, 'sys.symmetric_keys', 'symmetric_key_id'),
  CERTIFICATE: database(25, 'sys.certificates', 'certificate_id'),
  'ASYMMETRIC KEY': database(26, 'sys.asymmetric_keys', 'asymmetric_key_id'),
  'FULLTEXT STOPLIST': database(29, 'sys.fulltext_stoplists', 'stoplist_id'),
  'SEARCH PROPERTY LIST': database(31, 'sys.registered_search_property_lists', 'property_list_id'),
  'DATABASE SCOPED CREDENTIAL': database(32, 'sys.database_scoped_credentials', 'credential_id', {
    since: 2017,
    owner: 'principal',
  }),
  'EXTERNAL LANGUAGE': database(34, 'sys.external_languages', 'external_language_id', {
    nameColumn: 'language',
    since: 2019,
  }),
  'EXTERNAL MODEL': database(110, 'sys.external_models', 'external_model_id', { since: 2025 }),
  SERVER: server(100, undefined, undefined, { owner: 'none', alterAuthorization: false }),
  LOGIN: server(101, 'sys.server_principals', 'principal_id', {
    owner: 'none',
    alterAuthorization: false,
  }),
  'SERVER ROLE': server(101, 'sys.server_principals', 'principal_id'),
  ENDPOINT: server(105, 'sys.endpoints', 'endpoint_id'),
  'AVAILABILITY GROUP': server(108, 'sys.availability_replicas', 'replica_metadata_id'),
  CREDENTIAL: server(undefined, 'sys.credentials', 'credential_id', {
    since: 2022,
    owner: 'none',
    alterAuthorization: false,
  }),
};
