// What stands outside of the database: data sources and file formats before the tables, external tables among them.
// Source: "CREATE EXTERNAL DATA SOURCE", "CREATE EXTERNAL FILE FORMAT", "CREATE EXTERNAL TABLE (Transact-SQL)" (Microsoft).
import type { BodyOf } from '../../model/definitions/definition-type.ts';
import { real } from '../../text/expression.ts';
import { identifier, integer, keyword, qualified, text } from '../../text/quote.ts';
import { columnText } from '../column.ts';
import type { DefinitionKind } from '../kind.ts';
import { statisticsStatements } from '../parts/statistics.ts';
import { referencesOfColumns } from '../reference.ts';
import { credentialRemarks, option } from './option.ts';

const never = (): boolean => false;

/** How data sources are written. */
export const EXTERNAL_DATA_SOURCE_KIND: DefinitionKind<'external-data-source'> = {
  statements: ({ name, body }) => {
    const options = [
      ...option('TYPE', body.type, keyword),
      `LOCATION = ${text(body.location)}`,
      ...option('RESOURCE_MANAGER_LOCATION', body.resourceManager, text),
      ...option('DATABASE_NAME', body.database, text),
      ...option('SHARD_MAP_NAME', body.shardMap, text),
      ...option('CONNECTION_OPTIONS', body.connectionOptions, text),
      ...(body.isPushdownOff ? ['PUSHDOWN = OFF'] : []),
      ...option('CREDENTIAL', body.credential, identifier),
    ];
    return [
      {
        section: 'storage',
        makes: { what: 'external-data-source', name },
        text: `CREATE EXTERNAL DATA SOURCE ${identifier(name)} WITH (${options.join(', ')});`,
      },
    ];
  },
  remarks: ({ body: { credential } }) => credentialRemarks(credential),
  isHard: never,
};

/** How file formats are written. */
export const EXTERNAL_FILE_FORMAT_KIND: DefinitionKind<'external-file-format'> = {
  statements: ({ name, body }) => {
    const inside = formatOptions(body);
    const options = [
      `FORMAT_TYPE = ${keyword(body.type)}`,
      ...option('SERDE_METHOD', body.serde, text),
      ...(inside.length === 0 ? [] : [`FORMAT_OPTIONS (${inside.join(', ')})`]),
      ...option('DATA_COMPRESSION', body.compression, text),
    ];
    return [
      {
        section: 'storage',
        makes: { what: 'external-file-format', name },
        text: `CREATE EXTERNAL FILE FORMAT ${identifier(name)} WITH (${options.join(', ')});`,
      },
    ];
  },
  isHard: never,
};

/** Options of text that is delimited: other formats have none. */
function formatOptions(body: BodyOf<'external-file-format'>): readonly string[] {
  if (body.type !== 'DELIMITEDTEXT') return [];
  return [
    ...option('FIELD_TERMINATOR', body.fieldTerminator, text),
    ...option('STRING_DELIMITER', body.stringDelimiter, text),
    ...option('FIRST_ROW', body.firstRow, integer),
    ...option('DATE_FORMAT', body.dateFormat, text),
    ...(body.usesTypeDefault ? ['USE_TYPE_DEFAULT = TRUE'] : []),
    ...option('ENCODING', body.encoding, text),
    ...option('PARSER_VERSION', body.parserVersion, text),
  ];
}

/** How external tables are written; what a table outside may not say of a column is not in the catalogue. */
export const EXTERNAL_TABLE_KIND: DefinitionKind<'external-table'> = {
  statements: ({ schema = 'dbo', name, body }, context) => {
    const columns = body.columns.map((column) => columnText(column, context));
    const options = [
      `DATA_SOURCE = ${identifier(body.source)}`,
      ...option('LOCATION', body.location, text),
      ...option('FILE_FORMAT', body.format, identifier),
      ...option('SCHEMA_NAME', body.remoteSchema, text),
      ...option('OBJECT_NAME', body.remoteName, text),
      ...option('DISTRIBUTION', body.distribution, (how) =>
        body.shardedBy === undefined ? keyword(how) : `${keyword(how)} (${identifier(body.shardedBy)})`,
      ),
      ...option('REJECT_TYPE', body.reject?.type, keyword),
      ...option('REJECT_VALUE', body.reject?.value, real),
      ...option('REJECT_SAMPLE_VALUE', body.reject?.sample, real),
      ...option('REJECTED_ROW_LOCATION', body.rejectedRows, text),
      ...option('TABLE_OPTIONS', body.options, text),
    ];
    return [
      {
        section: 'tables',
        makes: { what: 'object', schema, name },
        text: `CREATE EXTERNAL TABLE ${qualified({ schema, name })} (\n    ${columns.join(',\n    ')}\n) WITH (${options.join(', ')});`,
      },
      ...statisticsStatements({ schema, name }, body.statistics),
    ];
  },
  isHard: never,
  needs: ({ body }) => referencesOfColumns(body.columns),
};
