// Whether what a statement makes is there already: the query that finds it.
// Sources: "OBJECT_ID (Transact-SQL)", "sys.indexes", "sys.triggers", "sys.trigger_events" (Microsoft).
import { databaseOption, stateCondition } from '../model/definitions/database-option.ts';
import { identifier, integer, qualified, text } from '../text/quote.ts';
import type { Made, MadeKind } from './statement.ts';

const idOf = (schema: string | undefined, name: string): string =>
  `OBJECT_ID(${text(qualified({ schema, name }))})`;

const FOUND: { readonly [K in MadeKind]: (made: Made) => string } = {
  database: named('databases'),
  filegroup: filegroupQuery,
  'even-filegroup': (made) => `${filegroupQuery(made)} AND is_autogrow_all_files = 1`,
  'default-filegroup': (made) => `${filegroupQuery(made)} AND is_default = 1`,
  'read-only-filegroup': (made) => `${filegroupQuery(made)} AND is_read_only = 1`,
  'database-file': ({ name, on = '' }) =>
    `SELECT 1 FROM sys.master_files WHERE database_id = DB_ID(${text(on)}) AND name = ${text(name)}`,
  'database-option': ({ name, on = '', definition = '' }) =>
    `SELECT 1 FROM sys.databases WHERE name = ${text(on)} AND ${optionCondition(name, definition)}`,
  'database-feature': featureQuery,
  'database-state': ({ name, on = '' }) =>
    `SELECT 1 FROM sys.databases WHERE name = ${text(on)} AND ${stateCondition(name)}`,
  schema: named('schemas'),
  object: ({ schema, name }) => `SELECT 1 FROM sys.objects WHERE object_id = ${idOf(schema, name)}`,
  type: (made) => `SELECT 1 FROM sys.types WHERE user_type_id = TYPE_ID(${text(qualified(made))})`,
  'xml-schema-collection': ({ schema, name }) =>
    `SELECT 1 FROM sys.xml_schema_collections WHERE schema_id = SCHEMA_ID(${text(schema ?? 'dbo')}) AND name = ${text(name)}`,
  assembly: named('assemblies'),
  'assembly-file': ({ name, on = '' }) =>
    `SELECT 1 FROM sys.assembly_files AS f JOIN sys.assemblies AS a ON a.assembly_id = f.assembly_id WHERE a.name = ${text(on)} AND f.name = ${text(name)}`,
  'hidden-assembly': (made) => `${named('assemblies')(made)} AND is_visible = 0`,
  'external-language': ({ name }) => `SELECT 1 FROM sys.external_languages WHERE language = ${text(name)}`,
  'external-library': (made) =>
    `${named('external_libraries')(made)} AND principal_id = DATABASE_PRINCIPAL_ID(${text(made.on ?? 'dbo')})`,
  'column-master-key': named('column_master_keys'),
  'column-encryption-key': named('column_encryption_keys'),
  'tracked-table': ({ schema, name }) =>
    `SELECT 1 FROM sys.change_tracking_tables WHERE object_id = ${idOf(schema, name)}`,
  'numbered-procedure': ({ schema, name, definition = '' }) =>
    `SELECT 1 FROM sys.numbered_procedures WHERE object_id = ${idOf(schema, name)} AND procedure_number = ${text(definition)}`,
  'startup-procedure': ({ schema, name }) =>
    `SELECT 1 FROM sys.procedures WHERE object_id = ${idOf(schema, name)} AND is_auto_executed = 1`,
  classification: ({ schema, name, on = '' }) =>
    `SELECT 1 FROM sys.sensitivity_classifications WHERE class = 1 AND major_id = ${idOf(schema, on)} AND COL_NAME(major_id, minor_id) = ${text(name)}`,
  signature: signatureQuery,
  'partition-function': ({ name }) => `SELECT 1 FROM sys.partition_functions WHERE name = ${text(name)}`,
  'partition-scheme': ({ name }) => `SELECT 1 FROM sys.partition_schemes WHERE name = ${text(name)}`,
  property: ({ name, levels = [] }) =>
    `SELECT 1 FROM sys.fn_listextendedproperty(${text(name)}, ${[0, 1, 2, 3, 4, 5]
      .map((at) => levels[at])
      .map((level) => (level === undefined ? 'NULL' : text(level)))
      .join(', ')})`,
  index: indexQuery,
  statistics: ({ schema, name, on = '' }) =>
    `SELECT 1 FROM sys.stats WHERE object_id = ${idOf(schema, on)} AND name = ${text(name)}`,
  'disabled-index': (made) => `${indexQuery(made)} AND is_disabled = 1`,
  'disabled-trigger': ({ schema, name }) =>
    `SELECT 1 FROM sys.triggers WHERE object_id = ${idOf(schema, name)} AND is_disabled = 1`,
  'ordered-trigger': ({ schema, name }) =>
    `SELECT 1 FROM sys.trigger_events WHERE object_id = ${idOf(schema, name)} AND (is_first = 1 OR is_last = 1)`,
  'activated-queue': ({ schema, name }) =>
    `SELECT 1 FROM sys.service_queues WHERE object_id = ${idOf(schema, name)} AND activation_procedure IS NOT NULL`,
  'full-text-index': ({ schema, name }) =>
    `SELECT 1 FROM sys.fulltext_indexes WHERE object_id = ${idOf(schema, name)}`,
  'message-type': named('service_message_types'),
  contract: named('service_contracts'),
  service: named('services'),
  route: named('routes'),
  'remote-service-binding': named('remote_service_bindings'),
  'broker-priority': named('conversation_priorities'),
  'full-text-catalog': named('fulltext_catalogs'),
  'full-text-stoplist': named('fulltext_stoplists'),
  'search-property-list': named('registered_search_property_lists'),
  'plan-guide': named('plan_guides'),
  'disabled-plan-guide': (made) => `${named('plan_guides')(made)} AND is_disabled = 1`,
  'event-notification': named('event_notifications'),
  'database-trigger': databaseTrigger,
  'ordered-database-trigger': (made) =>
    `SELECT 1 FROM sys.trigger_events WHERE (is_first = 1 OR is_last = 1) AND EXISTS (${databaseTrigger(made)} AND t.object_id = sys.trigger_events.object_id)`,
  'disabled-database-trigger': (made) => `${databaseTrigger(made)} AND is_disabled = 1`,
  'scoped-configuration': ({ name, definition = '' }) =>
    `SELECT 1 FROM sys.database_scoped_configurations WHERE name = ${text(name)} AND CONVERT(nvarchar(400), value) = ${text(definition)}`,
  column: ({ schema, name, on = '' }) =>
    `SELECT 1 FROM sys.columns WHERE object_id = ${idOf(schema, on)} AND name = ${text(name)}`,
  'column-default': ({ schema, name, on = '' }) =>
    `SELECT 1 FROM sys.columns WHERE object_id = ${idOf(schema, on)} AND name = ${text(name)} AND default_object_id <> 0`,
  'external-data-source': named('external_data_sources'),
  'external-file-format': named('external_file_formats'),
  'external-model': named('external_models'),
  'edge-constraint': edgeQuery,
  'unnamed-check': ({ schema, on = '', definition = '' }) =>
    `SELECT 1 FROM sys.check_constraints WHERE parent_object_id = ${idOf(schema, on)} AND definition = ${text(definition)}`,
  'unnamed-foreign-key': foreignKeyQuery,
};

/** By the table that it refers to, and by all of its columns and no more. */
function foreignKeyQuery({ schema, on = '', definition = '', columns = [] }: Made): string {
  const of = 'FROM sys.foreign_key_columns AS c WHERE c.constraint_object_id = k.object_id';
  const listed = `COL_NAME(c.parent_object_id, c.parent_column_id) IN (${columns.map(text).join(', ')})`;
  const many = integer(columns.length);
  return `SELECT 1 FROM sys.foreign_keys AS k WHERE k.parent_object_id = ${idOf(schema, on)} AND k.referenced_object_id = OBJECT_ID(${text(definition)}) AND (SELECT COUNT(*) ${of}) = ${many} AND (SELECT COUNT(*) ${of} AND ${listed}) = ${many}`;
}

/** By what it lets the edge connect, which stands in `columns`: schema and name of what it comes from, then of what it goes to. */
function edgeQuery({ schema, on = '', columns = [] }: Made): string {
  const of = 'FROM sys.edge_constraint_clauses AS c WHERE c.object_id = e.object_id';
  const clauses: string[] = [];
  for (let at = 0; at < columns.length; at += 4) {
    const [fromSchema, from = '', toSchema, to = ''] = columns.slice(at, at + 4);
    clauses.push(`(c.from_object_id = ${idOf(fromSchema, from)} AND c.to_object_id = ${idOf(toSchema, to)})`);
  }
  const many = integer(clauses.length);
  return `SELECT 1 FROM sys.edge_constraints AS e WHERE e.parent_object_id = ${idOf(schema, on)} AND (SELECT COUNT(*) ${of}) = ${many} AND (SELECT COUNT(*) ${of} AND (${clauses.join(' OR ')})) = ${many}`;
}

function filegroupQuery({ name, on = '' }: Made): string {
  return `SELECT 1 FROM ${identifier(on)}.sys.filegroups WHERE name = ${text(name)}`;
}

/** The column of an option has the number that the value stands for. */
function optionCondition(name: string, value: string): string {
  const row = databaseOption(name);
  if (row.words === undefined) return `${row.column} = ${integer(Number(value))}`;
  // Some words have two numbers: what is on its way there counts as being there.
  const numbers = Object.entries(row.words).flatMap(([number, word]) =>
    word === value ? [integer(Number(number))] : [],
  );
  return `${row.column} IN (${numbers.join(', ')})`;
}

/** The columns of the query store's row by what is said of it. */
const STORE_COLUMNS: Readonly<Record<string, string>> = {
  QUERY_STORE: 'desired_state_desc',
  QUERY_CAPTURE_MODE: 'query_capture_mode_desc',
  WAIT_STATS_CAPTURE_MODE: 'wait_stats_capture_mode_desc',
};

function featureQuery({ name, on = '', definition = '' }: Made): string {
  const column = STORE_COLUMNS[name];
  if (column !== undefined)
    return `SELECT 1 FROM ${identifier(on)}.sys.database_query_store_options WHERE ${column} = ${text(definition)}`;
  if (name === 'AUTOMATIC_TUNING')
    return `SELECT 1 FROM ${identifier(on)}.sys.database_automatic_tuning_options WHERE name = ${text(definition)} AND desired_state = 1`;
  if (name === 'CHANGE_TRACKING')
    return `SELECT 1 FROM sys.change_tracking_databases WHERE database_id = DB_ID(${text(on)})`;
  return `SELECT 1 FROM sys.database_filestream_options WHERE database_id = DB_ID(${text(on)}) AND non_transacted_access_desc = ${text(definition)}`;
}

function databaseTrigger({ name }: Made): string {
  return `SELECT 1 FROM sys.triggers AS t WHERE t.parent_class = 0 AND t.name = ${text(name)}`;
}

/** By the thumbprint of its key, which stands in `definition` with what the key is. */
function signatureQuery({ schema, name, on = '', definition = '' }: Made): string {
  const keys = definition.startsWith('ASYMMETRIC') ? 'asymmetric_keys' : 'certificates';
  const signed =
    schema === undefined
      ? `p.class = 5 AND p.major_id = (SELECT assembly_id FROM sys.assemblies WHERE name = ${text(name)})`
      : `p.class = 1 AND p.major_id = ${idOf(schema, name)}`;
  return `SELECT 1 FROM sys.crypt_properties AS p JOIN sys.${keys} AS k ON k.thumbprint = p.thumbprint WHERE ${signed} AND k.name = ${text(on)}`;
}

function named(view: string): (made: Made) => string {
  return ({ name }) => `SELECT 1 FROM sys.${view} WHERE name = ${text(name)}`;
}

function indexQuery({ schema, name, on = '' }: Made): string {
  return `SELECT 1 FROM sys.indexes WHERE object_id = ${idOf(schema, on)} AND name = ${text(name)}`;
}

/** The query that finds a row where the thing is there. */
export function foundMade(made: Made): string {
  return FOUND[made.what](made);
}
