// What a capture reads of definitions, which follows what every database is asked in the same batch: first what several
// types share, then what each has of its own; and the facts of each type, once every row is there.
import type { DefinitionType } from '../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../model/facts/definition-fact.ts';
import type { CatalogQuery } from '../batch/query.ts';
import type { DatabaseScope } from '../scope.ts';
import { NOTIFICATION_QUERIES, notificationFacts } from './broker/event-notifications.ts';
import { contractFacts, MESSAGE_QUERIES, messageTypeFacts } from './broker/messages.ts';
import { QUEUE_QUERIES, queueFacts, serviceFacts } from './broker/queues.ts';
import { bindingFacts, priorityFacts, ROUTE_QUERIES, routeFacts } from './broker/routes.ts';
import { ASSEMBLY_QUERIES, assemblyFacts } from './clr/assemblies.ts';
import {
  aggregateFacts,
  CLR_QUERIES,
  clrFunctionFacts,
  clrProcedureFacts,
  clrTypeFacts,
} from './clr/clr-modules.ts';
import { CLR_TRIGGER_QUERIES, clrDatabaseTriggerFacts, clrTriggerFacts } from './clr/clr-triggers.ts';
import { COLUMN_KEY_QUERIES, columnEncryptionKeyFacts, columnMasterKeyFacts } from './column-keys.ts';
import { encryptionKeyNames, tableColumns } from './columns.ts';
import { dataSpaces } from './data-spaces.ts';
import { DATABASE_TRIGGER_QUERIES, databaseTriggerFacts } from './database-triggers.ts';
import { DATABASE_QUERIES, databaseFacts } from './databases/database.ts';
import {
  extendedProperties,
  notedFacts,
  reportOtherProperties,
  withProperties,
} from './extended-properties.ts';
import {
  EXTERNAL_LANGUAGE_QUERIES,
  EXTERNAL_LIBRARY_QUERIES,
  externalLanguageFacts,
  externalLibraryFacts,
} from './external/code.ts';
import { EXTENDED_PROCEDURE_QUERIES, extendedProcedureFacts } from './external/extended-procedures.ts';
import { EXTERNAL_MODEL_QUERIES, modelFacts } from './external/models.ts';
import { dataSourceFacts, EXTERNAL_SOURCE_QUERIES, fileFormatFacts } from './external/sources.ts';
import { externalTableFacts, externalTables } from './external/tables.ts';
import { FULL_TEXT_QUERIES, fullTextIndexFacts } from './full-text/full-text-indexes.ts';
import { catalogFacts, propertyListFacts, stoplistFacts } from './full-text/full-text-lists.ts';
import { compressedPartitions, spatialPartitions, xmlCompressedPartitions } from './indexes/compression.ts';
import { columnsOfIndexes } from './indexes/index-columns.ts';
import { frozenStatistics, hashIndexes, incrementalStatistics } from './indexes/index-statistics.ts';
import { allIndexes } from './indexes/indexes.ts';
import { keyConstraints } from './indexes/key-names.ts';
import { SPECIAL_INDEX_QUERIES } from './indexes/special-indexes.ts';
import { XML_INDEX_QUERIES } from './indexes/xml-indexes.ts';
import {
  defaultFacts,
  functionFacts,
  MODULE_QUERIES,
  procedureFacts,
  ruleFacts,
  triggerFacts,
  viewFacts,
} from './modules.ts';
import { PARTITION_QUERIES, partitionFunctionFacts, partitionSchemeFacts } from './partitions.ts';
import {
  GUIDE_QUERIES,
  guideFacts,
  POLICY_QUERIES,
  policyFacts,
  SETTING_QUERIES,
  settingFacts,
} from './policies.ts';
import { SEQUENCE_QUERIES, sequenceFacts } from './sequences.ts';
import { signatures, withSignatures } from './signatures.ts';
import { STATISTICS_QUERIES } from './statistics.ts';
import { SYNONYM_QUERIES, synonymFacts } from './synonyms.ts';
import {
  classifications,
  computedColumns,
  defaultConstraints,
  identityColumns,
  maskedColumns,
} from './tables/column-parts.ts';
import { FILE_TABLE_QUERIES } from './tables/file-tables.ts';
import { TABLE_QUERIES, tableFacts } from './tables/tables.ts';
import { typeNames, xmlSchemaNames } from './type-names.ts';
import { aliasTypeFacts, aliasTypes, TYPE_QUERIES, tableTypeFacts } from './types.ts';
import { uses } from './uses.ts';
import { reportUndefined, reportWithoutDefinition } from './without-definition.ts';
import { XML_SCHEMA_QUERIES, xmlSchemaFacts } from './xml-schemas.ts';

/** How a type is captured. */
interface Source<T extends DefinitionType> {
  /** Its own queries; each stands behind what it refers to. */
  readonly queries: readonly CatalogQuery<DatabaseScope>[];
  /** The facts, in any order. */
  readonly facts: (scope: DatabaseScope) => Iterable<DefinitionOf<T>>;
}

/** What several types are read with. */
const SHARED: readonly CatalogQuery<DatabaseScope>[] = [
  dataSpaces,
  typeNames,
  xmlSchemaNames,
  aliasTypes,
  encryptionKeyNames,
  identityColumns,
  computedColumns,
  maskedColumns,
  classifications,
  defaultConstraints,
  tableColumns,
  columnsOfIndexes,
  compressedPartitions,
  xmlCompressedPartitions,
  spatialPartitions,
  frozenStatistics,
  incrementalStatistics,
  ...XML_INDEX_QUERIES,
  ...SPECIAL_INDEX_QUERIES,
  hashIndexes,
  ...FULL_TEXT_QUERIES,
  ...FILE_TABLE_QUERIES,
  keyConstraints,
  allIndexes,
  ...STATISTICS_QUERIES,
  extendedProperties,
  signatures,
  uses,
];

/** Of Service Broker, whose things name each other. */
const BROKER_QUERIES = [...MESSAGE_QUERIES, ...QUEUE_QUERIES, ...ROUTE_QUERIES];

/** Every type. One that is missing here does not compile. */
const SOURCES: { readonly [T in DefinitionType]: Source<T> } = {
  database: { queries: DATABASE_QUERIES, facts: databaseFacts },
  table: { queries: TABLE_QUERIES, facts: tableFacts },
  view: { queries: MODULE_QUERIES, facts: viewFacts },
  procedure: { queries: MODULE_QUERIES, facts: procedureFacts },
  function: { queries: MODULE_QUERIES, facts: functionFacts },
  trigger: { queries: MODULE_QUERIES, facts: triggerFacts },
  'clr-procedure': { queries: CLR_QUERIES, facts: clrProcedureFacts },
  'clr-function': { queries: CLR_QUERIES, facts: clrFunctionFacts },
  aggregate: { queries: CLR_QUERIES, facts: aggregateFacts },
  'clr-trigger': { queries: CLR_TRIGGER_QUERIES, facts: clrTriggerFacts },
  'clr-database-trigger': { queries: CLR_TRIGGER_QUERIES, facts: clrDatabaseTriggerFacts },
  'extended-procedure': { queries: EXTENDED_PROCEDURE_QUERIES, facts: extendedProcedureFacts },
  assembly: { queries: ASSEMBLY_QUERIES, facts: assemblyFacts },
  'external-language': { queries: EXTERNAL_LANGUAGE_QUERIES, facts: externalLanguageFacts },
  'external-library': { queries: EXTERNAL_LIBRARY_QUERIES, facts: externalLibraryFacts },
  'xml-schema-collection': { queries: XML_SCHEMA_QUERIES, facts: xmlSchemaFacts },
  'clr-type': { queries: CLR_QUERIES, facts: clrTypeFacts },
  'message-type': { queries: BROKER_QUERIES, facts: messageTypeFacts },
  contract: { queries: BROKER_QUERIES, facts: contractFacts },
  queue: { queries: BROKER_QUERIES, facts: queueFacts },
  service: { queries: BROKER_QUERIES, facts: serviceFacts },
  route: { queries: BROKER_QUERIES, facts: routeFacts },
  'remote-service-binding': { queries: BROKER_QUERIES, facts: bindingFacts },
  'broker-priority': { queries: BROKER_QUERIES, facts: priorityFacts },
  'full-text-catalog': { queries: [], facts: catalogFacts },
  'full-text-stoplist': { queries: [], facts: stoplistFacts },
  'search-property-list': { queries: [], facts: propertyListFacts },
  'full-text-index': { queries: [], facts: fullTextIndexFacts },
  'security-policy': { queries: POLICY_QUERIES, facts: policyFacts },
  'plan-guide': { queries: GUIDE_QUERIES, facts: guideFacts },
  'event-notification': { queries: NOTIFICATION_QUERIES, facts: notificationFacts },
  'database-trigger': { queries: DATABASE_TRIGGER_QUERIES, facts: databaseTriggerFacts },
  'column-master-key': { queries: COLUMN_KEY_QUERIES, facts: columnMasterKeyFacts },
  'column-encryption-key': { queries: COLUMN_KEY_QUERIES, facts: columnEncryptionKeyFacts },
  'scoped-configuration': { queries: SETTING_QUERIES, facts: settingFacts },
  synonym: { queries: SYNONYM_QUERIES, facts: synonymFacts },
  sequence: { queries: SEQUENCE_QUERIES, facts: sequenceFacts },
  'alias-type': { queries: TYPE_QUERIES, facts: aliasTypeFacts },
  'table-type': { queries: TYPE_QUERIES, facts: tableTypeFacts },
  default: { queries: MODULE_QUERIES, facts: defaultFacts },
  rule: { queries: MODULE_QUERIES, facts: ruleFacts },
  'partition-function': { queries: PARTITION_QUERIES, facts: partitionFunctionFacts },
  'partition-scheme': { queries: PARTITION_QUERIES, facts: partitionSchemeFacts },
  'external-data-source': { queries: EXTERNAL_SOURCE_QUERIES, facts: dataSourceFacts },
  'external-file-format': { queries: [], facts: fileFormatFacts },
  'external-model': { queries: EXTERNAL_MODEL_QUERIES, facts: modelFacts },
  'external-table': { queries: [externalTables], facts: externalTableFacts },
  'database-properties': { queries: [], facts: notedFacts('database-properties', () => ({})) },
  'schema-properties': { queries: [], facts: notedFacts('schema-properties', () => ({})) },
  'user-properties': { queries: [], facts: notedFacts('user-properties', () => ({})) },
  'filegroup-properties': { queries: [], facts: notedFacts('filegroup-properties', () => ({})) },
  'file-properties': {
    queries: [],
    facts: notedFacts('file-properties', ({ filegroup = '' }) => ({ filegroup })),
  },
};

/** The queries of definitions, each once. */
export const DEFINITION_QUERIES: readonly CatalogQuery<DatabaseScope>[] = [
  ...new Set([...SHARED, ...Object.values(SOURCES).flatMap(({ queries }) => queries)]),
];

/** Makes the facts of what the queries found. */
export function addDefinitions(scope: DatabaseScope): void {
  for (const { facts } of Object.values(SOURCES)) {
    for (const fact of facts(scope)) scope.facts.push(withSignatures(scope, withProperties(scope, fact)));
  }
  reportOtherProperties(scope);
  reportWithoutDefinition(scope);
  reportUndefined(scope);
  scope.kept.clear();
}
