// The blocks that reading is in. Statements are handed out one by one, between a mark where what governs them is
// entered and one where it is left: nothing is held, and nothing is called deeper, however long or deep a block is.

import type { Token } from '../lex/token.ts';
import type { Expression } from '../tree/expression.ts';
import type { Span } from '../tree/statement.ts';
import { isStarter } from './boundary.ts';
import { type Cursor, SyntaxProblem } from './cursor.ts';
import { parseExpression } from './parse-expression.ts';
import type { Problem } from './parsed.ts';
import { Skip } from './skip.ts';

/** What a block is: BEGIN … END, a branch of an IF, the body of a WHILE, a TRY or its CATCH. */
export type BlockKind = 'block' | 'if' | 'else' | 'while' | 'try' | 'catch';

/** Stands for `IF …`, `ELSE`, `BEGIN`, `BEGIN TRY` …, and for where what they govern ends. */
export type BlockMark =
  | {
      readonly kind: 'enter';
      readonly block: BlockKind;
      readonly condition?: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'leave';
      readonly block: BlockKind;
      readonly end: number;
      /** Its END did not come: what it governs was refused, as far as it was not handed on. */
      readonly isBroken?: true;
    };

interface Frame {
  readonly block: BlockKind;
  readonly start: Token;
  /** Governs one statement, without BEGIN and END. */
  isSingle: boolean;
  hasStatement: boolean;
  isDone: boolean;
}

/** Most blocks in each other. */
const DEPTH_LIMIT = 100;
const NOT_CLOSED = 'the block is not closed: END belongs here';
const BEGIN_WORDS = new Set(['TRAN', 'TRANSACTION', 'DISTRIBUTED', 'DIALOG', 'CONVERSATION', 'ATOMIC']);

/** The blocks around the statement at hand. */
export class BlockStack {
  readonly #frames: Frame[] = [];

  /** Takes `IF condition`, `WHILE condition`, `BEGIN` or `BEGIN TRY`; undefined where none is next. Throws MORE. */
  enter(cursor: Cursor, problems: Problem[]): BlockMark[] | undefined {
    const start = cursor.peek();
    if (cursor.at('IF') || cursor.at('WHILE')) {
      this.#wantDepth(start);
      cursor.index += 1;
      const condition = parseCondition(cursor, problems);
      return this.#push(cursor, start.upper === 'IF' ? 'if' : 'while', start, true, condition);
    }
    if (!cursor.at('BEGIN') || BEGIN_WORDS.has(cursor.peek(1).upper)) return undefined;
    const isTry = cursor.at('BEGIN', 'TRY');
    const frame = this.#frames.at(-1);
    if (frame?.isSingle === true && !isTry) {
      cursor.index += 1;
      frame.isSingle = false;
      return [];
    }
    this.#wantDepth(start);
    cursor.index += isTry ? 2 : 1;
    return this.#push(cursor, isTry ? 'try' : 'block', start, false);
  }

  /** Whether the innermost block has had its statement or its END, and its ELSE or CATCH may follow. */
  get isDone(): boolean {
    return this.#frames.at(-1)?.isDone === true;
  }

  /** A statement of the innermost block was read. */
  count(): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    frame.hasStatement = true;
    if (frame.isSingle) frame.isDone = true;
  }

  /** Takes what ends the innermost block; undefined where a statement of it follows. Throws MORE. */
  close(cursor: Cursor, problems: Problem[]): BlockMark[] | undefined {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return undefined;
    if (frame.isDone) return this.#follow(frame, cursor, problems);
    const { kind } = cursor.peek();
    if (kind === 'end' || kind === 'go') return this.abandon(cursor, problems);
    if (!atEnd(cursor)) return undefined;
    if (!frame.hasStatement && frame.block !== 'catch')
      problems.push(problemAt(cursor.peek(), frame.isSingle ? 'a statement belongs here' : EMPTY));
    frame.isDone = true;
    if (frame.isSingle) return [];
    const words = frame.block === 'try' || frame.block === 'catch' ? [frame.block.toUpperCase()] : [];
    want(cursor, problems, 'END', ...words);
    return [];
  }

  /** Leaves all blocks, as none goes on behind its batch. */
  abandon(cursor: Cursor, problems: Problem[]): BlockMark[] {
    const marks: BlockMark[] = [];
    for (let frame = this.#frames.pop(); frame !== undefined; frame = this.#frames.pop()) {
      if (!frame.isSingle) problems.push(problemAt(frame.start, NOT_CLOSED));
      else if (marks.length === 0) problems.push(problemAt(cursor.peek(), 'a statement belongs here'));
      const { end } = cursor.span(frame.start);
      marks.push({ kind: 'leave', block: frame.block, end, isBroken: true });
    }
    return marks;
  }

  /** Leaves a block at its end, or goes on to its ELSE or CATCH; where more text is needed, nothing has changed yet. */
  #follow(frame: Frame, cursor: Cursor, problems: Problem[]): BlockMark[] {
    const { end } = cursor.span(frame.start);
    const next = continuation(frame, cursor, problems);
    this.#frames.pop();
    const marks: BlockMark[] = [{ kind: 'leave', block: frame.block, end }];
    if (next === undefined) {
      this.count();
      return marks;
    }
    this.#frames.push(next);
    return [...marks, { kind: 'enter', block: next.block, span: cursor.span(next.start) }];
  }

  #push(
    cursor: Cursor,
    block: BlockKind,
    start: Token,
    isSingle: boolean,
    condition?: Expression,
  ): BlockMark[] {
    this.#frames.push(frameOf(block, start, isSingle));
    const rest = condition === undefined ? {} : { condition };
    return [{ kind: 'enter', block, ...rest, span: cursor.span(start) }];
  }

  #wantDepth(start: Token): void {
    if (this.#frames.length < DEPTH_LIMIT) return;
    throw new SyntaxProblem(start, `no more than ${DEPTH_LIMIT} blocks in each other are read`, 'limit');
  }
}

const EMPTY = 'a block holds at least one statement';

function frameOf(block: BlockKind, start: Token, isSingle: boolean): Frame {
  return { block, start, isSingle, hasStatement: false, isDone: false };
}

/** The END of a block, and no END CONVERSATION. */
export function atEnd(cursor: Cursor): boolean {
  return cursor.at('END') && cursor.peek(1).upper !== 'CONVERSATION';
}

/** The condition of IF or WHILE, or opaque where the reader cannot take it apart. */
function parseCondition(cursor: Cursor, problems: Problem[]): Expression {
  const start = cursor.peek();
  const { index } = cursor;
  try {
    const condition = parseExpression(cursor);
    if (isStarter(cursor) || cursor.atOperator('(')) return condition;
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem) || problem.code === 'bad-token') throw problem;
  }
  cursor.index = index;
  new Skip('condition').run(cursor);
  problems.push({ token: start, wanted: '', code: 'unknown-condition' });
  return { kind: 'opaque' };
}

/** The ELSE of an IF, the CATCH of a TRY. */
function continuation({ block }: Frame, cursor: Cursor, problems: Problem[]): Frame | undefined {
  if (block !== 'if' && block !== 'try') return undefined;
  const { index } = cursor;
  while (cursor.takeOperator(';'));
  const start = cursor.peek();
  if (block === 'try')
    return want(cursor, problems, 'BEGIN', 'CATCH') ? frameOf('catch', start, false) : undefined;
  if (cursor.take('ELSE')) return frameOf('else', start, true);
  cursor.index = index;
  return undefined;
}

function want(cursor: Cursor, problems: Problem[], ...words: readonly string[]): boolean {
  if (cursor.take(...words)) return true;
  const at = words.findIndex((word, ahead) => cursor.peek(ahead).upper !== word);
  cursor.index += at;
  problems.push(problemAt(cursor.peek(), `${words[at]} belongs here`));
  return false;
}

function problemAt(token: Token, wanted: string): Problem {
  return { token, wanted, code: 'syntax' };
}
