// Expressions and conditions. Refuses (SyntaxProblem) what it does not know; the caller
// then takes the whole as opaque.

import type { Token } from '../lex/token.ts';
import type { Expression } from '../tree/expression.ts';
import { type Cursor, SyntaxProblem } from './cursor.ts';
import { parseQuery, skipBalanced } from './parse-query.ts';

const COMPARISONS = new Set(['=', '<>', '!=', '<', '<=', '>', '>=', '!<', '!>']);
const SUMS = new Set(['+', '-', '&', '|', '^']);
const PRODUCTS = new Set(['*', '/', '%']);
/** Reserved words that are functions. */
const FUNCTIONS = new Set('LEFT RIGHT COALESCE NULLIF USER CURRENT_USER SESSION_USER SYSTEM_USER'.split(' '));
/** Longest chain of AND, OR or operators that is kept as a tree. */
const CHAIN_LIMIT = 5000;

/** A condition or a value. */
export function parseExpression(cursor: Cursor): Expression {
  return cursor.nested(() =>
    parseChain(cursor, isWord('OR'), () => parseChain(cursor, isWord('AND'), parseNot)),
  );
}

/** A value, without comparison: what DECLARE and SET assign. */
export function parseValue(cursor: Cursor): Expression {
  return cursor.nested(() => parseSum(cursor));
}

type Parse = (cursor: Cursor) => Expression;

function isWord(word: string): (token: Token) => boolean {
  return (token) => token.kind === 'word' && token.upper === word;
}

function isIn(operators: ReadonlySet<string>): (token: Token) => boolean {
  return (token) => token.kind === 'operator' && operators.has(token.upper);
}

function parseChain(cursor: Cursor, joins: (token: Token) => boolean, parse: Parse): Expression {
  let left = parse(cursor);
  for (let count = 0; joins(cursor.peek()); count += 1) {
    const token = cursor.next();
    if (count > CHAIN_LIMIT) throw new SyntaxProblem(token, 'an expression this long is not read', 'limit');
    left = { kind: 'operation', operator: token.upper, left, right: parse(cursor) };
  }
  return left;
}

function parseNot(cursor: Cursor): Expression {
  if (!cursor.take('NOT')) return parseComparison(cursor);
  return { kind: 'not', operand: cursor.nested(() => parseNot(cursor)) };
}

function parseComparison(cursor: Cursor): Expression {
  const left = parseSum(cursor);
  const token = cursor.peek();
  if (isIn(COMPARISONS)(token)) {
    cursor.next();
    const operator = token.upper === '!=' ? '<>' : token.upper;
    return { kind: 'operation', operator, left, right: parseSum(cursor) };
  }
  if (cursor.take('IS')) {
    const negated = cursor.take('NOT');
    cursor.want('NULL');
    return { kind: 'is-null', operand: left, negated };
  }
  const negated = cursor.at('NOT') && ['IN', 'LIKE', 'BETWEEN'].includes(cursor.peek(1).upper);
  if (negated) cursor.next();
  return parseMembership(cursor, left, negated) ?? left;
}

function parseMembership(cursor: Cursor, left: Expression, negated: boolean): Expression | undefined {
  if (cursor.take('IN')) return parseIn(cursor, left, negated);
  let condition: Expression;
  if (cursor.take('LIKE')) {
    condition = { kind: 'operation', operator: 'LIKE', left, right: parseSum(cursor) };
    if (cursor.take('ESCAPE')) {
      parseSum(cursor);
      condition = { kind: 'opaque' };
    }
  } else if (cursor.take('BETWEEN')) {
    const low = parseSum(cursor);
    cursor.want('AND');
    const high = parseSum(cursor);
    condition = {
      kind: 'operation',
      operator: 'AND',
      left: { kind: 'operation', operator: '>=', left, right: low },
      right: { kind: 'operation', operator: '<=', left, right: high },
    };
  } else return undefined;
  return negated ? { kind: 'not', operand: condition } : condition;
}

function parseIn(cursor: Cursor, operand: Expression, negated: boolean): Expression {
  cursor.wantOperator('(');
  if (cursor.at('SELECT')) {
    skipBalanced(cursor);
    cursor.hasOpaqueQuery = true;
    return { kind: 'opaque' };
  }
  const items = cursor.list(() => parseSum(cursor));
  cursor.wantOperator(')');
  return { kind: 'in', operand, items, negated };
}

function parseSum(cursor: Cursor): Expression {
  return parseChain(cursor, isIn(SUMS), () => parseChain(cursor, isIn(PRODUCTS), parseSigned));
}

function parseSigned(cursor: Cursor): Expression {
  if (cursor.takeOperator('+')) return cursor.nested(() => parseSigned(cursor));
  if (cursor.takeOperator('-'))
    return { kind: 'negative', operand: cursor.nested(() => parseSigned(cursor)) };
  const value = parsePrimary(cursor);
  if (cursor.take('COLLATE')) cursor.name('a collation');
  if (!cursor.take('AT', 'TIME', 'ZONE')) return value;
  parsePrimary(cursor);
  return { kind: 'opaque' };
}

/** A literal or a variable, where one is next. */
export function takeConstant(cursor: Cursor): Expression | undefined {
  const token = cursor.peek();
  const { kind: type, value } = token;
  if (type === 'variable') {
    cursor.index += 1;
    return { kind: 'variable', name: token.upper };
  }
  if (type !== 'string' && type !== 'number' && type !== 'binary') return undefined;
  cursor.index += 1;
  return type === 'string' ? { kind: 'literal', type, value, token } : { kind: 'literal', type, value };
}

function parsePrimary(cursor: Cursor): Expression {
  const token = cursor.peek();
  const constant = takeConstant(cursor);
  if (constant !== undefined) return constant;
  if (cursor.takeOperator('(')) return parseParenthesis(cursor);
  if (token.kind === 'word') return parseWord(cursor, token);
  return parseNamed(cursor);
}

function parseParenthesis(cursor: Cursor): Expression {
  if (cursor.at('SELECT')) return { kind: 'subquery', query: parseQuery(cursor, parseExpression) };
  const inner = parseExpression(cursor);
  cursor.wantOperator(')');
  return inner;
}

function parseWord(cursor: Cursor, token: Token): Expression {
  if (cursor.take('NULL')) return { kind: 'null' };
  if (cursor.take('EXISTS')) {
    cursor.wantOperator('(');
    if (!cursor.at('SELECT')) cursor.fail('a query belongs here');
    return { kind: 'exists', query: parseQuery(cursor, parseExpression) };
  }
  if (cursor.take('CASE')) return skipCase(cursor);
  const isCall = cursor.atOperator('(', 1);
  if (isCall && (token.upper === 'CONVERT' || token.upper === 'TRY_CONVERT')) return parseConvert(cursor);
  if (isCall && (token.upper === 'CAST' || token.upper === 'TRY_CAST')) return parseCast(cursor);
  if (FUNCTIONS.has(token.upper)) {
    cursor.next();
    return { kind: 'call', name: [token.upper], arguments: isCall ? parseArguments(cursor) : [] };
  }
  return parseNamed(cursor);
}

function parseNamed(cursor: Cursor): Expression {
  const name = cursor.parts('a value');
  if (!cursor.atOperator('(')) return { kind: 'column', name };
  return { kind: 'call', name, arguments: parseArguments(cursor) };
}

function parseArguments(cursor: Cursor): Expression[] {
  cursor.wantOperator('(');
  if (cursor.takeOperator(')')) return [];
  const values = cursor.list((): Expression => {
    cursor.take('DISTINCT');
    return cursor.takeOperator('*') ? { kind: 'opaque' } : parseExpression(cursor);
  });
  cursor.wantOperator(')');
  return values;
}

function parseConvert(cursor: Cursor): Expression {
  cursor.next();
  cursor.wantOperator('(');
  const type = parseType(cursor);
  cursor.wantOperator(',');
  const operand = parseExpression(cursor);
  const style = cursor.takeOperator(',') ? { style: parseExpression(cursor) } : {};
  cursor.wantOperator(')');
  return { kind: 'cast', operand, type, ...style };
}

function parseCast(cursor: Cursor): Expression {
  cursor.next();
  cursor.wantOperator('(');
  const operand = parseExpression(cursor);
  cursor.want('AS');
  const type = parseType(cursor);
  cursor.wantOperator(')');
  return { kind: 'cast', operand, type };
}

/** A data type: upper case, without blanks, such as `NVARCHAR(MAX)` or `SYS.SYSNAME`. */
export function parseType(cursor: Cursor): string {
  cursor.take('NATIONAL');
  const name = cursor.parts('a data type').join('.').toUpperCase();
  cursor.take('VARYING');
  if (!cursor.takeOperator('(')) return name;
  const sizes = cursor.list(() => {
    const size = cursor.next();
    if (size.kind !== 'number' && size.kind !== 'word') cursor.fail('a length belongs here', size);
    return size.kind === 'number' ? size.value : size.upper;
  });
  cursor.wantOperator(')');
  return `${name}(${sizes.join(',')})`;
}

function skipCase(cursor: Cursor): Expression {
  for (let depth = 1; depth > 0; ) {
    const token = cursor.peek();
    if (token.kind === 'end' || token.kind === 'go' || token.kind === 'bad') cursor.fail('END belongs here');
    if (token.kind === 'word') depth += token.upper === 'CASE' ? 1 : token.upper === 'END' ? -1 : 0;
    cursor.next();
  }
  return { kind: 'opaque' };
}

/** A string or a variable. */
export function parsePiece(cursor: Cursor): Expression {
  const { kind } = cursor.peek();
  const piece = kind === 'string' || kind === 'variable' ? takeConstant(cursor) : undefined;
  return piece ?? cursor.fail('a string or a variable belongs here');
}
