// Keys and checks as they stand in a table or a table type. Source: "CREATE TABLE (Transact-SQL)" (Microsoft).
import type { KeyShape } from '../../model/definitions/index-shape.ts';
import type { CheckShape } from '../../model/definitions/table-shape.ts';
import { parenthesized } from '../../text/expression.ts';
import { constraintName } from '../column.ts';
import type { DefineContext } from '../define-options.ts';
import { keyList, storageClause, withClause } from '../index.ts';

/** `CONSTRAINT [pk] PRIMARY KEY CLUSTERED ([a], [b] DESC) WITH (…) ON [fg]`. */
export function keyText(key: KeyShape, context: DefineContext): string {
  const kind = key.isHash ? 'NONCLUSTERED HASH' : key.isClustered ? 'CLUSTERED' : 'NONCLUSTERED';
  const clauses = [
    `${constraintName(key.name)}${key.isPrimary ? 'PRIMARY KEY' : 'UNIQUE'} ${kind} (${keyList(key.columns)})`,
    withClause(key),
    key.isHash ? '' : storageClause(key.storage, context),
  ];
  return clauses.filter((clause) => clause !== '').join(' ');
}

/** `CONSTRAINT [ck] CHECK NOT FOR REPLICATION (…)`. */
export function checkText({ name, definition, isNotForReplication }: CheckShape): string {
  return `${constraintName(name)}CHECK ${isNotForReplication ? 'NOT FOR REPLICATION ' : ''}${parenthesized(definition)}`;
}
