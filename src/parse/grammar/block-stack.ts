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

/** BEGIN … END, an IF with its ELSE, a WHILE, a TRY with its CATCH. */
interface Frame {
  readonly block: 'block' | 'if' | 'while' | 'try';
  /** Where it begins. */
  readonly first: Token;
  readonly condition: Expression;
  /** The condition reaches beyond it. */
  readonly callsOut: boolean;
  /** What it governs, and behind it what ELSE or CATCH governs. */
  readonly bodies: RawStatement[][];
  /** Some tokens from where the last of these begins, for a diagnostic that it is not closed. */
  line: readonly Token[];
  /** The last of these is one statement, without BEGIN and END. */
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
      frame.bodies.at(-1)?.push(raw);
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
    const word = frame.bodies.length === 1 ? 'TRY' : 'CATCH';
    const mayBeEmpty = frame.block === 'try' && word === 'CATCH';
    if (frame.bodies.at(-1)?.length === 0 && !mayBeEmpty)
      problems.push(problemAt(cursor.peek(), frame.isSingle ? NO_STATEMENT : EMPTY));
    frame.isDone = true;
    if (frame.isSingle) return true;
    want(cursor, problems, 'END', ...(frame.block === 'try' ? [word] : []));
    return true;
  }

  /** Leaves all blocks, as none goes on behind its batch: what they govern was refused. */
  abandon(cursor: Cursor, problems: Problem[]): void {
    const [outermost] = this.#frames;
    if (outermost === undefined) return;
    for (const [at, { isSingle, first, line }] of this.#frames.toReversed().entries()) {
      if (!isSingle) problems.push({ ...problemAt(line[0] ?? first, NOT_CLOSED), line });
      else if (at === 0) problems.push(problemAt(cursor.peek(), NO_STATEMENT));
    }
    this.#frames.length = 0;
    this.add(leaf({ kind: 'unread', span: cursor.span(outermost.first) }));
  }

  /** Leaves a block at its end, unless its ELSE or CATCH follows. */
  #follow(frame: Frame, cursor: Cursor, problems: Problem[]): void {
    const span = cursor.span(frame.first);
    if (goesOn(frame, cursor, problems)) return;
    this.#frames.pop();
    this.add(built(frame, span));
  }

  #wantDepth(start: Token): void {
    if (this.#frames.length < DEPTH_LIMIT) return;
    throw new SyntaxProblem(start, `no more than ${DEPTH_LIMIT} blocks in each other are read`, 'limit');
  }
}

function frameOf(block: Frame['block'], cursor: Cursor, index: number): Frame {
  const line = cursor.tokens.slice(index, index + LINE);
  const first = line[0] ?? cursor.peek();
  const parts = { condition: OPAQUE, callsOut: false, bodies: [[]], isSingle: false, isDone: false };
  return { block, first, line, ...parts };
}

function built({ block: kind, condition, callsOut: reaches, bodies }: Frame, span: Span): RawStatement {
  const [body = [], second = []] = bodies;
  if (kind === 'block') return { kind, body, span };
  if (kind === 'try') return { kind, body, handler: second, span };
  const parts = { condition, callsOut: reaches, body, span };
  return kind === 'while' ? { kind, ...parts } : { kind, ...parts, otherwise: second };
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

/** Takes the ELSE of an IF, the CATCH of a TRY. */
function goesOn(frame: Frame, cursor: Cursor, problems: Problem[]): boolean {
  if ((frame.block !== 'if' && frame.block !== 'try') || frame.bodies.length > 1) return false;
  const { index } = cursor;
  while (cursor.takeOperator(';'));
  const at = cursor.index;
  const isFound = frame.block === 'if' ? cursor.take('ELSE') : want(cursor, problems, 'BEGIN', 'CATCH');
  if (isFound) {
    frame.bodies.push([]);
    frame.line = cursor.tokens.slice(at, at + LINE);
    frame.isSingle = frame.block === 'if';
    frame.isDone = false;
  } else if (frame.block === 'if') cursor.index = index;
  return isFound;
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
