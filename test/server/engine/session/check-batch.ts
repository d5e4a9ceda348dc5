// Compiling a whole batch before it runs, as SQL Server does: a missing column fails the batch, a missing object is
// left for the statement's turn (deferred name resolution).
import { EngineError } from '../../contract.ts';
import { compileExpression } from '../compile/expression.ts';
import { compileQuery } from '../compile/query.ts';
import { Scope } from '../compile/scope.ts';
import { failAt } from '../messages.ts';
import { typeOf } from '../sql/sql-type.ts';
import type { Declaration, Expression, QueryExpression, Statement } from '../sql/syntax.ts';
import { SessionHost } from './host.ts';
import type { SessionState } from './session-state.ts';
import type { Variables } from './variables.ts';

/** Errors that wait for the statement to run: a missing object, and databases that cannot be entered. */
const DEFERRED: ReadonlySet<number> = new Set([208, 911, 916, 922, 924, 926, 927, 942, 945, 976, 978, 983]);

/** What fails the batch before anything runs. Declares the batch's variables on the way. */
export function checkBatch(
  statements: readonly Statement[],
  state: SessionState,
  variables: Variables,
): readonly EngineError[] {
  const errors: EngineError[] = [];
  let { database } = state;
  for (const statement of statements) {
    if (statement.statement === 'declare')
      for (const one of statement.variables) declare(one, variables, statement.line);
    if (statement.statement === 'use') database = state.findDatabase(statement.database)?.name ?? database;
    const host = new SessionHost(state, variables, database);
    for (const part of queriesOf(statement)) errors.push(...compileErrors(part, host));
  }
  return errors;
}

function declare({ name, type }: Declaration, variables: Variables, line: number): void {
  const found = typeOf(type, 1);
  if (found === undefined)
    throw failAt(line, 2715, `Column, parameter, or variable #1: Cannot find data type ${type.name}.`);
  if (variables.find(name) !== undefined) {
    throw failAt(
      line,
      134,
      `The variable name '${name}' has already been declared. Variable names must be unique within a query batch or stored procedure.`,
      15,
    );
  }
  variables.declare(name, found);
}

function queriesOf(statement: Statement): readonly (QueryExpression | Expression)[] {
  switch (statement.statement) {
    case 'select':
      return [statement.query];
    case 'declare':
      return statement.variables.flatMap(({ value }) => value ?? []);
    case 'set-variable':
    case 'print':
      return [statement.value];
    default:
      return [];
  }
}

function compileErrors(part: QueryExpression | Expression, host: SessionHost): readonly EngineError[] {
  const compilation = { host, errors: [] as EngineError[] };
  const scope = new Scope((a, b) => host.sameName(a, b));
  try {
    if ('body' in part) compileQuery(part, compilation, scope);
    else compileExpression(part, { compilation, scope });
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    if (DEFERRED.has(error.detail.number)) return [];
    compilation.errors.push(error);
  }
  return compilation.errors;
}
