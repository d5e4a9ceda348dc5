// Tables: CREATE TABLE with columns, keys and the checks that are as new ones are; behind it indexes, foreign keys, and
// what puts checks and indexes into the state that they were in. Source: "CREATE TABLE (Transact-SQL)",
// "ALTER TABLE (Transact-SQL)" (Microsoft).

import type { IndexShape, KeyShape } from '../model/definitions/index-shape.ts';
import type { TableShape } from '../model/definitions/table-shape.ts';
import type { Qualified } from '../model/definitions/type-shape.ts';
import type { DefinitionOf } from '../model/facts/definition-fact.ts';
import { identifier, integer, keyword, qualified, text } from '../text/quote.ts';
import { columnText } from './column.ts';
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
import { checkStatement, foreignKeyStatement, isPlain } from './parts/constraint.ts';
import { checkText, keyText } from './parts/key.ts';
import { laterStatements, splitIndexes, splitTable } from './parts/later-part.ts';
import { type PaddingRun, padded, paddingRuns } from './parts/padding.ts';
import { edgeConstraintStatements, fileTableOptions, ledgerOption } from './parts/special-table.ts';
import { statisticsStatements } from './parts/statistics.ts';
import { referencesOfColumns } from './reference.ts';
import type { ObjectStatement } from './statement.ts';
import { bindings } from './types.ts';

type Table = DefinitionOf<'table'>;

/** How tables are written. */
export const TABLE_KIND: DefinitionKind<'table'> = {
  statements: (fact, context) => {
    const split = splitTable(fact.body, context.laterOf(fact));
    const { early, late } = splitIndexes(fact.body.indexes ?? [], split.columns);
    return [
      createTable({ ...fact, body: split.now }, context),
      ...laterStatements(placeOf(fact), split, context),
      ...(split.now.checks ?? [])
        .filter((check) => !isPlain(check))
        .map((check) => checkStatement(placeOf(fact), check)),
      ...split.checks.map((check) => checkStatement(placeOf(fact), check)),
      ...(fact.body.isMemoryOptimized
        ? []
        : [
            ...indexStatements(placeOf(fact), early, context, 'table-indexes'),
            ...indexStatements(placeOf(fact), late, context, 'indexes'),
          ]),
      ...statisticsStatements(placeOf(fact), fact.body.statistics, fact.body.isMemoryOptimized),
      ...(fact.body.foreignKeys ?? []).map((key) => foreignKeyStatement(placeOf(fact), key)),
      ...edgeConstraintStatements(placeOf(fact), fact.body.edgeConstraints),
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

function placeOf({ schema = 'dbo', name }: Table): Qualified {
  return { schema, name };
}

function createTable(fact: Table, context: DefineContext): ObjectStatement {
  const { body } = fact;
  const escalation =
    body.lockEscalation === undefined
      ? []
      : [`ALTER TABLE ${qualified(fact)} SET (LOCK_ESCALATION = ${keyword(body.lockEscalation)});`];
  const bound = body.columns.flatMap((column) =>
    bindings(`${qualified(fact)}.${identifier(column.name)}`, column),
  );
  return {
    section: 'tables',
    makes: { what: 'object', ...placeOf(fact) },
    text: [...createLines(fact, context), ...escalation, ...tableOptionCalls(fact), ...bound].join('\n'),
    ...(body.isAnsiNullsOff ? { isAnsiNullsOff: true } : {}),
  };
}

/** One statement, or several where columns are made under different settings. */
function createLines(fact: Table, context: DefineContext): readonly string[] {
  const { body } = fact;
  const [first, ...more] = paddingRuns(body);
  const periodAt = periodRun(body, [first, ...more]);
  const partsOf = ({ columns }: PaddingRun, at: number) => [
    ...columns.map((column) => columnText(column, context)),
    ...(at === more.length && body.fileTable === undefined ? constraintTexts(body, context) : []),
    ...(at === periodAt ? periodText(body) : []),
  ];
  const isOne = more.length === 0;
  const head = `CREATE TABLE ${qualified(fact)}${inParentheses(partsOf(first, 0))}`;
  const create = [head, ...clausesBehind(body, context, isOne)].join(' ');
  return [
    padded(`${create};`, first.isOff),
    ...more.map((run, at) =>
      padded(`ALTER TABLE ${qualified(fact)} ADD\n    ${partsOf(run, at + 1).join(',\n    ')};`, run.isOff),
    ),
    ...(isOne || body.history === undefined
      ? []
      : [`ALTER TABLE ${qualified(fact)} SET (SYSTEM_VERSIONING = ON (${historyOptions(body.history)}));`]),
    // The list of a table of files is SQL Server's.
    ...(body.fileTable === undefined ? [] : constraintTexts(body, context)).map(
      (constraint) => `ALTER TABLE ${qualified(fact)} ADD ${constraint};`,
    ),
    ...(body.fileTable?.isNamespaceOff
      ? [`ALTER TABLE ${qualified(fact)} DISABLE FILETABLE_NAMESPACE;`]
      : []),
  ];
}

function inParentheses(parts: readonly string[]): string {
  return parts.length === 0 ? '' : ` (\n    ${parts.join(',\n    ')}\n)`;
}

/** Keys, the checks that are as new ones are, and in memory the indexes. */
function constraintTexts(body: TableShape, context: DefineContext): readonly string[] {
  const { keys = [], checks = [], indexes = [], isMemoryOptimized } = body;
  return [
    ...keys.map((key) => keyText(isMemoryOptimized ? inMemory(key) : key, context)),
    ...checks.filter(isPlain).map(checkText),
    ...(isMemoryOptimized ? indexes.map((index) => indexClause(inMemory(index), context)) : []),
  ];
}

function periodText({ period }: TableShape): readonly string[] {
  if (period === undefined) return [];
  return [`PERIOD FOR SYSTEM_TIME (${identifier(period.start)}, ${identifier(period.end)})`];
}

/** The run with which both columns of a period are there. */
function periodRun({ period }: TableShape, runs: readonly PaddingRun[]): number {
  return runs.findLastIndex(({ columns }) =>
    columns.some(({ name }) => name === period?.start || name === period?.end),
  );
}

/** What stands behind the columns: what the table is, where it is stored, its options. */
function clausesBehind(body: TableShape, context: DefineContext, isWhole: boolean): readonly string[] {
  const { fileTable, graph, filestreamStorage, isMemoryOptimized } = body;
  return [
    graph === undefined ? '' : `AS ${keyword(graph)}`,
    fileTable === undefined ? '' : 'AS FILETABLE',
    isMemoryOptimized ? '' : storageClause(body.storage, context),
    textStorage(body, context),
    context.options.filegroups === 'omit' || filestreamStorage === undefined
      ? ''
      : `FILESTREAM_ON ${identifier(filestreamStorage)}`,
    fileTable === undefined ? tableOptions(body, isWhole) : fileTableOptions(fileTable),
  ].filter((clause) => clause !== '');
}

/** Source: "sp_tableoption (Transact-SQL)". */
function tableOptionCalls(fact: Table): string[] {
  const { textInRow, isLargeOutOfRow, isLockedOnBulkLoad } = fact.body;
  const call = (option: string, value: string) =>
    `EXEC sys.sp_tableoption @TableNamePattern = ${text(qualified(fact))}, @OptionName = '${option}', @OptionValue = '${value}';`;
  return [
    ...(textInRow === undefined ? [] : [call('text in row', integer(textInRow))]),
    ...(isLargeOutOfRow ? [call('large value types out of row', '1')] : []),
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
      text: `ALTER TABLE ${qualified(fact)} ENABLE CHANGE_TRACKING${columns};`,
    },
  ];
}

/** In memory an index has its buckets, and none of the options of one on disk. */
function inMemory<I extends KeyShape | IndexShape>(index: I): I {
  const { isNotRecomputed: _, storage: __, refusesRowLocks: ___, refusesPageLocks: ____, ...rest } = index;
  return rest as I;
}

/** One list for all: MEMORY_OPTIMIZED, DURABILITY, DATA_COMPRESSION, SYSTEM_VERSIONING, LEDGER. */
function tableOptions(body: TableShape, isWhole: boolean): string {
  const { history, isMemoryOptimized, isSchemaOnly, compression, ledger } = body;
  const options = [
    ...(isMemoryOptimized
      ? ['MEMORY_OPTIMIZED = ON', `DURABILITY = ${isSchemaOnly ? 'SCHEMA_ONLY' : 'SCHEMA_AND_DATA'}`]
      : []),
    ...(compression ?? []).map(compressionOption),
    ...(history === undefined || !isWhole ? [] : [`SYSTEM_VERSIONING = ON (${historyOptions(history)})`]),
    ...(ledger === undefined ? [] : [ledgerOption(ledger)]),
  ];
  return options.length === 0 ? '' : `WITH (${options.join(', ')})`;
}

function historyOptions({ schema, name, retention, unit }: NonNullable<TableShape['history']>): string {
  const table = `HISTORY_TABLE = ${qualified({ schema, name })}`;
  if (retention === undefined || unit === undefined) return table;
  return `${table}, HISTORY_RETENTION_PERIOD = ${integer(retention)} ${keyword(unit)}`;
}

/** Not of a partitioned table, whose large values go with its rows. */
function textStorage({ storage, textStorage: on }: TableShape, { options }: DefineContext): string {
  const isOpen = on === undefined || storage?.column !== undefined || options.filegroups === 'omit';
  return isOpen ? '' : `TEXTIMAGE_ON ${identifier(on)}`;
}
