// Data sources and file formats outside of the database. Source: "sys.external_data_sources",
// "sys.external_file_formats" (Microsoft).
import { defined } from '../../../model/defined.ts';
import type { BodyOf } from '../../../model/definitions/definition-type.ts';
import type { DefinitionOf } from '../../../model/facts/definition-fact.ts';
import { filled, flag, id, integer, name } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import { type DatabaseScope, securableIndex } from '../../scope.ts';
import { keepById } from '../kept.ts';

interface Named<B> {
  readonly name: string;
  readonly body: B;
}

const sources = keepById<Named<BodyOf<'external-data-source'>>>();

/** `type`; one that is generic says nothing of it. */
const TYPES: Readonly<Record<number, BodyOf<'external-data-source'>['type'] | 'GENERIC'>> = {
  0: 'HADOOP',
  1: 'RDBMS',
  2: 'SHARD_MAP_MANAGER',
  5: 'BLOB_STORAGE',
  6: 'GENERIC',
};

/** `sys.external_data_sources`. */
const dataSources = defineQuery<DatabaseScope>()({
  name: 'external data sources',
  view: 'sys.external_data_sources',
  since: 2016,
  columns: ['data_source_id', 'name', 'location', 'type', 'credential_id'],
  optional: [
    'resource_manager_location',
    'database_name',
    'shard_map_name',
    'connection_options',
    'pushdown',
  ],
  read: (scope, at) => ({
    row(row) {
      const type = TYPES[integer(row[at.type]) ?? -1];
      const credentialId = integer(row[at.credential_id]) ?? 0;
      const credential = securableIndex(scope, 'DATABASE SCOPED CREDENTIAL').get(credentialId)?.name;
      if (type === undefined || (credentialId !== 0 && credential === undefined)) {
        const fact =
          'External data sources are of a type that is not known, or have a credential that the login does not see; they were not captured.';
        scope.ledger.omit('unknown-data-source', fact, 'Script these data sources by hand.', 1);
        return;
      }
      const body = defined({
        type: type === 'GENERIC' ? undefined : type,
        location: filled(row[at.location]) ?? '',
        resourceManager: filled(row[at.resource_manager_location]),
        credential,
        database: filled(row[at.database_name]),
        shardMap: filled(row[at.shard_map_name]),
        connectionOptions: filled(row[at.connection_options]),
        isPushdownOff: filled(row[at.pushdown]) === 'OFF' ? (true as const) : undefined,
      });
      sources(scope).set(id(row[at.data_source_id]), { name: name(row[at.name]), body });
    },
  }),
});

const formats = keepById<Named<BodyOf<'external-file-format'>>>();

/** `sys.external_file_formats`. */
const fileFormats = defineQuery<DatabaseScope>()({
  name: 'external file formats',
  view: 'sys.external_file_formats',
  since: 2016,
  columns: [
    'file_format_id',
    'name',
    'format_type',
    'field_terminator',
    'string_delimiter',
    'date_format',
    'use_type_default',
    'serde_method',
    'encoding',
    'data_compression',
  ],
  optional: ['first_row', 'parser_version'],
  read: (scope, at) => ({
    row: (row) => {
      const body = defined({
        type: name(row[at.format_type]),
        fieldTerminator: filled(row[at.field_terminator]),
        stringDelimiter: filled(row[at.string_delimiter]),
        dateFormat: filled(row[at.date_format]),
        usesTypeDefault: flag(row[at.use_type_default]) ? (true as const) : undefined,
        serde: filled(row[at.serde_method]),
        encoding: filled(row[at.encoding]),
        compression: filled(row[at.data_compression]),
        firstRow: integer(row[at.first_row]) || undefined,
        parserVersion: filled(row[at.parser_version]),
      });
      formats(scope).set(id(row[at.file_format_id]), { name: name(row[at.name]), body });
    },
  }),
});

/** What is read of what tables outside refer to, before they are. */
export const EXTERNAL_SOURCE_QUERIES = [dataSources, fileFormats];

/** The name of a data source. */
export const sourceName = (scope: DatabaseScope, source: number): string | undefined =>
  sources(scope).get(source)?.name;

/** The name of a file format. */
export const formatName = (scope: DatabaseScope, format: number): string | undefined =>
  formats(scope).get(format)?.name;

/** The external data sources of a database. */
export function* dataSourceFacts(scope: DatabaseScope): Generator<DefinitionOf<'external-data-source'>> {
  const { database } = scope;
  for (const { name: source, body } of sources(scope).values())
    yield { kind: 'definition', database, type: 'external-data-source', name: source, body };
}

/** The external file formats of a database. */
export function* fileFormatFacts(scope: DatabaseScope): Generator<DefinitionOf<'external-file-format'>> {
  const { database } = scope;
  for (const { name: format, body } of formats(scope).values())
    yield { kind: 'definition', database, type: 'external-file-format', name: format, body };
}
