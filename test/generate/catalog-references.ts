// What ties the catalogue's tables together: which column names a row of which other table, and what is unique.

import type { CatalogClass } from '../server/engine/catalog/securable-classes.ts';
import { thingsOf } from '../server/engine/catalog/securable-classes.ts';

/** A column that holds the id of a row of another table of the same scope. NULL refers to nothing. */
export interface Reference {
  readonly view: string;
  readonly column: string;
  readonly target: string;
  readonly targetColumn: string;
}

const refer = (target: string, targetColumn: string, ...columns: readonly string[]): Reference[] =>
  columns.map((column) => {
    const dot = column.lastIndexOf('.');
    return { view: column.slice(0, dot), column: column.slice(dot + 1), target, targetColumn };
  });

/** Views of a scope whose rows have an owner in `principal_id` (NULL: the schema's owner, or dbo). */
const ownersOf = (scope: 'server' | 'database'): readonly string[] =>
  thingsOf(scope)
    .filter(({ ownerColumn }) => ownerColumn === 'principal_id')
    .map(({ view }) => `${tableOf(view)}.principal_id`);

/** The table that holds what users made of a view. */
const tableOf = (view: string): string => (view === 'sys.all_objects' ? 'sys.objects' : view);

/** References between the tables of the server. */
export const SERVER_REFERENCES: readonly Reference[] = [
  ...refer(
    'sys.server_principals',
    'principal_id',
    'sys.server_role_members.role_principal_id',
    'sys.server_role_members.member_principal_id',
    'sys.server_permissions.grantee_principal_id',
    'sys.server_permissions.grantor_principal_id',
    'sys.server_principals.owning_principal_id',
    'sys.server_principal_credentials.principal_id',
    'sys.sql_logins.principal_id',
    ...ownersOf('server'),
  ),
  ...refer(
    'sys.credentials',
    'credential_id',
    'sys.server_principals.credential_id',
    'sys.server_principal_credentials.credential_id',
  ),
  ...refer(
    'sys.endpoints',
    'endpoint_id',
    'sys.tcp_endpoints.endpoint_id',
    'sys.database_mirroring_endpoints.endpoint_id',
    'sys.service_broker_endpoints.endpoint_id',
  ),
  ...refer('sys.server_audits', 'audit_id', 'sys.server_file_audits.audit_id'),
  ...refer('sys.server_audits', 'audit_guid', 'sys.server_audit_specifications.audit_guid'),
  ...refer(
    'sys.server_audit_specifications',
    'server_specification_id',
    'sys.server_audit_specification_details.server_specification_id',
  ),
  ...refer(
    'sys.server_triggers',
    'object_id',
    'sys.server_trigger_events.object_id',
    'sys.server_sql_modules.object_id',
  ),
  ...refer('sys.server_principals', 'principal_id', 'sys.server_sql_modules.execute_as_principal_id'),
  ...refer('sys.availability_groups', 'group_id', 'sys.availability_replicas.group_id'),
  ...refer('sys.servers', 'server_id', 'sys.linked_logins.server_id'),
];

/** References between the tables of a database. */
export const DATABASE_REFERENCES: readonly Reference[] = [
  ...refer(
    'sys.database_principals',
    'principal_id',
    'sys.database_role_members.role_principal_id',
    'sys.database_role_members.member_principal_id',
    'sys.database_permissions.grantee_principal_id',
    'sys.database_permissions.grantor_principal_id',
    'sys.database_principals.owning_principal_id',
    'sys.remote_service_bindings.remote_principal_id',
    'sys.database_audit_specification_details.audited_principal_id',
    ...ownersOf('database'),
  ),
  ...refer(
    'sys.schemas',
    'schema_id',
    'sys.objects.schema_id',
    'sys.types.schema_id',
    'sys.table_types.schema_id',
  ),
  ...refer('sys.schemas', 'schema_id', 'sys.xml_schema_collections.schema_id', 'sys.synonyms.schema_id'),
  ...refer('sys.objects', 'object_id', 'sys.columns.object_id', 'sys.services.service_queue_id'),
  ...refer('sys.objects', 'object_id', 'sys.table_types.type_table_object_id', 'sys.synonyms.object_id'),
  ...refer(
    'sys.database_audit_specifications',
    'database_specification_id',
    'sys.database_audit_specification_details.database_specification_id',
  ),
  ...refer('sys.types', 'user_type_id', 'sys.table_types.user_type_id'),
  ...refer('dbo.sysmail_profile', 'profile_id', 'dbo.sysmail_principalprofile.profile_id'),
  ...refer('dbo.sysjobs', 'job_id', 'dbo.sysjobsteps.job_id'),
  ...refer('dbo.sysproxies', 'proxy_id', 'dbo.sysjobsteps.proxy_id'),
  ...refer('dbo.syscategories', 'category_id', 'dbo.sysjobs.category_id', 'dbo.sysoperators.category_id'),
  ...refer('catalog.folders', 'folder_id', 'catalog.projects.folder_id', 'catalog.environments.folder_id'),
  ...refer('dbo.sysssispackagefolders', 'folderid', 'dbo.sysssispackages.folderid'),
  ...refer('dbo.sysproxies', 'proxy_id', 'dbo.sysproxysubsystem.proxy_id', 'dbo.sysproxylogin.proxy_id'),
  ...refer('sys.assemblies', 'assembly_id', 'sys.assembly_files.assembly_id'),
  ...refer(
    'sys.service_message_types',
    'message_type_id',
    'sys.service_contract_message_usages.message_type_id',
  ),
  ...refer(
    'sys.service_contracts',
    'service_contract_id',
    'sys.service_contract_message_usages.service_contract_id',
    'sys.service_contract_usages.service_contract_id',
  ),
  ...refer('sys.services', 'service_id', 'sys.service_contract_usages.service_id'),
];

/** The id and the name of a class, within its schema where it has one; names that compare byte by byte may differ in case only. */
const uniqueOf = ({ view, idColumn, nameColumn, hasBinaryName, isInSchema }: CatalogClass): string[][] => [
  [tableOf(view), idColumn],
  ...(nameColumn === '' || hasBinaryName
    ? []
    : [[tableOf(view), ...(isInSchema ? ['schema_id'] : []), nameColumn]]),
];

/** Columns that are unique together. Names compare as the default collations do: without case and trailing blanks. */
export const UNIQUE_KEYS: readonly (readonly string[])[] = [
  ['sys.server_principals', 'principal_id'],
  ['sys.server_principals', 'name'],
  ['sys.server_principals', 'sid'],
  ['sys.sql_logins', 'principal_id'],
  ['sys.server_role_members', 'role_principal_id', 'member_principal_id'],
  ['sys.databases', 'database_id'],
  ['sys.databases', 'name'],
  ['sys.availability_groups', 'name'],
  ['sys.trusted_assemblies', 'hash'],
  ['sys.servers', 'server_id'],
  ['sys.servers', 'name'],
  ['sys.linked_logins', 'server_id', 'local_principal_id'],
  ['sys.server_audits', 'audit_id'],
  ['sys.server_audits', 'name'],
  ['sys.server_audits', 'audit_guid'],
  ['sys.server_audit_specifications', 'server_specification_id'],
  ['sys.server_audit_specifications', 'name'],
  ['sys.server_audit_specifications', 'audit_guid'],
  ['sys.database_audit_specifications', 'database_specification_id'],
  ['sys.database_audit_specifications', 'name'],
  ['sys.database_audit_specifications', 'audit_guid'],
  ['sys.messages', 'message_id', 'language_id'],
  ['sys.configurations', 'configuration_id'],
  ['sys.database_principals', 'principal_id'],
  ['sys.database_principals', 'name'],
  ['sys.database_principals', 'sid'],
  ['sys.database_role_members', 'role_principal_id', 'member_principal_id'],
  ['dbo.sysproxies', 'proxy_id'],
  ['dbo.sysproxies', 'name'],
  ['dbo.sysproxysubsystem', 'proxy_id', 'subsystem_id'],
  ['dbo.sysproxylogin', 'proxy_id', 'sid', 'flags'],
  ['dbo.sysjobs', 'job_id'],
  ['dbo.sysjobs', 'name'],
  ['dbo.sysjobsteps', 'job_id', 'step_id'],
  ['dbo.syscategories', 'category_id'],
  ['dbo.sysoperators', 'id'],
  ['dbo.sysoperators', 'name'],
  ['catalog.folders', 'folder_id'],
  ['catalog.folders', 'name'],
  ['catalog.projects', 'project_id'],
  ['catalog.environments', 'environment_id'],
  ['catalog.explicit_object_permissions', 'object_type', 'object_id', 'permission_type', 'principal_id'],
  ['dbo.sysssispackagefolders', 'folderid'],
  ['dbo.sysssispackages', 'folderid', 'name'],
  ['dbo.sysmail_profile', 'profile_id'],
  ['dbo.sysmail_profile', 'name'],
  ['dbo.sysmail_principalprofile', 'profile_id', 'principal_sid'],
  ['sys.columns', 'object_id', 'column_id'],
  ['sys.columns', 'object_id', 'name'],
  ...[...thingsOf('server'), ...thingsOf('database')].flatMap(uniqueOf),
];
