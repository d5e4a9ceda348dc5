// The statements that others hold.
import type { Statement } from './statement.ts';

/** The statements inside one that decides whether or where others run; undefined for any other. */
export function innerStatements(statement: Statement): readonly Statement[] | undefined {
  if (statement.kind === 'execute') return statement.statements;
  if (statement.kind === 'if') return [...statement.body, ...statement.otherwise];
  if (statement.kind === 'try') return [...statement.body, ...statement.handler];
  return statement.kind === 'while' ? statement.body : undefined;
}
