// Whether statements matter: a condition over those that do not needs no answer.
import type { Statement } from '../../parse/tree/statement.ts';
import { isDeciding } from '../run/session.ts';
import { isTemporary } from './find-named.ts';

/** Whether a statement reports an error of its own accord. */
export function isRaise(statement: Statement): boolean {
  return statement.kind === 'foreign' && /^(RAISERROR|THROW)\b/i.test(statement.verb);
}

/** Whether statements may change something, or report a failure. */
export function hasEffect(statements: readonly Statement[], counted = false): boolean {
  return statements.some((statement) => {
    switch (statement.kind) {
      case 'foreign':
        return counted && isRaise(statement);
      case 'unread':
      case 'batch-end':
        return false;
      case 'set-option':
        return isDeciding(statement.options);
      case 'create-object':
        return !isTemporary(statement.name);
      case 'drop-object':
        return !statement.names.every(isTemporary);
      case 'if':
        return hasEffect([...statement.body, ...statement.otherwise], counted);
      case 'try':
        return hasEffect([...statement.body, ...statement.handler], counted);
      case 'while':
        return hasEffect(statement.body, counted);
      case 'execute':
        return hasEffect(statement.statements, counted);
      default:
        return true;
    }
  });
}
