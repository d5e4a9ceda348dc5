// The queries inside guards: SELECT … FROM view JOIN view … WHERE …. Any other query is opaque, taken to its parenthesis.

import type { Expression, Join, Query } from '../tree/expression.ts';
import { type Cursor, SyntaxProblem } from './cursor.ts';

/** Reads an expression: queries and expressions hold each other. */
type Parse = (cursor: Cursor) => Expression;

/** A query in parentheses, the opening one taken; takes the closing one. */
export function parseQuery(cursor: Cursor, parse: Parse): Query {
  const start = cursor.index;
  try {
    return cursor.nested(() => parseSelect(cursor, parse));
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem) || problem.code === 'limit') throw problem;
    cursor.index = start;
    skipBalanced(cursor);
    cursor.hasOpaqueQuery = true;
    return { kind: 'opaque' };
  }
}

function parseSelect(cursor: Cursor, parse: Parse): Query {
  cursor.want('SELECT');
  cursor.take('DISTINCT');
  if (cursor.take('TOP')) takeCount(cursor);
  const columns = cursor.list(() => parseColumn(cursor, parse));
  const from = cursor.take('FROM') ? { from: cursor.parts('a view'), ...parseAlias(cursor) } : {};
  const joins = 'from' in from ? parseJoins(cursor, parse) : [];
  const where = cursor.take('WHERE') ? { where: parse(cursor) } : {};
  cursor.wantOperator(')');
  return { kind: 'query', columns, ...from, ...(joins.length > 0 ? { joins } : {}), ...where };
}

function parseAlias(cursor: Cursor): { alias?: string } {
  if (cursor.take('AS')) return { alias: cursor.name('an alias') };
  return cursor.atName() ? { alias: cursor.name('an alias') } : {};
}

function parseJoins(cursor: Cursor, parse: Parse): Join[] {
  const joins: Join[] = [];
  while (cursor.take('JOIN') || cursor.take('INNER', 'JOIN')) {
    const view = cursor.parts('a view');
    const alias = parseAlias(cursor);
    cursor.want('ON');
    joins.push({ view, ...alias, on: parse(cursor) });
  }
  return joins;
}

function parseColumn(cursor: Cursor, parse: Parse): Expression {
  if (cursor.takeOperator('*')) return { kind: 'opaque' };
  const column = parse(cursor);
  if (cursor.take('AS') || cursor.atName()) cursor.name('an alias');
  return column;
}

/** The number after TOP, or what stands in parentheses for it. */
function takeCount(cursor: Cursor): void {
  if (cursor.takeOperator('(')) skipBalanced(cursor);
  else if (cursor.take1('variable') === undefined) cursor.want1('number', 'a number');
}

/** To the parenthesis that closes the one already taken. */
export function skipBalanced(cursor: Cursor): void {
  for (let depth = 1; depth > 0; ) {
    const token = cursor.peek();
    if (token.kind === 'end' || token.kind === 'go' || token.kind === 'bad') cursor.fail('`)` belongs here');
    depth += token.upper === '(' ? 1 : token.upper === ')' ? -1 : 0;
    cursor.next();
  }
}
