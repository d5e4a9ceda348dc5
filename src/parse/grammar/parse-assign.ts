// Variables and what they are given: DECLARE @x type = value, SET @x = value, SELECT @x = value ("DECLARE
// @local_variable", "SET @local_variable", "SELECT @local_variable (Transact-SQL)").

import type { Expression } from '../tree/expression.ts';
import type { Assignment, RawStatement } from '../tree/raw-statement.ts';
import type { Cursor } from './cursor.ts';
import { SyntaxProblem } from './cursor.ts';
import { parseType, parseValue } from './parse-expression.ts';
import { mayFollow, skipStatement, startsStatement } from './starter.ts';

const OPERATORS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=']);
/** Operators that a value can begin with. */
const SIGNS = new Set(['(', '+', '-', '~', '.', '::', '{']);
/** What cannot stand behind a value. */
const CONSTANTS = new Set(['string', 'number', 'binary', 'quoted', 'variable']);
const OPAQUE: Expression = { kind: 'opaque' };

/** DECLARE of a table variable: it holds no value that the reader follows. */
export function isTableVariable(cursor: Cursor): boolean {
  if (!cursor.at('DECLARE')) return false;
  return (
    cursor.peek(2).upper === 'TABLE' || (cursor.peek(2).upper === 'AS' && cursor.peek(3).upper === 'TABLE')
  );
}

/** DECLARE, SET or SELECT of a variable; the verb is next. */
export function parseAssign(cursor: Cursor): RawStatement {
  const start = cursor.next();
  const verb = start.upper;
  const assignments = [parseAssignment(cursor, verb)];
  while (verb !== 'SET' && cursor.takeOperator(',')) assignments.push(parseAssignment(cursor, verb));
  if (verb !== 'SELECT' || mayFollow(cursor))
    return { kind: 'assign', assignments, span: cursor.span(start) };
  skipStatement(cursor, 'SELECT');
  const unknown = assignments.map((item) => ({ ...item, value: OPAQUE }));
  return { kind: 'assign', assignments: unknown, span: cursor.span(start) };
}

function parseAssignment(cursor: Cursor, verb: string): Assignment {
  if (verb === 'SELECT' && cursor.peek().kind !== 'variable') {
    parseAssigned(cursor);
    return { variable: '', operator: '=', value: OPAQUE };
  }
  const variable = cursor.want1('variable', 'a variable').upper;
  if (verb === 'DECLARE') return { variable, ...parseDeclaration(cursor) };
  const operator = cursor.next();
  if (OPERATORS.has(operator.upper))
    return { variable, operator: operator.upper, value: parseAssigned(cursor) };
  if (verb !== 'SET' || operator.upper !== '.') cursor.fail('`=` belongs here', operator);
  skipStatement(cursor, 'SET');
  return { variable, operator: '=', value: OPAQUE };
}

function parseDeclaration(cursor: Cursor): Omit<Assignment, 'variable'> {
  cursor.take('AS');
  if (cursor.take('CURSOR')) return { type: 'CURSOR', operator: '=', value: OPAQUE };
  const type = parseType(cursor);
  if (cursor.take('COLLATE')) cursor.name('a collation');
  if (cursor.take('NOT')) cursor.want('NULL');
  else cursor.take('NULL');
  return { type, operator: '=', value: cursor.takeOperator('=') ? parseAssigned(cursor) : { kind: 'null' } };
}

/** A value, or opaque where it cannot be read; then the statement is skipped to its end. */
function parseAssigned(cursor: Cursor): Expression {
  const { index } = cursor;
  const first = cursor.peek();
  const isOperator = first.kind === 'operator' && !first.upper.startsWith('$');
  if ((isOperator && !SIGNS.has(first.upper)) || startsStatement(first)) cursor.fail('a value belongs here');
  let problem: SyntaxProblem | undefined;
  try {
    const value = parseValue(cursor);
    const after = cursor.peek();
    if (mayFollow(cursor) || cursor.atOperator(',') || after.kind === 'word') return value;
    if (
      CONSTANTS.has(after.kind) ||
      (value.kind === 'literal' && (after.upper === '.' || after.upper === '::'))
    )
      problem = new SyntaxProblem(after, 'the value ends before here');
  } catch (thrown) {
    if (!(thrown instanceof SyntaxProblem) || thrown.code === 'bad-token') throw thrown;
  }
  if (problem !== undefined) throw problem;
  cursor.index = index;
  cursor.next();
  skipStatement(cursor, 'SET');
  return OPAQUE;
}
