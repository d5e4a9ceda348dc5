// A column as CREATE TABLE says it, its clauses in the order that every release takes.
// Source: "CREATE TABLE (Transact-SQL)" (Microsoft).
import type { ColumnShape } from '../model/definitions/table-shape.ts';
import { decimal, parenthesized } from '../text/expression.ts';
import { collationName, identifier, inText, keyword, text } from '../text/quote.ts';
import type { DefineContext } from './define-options.ts';
import { typeName } from './type-name.ts';

/** `[a] [int] IDENTITY(1,1) NOT NULL`. */
export function columnText(column: ColumnShape, context: DefineContext): string {
  const { computed } = column;
  const clauses = computed === undefined ? plainClauses(column, context) : computedClauses(column, computed);
  return [identifier(column.name), ...clauses].join(' ');
}

/** Nothing may follow the expression of one that is not persisted. */
function computedClauses({ isPersisted, isNullable }: ColumnShape, computed: string): string[] {
  const persisted = isPersisted ? ['PERSISTED', ...(isNullable ? [] : ['NOT NULL'])] : [];
  return ['AS', parenthesized(computed), ...persisted];
}

function plainClauses(column: ColumnShape, context: DefineContext): string[] {
  const { type, identity, mask, generated, encryption } = column;
  if (column.isColumnSet) return ['[xml] COLUMN_SET FOR ALL_SPARSE_COLUMNS'];
  return [
    type === undefined ? '' : typeName(type),
    column.isFilestream ? 'FILESTREAM' : '',
    collateClause(column, context),
    column.isSparse ? 'SPARSE' : '',
    mask === undefined ? '' : `MASKED WITH (FUNCTION = '${inText(mask)}')`,
    identity === undefined ? '' : `IDENTITY(${decimal(identity.seed)},${decimal(identity.increment)})`,
    identity?.isNotForReplication ? 'NOT FOR REPLICATION' : '',
    generated === undefined ? '' : `GENERATED ALWAYS AS ${keyword(generated)}`,
    column.isHidden ? 'HIDDEN' : '',
    column.isRowGuid ? 'ROWGUIDCOL' : '',
    encryption === undefined
      ? ''
      : `ENCRYPTED WITH (COLUMN_ENCRYPTION_KEY = ${identifier(encryption.key)}, ENCRYPTION_TYPE = ${keyword(encryption.type)}, ALGORITHM = ${text(encryption.algorithm)})`,
    column.isNullable ? 'NULL' : 'NOT NULL',
    defaultClause(column),
  ].filter((clause) => clause !== '');
}

/** Of an encrypted column always: a deterministic one takes no other. */
function collateClause(
  { collation, encryption }: ColumnShape,
  { options, collation: usual }: DefineContext,
): string {
  if (collation === undefined || (options.collation === 'never' && encryption === undefined)) return '';
  const isTold = options.collation === 'always' || encryption !== undefined || collation !== usual;
  return isTold ? `COLLATE ${collationName(collation)}` : '';
}

function defaultClause({ default: constraint }: ColumnShape): string {
  if (constraint === undefined) return '';
  const { name, definition } = constraint;
  return `${constraintName(name)}DEFAULT ${parenthesized(definition)}`;
}

/** `CONSTRAINT [name] `, or nothing for one that SQL Server names. */
export function constraintName(name: string | undefined): string {
  return name === undefined ? '' : `CONSTRAINT ${identifier(name)} `;
}
