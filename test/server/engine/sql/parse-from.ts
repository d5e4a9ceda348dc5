// FROM clauses: tables, joins in every nesting, derived tables, VALUES, and the names they are given.
import { cannot } from '../messages.ts';
import { parseExpression, parsePredicate } from './parse-expression.ts';
import { parseQueryExpression } from './parse-query.ts';
import type { Expression, JoinKind, TableSource } from './syntax.ts';
import type { TokenStream } from './token-stream.ts';

/** What stands behind FROM. */
export function parseFrom(stream: TokenStream): TableSource {
  let left = parseJoins(stream);
  while (stream.isSymbol(',')) {
    const { line } = stream.advance();
    left = { source: 'join', line, kind: 'cross', left, right: parseJoins(stream) };
  }
  return left;
}

function parseJoins(stream: TokenStream): TableSource {
  let left = parsePrimarySource(stream);
  for (;;) {
    const { line } = stream;
    const kind = parseJoinKind(stream);
    if (kind === undefined) return left;
    const free = kind === 'cross' || kind === 'cross-apply' || kind === 'outer-apply';
    const right = free ? parsePrimarySource(stream) : parseJoinRight(stream);
    if (free) {
      left = { source: 'join', line, kind, left, right };
    } else {
      stream.expectWord('ON');
      left = { source: 'join', line, kind, left, right, on: parsePredicate(stream) };
    }
  }
}

/** `a JOIN b JOIN c ON … ON …`: a join whose ON has not come yet takes the next join as its right side. */
function parseJoinRight(stream: TokenStream): TableSource {
  let right = parsePrimarySource(stream);
  while (!stream.isWord('ON')) {
    const { line } = stream;
    const kind = parseJoinKind(stream);
    if (kind === undefined) throw stream.unexpected();
    if (kind === 'cross' || kind.endsWith('apply')) {
      right = { source: 'join', line, kind, left: right, right: parsePrimarySource(stream) };
      continue;
    }
    const inner = parseJoinRight(stream);
    stream.expectWord('ON');
    right = { source: 'join', line, kind, left: right, right: inner, on: parsePredicate(stream) };
  }
  return right;
}

function parseJoinKind(stream: TokenStream): JoinKind | undefined {
  if (stream.takeWord('JOIN') || stream.takeWord('INNER', 'JOIN')) return 'inner';
  for (const kind of ['left', 'right', 'full'] as const) {
    const word = kind.toUpperCase();
    if (stream.takeWord(word, 'JOIN') || stream.takeWord(word, 'OUTER', 'JOIN')) return kind;
  }
  if (stream.takeWord('CROSS', 'JOIN')) return 'cross';
  if (stream.takeWord('CROSS', 'APPLY')) return 'cross-apply';
  if (stream.takeWord('OUTER', 'APPLY')) return 'outer-apply';
  if (stream.isWord('PIVOT') || stream.isWord('UNPIVOT')) throw cannot(stream.line, 'PIVOT and UNPIVOT');
  return undefined;
}

function parsePrimarySource(stream: TokenStream): TableSource {
  const { line } = stream;
  if (stream.takeSymbol('(')) {
    if (stream.isWord('VALUES')) return parseValues(stream, line);
    if (stream.isWord('SELECT') || stream.isWord('WITH') || stream.isSymbol('(')) {
      if (!stream.isSymbol('(') || stream.look(1).word === 'SELECT') return parseDerived(stream, line);
    }
    const inner = parseJoins(stream);
    stream.expectSymbol(')');
    return inner;
  }
  const parts = stream.expectNameParts();
  let parameters: Expression[] | undefined;
  if (stream.takeSymbol('(')) {
    parameters = [];
    while (!stream.takeSymbol(')')) {
      const at = stream.line;
      parameters.push(stream.takeWord('DEFAULT') ? { node: 'null', line: at } : parseExpression(stream));
      stream.takeSymbol(',');
    }
  }
  const alias = parseAlias(stream);
  if (stream.takeWord('WITH')) skipParenthesis(stream);
  return {
    source: 'object',
    line,
    parts,
    ...(alias !== undefined && { alias }),
    ...(parameters && { parameters }),
  };
}

function parseDerived(stream: TokenStream, line: number): TableSource {
  const query = parseQueryExpression(stream);
  stream.expectSymbol(')');
  const alias = parseAlias(stream);
  if (alias === undefined) throw stream.unexpected();
  const columns = stream.isSymbol('(') ? parseColumnNames(stream) : undefined;
  return { source: 'derived', line, query, alias, ...(columns && { columns }) };
}

function parseValues(stream: TokenStream, line: number): TableSource {
  stream.expectWord('VALUES');
  const rows: Expression[][] = [];
  do {
    stream.expectSymbol('(');
    const row = [parseExpression(stream)];
    while (stream.takeSymbol(',')) row.push(parseExpression(stream));
    stream.expectSymbol(')');
    rows.push(row);
  } while (stream.takeSymbol(','));
  stream.expectSymbol(')');
  const alias = parseAlias(stream);
  if (alias === undefined) throw stream.unexpected();
  return { source: 'values', line, rows, alias, columns: parseColumnNames(stream) };
}

/** `AS name`, `AS 'name'`, or a bare name. */
export function parseAlias(stream: TokenStream): string | undefined {
  if (stream.takeWord('AS')) {
    return stream.token.kind === 'string' ? stream.advance().text : stream.expectName();
  }
  return stream.isName() && !isClauseWord(stream) ? stream.advance().text : undefined;
}

// OFFSET and its kin are no reserved words, but end a select list or a table source all the same.
function isClauseWord(stream: TokenStream): boolean {
  return stream.isWord('OFFSET') || stream.isWord('GO');
}

/** `(a, b)` */
export function parseColumnNames(stream: TokenStream): string[] {
  stream.expectSymbol('(');
  const names = [stream.expectName()];
  while (stream.takeSymbol(',')) names.push(stream.expectName());
  stream.expectSymbol(')');
  return names;
}

/** Passes over a parenthesis whose content changes nothing: hints and options. */
export function skipParenthesis(stream: TokenStream): void {
  stream.expectSymbol('(');
  for (let depth = 1; depth > 0; ) {
    if (stream.atEnd) throw stream.unexpected();
    const { kind, text } = stream.advance();
    if (kind === 'symbol' && text === '(') depth += 1;
    if (kind === 'symbol' && text === ')') depth -= 1;
  }
}
