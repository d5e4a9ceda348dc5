// Indexes, and the options that keys have like them. What is as every new index has it is not said: an option that a
// release does not know would be refused by it. Source: "CREATE INDEX", "CREATE COLUMNSTORE INDEX" (Microsoft).

import type { IndexShape, KeyColumn, KeyShape, Storage } from '../model/definitions/index-shape.ts';
import type { Qualified } from '../model/definitions/type-shape.ts';
import { parenthesized } from '../text/expression.ts';
import { graphColumn, identifier, integer, keyword, qualified } from '../text/quote.ts';
import type { DefineContext } from './define-options.ts';
import { specialHead, specialOptions } from './parts/special-index.ts';
import type { DefinitionSection, ObjectStatement } from './statement.ts';

/** The statements that make the indexes of a table or a view, those that decide its storage first. */
export function indexStatements(
  on: Qualified,
  indexes: readonly IndexShape[] = [],
  context: DefineContext,
  section: DefinitionSection,
): ObjectStatement[] {
  const { schema, name: object } = on;
  const inOrder = [...indexes].sort((a, b) => rankOf(a) - rankOf(b));
  return inOrder.map((index) => ({
    // One on vectors is refused as long as there are few rows.
    section: index.kind === 'VECTOR' ? 'finally' : section,
    makes: { what: 'index', schema, name: index.name, on: object },
    text: indexText(on, index, context),
  }));
}

/** Last of all, the clustered one last of them: disabling it disables the others, and no other can be made then. */
export function disabledStatements(
  on: Qualified,
  indexes: readonly IndexShape[] = [],
  keys: readonly KeyShape[] = [],
): ObjectStatement[] {
  const { schema, name: object } = on;
  const all = [
    ...indexes.map(({ name, isDisabled, kind }) => ({
      name,
      isDisabled,
      isLast: kind.startsWith('CLUSTERED'),
    })),
    ...keys.map(({ name, isDisabled, isClustered }) => ({ name, isDisabled, isLast: isClustered === true })),
  ];
  return all
    .sort((a, b) => Number(a.isLast) - Number(b.isLast))
    .flatMap(({ name, isDisabled }): ObjectStatement[] =>
      name === undefined || isDisabled !== true
        ? []
        : [
            {
              section: 'finally',
              makes: { what: 'disabled-index', schema, name, on: object },
              text: `ALTER INDEX ${identifier(name)} ON ${qualified({ schema, name: object })} DISABLE;`,
            },
          ],
    );
}

const RANK: readonly IndexShape['kind'][] = [
  'CLUSTERED',
  'CLUSTERED COLUMNSTORE',
  'NONCLUSTERED',
  'NONCLUSTERED COLUMNSTORE',
  'HASH',
  'XML',
  'SPATIAL',
  'JSON',
  'VECTOR',
];

/** A secondary one comes behind the one that it stands on. */
function rankOf({ kind, xml }: IndexShape): number {
  return RANK.indexOf(kind) + (xml?.using === undefined ? 0 : 0.5);
}

function indexText(on: Qualified, index: IndexShape, context: DefineContext): string {
  const { schema, name } = on;
  const isColumnstore = index.kind.endsWith('COLUMNSTORE');
  const { kind, columns, included, filter, order } = index;
  const unique = index.isUnique ? 'UNIQUE ' : '';
  const listed = isColumnstore ? included?.map((column) => ({ name: column })) : columns;
  const special = specialHead(index, qualified({ schema, name }));
  const lines = [
    special ??
      `CREATE ${unique}${keyword(kind)} INDEX ${identifier(index.name)} ON ${qualified({ schema, name })}${listed === undefined ? '' : ` (${keyList(listed)})`}`,
    !isColumnstore && included !== undefined ? `INCLUDE (${included.map(identifier).join(', ')})` : '',
    order === undefined ? '' : `ORDER (${order.map(identifier).join(', ')})`,
    filter === undefined ? '' : `WHERE ${parenthesized(filter)}`,
    withClause(index),
    storageClause(index.storage, context),
  ];
  return `${lines.filter((line) => line !== '').join('\n')};`;
}

/** An index as it stands in a table type: `INDEX [ix] NONCLUSTERED ([a]) WITH (…)`. */
export function indexClause(index: IndexShape, context: DefineContext): string {
  const unique = index.isUnique ? 'UNIQUE ' : '';
  const listed = index.kind.endsWith('COLUMNSTORE') ? '' : ` (${keyList(index.columns ?? [])})`;
  const clauses = [
    `INDEX ${identifier(index.name)} ${unique}${index.kind === 'HASH' ? 'NONCLUSTERED HASH' : keyword(index.kind)}${listed}`,
    index.included === undefined ? '' : `INCLUDE (${index.included.map(identifier).join(', ')})`,
    index.order === undefined ? '' : `ORDER (${index.order.map(identifier).join(', ')})`,
    index.filter === undefined ? '' : `WHERE ${parenthesized(index.filter)}`,
    withClause(index),
    storageClause(index.storage, context),
  ];
  return clauses.filter((clause) => clause !== '').join(' ');
}

/** `[a], [b] DESC`. */
export function keyList(columns: readonly KeyColumn[]): string {
  return columns
    .map(
      ({ name, isDescending, isGraph }) =>
        `${isGraph ? graphColumn(name) : identifier(name)}${isDescending ? ' DESC' : ''}`,
    )
    .join(', ');
}

/** `WITH (FILLFACTOR = 90, …)`, or nothing. */
export function withClause(index: IndexShape | KeyShape): string {
  const delay = 'compressionDelay' in index ? index.compressionDelay : undefined;
  const options = [
    ...('kind' in index ? specialOptions(index) : []),
    index.bucketCount === undefined ? '' : `BUCKET_COUNT = ${integer(index.bucketCount)}`,
    index.isPadded ? 'PAD_INDEX = ON' : '',
    index.fillFactor === undefined ? '' : `FILLFACTOR = ${integer(index.fillFactor)}`,
    index.ignoresDuplicates
      ? `IGNORE_DUP_KEY = ON${index.suppressesMessages === undefined ? '' : ' (SUPPRESS_MESSAGES = ON)'}`
      : '',
    index.isNotRecomputed ? 'STATISTICS_NORECOMPUTE = ON' : '',
    index.isIncremental ? 'STATISTICS_INCREMENTAL = ON' : '',
    index.refusesRowLocks ? 'ALLOW_ROW_LOCKS = OFF' : '',
    index.refusesPageLocks ? 'ALLOW_PAGE_LOCKS = OFF' : '',
    index.isForSequentialKey ? 'OPTIMIZE_FOR_SEQUENTIAL_KEY = ON' : '',
    delay === undefined ? '' : `COMPRESSION_DELAY = ${integer(delay)}`,
    ...(index.compression ?? []).map(compressionOption),
  ].filter((option) => option !== '');
  return options.length === 0 ? '' : `WITH (${options.join(', ')})`;
}

/** `DATA_COMPRESSION = PAGE ON PARTITIONS (1 TO 3)`. */
export function compressionOption({ how, from, to }: NonNullable<IndexShape['compression']>[number]): string {
  const option = how === 'XML' ? 'XML_COMPRESSION = ON' : `DATA_COMPRESSION = ${keyword(how)}`;
  if (from === undefined || to === undefined) return option;
  return `${option} ON PARTITIONS (${from === to ? integer(from) : `${integer(from)} TO ${integer(to)}`})`;
}

/** `ON [FG1]`, `ON [ps] ([day])`, or nothing. */
export function storageClause(storage: Storage | undefined, { options }: DefineContext): string {
  if (storage === undefined || options.filegroups === 'omit') return '';
  const { on, column } = storage;
  return `ON ${identifier(on)}${column === undefined ? '' : ` (${identifier(column)})`}`;
}
