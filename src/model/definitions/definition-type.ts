// Every type of object that has a definition: what it is called, what a selection takes it by, and the shape of what its
// definition is made of. A snapshot's check, the published schema, sentences and the rows of capture and define are read
// off this table; a type that is missing in one of those does not compile.
import type { Shaped } from '../facts/body-shape.ts';
import { BINDING, CONTRACT, MESSAGE_TYPE, PRIORITY, QUEUE, ROUTE, SERVICE } from './broker-shape.ts';
import { AGGREGATE, ASSEMBLY, CLR_FUNCTION, CLR_PROCEDURE, CLR_TRIGGER, CLR_TYPE } from './clr-shape.ts';
import { COLUMN_ENCRYPTION_KEY, COLUMN_MASTER_KEY } from './column-key-shape.ts';
import { DATABASE } from './database-shape.ts';
import { EXTERNAL_LANGUAGE, EXTERNAL_LIBRARY } from './external-code-shape.ts';
import {
  EXTENDED_PROCEDURE,
  EXTERNAL_DATA_SOURCE,
  EXTERNAL_FILE_FORMAT,
  EXTERNAL_MODEL,
  EXTERNAL_TABLE,
} from './external-shape.ts';
import { FULL_TEXT_CATALOG, FULL_TEXT_INDEX, PROPERTY_LIST, STOPLIST } from './full-text-shape.ts';
import { FUNCTION, PROCEDURE, TRIGGER, VIEW } from './module-shape.ts';
import { NOTED, NOTED_FILE } from './noted-shape.ts';
import {
  ALIAS_TYPE,
  BOUND_MODULE,
  PARTITION_FUNCTION,
  PARTITION_SCHEME,
  SEQUENCE,
  SYNONYM,
  TABLE_TYPE,
  XML_SCHEMA_COLLECTION,
} from './other-shapes.ts';
import {
  DATABASE_TRIGGER,
  EVENT_NOTIFICATION,
  PLAN_GUIDE,
  SCOPED_CONFIGURATION,
  SECURITY_POLICY,
} from './rule-shape.ts';
import { TABLE } from './table-shape.ts';
import type { NameSpace, TypeRow } from './type-row.ts';

/** What has extended properties and no definition of its own: nothing makes it here. */
const noted = <const B extends TypeRow['body']>(one: string, body: B, folder = 'extended-properties') =>
  ({ one, words: 'EXTENDED PROPERTY', branch: 'other-objects', space: 'apart', folder, body }) as const;

/** Every type, in the order in which people look for them. */
export const DEFINITION_TYPES = {
  /** The database itself, which a script makes only where it is asked to. */
  database: { one: 'database', words: 'DATABASE', branch: 'databases', space: 'apart', body: DATABASE },
  table: { one: 'table', words: 'TABLE', branch: 'tables', body: TABLE },
  view: { one: 'view', words: 'VIEW', branch: 'views', body: VIEW },
  procedure: { one: 'procedure', words: 'PROCEDURE', branch: 'procedures', body: PROCEDURE },
  function: { one: 'function', words: 'FUNCTION', branch: 'functions', body: FUNCTION },
  /** Of a table or a view, and selected with it. */
  trigger: { one: 'trigger', words: 'TRIGGER', branch: 'tables', folder: 'triggers', body: TRIGGER },
  'clr-procedure': { one: 'procedure of CLR', words: 'PROCEDURE', branch: 'procedures', body: CLR_PROCEDURE },
  'clr-function': { one: 'function of CLR', words: 'FUNCTION', branch: 'functions', body: CLR_FUNCTION },
  aggregate: { one: 'aggregate', words: 'AGGREGATE', branch: 'aggregates', body: AGGREGATE },
  'clr-trigger': {
    one: 'trigger of CLR',
    words: 'TRIGGER',
    branch: 'tables',
    folder: 'triggers',
    body: CLR_TRIGGER,
  },
  'clr-database-trigger': {
    one: 'database trigger of CLR',
    words: 'TRIGGER',
    branch: 'other-objects',
    folder: 'database-triggers',
    space: 'apart',
    body: CLR_TRIGGER,
  },
  'extended-procedure': {
    one: 'extended procedure',
    words: 'EXTENDED PROCEDURE',
    branch: 'extended-procedures',
    body: EXTENDED_PROCEDURE,
  },
  assembly: { one: 'assembly', words: 'ASSEMBLY', branch: 'assemblies', space: 'assembly', body: ASSEMBLY },
  'external-language': {
    one: 'external language',
    words: 'EXTERNAL LANGUAGE',
    branch: 'external-languages',
    space: 'external-language',
    body: EXTERNAL_LANGUAGE,
  },
  /** Its name is one among those of its owner; of several owners' libraries of one name a capture brings one. */
  'external-library': {
    one: 'external library',
    words: 'EXTERNAL LIBRARY',
    branch: 'other-objects',
    space: 'apart',
    folder: 'external-libraries',
    body: EXTERNAL_LIBRARY,
  },
  'xml-schema-collection': {
    one: 'XML schema collection',
    words: 'XML SCHEMA COLLECTION',
    branch: 'xml-schema-collections',
    space: 'apart',
    body: XML_SCHEMA_COLLECTION,
  },
  'message-type': {
    one: 'message type',
    words: 'MESSAGE TYPE',
    branch: 'message-types',
    space: 'apart',
    body: MESSAGE_TYPE,
  },
  contract: { one: 'contract', words: 'CONTRACT', branch: 'contracts', space: 'apart', body: CONTRACT },
  queue: { one: 'queue', words: 'QUEUE', branch: 'queues', body: QUEUE },
  service: { one: 'service', words: 'SERVICE', branch: 'services', space: 'apart', body: SERVICE },
  route: { one: 'route', words: 'ROUTE', branch: 'routes', space: 'apart', body: ROUTE },
  'remote-service-binding': {
    one: 'remote service binding',
    words: 'REMOTE SERVICE BINDING',
    branch: 'remote-service-bindings',
    space: 'apart',
    body: BINDING,
  },
  'broker-priority': {
    one: 'broker priority',
    words: 'BROKER PRIORITY',
    branch: 'services',
    folder: 'broker-priorities',
    space: 'apart',
    body: PRIORITY,
  },
  'full-text-catalog': {
    one: 'full-text catalog',
    words: 'FULLTEXT CATALOG',
    branch: 'full-text-catalogs',
    space: 'apart',
    body: FULL_TEXT_CATALOG,
  },
  'full-text-stoplist': {
    one: 'full-text stoplist',
    words: 'FULLTEXT STOPLIST',
    branch: 'full-text-stoplists',
    space: 'apart',
    body: STOPLIST,
  },
  'search-property-list': {
    one: 'search property list',
    words: 'SEARCH PROPERTY LIST',
    branch: 'search-property-lists',
    space: 'apart',
    body: PROPERTY_LIST,
  },
  /** Of a table or a view, whose name it has. */
  'full-text-index': {
    one: 'full-text index',
    words: 'FULLTEXT INDEX',
    branch: 'tables',
    folder: 'full-text-indexes',
    space: 'apart',
    body: FULL_TEXT_INDEX,
  },
  'security-policy': {
    one: 'security policy',
    words: 'SECURITY POLICY',
    branch: 'security-policies',
    body: SECURITY_POLICY,
  },
  'plan-guide': {
    one: 'plan guide',
    words: 'PLAN GUIDE',
    branch: 'other-objects',
    folder: 'plan-guides',
    space: 'apart',
    body: PLAN_GUIDE,
  },
  'event-notification': {
    one: 'event notification',
    words: 'EVENT NOTIFICATION',
    branch: 'other-objects',
    folder: 'event-notifications',
    space: 'apart',
    body: EVENT_NOTIFICATION,
  },
  'database-trigger': {
    one: 'database trigger',
    words: 'TRIGGER',
    branch: 'other-objects',
    folder: 'database-triggers',
    space: 'apart',
    body: DATABASE_TRIGGER,
  },
  'column-master-key': {
    one: 'column master key',
    words: 'COLUMN MASTER KEY',
    branch: 'other-objects',
    space: 'column-master-key',
    folder: 'column-master-keys',
    body: COLUMN_MASTER_KEY,
  },
  'column-encryption-key': {
    one: 'column encryption key',
    words: 'COLUMN ENCRYPTION KEY',
    branch: 'other-objects',
    space: 'apart',
    folder: 'column-encryption-keys',
    body: COLUMN_ENCRYPTION_KEY,
  },
  'scoped-configuration': {
    one: 'database scoped configuration',
    words: 'DATABASE SCOPED CONFIGURATION',
    branch: 'configurations',
    space: 'apart',
    body: SCOPED_CONFIGURATION,
  },
  synonym: { one: 'synonym', words: 'SYNONYM', branch: 'synonyms', body: SYNONYM },
  sequence: { one: 'sequence', words: 'SEQUENCE', branch: 'sequences', body: SEQUENCE },
  'alias-type': { one: 'alias type', words: 'TYPE', branch: 'types', space: 'type', body: ALIAS_TYPE },
  'clr-type': { one: 'type of CLR', words: 'TYPE', branch: 'types', space: 'type', body: CLR_TYPE },
  'table-type': { one: 'table type', words: 'TYPE', branch: 'table-types', space: 'type', body: TABLE_TYPE },
  default: { one: 'default', words: 'DEFAULT', branch: 'defaults', body: BOUND_MODULE },
  rule: { one: 'rule', words: 'RULE', branch: 'rules', body: BOUND_MODULE },
  'partition-function': {
    one: 'partition function',
    words: 'PARTITION FUNCTION',
    branch: 'other-objects',
    folder: 'partition-functions',
    space: 'data-space',
    body: PARTITION_FUNCTION,
  },
  'partition-scheme': {
    one: 'partition scheme',
    words: 'PARTITION SCHEME',
    branch: 'other-objects',
    folder: 'partition-schemes',
    space: 'data-space',
    body: PARTITION_SCHEME,
  },
  'external-data-source': {
    one: 'external data source',
    words: 'EXTERNAL DATA SOURCE',
    branch: 'other-objects',
    folder: 'external-data-sources',
    space: 'apart',
    body: EXTERNAL_DATA_SOURCE,
  },
  'external-file-format': {
    one: 'external file format',
    words: 'EXTERNAL FILE FORMAT',
    branch: 'other-objects',
    folder: 'external-file-formats',
    space: 'apart',
    body: EXTERNAL_FILE_FORMAT,
  },
  'external-model': {
    one: 'external model',
    words: 'EXTERNAL MODEL',
    branch: 'external-models',
    space: 'apart',
    body: EXTERNAL_MODEL,
  },
  'external-table': {
    one: 'external table',
    words: 'EXTERNAL TABLE',
    branch: 'tables',
    body: EXTERNAL_TABLE,
  },
  'database-properties': noted('database with properties', NOTED),
  'schema-properties': noted('schema with properties', NOTED, 'schemas'),
  /** Of a user, a role or an application role. */
  'user-properties': noted('principal with properties', NOTED, 'principals'),
  'filegroup-properties': noted('filegroup with properties', NOTED),
  'file-properties': noted('file with properties', NOTED_FILE),
} as const satisfies Readonly<Record<string, TypeRow>>;

/** A type of object that has a definition. */
export type DefinitionType = keyof typeof DEFINITION_TYPES;

/** What the definition of a type is made of. */
export type BodyOf<T extends DefinitionType> = Shaped<(typeof DEFINITION_TYPES)[T]['body']>;

/** Every type. */
export const DEFINITION_TYPE_NAMES = Object.keys(DEFINITION_TYPES) as readonly DefinitionType[];

/** The folder of an export that the objects of a type are in. */
export function folderOf(type: DefinitionType): string {
  const row: TypeRow = DEFINITION_TYPES[type];
  return row.folder ?? row.branch;
}

/** Among which names the name of an object of a type is one. */
export function spaceOf(type: DefinitionType): NameSpace {
  const row: TypeRow = DEFINITION_TYPES[type];
  return row.space ?? 'object';
}
