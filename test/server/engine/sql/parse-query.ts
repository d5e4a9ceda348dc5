// Query expressions: WITH, SELECT blocks, UNION and its kin, ORDER BY.
import { cannot } from '../messages.ts';
import { parseExpression, parseOrderItems, parsePredicate } from './parse-expression.ts';
import { parseAlias, parseColumnNames, parseFrom, skipParenthesis } from './parse-from.ts';
import type {
  CommonTable,
  Expression,
  QueryBlock,
  QueryExpression,
  SelectBlock,
  SelectItem,
  SetBlock,
} from './syntax.ts';
import type { TokenStream } from './token-stream.ts';

/** A whole query expression, up to what cannot belong to it. */
export function parseQueryExpression(stream: TokenStream): QueryExpression {
  const commonTables = stream.takeWord('WITH') ? parseCommonTables(stream) : [];
  const body = parseUnion(stream);
  const orderBy = stream.takeWord('ORDER', 'BY') ? parseOrderItems(stream) : [];
  let offset: Expression | undefined;
  let fetch: Expression | undefined;
  if (stream.takeWord('OFFSET')) {
    offset = parseExpression(stream);
    if (!stream.takeWord('ROWS')) stream.expectWord('ROW');
    if (stream.takeWord('FETCH')) {
      if (!stream.takeWord('NEXT')) stream.expectWord('FIRST');
      fetch = parseExpression(stream);
      if (!stream.takeWord('ROWS')) stream.expectWord('ROW');
      stream.expectWord('ONLY');
    }
  }
  if (stream.isWord('FOR')) throw cannot(stream.line, 'FOR XML, FOR JSON and FOR BROWSE');
  if (stream.takeWord('OPTION')) skipParenthesis(stream);
  return { commonTables, body, orderBy, ...(offset && { offset }), ...(fetch && { fetch }) };
}

function parseCommonTables(stream: TokenStream): CommonTable[] {
  const tables: CommonTable[] = [];
  do {
    const name = stream.expectName();
    const columns = stream.isSymbol('(') ? parseColumnNames(stream) : undefined;
    stream.expectWord('AS');
    stream.expectSymbol('(');
    const query = parseQueryExpression(stream);
    stream.expectSymbol(')');
    tables.push({ name, query, ...(columns && { columns }) });
  } while (stream.takeSymbol(','));
  return tables;
}

// INTERSECT binds tighter than UNION and EXCEPT.
function parseUnion(stream: TokenStream): QueryBlock {
  let left = parseIntersect(stream);
  for (;;) {
    const { line } = stream;
    let operator: SetBlock['operator'];
    if (stream.takeWord('UNION')) operator = stream.takeWord('ALL') ? 'union-all' : 'union';
    else if (stream.takeWord('EXCEPT')) operator = 'except';
    else return left;
    left = { block: 'set', line, operator, left, right: parseIntersect(stream) };
  }
}

function parseIntersect(stream: TokenStream): QueryBlock {
  let left = parseBlock(stream);
  while (stream.isWord('INTERSECT')) {
    const { line } = stream.advance();
    left = { block: 'set', line, operator: 'intersect', left, right: parseBlock(stream) };
  }
  return left;
}

function parseBlock(stream: TokenStream): QueryBlock {
  if (stream.takeSymbol('(')) {
    const inner = parseUnion(stream);
    stream.expectSymbol(')');
    return inner;
  }
  return parseSelect(stream);
}

function parseSelect(stream: TokenStream): SelectBlock {
  const { line } = stream;
  stream.expectWord('SELECT');
  const distinct = stream.takeWord('DISTINCT');
  if (!distinct) stream.takeWord('ALL');
  const top = stream.takeWord('TOP') ? parseTop(stream) : undefined;
  const items = [parseItem(stream)];
  while (stream.takeSymbol(',')) items.push(parseItem(stream));
  if (stream.isWord('INTO')) throw cannot(stream.line, 'SELECT INTO');
  const from = stream.takeWord('FROM') ? parseFrom(stream) : undefined;
  const where = stream.takeWord('WHERE') ? parsePredicate(stream) : undefined;
  const groupBy: Expression[] = [];
  if (stream.takeWord('GROUP', 'BY')) {
    do groupBy.push(parseExpression(stream));
    while (stream.takeSymbol(','));
  }
  const having = stream.takeWord('HAVING') ? parsePredicate(stream) : undefined;
  return {
    block: 'select',
    line,
    distinct,
    items,
    groupBy,
    ...(top && { top }),
    ...(from && { from }),
    ...(where && { where }),
    ...(having && { having }),
  };
}

function parseTop(stream: TokenStream): Expression {
  const { line } = stream;
  let count: Expression;
  if (stream.takeSymbol('(')) {
    count = parseExpression(stream);
    stream.expectSymbol(')');
  } else {
    const { kind, text } = stream.token;
    if (kind !== 'number') throw stream.unexpected();
    stream.advance();
    count = { node: 'number', line, text };
  }
  if (stream.isWord('PERCENT')) throw cannot(line, 'TOP … PERCENT');
  if (stream.isWord('WITH', 'TIES')) throw cannot(line, 'TOP … WITH TIES');
  return count;
}

function parseItem(stream: TokenStream): SelectItem {
  const { line } = stream;
  if (stream.takeSymbol('*')) return { item: 'star', line, qualifier: [] };
  const qualifier = starQualifier(stream);
  if (qualifier !== undefined) return { item: 'star', line, qualifier };
  if (stream.token.kind === 'variable' && stream.look(1).text === '=') {
    const variable = stream.advance().text;
    stream.advance();
    return { item: 'assign', line, variable, expression: parseExpression(stream) };
  }
  if (stream.isName() && stream.look(1).kind === 'symbol' && stream.look(1).text === '=') {
    const alias = stream.expectName();
    stream.advance();
    return { item: 'value', line, alias, expression: parseExpression(stream) };
  }
  const expression = parseExpression(stream);
  const alias = parseAlias(stream);
  return { item: 'value', line, expression, ...(alias !== undefined && { alias }) };
}

/** `a.b.*`: the parts in front of the star, which are then taken. */
function starQualifier(stream: TokenStream): string[] | undefined {
  const parts: string[] = [];
  let ahead = 0;
  for (;;) {
    const { kind, text } = stream.look(ahead);
    if (kind !== 'name' && kind !== 'quoted') return undefined;
    const dot = stream.look(ahead + 1);
    if (dot.kind !== 'symbol' || dot.text !== '.') return undefined;
    parts.push(text);
    ahead += 2;
    const star = stream.look(ahead);
    if (star.kind === 'symbol' && star.text === '*') break;
  }
  for (let taken = 0; taken <= ahead; taken += 1) stream.advance();
  return parts;
}
