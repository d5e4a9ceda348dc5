// What an IF means to a plain reading, which runs nothing: whether it asks that a thing be there, and whether what it
// governs could change the facts.
import type { Expression } from '../parse/tree/expression.ts';
import type { Statement } from '../parse/tree/statement.ts';

/** Whether a condition asks that something be there, or that it be not. */
export function presence(condition: Expression): 'present' | 'absent' | undefined {
  if (condition.kind === 'exists') return 'present';
  if (condition.kind === 'is-null') return condition.negated ? 'present' : 'absent';
  if (condition.kind !== 'not') return undefined;
  const inner = presence(condition.operand);
  return inner === 'present' ? 'absent' : inner === 'absent' ? 'present' : undefined;
}

/** Whether a statement may change what the facts tell. */
export function mayMatter(statement: Statement): boolean {
  if (statement.kind === 'foreign') return statement.verb.startsWith('EXEC');
  if (statement.kind === 'while') return statement.body.some(mayMatter);
  if (statement.kind === 'if') return [...statement.body, ...statement.otherwise].some(mayMatter);
  return statement.kind !== 'try' || [...statement.body, ...statement.handler].some(mayMatter);
}
