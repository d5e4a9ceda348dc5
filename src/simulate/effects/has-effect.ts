// Whether statements matter: a condition over those that do not needs no answer.
import { innerStatements } from '../../parse/tree/inner-statements.ts';
import type { Statement } from '../../parse/tree/statement.ts';
import { isDeciding } from '../run/session.ts';
import { isTold } from './apply-server.ts';
import { isTemporary } from './find-named.ts';

/** Whether a statement reports an error of its own accord. */
export function isRaise(statement: Statement): boolean {
  return statement.kind === 'foreign' && /^(RAISERROR|THROW)\b/i.test(statement.verb);
}

/** Whether a statement ends its batch, or what TRY holds: `THROW`. */
export function isThrow(statement: Statement): boolean {
  return statement.kind === 'foreign' && /^THROW\b/i.test(statement.verb);
}

/** Whether statements may change something or, if that counts, report a failure. */
export function hasEffect(statements: readonly Statement[], counted = false): boolean {
  return statements.some((statement) => {
    const inner = innerStatements(statement);
    if (inner !== undefined) return hasEffect(inner, counted);
    switch (statement.kind) {
      case 'foreign':
        return isThrow(statement) || (counted && isRaise(statement));
      case 'set-option':
        return isDeciding(statement.options);
      case 'alter-database-set':
        return Object.keys(statement.options).some(isTold);
      case 'create-object':
        return !isTemporary(statement.name);
      case 'drop-object':
        return !statement.names.every(isTemporary);
      default:
        return statement.kind !== 'unread' && statement.kind !== 'batch-end';
    }
  });
}
