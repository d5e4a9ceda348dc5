// Tables that are more than rows: of files, of a ledger, and what edges may connect. Source: "CREATE TABLE (Transact-SQL)",
// "CREATE TABLE (SQL Graph)", "ALTER TABLE (Transact-SQL)" (Microsoft).
import type { EdgeConstraintShape } from '../../model/definitions/graph-shape.ts';
import type { FileTableShape, LedgerShape } from '../../model/definitions/special-table-shape.ts';
import type { Qualified } from '../../model/definitions/type-shape.ts';
import { collationName, identifier, qualified, text } from '../../text/quote.ts';
import { constraintName } from '../column.ts';
import type { ObjectStatement } from '../statement.ts';

/** `LEDGER = ON (APPEND_ONLY = ON, LEDGER_VIEW = [s].[v] (…))`. */
export function ledgerOption({ isAppendOnly, view }: LedgerShape): string {
  const columns = [
    ['TRANSACTION_ID_COLUMN_NAME', view?.transaction],
    ['SEQUENCE_NUMBER_COLUMN_NAME', view?.sequence],
    ['OPERATION_TYPE_COLUMN_NAME', view?.operation],
    ['OPERATION_TYPE_DESC_COLUMN_NAME', view?.description],
  ].flatMap(([word, name]) => (name === undefined ? [] : [`${word} = ${identifier(name)}`]));
  const named = columns.length === 0 ? '' : ` (${columns.join(', ')})`;
  const parts = [
    ...(view === undefined ? [] : [`LEDGER_VIEW = ${qualified(view)}${named}`]),
    ...(isAppendOnly ? ['APPEND_ONLY = ON'] : []),
  ];
  return `LEDGER = ON${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

/** `WITH (FILETABLE_DIRECTORY = N'…', …)`, or nothing. */
export function fileTableOptions(table: FileTableShape): string {
  const { directory, collation, primaryKey, streamKey, pathKey } = table;
  const named = (option: string, name: string | undefined) =>
    name === undefined ? [] : [`FILETABLE_${option}_CONSTRAINT_NAME = ${identifier(name)}`];
  const options = [
    ...(directory === undefined ? [] : [`FILETABLE_DIRECTORY = ${text(directory)}`]),
    ...(collation === undefined ? [] : [`FILETABLE_COLLATE_FILENAME = ${collationName(collation)}`]),
    ...named('PRIMARY_KEY', primaryKey),
    ...named('STREAMID_UNIQUE', streamKey),
    ...named('FULLPATH_UNIQUE', pathKey),
  ];
  return options.length === 0 ? '' : `WITH (${options.join(', ')})`;
}

/** What edges may connect, behind every table. */
export function edgeConstraintStatements(
  { schema, name: on }: Qualified,
  constraints: readonly EdgeConstraintShape[] = [],
): ObjectStatement[] {
  const table = qualified({ schema, name: on });
  return constraints.map(({ name, connections, isCascading, isNotTrusted, isDisabled }) => {
    const listed = connections.map(({ from, to }) => `${qualified(from)} TO ${qualified(to)}`);
    const lines = [
      `ALTER TABLE ${table} WITH ${isNotTrusted ? 'NOCHECK' : 'CHECK'} ADD ${constraintName(name)}CONNECTION (${listed.join(', ')})${isCascading ? ' ON DELETE CASCADE' : ''};`,
      ...(isDisabled && name !== undefined
        ? [`ALTER TABLE ${table} NOCHECK CONSTRAINT ${identifier(name)};`]
        : []),
    ];
    return {
      section: 'foreign-keys',
      makes:
        name === undefined
          ? {
              what: 'edge-constraint',
              schema,
              name: on,
              on,
              columns: connections.flatMap(({ from, to }) => [from.schema, from.name, to.schema, to.name]),
            }
          : { what: 'object', schema, name },
      text: lines.join('\n'),
    };
  });
}
