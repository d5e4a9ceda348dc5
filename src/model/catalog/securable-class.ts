// The securable classes: one row for each class that a permission can be on, and all that the product knows of it. What
// captures, selects, plans, reads and simulates is generic; a class is added by its row here.
// Sources: "sys.database_permissions", "sys.server_permissions", "sys.fn_builtin_permissions", "ALTER AUTHORIZATION
// (Transact-SQL)", and for what ships with SQL Server the pages of the catalogue views (Microsoft).
import { DATABASE_PERMISSIONS, SERVER_PERMISSIONS } from './permission-list.ts';
import { database, type Scope, type SecurableClassRow, server } from './securable-class-row.ts';
import { isMicrosoftName } from './system-principals.ts';

/** What nobody owns. */
const UNOWNED = { owner: 'none', alterAuthorization: false } as const;
const OF_ROLE = { ownerColumn: 'owning_principal_id' } as const;
const IN_SCHEMA = { schemaQualified: true, owner: 'schema' } as const;

const BASIC = ['ALTER', 'CONTROL', 'TAKE OWNERSHIP', 'VIEW DEFINITION'] as const;
const USUAL = [...BASIC, 'REFERENCES'] as const;
const OF_PRINCIPAL = ['ALTER', 'CONTROL', 'VIEW DEFINITION'] as const;
const ON_CONTENTS = [...USUAL, 'DELETE', 'EXECUTE', 'INSERT', 'SELECT', 'UPDATE', 'VIEW CHANGE TRACKING'];

/** Ids below this are SQL Server's own in the Service Broker, assembly and endpoint views. */
const FIRST_USER_ID = 65_536;
const belowFirst = (id: number): boolean => id < FIRST_USER_ID;
const microsoftName = (_: number, name: string): boolean => isMicrosoftName(name);

const ROWS = {
  DATABASE: database(0, 'sys.databases', 'database_id', 'databases', DATABASE_PERMISSIONS, {
    ...UNOWNED,
    ownerColumn: 'owner_sid',
  }),
  OBJECT: database(
    1,
    'sys.all_objects',
    'object_id',
    undefined,
    { 2012: [...ON_CONTENTS, 'RECEIVE'], 2022: ['UNMASK'] },
    { ...IN_SCHEMA, hasOwnQuery: true },
  ),
  SCHEMA: database(3, 'sys.schemas', 'schema_id', 'schemas', {
    2012: [...ON_CONTENTS, 'CREATE SEQUENCE'],
    2022: ['UNMASK'],
  }),
  USER: database(
    4,
    'sys.database_principals',
    'principal_id',
    'users',
    { 2012: [...OF_PRINCIPAL, 'IMPERSONATE'] },
    UNOWNED,
  ),
  ROLE: database(4, 'sys.database_principals', 'principal_id', 'database-roles', { 2012: BASIC }, OF_ROLE),
  'APPLICATION ROLE': database(
    4,
    'sys.database_principals',
    'principal_id',
    'application-roles',
    { 2012: OF_PRINCIPAL },
    UNOWNED,
  ),
  ASSEMBLY: database(
    5,
    'sys.assemblies',
    'assembly_id',
    'assemblies',
    { 2012: USUAL },
    { hasOwnQuery: true, isShipped: belowFirst },
  ),
  TYPE: database(
    6,
    'sys.types',
    'user_type_id',
    undefined,
    { 2012: ['CONTROL', 'EXECUTE', 'REFERENCES', 'TAKE OWNERSHIP', 'VIEW DEFINITION'] },
    { ...IN_SCHEMA, hasOwnQuery: true },
  ),
  'XML SCHEMA COLLECTION': database(
    10,
    'sys.xml_schema_collections',
    'xml_collection_id',
    'xml-schema-collections',
    { 2012: [...USUAL, 'EXECUTE'] },
    { ...IN_SCHEMA, isShipped: (id) => id === 1 },
  ),
  'MESSAGE TYPE': database(
    15,
    'sys.service_message_types',
    'message_type_id',
    'message-types',
    { 2012: USUAL },
    { isShipped: belowFirst, hasBinaryName: true },
  ),
  CONTRACT: database(
    16,
    'sys.service_contracts',
    'service_contract_id',
    'contracts',
    { 2012: USUAL },
    { isShipped: belowFirst, hasBinaryName: true },
  ),
  SERVICE: database(
    17,
    'sys.services',
    'service_id',
    'services',
    { 2012: [...BASIC, 'SEND'] },
    { isShipped: belowFirst, hasBinaryName: true },
  ),
  'REMOTE SERVICE BINDING': database(
    18,
    'sys.remote_service_bindings',
    'remote_service_binding_id',
    'remote-service-bindings',
    { 2012: BASIC },
    { hasBinaryName: true },
  ),
  ROUTE: database(
    19,
    'sys.routes',
    'route_id',
    'routes',
    { 2012: BASIC },
    { isShipped: (_, name) => name === 'AutoCreatedLocal', hasBinaryName: true },
  ),
  'FULLTEXT CATALOG': database(23, 'sys.fulltext_catalogs', 'fulltext_catalog_id', 'full-text-catalogs', {
    2012: USUAL,
  }),
  'SYMMETRIC KEY': database(
    24,
    'sys.symmetric_keys',
    'symmetric_key_id',
    'symmetric-keys',
    { 2012: USUAL },
    { isShipped: (id, name) => id === 101 || id === 102 || isMicrosoftName(name) },
  ),
  CERTIFICATE: database(
    25,
    'sys.certificates',
    'certificate_id',
    'certificates',
    { 2012: USUAL },
    { isGivenToGroups: false, isShipped: microsoftName },
  ),
  'ASYMMETRIC KEY': database(
    26,
    'sys.asymmetric_keys',
    'asymmetric_key_id',
    'asymmetric-keys',
    { 2012: USUAL },
    { isGivenToGroups: false, isShipped: microsoftName },
  ),
  'FULLTEXT STOPLIST': database(29, 'sys.fulltext_stoplists', 'stoplist_id', 'full-text-stoplists', {
    2012: USUAL,
  }),
  'SEARCH PROPERTY LIST': database(
    31,
    'sys.registered_search_property_lists',
    'property_list_id',
    'search-property-lists',
    { 2012: USUAL },
  ),
  'DATABASE SCOPED CREDENTIAL': database(
    32,
    'sys.database_scoped_credentials',
    'credential_id',
    'database-scoped-credentials',
    { 2017: USUAL },
    { since: 2017, viewSince: 2016 },
  ),
  'EXTERNAL LANGUAGE': database(
    34,
    'sys.external_languages',
    'external_language_id',
    'external-languages',
    { 2019: [...USUAL, 'EXECUTE EXTERNAL SCRIPT'] },
    { since: 2019, nameColumn: 'language', isShipped: (_, name) => name === 'R' || name === 'Python' },
  ),
  'EXTERNAL MODEL': database(
    110,
    'sys.external_models',
    'external_model_id',
    'external-models',
    { 2025: [...BASIC, 'EXECUTE'] },
    { since: 2025 },
  ),
  SERVER: server(100, undefined, undefined, 'server', SERVER_PERMISSIONS, UNOWNED),
  LOGIN: server(
    101,
    'sys.server_principals',
    'principal_id',
    'logins',
    { 2012: [...OF_PRINCIPAL, 'IMPERSONATE'] },
    UNOWNED,
  ),
  'SERVER ROLE': server(
    101,
    'sys.server_principals',
    'principal_id',
    'server-roles',
    { 2012: BASIC },
    OF_ROLE,
  ),
  ENDPOINT: server(
    105,
    'sys.endpoints',
    'endpoint_id',
    'endpoints',
    { 2012: [...BASIC, 'CONNECT'] },
    { isShipped: belowFirst },
  ),
  'AVAILABILITY GROUP': server(
    108,
    'sys.availability_replicas',
    'replica_metadata_id',
    'availability-groups',
    { 2012: BASIC },
    {
      hasOwnQuery: true,
      ownerColumn: 'owner_sid',
      ownerSource: {
        from: 'sys.availability_groups AS g JOIN sys.availability_replicas AS r ON r.group_id = g.group_id',
        nameColumn: 'g.name',
        row: 'r',
      },
    },
  ),
  CREDENTIAL: server(
    undefined,
    'sys.credentials',
    'credential_id',
    'credentials',
    { 2022: ['CONTROL', 'REFERENCES'] },
    { since: 2022, ...UNOWNED },
  ),
};

/** A securable class, by the word T-SQL uses for it after ON (`sys.fn_builtin_permissions.class_desc`). */
export type SecurableClass = keyof typeof ROWS;

/** The branches of the object tree that classes are in. */
export type ClassBranch = NonNullable<(typeof ROWS)[SecurableClass]['branch']>;

/** Every securable class, by its T-SQL word. */
export const SECURABLE_CLASSES: Readonly<Record<SecurableClass, SecurableClassRow<ClassBranch>>> = ROWS;

/** The words of every class. */
export const CLASS_WORDS = Object.keys(ROWS) as readonly SecurableClass[];

/** The classes of a scope. */
export function classesOf(scope: Scope): readonly SecurableClass[] {
  return CLASS_WORDS.filter((word) => SECURABLE_CLASSES[word].scope === scope);
}
