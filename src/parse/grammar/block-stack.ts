// The blocks that reading is in, and what was read of each: an IF, a WHILE or a TRY is one statement, given when it
// ends. Nothing is called deeper, however deep blocks are in each other.

import { callsOut } from '../lex/outside-call.ts';
import type { Token } from '../lex/token.ts';
import type { Expression } from '../tree/expression.ts';
import type { RawStatement } from '../tree/raw-statement.ts';
import type { Span } from '../tree/statement.ts';
import { isStarter } from './boundary.ts';
import { type Cursor, SyntaxProblem } from './cursor.ts';
import { parseExpression } from './parse-expression.ts';
import { leaf, type Problem } from './parsed.ts';
import { Skip } from './skip.ts';

/** BEGIN … END, a branch of an IF, the body of a WHILE, a TRY or its CATCH. */
interface Frame {
  readonly block: 'block' | 'if' | 'else' | 'while' | 'try' | 'catch';
  readonly start: Token;
  /** Some tokens from there on, for a diagnostic that it is not closed. */
  readonly line: readonly Token[];
  readonly condition: Expression;
  /** The condition reaches beyond it. */
  readonly callsOut: boolean;
  readonly body: RawStatement[];
  /** The IF of an ELSE, the TRY of a CATCH. */
  readonly first?: Frame;
  /** Governs one statement, without BEGIN and END. */
  isSingle: boolean;
  /** It has had its statement or its END, and its ELSE or CATCH may follow. */
  isDone: boolean;
}

/** Most blocks in each other. */
const DEPTH_LIMIT = 100;
const NOT_CLOSED = 'the block is not closed: END belongs here';
const NO_STATEMENT = 'a statement belongs here';
const EMPTY = 'a block holds at least one statement';
const OPAQUE: Expression = { kind: 'opaque' };
const BEGIN_WORDS = new Set(['TRAN', 'TRANSACTION', 'DISTRIBUTED', 'DIALOG', 'CONVERSATION', 'ATOMIC']);
/** Tokens behind the beginning of a block that a diagnostic shows of its line. */
const LINE = 20;

/** The blocks around the statement at hand. */
export class BlockStack {
  readonly #frames: Frame[] = [];
  #whole: RawStatement[] = [];

  /** Takes what is whole: statements that stand in no block, and blocks that have ended. */
  takeWhole(): readonly RawStatement[] {
    const whole = this.#whole;
    this.#whole = [];
    return whole;
  }

  /** Whether there is no block around. */
  get isEmpty(): boolean {
    return this.#frames.length === 0;
  }

  /** Whether the innermost block has ended, unless it goes on. */
  get isDone(): boolean {
    return this.#frames.at(-1)?.isDone === true;
  }

  /** Takes a statement of the innermost block; `isPart` where the next one belongs to it. */
  add(raw: RawStatement, isPart = false): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) this.#whole.push(raw);
    else {
      frame.body.push(raw);
      if (frame.isSingle && !isPart) frame.isDone = true;
    }
  }

  /** Gives what no block is to hold back. */
  pass(raw: RawStatement): void {
    this.#whole.push(raw);
  }

  /** Takes `IF condition`, `WHILE condition`, `BEGIN` or `BEGIN TRY`; false where none is next. Throws MORE. */
  enter(cursor: Cursor, problems: Problem[]): boolean {
    const start = cursor.peek();
    if (cursor.at('IF') || cursor.at('WHILE')) {
      this.#wantDepth(start);
      const { index } = cursor;
      cursor.index += 1;
      const condition = parseCondition(cursor, problems);
      const block = start.upper === 'IF' ? 'if' : 'while';
      const reaches = callsOut(cursor.tokens.slice(index + 1, cursor.index));
      this.#frames.push({ ...frameOf(block, cursor, index), condition, callsOut: reaches, isSingle: true });
      return true;
    }
    if (!cursor.at('BEGIN') || BEGIN_WORDS.has(cursor.peek(1).upper)) return false;
    const isTry = cursor.at('BEGIN', 'TRY');
    const frame = this.#frames.at(-1);
    if (frame?.isSingle === true && !isTry) frame.isSingle = false;
    else {
      this.#wantDepth(start);
      this.#frames.push(frameOf(isTry ? 'try' : 'block', cursor, cursor.index));
    }
    cursor.index += isTry ? 2 : 1;
    return true;
  }

  /** Takes what ends the innermost block; false where a statement of it follows. Throws MORE. */
  close(cursor: Cursor, problems: Problem[]): boolean {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return false;
    if (frame.isDone) {
      this.#follow(frame, cursor, problems);
      return true;
    }
    const { kind } = cursor.peek();
    if (kind === 'end' || kind === 'go') {
      this.abandon(cursor, problems);
      return true;
    }
    if (!atEnd(cursor)) return false;
    if (frame.body.length === 0 && frame.block !== 'catch')
      problems.push(problemAt(cursor.peek(), frame.isSingle ? NO_STATEMENT : EMPTY));
    frame.isDone = true;
    if (frame.isSingle) return true;
    const words = frame.block === 'try' || frame.block === 'catch' ? [frame.block.toUpperCase()] : [];
    want(cursor, problems, 'END', ...words);
    return true;
  }

  /** Leaves all blocks, as none goes on behind its batch: what they govern was refused. */
  abandon(cursor: Cursor, problems: Problem[]): void {
    const [outermost] = this.#frames;
    if (outermost === undefined) return;
    for (const [at, { isSingle, start, line }] of this.#frames.toReversed().entries()) {
      if (!isSingle) problems.push({ ...problemAt(start, NOT_CLOSED), line });
      else if (at === 0) problems.push(problemAt(cursor.peek(), NO_STATEMENT));
    }
    this.#frames.length = 0;
    this.add(leaf({ kind: 'unread', span: cursor.span((outermost.first ?? outermost).start) }));
  }

  /** Leaves a block at its end, or goes on to its ELSE or CATCH. */
  #follow(frame: Frame, cursor: Cursor, problems: Problem[]): void {
    const span = cursor.span((frame.first ?? frame).start);
    const next = continuation(frame, cursor, problems);
    this.#frames.pop();
    if (next === undefined) this.add(built(frame, span));
    else this.#frames.push(next);
  }

  #wantDepth(start: Token): void {
    if (this.#frames.length < DEPTH_LIMIT) return;
    throw new SyntaxProblem(start, `no more than ${DEPTH_LIMIT} blocks in each other are read`, 'limit');
  }
}

function frameOf(block: Frame['block'], cursor: Cursor, index: number, first?: Frame): Frame {
  const line = cursor.tokens.slice(index, index + LINE);
  const start = line[0] ?? cursor.peek();
  const frame = {
    block,
    start,
    line,
    condition: OPAQUE,
    callsOut: false,
    body: [],
    isSingle: block === 'else',
    isDone: false,
  };
  return first === undefined ? frame : { ...frame, first };
}

function built({ block, condition, callsOut: reaches, body, first }: Frame, span: Span): RawStatement {
  switch (block) {
    case 'if':
      return { kind: 'if', condition, callsOut: reaches, body, otherwise: [], span };
    case 'else':
      return {
        kind: 'if',
        condition: first?.condition ?? OPAQUE,
        callsOut: first?.callsOut ?? false,
        body: first?.body ?? [],
        otherwise: body,
        span,
      };
    case 'while':
      return { kind: 'while', condition, callsOut: reaches, body, span };
    case 'try':
      return { kind: 'try', body, handler: [], span };
    case 'catch':
      return { kind: 'try', body: first?.body ?? [], handler: body, span };
    case 'block':
      return { kind: 'block', body, span };
  }
}

/** The END of a block, and no END CONVERSATION. */
function atEnd(cursor: Cursor): boolean {
  return cursor.at('END') && cursor.peek(1).upper !== 'CONVERSATION';
}

/** The condition of IF or WHILE, or opaque where the reader cannot take it apart. */
function parseCondition(cursor: Cursor, problems: Problem[]): Expression {
  const start = cursor.peek();
  const { index } = cursor;
  const problem = { token: start, wanted: '', code: 'unknown-condition' } as const;
  cursor.hasOpaqueQuery = false;
  try {
    const condition = parseExpression(cursor);
    if (isStarter(cursor) || cursor.atOperator('(')) {
      if (cursor.hasOpaqueQuery) problems.push(problem);
      return condition;
    }
  } catch (thrown) {
    if (!(thrown instanceof SyntaxProblem) || thrown.code === 'bad-token') throw thrown;
  }
  cursor.index = index;
  new Skip('condition').run(cursor);
  problems.push(problem);
  return OPAQUE;
}

/** The ELSE of an IF, the CATCH of a TRY. */
function continuation(frame: Frame, cursor: Cursor, problems: Problem[]): Frame | undefined {
  if (frame.block !== 'if' && frame.block !== 'try') return undefined;
  const { index } = cursor;
  while (cursor.takeOperator(';'));
  const at = cursor.index;
  if (frame.block === 'try')
    return want(cursor, problems, 'BEGIN', 'CATCH') ? frameOf('catch', cursor, at, frame) : undefined;
  if (cursor.take('ELSE')) return frameOf('else', cursor, at, frame);
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
