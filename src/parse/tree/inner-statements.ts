// The statements that others hold.
import type { Statement } from './statement.ts';

/** The statements inside one that decides whether or where others run; undefined for any other. */
export function innerStatements(statement: Statement): readonly Statement[] | undefined {
  switch (statement.kind) {
    case 'if':
      return [...statement.body, ...statement.otherwise];
    case 'try':
      return [...statement.body, ...statement.handler];
    case 'while':
      return statement.body;
    case 'execute':
      return statement.statements;
    default:
      return undefined;
  }
}
