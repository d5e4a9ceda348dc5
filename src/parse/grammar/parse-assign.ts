// Variables and what they are given: DECLARE @x type = value, SET @x = value, SELECT @x = value ("DECLARE
// @local_variable", "SET @local_variable", "SELECT @local_variable (Transact-SQL)").

import { callsOut } from '../lex/outside-call.ts';
import type { Expression } from '../tree/expression.ts';
import type { Assignment } from '../tree/raw-statement.ts';
import { atBoundary } from './boundary.ts';
import { type Cursor, SyntaxProblem } from './cursor.ts';
import { parseType, parseValue } from './parse-expression.ts';
import { foreign, type Parsed } from './parsed.ts';
import { Skip } from './skip.ts';

const OPERATORS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=']);
const OPAQUE: Expression = { kind: 'opaque' };

/** DECLARE, SET or SELECT, which is next; what assigns no variable, and no value that is read, is foreign. */
export function parseAssign(cursor: Cursor): Parsed {
  const { index } = cursor;
  const start = cursor.next();
  const verb = start.upper;
  if (cursor.peek().kind !== 'variable') return foreign();
  const assignments: Assignment[] = [];
  do {
    const found = verb === 'DECLARE' ? parseDeclaration(cursor) : parseSetting(cursor, verb);
    if (found === undefined) return foreign();
    assignments.push(found);
  } while (verb !== 'SET' && cursor.takeOperator(','));
  if (atBoundary(cursor)) {
    const tokens = cursor.tokens.slice(index, cursor.index);
    return { kind: 'assign', assignments, callsOut: callsOut(tokens), span: cursor.span() };
  }
  // It goes on: a query gives the values, or a value was not read to its end.
  const unknown = verb === 'DECLARE' ? assignments : assignments.map((item) => ({ ...item, value: OPAQUE }));
  return {
    kind: 'skip',
    reach: 'statement',
    make: (span, { assigned, callsOut }) => {
      const more = [...assigned].map((variable) => ({ variable, operator: '=', value: OPAQUE }));
      return { kind: 'assign', assignments: [...unknown, ...more], callsOut, span };
    },
  };
}

/** `@x type [= value]`; undefined for a table. */
function parseDeclaration(cursor: Cursor): Assignment | undefined {
  const variable = cursor.want1('variable', 'a variable').upper;
  cursor.take('AS');
  if (cursor.at('TABLE')) return undefined;
  if (cursor.take('CURSOR')) return { variable, type: 'CURSOR', operator: '=', value: OPAQUE };
  const type = parseType(cursor);
  if (cursor.take('COLLATE')) cursor.name('a collation');
  if (cursor.take('NOT')) cursor.want('NULL');
  else cursor.take('NULL');
  const value = cursor.takeOperator('=') ? parseAssigned(cursor) : ({ kind: 'null' } as const);
  return { variable, type, operator: '=', value };
}

/** `@x = value`, in SELECT also a column without a variable; undefined where nothing is assigned. */
function parseSetting(cursor: Cursor, verb: string): Assignment | undefined {
  const token = cursor.peek();
  const operator = cursor.peek(1).upper;
  if (token.kind !== 'variable' || !OPERATORS.has(operator)) {
    if (verb === 'SET') return { variable: token.upper, operator: '=', value: takeUnread(cursor) };
    return undefined;
  }
  cursor.index += 2;
  return { variable: token.upper, operator, value: parseAssigned(cursor) };
}

/** A value, or opaque where it cannot be read. */
function parseAssigned(cursor: Cursor): Expression {
  const { index } = cursor;
  try {
    const value = parseValue(cursor);
    if (cursor.atOperator(',') || atBoundary(cursor) || cursor.peek().kind === 'word') return value;
  } catch (thrown) {
    if (!(thrown instanceof SyntaxProblem) || thrown.code === 'bad-token') throw thrown;
  }
  cursor.index = index;
  return takeUnread(cursor);
}

function takeUnread(cursor: Cursor): Expression {
  const skip = new Skip('value');
  skip.run(cursor);
  if (skip.problem !== undefined) cursor.fail(skip.problem.wanted, skip.problem.token);
  return OPAQUE;
}
