// Why SQL Server refuses to make or change a part of an object: an index, a constraint, a trigger. Such a statement is no act of
// its own, since no fact tells of what it does.
import type { StatementOf } from '../../parse/tree/statement.ts';
import type { Failure } from '../failure.ts';
import type { RunContext } from '../run-context.ts';
import { isThere, missing } from './reference.ts';

/** The refusal where the object is not there; undefined where it is, or the statement tells of none. */
export function whyNoPart(
  { on: name }: StatementOf<'foreign'>,
  context: RunContext,
): Pick<Failure, 'rule' | 'source' | 'error' | 'why'> | undefined {
  if (name === undefined) return undefined;
  const reference = { what: 'thing', class: 'OBJECT', name } as const;
  if (isThere(reference, context)) return undefined;
  const source = 'ALTER TABLE (Transact-SQL)';
  return { rule: 'changed-object-exists', source, error: 4902, why: missing(reference) };
}
