// Expressions and predicates, by precedence climbing. Predicates and values share one grammar here; the compiler
// tells them apart.
import { cannot } from '../messages.ts';
import { parseQueryExpression } from './parse-query.ts';
import type { TypeName } from './sql-type.ts';
import type { Expression, OrderItem, Over, When } from './syntax.ts';
import { PREDICATES } from './syntax.ts';
import type { TokenStream } from './token-stream.ts';

/** A search condition: OR is loosest. */
export function parsePredicate(stream: TokenStream): Expression {
  let left = parseAnd(stream);
  while (stream.isWord('OR')) {
    const { line } = stream.advance();
    left = { node: 'or', line, left, right: parseAnd(stream) };
  }
  return left;
}

/** A value: the same grammar, from the additive level down. */
export function parseExpression(stream: TokenStream): Expression {
  return parseBitwise(stream);
}

function parseAnd(stream: TokenStream): Expression {
  let left = parseNot(stream);
  while (stream.isWord('AND')) {
    const { line } = stream.advance();
    left = { node: 'and', line, left, right: parseNot(stream) };
  }
  return left;
}

function parseNot(stream: TokenStream): Expression {
  const { line } = stream;
  if (stream.takeWord('NOT')) return { node: 'not', line, operand: parseNot(stream) };
  if (stream.takeWord('EXISTS')) return { node: 'exists', line, query: parseSubquery(stream) };
  return parseComparison(stream);
}

const COMPARISONS = new Set(['=', '<>', '!=', '<', '>', '<=', '>=', '!<', '!>']);

function parseComparison(stream: TokenStream): Expression {
  const left = parseBitwise(stream);
  if (PREDICATES.has(left.node)) return left;
  const { line, text, kind } = stream.token;
  if (kind === 'symbol' && COMPARISONS.has(text)) {
    stream.advance();
    if (stream.isWord('ANY') || stream.isWord('ALL') || stream.isWord('SOME'))
      throw cannot(line, 'ANY, SOME and ALL');
    return { node: 'compare', line, operator: text, left, right: parseBitwise(stream) };
  }
  if (stream.takeWord('IS')) {
    const negated = stream.takeWord('NOT');
    stream.expectWord('NULL');
    return { node: 'is-null', line, operand: left, negated };
  }
  const negated = stream.takeWord('NOT');
  if (stream.takeWord('IN')) return parseIn(stream, left, negated);
  if (stream.takeWord('BETWEEN')) {
    const low = parseBitwise(stream);
    stream.expectWord('AND');
    return { node: 'between', line, operand: left, low, high: parseBitwise(stream), negated };
  }
  if (stream.takeWord('LIKE')) {
    const pattern = parseBitwise(stream);
    const escaped = stream.takeWord('ESCAPE') ? parseBitwise(stream) : undefined;
    return { node: 'like', line, operand: left, pattern, negated, ...(escaped && { escape: escaped }) };
  }
  if (negated) throw stream.unexpected();
  return left;
}

function parseIn(stream: TokenStream, operand: Expression, negated: boolean): Expression {
  const { line } = stream;
  if (stream.look(1).word === 'SELECT' || stream.look(1).word === 'WITH') {
    return { node: 'in-query', line, operand, query: parseSubquery(stream), negated };
  }
  stream.expectSymbol('(');
  return { node: 'in-list', line, operand, list: parseList(stream), negated };
}

/** Expressions up to and with the closing parenthesis; at least one. */
function parseList(stream: TokenStream): Expression[] {
  const list = [parseExpression(stream)];
  while (stream.takeSymbol(',')) list.push(parseExpression(stream));
  stream.expectSymbol(')');
  return list;
}

function parseSubquery(stream: TokenStream) {
  stream.expectSymbol('(');
  const query = parseQueryExpression(stream);
  stream.expectSymbol(')');
  return query;
}

// In T-SQL + - & ^ | are one level and * / % the next.
function parseBitwise(stream: TokenStream): Expression {
  return parseOperators(stream, ['+', '-', '&', '|', '^'], (inner) =>
    parseOperators(inner, ['*', '/', '%'], parseUnary),
  );
}

function parseOperators(
  stream: TokenStream,
  operators: readonly string[],
  operand: (stream: TokenStream) => Expression,
): Expression {
  let left = operand(stream);
  while (stream.token.kind === 'symbol' && operators.includes(stream.token.text)) {
    const { line, text } = stream.advance();
    left = { node: 'binary-operator', line, operator: text, left, right: operand(stream) };
  }
  return left;
}

function parseUnary(stream: TokenStream): Expression {
  const { line } = stream;
  for (const operator of ['-', '+', '~'] as const) {
    if (stream.takeSymbol(operator)) return { node: 'unary', line, operator, operand: parseUnary(stream) };
  }
  let operand = parsePrimary(stream);
  while (stream.takeWord('COLLATE')) {
    operand = { node: 'collate', line, operand, collation: stream.expectName() };
  }
  return operand;
}

function parsePrimary(stream: TokenStream): Expression {
  const { token, line } = stream;
  switch (token.kind) {
    case 'string':
      stream.advance();
      return { node: 'string', line, value: token.text, national: token.national };
    case 'number':
      stream.advance();
      return { node: 'number', line, text: token.text };
    case 'binary':
      stream.advance();
      return { node: 'binary', line, value: bytesOf(token.text.slice(2)) };
    case 'variable':
      stream.advance();
      return { node: 'variable', line, name: token.text };
    case 'symbol':
      if (token.text === '(') return parseParenthesis(stream);
      throw stream.unexpected();
    default:
      return parseWord(stream);
  }
}

function parseParenthesis(stream: TokenStream): Expression {
  const { line } = stream;
  if (stream.look(1).word === 'SELECT' || stream.look(1).word === 'WITH') {
    return { node: 'scalar-query', line, query: parseSubquery(stream) };
  }
  stream.expectSymbol('(');
  const inner = parsePredicate(stream);
  stream.expectSymbol(')');
  return inner;
}

function parseWord(stream: TokenStream): Expression {
  const { line } = stream;
  const { word } = stream.token;
  if (stream.takeWord('NULL')) return { node: 'null', line };
  if (stream.takeWord('CASE')) return parseCase(stream, line);
  if (
    word === 'CURRENT_TIMESTAMP' ||
    word === 'SYSTEM_USER' ||
    word === 'CURRENT_USER' ||
    word === 'SESSION_USER'
  ) {
    if (stream.look(1).text !== '(') {
      stream.advance();
      return { node: 'call', line, name: word, parameters: [], star: false, distinct: false };
    }
  }
  const opens = stream.look(1).kind === 'symbol' && stream.look(1).text === '(';
  if (opens && stream.token.kind === 'name') {
    if (word === 'CAST' || word === 'TRY_CAST') return parseCast(stream);
    if (word === 'CONVERT' || word === 'TRY_CONVERT') return parseConvert(stream);
    if (word === 'LEFT' || word === 'RIGHT' || stream.isName()) return parseCall(stream);
  }
  return { node: 'column', line, parts: stream.expectNameParts() };
}

function parseCase(stream: TokenStream, line: number): Expression {
  const input = stream.isWord('WHEN') ? undefined : parseExpression(stream);
  const whens: When[] = [];
  while (stream.takeWord('WHEN')) {
    const when = input === undefined ? parsePredicate(stream) : parseExpression(stream);
    stream.expectWord('THEN');
    whens.push({ when, result: parseExpression(stream) });
  }
  if (whens.length === 0) throw stream.unexpected();
  const otherwise = stream.takeWord('ELSE') ? parseExpression(stream) : undefined;
  stream.expectWord('END');
  return { node: 'case', line, whens, ...(input && { input }), ...(otherwise && { otherwise }) };
}

function parseCast(stream: TokenStream): Expression {
  const { line, word } = stream.advance();
  stream.expectSymbol('(');
  const operand = parseExpression(stream);
  stream.expectWord('AS');
  const type = parseTypeName(stream);
  stream.expectSymbol(')');
  return { node: 'cast', line, operand, type, attempt: word === 'TRY_CAST' };
}

function parseConvert(stream: TokenStream): Expression {
  const { line, word } = stream.advance();
  stream.expectSymbol('(');
  const type = parseTypeName(stream);
  stream.expectSymbol(',');
  const operand = parseExpression(stream);
  const style = stream.takeSymbol(',') ? parseExpression(stream) : undefined;
  stream.expectSymbol(')');
  return { node: 'cast', line, operand, type, attempt: word === 'TRY_CONVERT', ...(style && { style }) };
}

/** `nvarchar(128)`, `varbinary(max)`, `[sys].[sysname]`, `int`. */
export function parseTypeName(stream: TokenStream): TypeName {
  const name = stream.expectNameParts().at(-1) ?? '';
  const lengths: (number | 'max')[] = [];
  if (stream.takeSymbol('(')) {
    do {
      const { kind, text, word } = stream.advance();
      if (word === 'MAX') lengths.push('max');
      else if (kind === 'number') lengths.push(Number(text));
      else throw stream.unexpected();
    } while (stream.takeSymbol(','));
    stream.expectSymbol(')');
  }
  return { name, arguments: lengths };
}

function parseCall(stream: TokenStream): Expression {
  const { line, word } = stream.advance();
  stream.expectSymbol('(');
  const call = { node: 'call' as const, line, name: word };
  if (stream.takeSymbol('*')) {
    stream.expectSymbol(')');
    return { ...call, parameters: [], star: true, distinct: false, ...parseOver(stream) };
  }
  const distinct = stream.takeWord('DISTINCT');
  if (!distinct) stream.takeWord('ALL');
  const parameters = stream.takeSymbol(')') ? [] : parseParameters(stream, word);
  return { ...call, parameters, star: false, distinct, ...parseOver(stream) };
}

// IIF is the one function that takes a condition.
function parseParameters(stream: TokenStream, word: string): Expression[] {
  if (word !== 'IIF') return parseList(stream);
  const condition = parsePredicate(stream);
  stream.expectSymbol(',');
  return [condition, ...parseList(stream)];
}

function parseOver(stream: TokenStream): { over?: Over } {
  if (stream.isWord('WITHIN', 'GROUP')) throw cannot(stream.line, 'WITHIN GROUP');
  if (!stream.takeWord('OVER')) return {};
  stream.expectSymbol('(');
  const partition: Expression[] = [];
  if (stream.takeWord('PARTITION', 'BY')) {
    do partition.push(parseExpression(stream));
    while (stream.takeSymbol(','));
  }
  const order = stream.takeWord('ORDER', 'BY') ? parseOrderItems(stream) : [];
  stream.expectSymbol(')');
  return { over: { partition, order } };
}

/** `a DESC, b`, after ORDER BY. */
export function parseOrderItems(stream: TokenStream): OrderItem[] {
  const items: OrderItem[] = [];
  do {
    const expression = parseExpression(stream);
    const descending = stream.takeWord('DESC');
    if (!descending) stream.takeWord('ASC');
    items.push({ expression, descending });
  } while (stream.takeSymbol(','));
  return items;
}

function bytesOf(digits: string): Uint8Array {
  return Uint8Array.from(Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex'));
}
