// What governs other statements: IF, WHILE, BEGIN … END, TRY and CATCH ("Control-of-Flow (Transact-SQL)").

import type { Token } from '../lex/token.ts';
import type { Expression } from '../tree/expression.ts';
import type { RawStatement } from '../tree/raw-statement.ts';
import type { Cursor } from './cursor.ts';
import { SyntaxProblem } from './cursor.ts';
import { parseExpression } from './parse-expression.ts';
import { skipCondition, startsStatement } from './starter.ts';

/** A problem, before it becomes a diagnostic. */
export interface Problem {
  readonly token: Token;
  readonly wanted: string;
  readonly code: SyntaxProblem['code'];
}

/** Who reads the statements inside. */
export interface StatementReader {
  readonly cursor: Cursor;
  readonly problems: Problem[];
  /** The next statement of a list, or undefined for a stray semicolon or a malformed one. */
  next(): RawStatement | undefined;
  /** The one statement that is governed; throws a SyntaxProblem. */
  one(): RawStatement;
}

/** IF; it is the next token. */
export function parseIf(reader: StatementReader): RawStatement {
  const { cursor } = reader;
  const start = cursor.next();
  const condition = parseCondition(reader);
  const body = parseGoverned(reader);
  const mark = cursor.index;
  while (cursor.takeOperator(';'));
  const hasElse = cursor.take('ELSE');
  if (!hasElse) cursor.index = mark;
  const otherwise = hasElse ? parseGoverned(reader) : [];
  return { kind: 'if', condition, body, otherwise, span: cursor.span(start) };
}

/** WHILE; it is the next token. */
export function parseWhile(reader: StatementReader): RawStatement {
  const { cursor } = reader;
  const start = cursor.next();
  const condition = parseCondition(reader);
  return { kind: 'while', condition, body: parseGoverned(reader), span: cursor.span(start) };
}

/** BEGIN … END or BEGIN TRY … END CATCH; BEGIN is the next token. */
export function parseBegin(reader: StatementReader): RawStatement {
  const { cursor } = reader;
  const start = cursor.next();
  return cursor.nested(() => {
    if (!cursor.take('TRY')) {
      const body = parseBlock(reader, start, []);
      return { kind: 'block', body, span: cursor.span(start) };
    }
    const body = parseBlock(reader, start, ['TRY']);
    while (cursor.takeOperator(';'));
    const handlerStart = cursor.peek();
    cursor.want('BEGIN', 'CATCH');
    const handler = parseBlock(reader, handlerStart, ['CATCH']);
    return { kind: 'try', body, handler, span: cursor.span(start) };
  });
}

const BEGIN_WORDS = new Set(['TRAN', 'TRANSACTION', 'DISTRIBUTED', 'DIALOG', 'CONVERSATION', 'ATOMIC']);

/** Whether BEGIN, which is next, begins a transaction or conversation and no block. */
export function beginsOther(cursor: Cursor): boolean {
  return BEGIN_WORDS.has(cursor.peek(1).upper);
}

/** The condition of IF or WHILE, or opaque where the reader cannot take it apart. */
export function parseCondition({
  cursor,
  problems,
}: Pick<StatementReader, 'cursor' | 'problems'>): Expression {
  const start = cursor.peek();
  const { index } = cursor;
  try {
    const condition = parseExpression(cursor);
    if (startsStatement(cursor.peek()) || cursor.peek().upper === '(') return condition;
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem) || problem.code === 'bad-token') throw problem;
  }
  cursor.index = index;
  skipCondition(cursor);
  problems.push({ token: start, wanted: '', code: 'unknown-condition' });
  return { kind: 'opaque' };
}

/** The statement that IF, ELSE or WHILE governs: one statement or a block. */
function parseGoverned(reader: StatementReader): RawStatement[] {
  const { cursor } = reader;
  return cursor.nested(() => {
    if (cursor.at('BEGIN') && !beginsOther(cursor) && !cursor.at('BEGIN', 'TRY'))
      return parseBlock(reader, cursor.next(), []);
    return [reader.one()];
  });
}

/** Whether the END of a block is next, and no END CONVERSATION. */
export function atEnd(cursor: Cursor): boolean {
  return cursor.at('END') && cursor.peek(1).upper !== 'CONVERSATION';
}

/** What is said of a block that the batch ends in. */
export const NOT_CLOSED = 'the block is not closed: END belongs here';

/** Statements up to END (and the words after it); an empty block is refused, but for a CATCH. */
function parseBlock(reader: StatementReader, start: Token, after: readonly string[]): RawStatement[] {
  const { cursor } = reader;
  const body: RawStatement[] = [];
  while (!atEnd(cursor)) {
    const { kind } = cursor.peek();
    if (kind === 'end' || kind === 'go') cursor.fail(NOT_CLOSED, start);
    const statement = reader.next();
    if (statement !== undefined) body.push(statement);
  }
  if (body.length === 0 && after[0] !== 'CATCH') cursor.fail('a block holds at least one statement');
  cursor.want('END', ...after);
  return body;
}
