// Blocks too long to be held: their statements are handed out one by one, between a mark where the block is entered
// and one where it is left. A block that fits is read as a whole, so that a malformed one is refused as a whole.

import type { Token } from '../lex/token.ts';
import type { Expression } from '../tree/expression.ts';
import type { Span } from '../tree/statement.ts';
import { type Cursor, SyntaxProblem } from './cursor.ts';
import { atEnd, beginsOther, NOT_CLOSED, type Problem, parseCondition } from './parse-block.ts';
import { mayFollow, recover } from './starter.ts';

/** What a long block is: a branch of an IF, the body of a WHILE, a TRY or its CATCH. */
export type BlockKind = 'if' | 'else' | 'while' | 'try' | 'catch';

/** Stands for `IF … BEGIN`, `ELSE BEGIN`, `BEGIN TRY` … of a block that is too long to be held, and for its END. */
export type BlockMark =
  | {
      readonly kind: 'enter';
      readonly block: BlockKind;
      readonly condition?: Expression;
      readonly span: Span;
    }
  | { readonly kind: 'leave'; readonly block: BlockKind };

interface Frame {
  /** `block` is a plain BEGIN … END, which governs nothing and has no marks. */
  readonly block: BlockKind | 'block';
  readonly start: Token;
  /** Governs one statement, without BEGIN and END. */
  isSingle: boolean;
  hasStatement: boolean;
  isDone: boolean;
}

/** Most long blocks in each other. */
const DEPTH_LIMIT = 100;

/** The long blocks that the reading is in. */
export class OpenBlocks {
  readonly #frames: Frame[] = [];

  get isEmpty(): boolean {
    return this.#frames.length === 0;
  }

  /**
   * Enters the blocks that begin here: `IF …`, `WHILE …`, then `BEGIN` or `BEGIN TRY`. Undefined, and nothing taken, where
   * none begins; with `plainOnly` also where one would need a mark. Throws MORE.
   */
  enter(cursor: Cursor, problems: Problem[], plainOnly: boolean): BlockMark[] | undefined {
    const { index } = cursor;
    const found = openings(cursor, problems);
    const isPlain = found?.length === 1 && found[0]?.frame.block === 'block';
    if (found === undefined || (plainOnly && !isPlain) || this.#frames.length + found.length > DEPTH_LIMIT) {
      cursor.index = index;
      problems.length = 0;
      return undefined;
    }
    this.#frames.push(...found.map(({ frame }) => frame));
    return found.flatMap(({ frame, condition }) => {
      if (frame.block === 'block') return [];
      const rest = condition === undefined ? {} : { condition };
      return [{ kind: 'enter', block: frame.block, ...rest, span: cursor.span(frame.start) }];
    });
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
    if (kind === 'end' || kind === 'go') return this.#abandon(problems);
    if (frame.isSingle || !atEnd(cursor)) return undefined;
    if (!frame.hasStatement && frame.block !== 'catch')
      problems.push(problemAt(cursor.peek(), 'a block holds at least one statement'));
    const words = frame.block === 'try' || frame.block === 'catch' ? [frame.block.toUpperCase()] : [];
    want(cursor, problems, 'END', ...words);
    frame.isDone = true;
    return [];
  }

  /** Leaves a block at its end, or goes on to its ELSE or CATCH; where more text is needed, nothing has changed yet. */
  #follow(frame: Frame, cursor: Cursor, problems: Problem[]): BlockMark[] {
    const next = continuation(frame, cursor, problems);
    if (next === undefined && !frame.isSingle && !mayFollow(cursor)) {
      problems.push(problemAt(cursor.peek(), 'this statement ends before here'));
      recover(cursor);
    }
    this.#frames.pop();
    const marks: BlockMark[] = frame.block === 'block' ? [] : [{ kind: 'leave', block: frame.block }];
    if (next === undefined) this.count();
    else this.#frames.push(next);
    if (next === undefined || next.block === 'block') return marks;
    return [...marks, { kind: 'enter', block: next.block, span: cursor.span(next.start) }];
  }

  #abandon(problems: Problem[]): BlockMark[] {
    const marks: BlockMark[] = [];
    for (let frame = this.#frames.pop(); frame !== undefined; frame = this.#frames.pop()) {
      if (!frame.isSingle) problems.push(problemAt(frame.start, NOT_CLOSED));
      if (frame.block !== 'block') marks.push({ kind: 'leave', block: frame.block });
    }
    return marks;
  }
}

interface Opening {
  readonly frame: Frame;
  readonly condition?: Expression;
}

function openings(cursor: Cursor, problems: Problem[]): Opening[] | undefined {
  const found: Opening[] = [];
  try {
    while (cursor.at('IF') || cursor.at('WHILE')) {
      const start = cursor.next();
      const condition = parseCondition({ cursor, problems });
      found.push({ frame: frameOf(start.upper === 'IF' ? 'if' : 'while', start, true), condition });
    }
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return undefined;
    throw problem;
  }
  if (!cursor.at('BEGIN') || beginsOther(cursor)) return undefined;
  const start = cursor.next();
  const governed = found.at(-1);
  if (cursor.take('TRY')) found.push({ frame: frameOf('try', start, false) });
  else if (governed === undefined) found.push({ frame: frameOf('block', start, false) });
  else governed.frame.isSingle = false;
  return found;
}

function frameOf(block: Frame['block'], start: Token, isSingle: boolean): Frame {
  return { block, start, isSingle, hasStatement: false, isDone: false };
}

/** The ELSE of an IF, the CATCH of a TRY. */
function continuation({ block }: Frame, cursor: Cursor, problems: Problem[]): Frame | undefined {
  if (block !== 'if' && block !== 'try') return undefined;
  const { index } = cursor;
  while (cursor.takeOperator(';'));
  const start = cursor.peek();
  if (block === 'try') {
    return want(cursor, problems, 'BEGIN', 'CATCH') ? frameOf('catch', start, false) : undefined;
  }
  if (!cursor.take('ELSE')) {
    cursor.index = index;
    return undefined;
  }
  const isBlock = cursor.at('BEGIN') && !beginsOther(cursor) && !cursor.at('BEGIN', 'TRY');
  if (isBlock) cursor.next();
  return frameOf('else', start, !isBlock);
}

function want(cursor: Cursor, problems: Problem[], ...words: readonly string[]): boolean {
  if (cursor.take(...words)) return true;
  const at = words.findIndex((word, ahead) => cursor.peek(ahead).upper !== word);
  cursor.index += at;
  problems.push(problemAt(cursor.peek(), `${words[at]} belongs here`));
  recover(cursor);
  return false;
}

function problemAt(token: Token, wanted: string): Problem {
  return { token, wanted, code: 'syntax' };
}
