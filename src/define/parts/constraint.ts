// Checks and foreign keys that are added to a table: with the state that they were in. Source: "ALTER TABLE
// (Transact-SQL)" (Microsoft).
import type { CheckShape, ForeignKeyShape } from '../../model/definitions/table-shape.ts';
import type { Qualified } from '../../model/definitions/type-shape.ts';
import { identifier, keyword, qualified } from '../../text/quote.ts';
import { constraintName } from '../column.ts';
import type { ObjectStatement } from '../statement.ts';
import { checkText } from './key.ts';

/** Whether a check is trusted and enabled, as one is that CREATE TABLE makes. */
export function isPlain({ isNotTrusted, isDisabled }: CheckShape): boolean {
  return isNotTrusted === undefined && isDisabled === undefined;
}

/** A check that was not trusted is not trusted again, since an empty table would make it so; one that was is. */
export function checkStatement(on: Qualified, check: CheckShape): ObjectStatement {
  const { schema } = on;
  return {
    section: 'indexes',
    makes:
      check.name === undefined
        ? { what: 'unnamed-check', schema, name: on.name, on: on.name, definition: check.definition }
        : { what: 'object', schema, name: check.name },
    text: `ALTER TABLE ${qualified(on)} WITH ${isPlain(check) ? 'CHECK' : 'NOCHECK'} ADD ${checkText(check)};${stateOf(on, check)}`,
  };
}

export function foreignKeyStatement(on: Qualified, key: ForeignKeyShape): ObjectStatement {
  const { schema } = on;
  const { references } = key;
  const trust = key.isNotTrusted ? 'NOCHECK' : 'CHECK';
  const clauses = [
    `ALTER TABLE ${qualified(on)} WITH ${trust} ADD ${constraintName(key.name)}FOREIGN KEY (${key.columns.map(identifier).join(', ')})`,
    `REFERENCES ${qualified(references)} (${key.referencedColumns.map(identifier).join(', ')})`,
    key.onDelete === undefined ? '' : `ON DELETE ${keyword(key.onDelete)}`,
    key.onUpdate === undefined ? '' : `ON UPDATE ${keyword(key.onUpdate)}`,
    key.isNotForReplication ? 'NOT FOR REPLICATION' : '',
  ].filter((clause) => clause !== '');
  return {
    section: 'foreign-keys',
    makes:
      key.name === undefined
        ? {
            what: 'unnamed-foreign-key',
            schema,
            name: on.name,
            on: on.name,
            columns: key.columns,
            definition: qualified(references),
          }
        : { what: 'object', schema, name: key.name },
    text: `${clauses.join('\n')};${stateOf(on, key)}`,
  };
}

function stateOf(on: Qualified, { name, isDisabled }: CheckShape | ForeignKeyShape): string {
  return isDisabled && name !== undefined
    ? `\nALTER TABLE ${qualified(on)} NOCHECK CONSTRAINT ${identifier(name)};`
    : '';
}
