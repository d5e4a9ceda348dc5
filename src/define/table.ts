// Tables: CREATE TABLE with columns, keys and the checks that are as new ones are; behind it indexes, foreign keys, and
// what puts checks and indexes into the state that they were in. Source: "CREATE TABLE (Transact-SQL)",
// "ALTER TABLE (Transact-SQL)" (Microsoft).
import type { IndexShape, KeyShape } from '../model/definitions/index-shape.ts';
import type { CheckShape, ForeignKeyShape, TableShape } from '../model/definitions/table-shape.ts';
import type { DefinitionOf } from '../model/facts/definition-fact.ts';
import { identifier, integer, keyword, text } from '../text/quote.ts';
import { columnText, constraintName } from './column.ts';
import type { DefineContext } from './define-options.ts';
import {
  compressionOption,
  disabledStatements,
  indexClause,
  indexStatements,
  storageClause,
} from './index.ts';
import type { DefinitionKind } from './kind.ts';
import { classificationStatements } from './parts/classification.ts';
import { checkText, keyText } from './parts/key.ts';
import { laterStatements, splitTable } from './parts/later-part.ts';
import { statisticsStatements } from './parts/statistics.ts';
import { referencesOfColumns } from './reference.ts';
import type { ObjectStatement } from './statement.ts';
import { bindings } from './types.ts';

type Table = DefinitionOf<'table'>;

/** How tables are written. */
export const TABLE_KIND: DefinitionKind<'table'> = {
  statements: (fact, context) => {
    const split = splitTable(fact.body, context.laterOf(fact));
    const indexSection = split.columns.length === 0 ? 'table-indexes' : 'indexes';
    return [
      createTable({ ...fact, body: split.now }, context),
      ...laterStatements(placeOf(fact), split, context),
      ...(split.now.checks ?? [])
        .filter((check) => !isPlain(check))
        .map((check) => checkStatement(fact, check)),
      ...split.checks.map((check) => checkStatement(fact, check)),
      ...(fact.body.isMemoryOptimized
        ? []
        : indexStatements(placeOf(fact), fact.body.indexes, context, indexSection)),
      ...statisticsStatements(placeOf(fact), fact.body.statistics),
      ...(fact.body.foreignKeys ?? []).map((key) => foreignKeyStatement(fact, key)),
      ...trackedTable(fact),
      ...classificationStatements(placeOf(fact), fact.body.columns),
      ...disabledStatements(placeOf(fact), fact.body.indexes, fact.body.keys),
    ];
  },
  // What is in the text of a table is asked for when the table is made.
  isHard: () => true,
  needs: ({ body }) => [
    ...referencesOfColumns(body.columns),
    ...(body.history === undefined
      ? []
      : [{ space: 'object' as const, schema: body.history.schema, name: body.history.name }]),
  ],
};

function placeOf({ schema = 'dbo', name }: Table): { readonly schema: string; readonly name: string } {
  return { schema, name };
}

function tableName(fact: Table): string {
  const { schema, name } = placeOf(fact);
  return `${identifier(schema)}.${identifier(name)}`;
}

/** Whether a check is trusted and enabled, as one is that CREATE TABLE makes. */
function isPlain({ isNotTrusted, isDisabled }: CheckShape): boolean {
  return isNotTrusted === undefined && isDisabled === undefined;
}

function createTable(fact: Table, context: DefineContext): ObjectStatement {
  const { body } = fact;
  const parts = [
    ...body.columns.map((column) => columnText(column, context)),
    ...(body.keys ?? []).map((key) => keyText(body.isMemoryOptimized ? inMemory(key) : key, context)),
    ...(body.checks ?? []).filter(isPlain).map(checkText),
    ...(body.isMemoryOptimized
      ? (body.indexes ?? []).map((index) => indexClause(inMemory(index), context))
      : []),
    ...(body.period === undefined
      ? []
      : [`PERIOD FOR SYSTEM_TIME (${identifier(body.period.start)}, ${identifier(body.period.end)})`]),
  ];
  const behind = [
    body.isMemoryOptimized ? '' : storageClause(body.storage, context),
    textStorage(body, context),
    context.options.filegroups === 'omit' || body.filestreamStorage === undefined
      ? ''
      : `FILESTREAM_ON ${identifier(body.filestreamStorage)}`,
    tableOptions(body),
  ].filter((clause) => clause !== '');
  const create = `CREATE TABLE ${tableName(fact)} (\n    ${parts.join(',\n    ')}\n)${behind.map((clause) => ` ${clause}`).join('')};`;
  const escalation =
    body.lockEscalation === undefined
      ? ''
      : `\nALTER TABLE ${tableName(fact)} SET (LOCK_ESCALATION = ${keyword(body.lockEscalation)});`;
  const options = tableOptionCalls(fact);
  const bound = body.columns.flatMap((column) =>
    bindings(`${tableName(fact)}.${identifier(column.name)}`, column),
  );
  return {
    section: 'tables',
    makes: { what: 'object', ...placeOf(fact) },
    text: [`${create}${escalation}`, ...options, ...bound].join('\n'),
    ...(body.isAnsiNullsOff ? { isAnsiNullsOff: true } : {}),
  };
}

/** Source: "sp_tableoption (Transact-SQL)". */
function tableOptionCalls(fact: Table): string[] {
  const { textInRow, isLargeOutOfRow, isLockedOnBulkLoad } = fact.body;
  const call = (option: string, value: string) =>
    `EXEC sys.sp_tableoption @TableNamePattern = ${text(tableName(fact))}, @OptionName = '${option}', @OptionValue = '${value}';`;
  return [
    ...(textInRow === undefined ? [] : [call('text in row', integer(textInRow))]),
    ...(isLargeOutOfRow ? [call('large value types out of row', 'ON')] : []),
    ...(isLockedOnBulkLoad ? [call('table lock on bulk load', 'ON')] : []),
  ];
}

/** Behind its key, without which changes are not tracked. */
function trackedTable(fact: Table): ObjectStatement[] {
  const { changeTracking } = fact.body;
  if (changeTracking === undefined) return [];
  const columns = changeTracking.tracksColumns ? ' WITH (TRACK_COLUMNS_UPDATED = ON)' : '';
  return [
    {
      section: 'finally',
      makes: { what: 'tracked-table', ...placeOf(fact) },
      text: `ALTER TABLE ${tableName(fact)} ENABLE CHANGE_TRACKING${columns};`,
    },
  ];
}

/** In memory an index has its buckets, and none of the options of one on disk. */
function inMemory<I extends KeyShape | IndexShape>(index: I): I {
  const { isNotRecomputed: _, storage: __, refusesRowLocks: ___, refusesPageLocks: ____, ...rest } = index;
  return rest as I;
}

/** One list for all: MEMORY_OPTIMIZED, DURABILITY, DATA_COMPRESSION, SYSTEM_VERSIONING. */
function tableOptions({ history, isMemoryOptimized, isSchemaOnly, compression }: TableShape): string {
  const options = [
    ...(isMemoryOptimized
      ? ['MEMORY_OPTIMIZED = ON', `DURABILITY = ${isSchemaOnly ? 'SCHEMA_ONLY' : 'SCHEMA_AND_DATA'}`]
      : []),
    ...(compression ?? []).map(compressionOption),
    ...(history === undefined ? [] : [`SYSTEM_VERSIONING = ON (${historyOptions(history)})`]),
  ];
  return options.length === 0 ? '' : `WITH (${options.join(', ')})`;
}

function historyOptions({ schema, name, retention, unit }: NonNullable<TableShape['history']>): string {
  const table = `HISTORY_TABLE = ${identifier(schema)}.${identifier(name)}`;
  if (retention === undefined || unit === undefined) return table;
  return `${table}, HISTORY_RETENTION_PERIOD = ${integer(retention)} ${keyword(unit)}`;
}

/** Not of a partitioned table, whose large values go with its rows. */
function textStorage({ storage, textStorage: on }: TableShape, { options }: DefineContext): string {
  const isOpen = on === undefined || storage?.column !== undefined || options.filegroups === 'omit';
  return isOpen ? '' : `TEXTIMAGE_ON ${identifier(on)}`;
}

/** A check that was not trusted is not trusted again, since an empty table would make it so; one that was is. */
function checkStatement(fact: Table, check: CheckShape): ObjectStatement {
  const { schema } = placeOf(fact);
  return {
    section: 'indexes',
    makes:
      check.name === undefined
        ? { what: 'unnamed-check', ...placeOf(fact), on: fact.name, definition: check.definition }
        : { what: 'object', schema, name: check.name },
    text: `ALTER TABLE ${tableName(fact)} WITH ${isPlain(check) ? 'CHECK' : 'NOCHECK'} ADD ${checkText(check)};${stateOf(fact, check)}`,
  };
}

function foreignKeyStatement(fact: Table, key: ForeignKeyShape): ObjectStatement {
  const { schema } = placeOf(fact);
  const { references } = key;
  const trust = key.isNotTrusted ? 'NOCHECK' : 'CHECK';
  const clauses = [
    `ALTER TABLE ${tableName(fact)} WITH ${trust} ADD ${constraintName(key.name)}FOREIGN KEY (${key.columns.map(identifier).join(', ')})`,
    `REFERENCES ${identifier(references.schema)}.${identifier(references.name)} (${key.referencedColumns.map(identifier).join(', ')})`,
    key.onDelete === undefined ? '' : `ON DELETE ${keyword(key.onDelete)}`,
    key.onUpdate === undefined ? '' : `ON UPDATE ${keyword(key.onUpdate)}`,
    key.isNotForReplication ? 'NOT FOR REPLICATION' : '',
  ].filter((clause) => clause !== '');
  return {
    section: 'foreign-keys',
    makes:
      key.name === undefined
        ? { what: 'unnamed-foreign-key', ...placeOf(fact), on: fact.name, columns: key.columns }
        : { what: 'object', schema, name: key.name },
    text: `${clauses.join('\n')};${stateOf(fact, key)}`,
  };
}

function stateOf(fact: Table, { name, isDisabled }: CheckShape | ForeignKeyShape): string {
  return isDisabled && name !== undefined
    ? `\nALTER TABLE ${tableName(fact)} NOCHECK CONSTRAINT ${identifier(name)};`
    : '';
}
