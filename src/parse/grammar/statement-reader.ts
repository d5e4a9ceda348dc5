// Statements off the tokens at hand, one step at a time: a statement, or marks of the blocks around it. What is
// malformed is reported and left, and reading goes on at the next statement. Only a statement that is read is held; one
// that the tokens so far do not finish is read again when there are more.

import type { Token } from '../lex/token.ts';
import type { RawStatement } from '../tree/raw-statement.ts';
import type { Span } from '../tree/statement.ts';
import { type BlockMark, BlockStack } from './block-stack.ts';
import { atBoundary } from './boundary.ts';
import { type Cursor, MORE, SyntaxProblem } from './cursor.ts';
import { parseStatement } from './parse-statement.ts';
import { leaf, type Problem, type Skipped } from './parsed.ts';
import { Skip } from './skip.ts';

/** What one step came to. */
export interface Step {
  readonly raw?: RawStatement;
  readonly marks?: readonly BlockMark[];
  readonly problems: readonly Problem[];
  /** A batch ends here. */
  readonly go?: Token;
}

/** Longest statement about security, in tokens. */
const STATEMENT_LIMIT = 200_000;
/** Most problems of a batch: a text that is no T-SQL at all is not told word by word. */
const PROBLEM_LIMIT = 1000;

interface Skipping {
  readonly start: Token;
  readonly skip: Skip;
  readonly make: Skipped['make'];
}

/** Reads statements off a cursor. */
export class StatementReader {
  readonly cursor: Cursor;
  readonly #blocks = new BlockStack();
  #isFirst = true;
  #skipping: Skipping | undefined;
  #problems = 0;

  constructor(cursor: Cursor) {
    this.cursor = cursor;
  }

  /** The next step; `more` where the tokens at hand end before, `end` behind the last. */
  next(): Step | 'more' | 'end' {
    const { cursor } = this;
    if (this.#skipping === undefined && !this.#blocks.isDone) takeSemicolons(cursor);
    const { index } = cursor;
    const problems: Problem[] = [];
    try {
      return this.#skipping === undefined ? this.#read(problems) : this.#skip(this.#skipping, problems);
    } catch (thrown) {
      if (thrown !== MORE) throw thrown;
    }
    if (this.#skipping !== undefined) return 'more';
    const start = cursor.tokens[index];
    cursor.index = index;
    if (start === undefined || cursor.tokens.length - index <= STATEMENT_LIMIT) return 'more';
    return this.#refuse(index, new SyntaxProblem(start, 'a statement this long is not read', 'limit'), []);
  }

  #read(problems: Problem[]): Step | 'end' {
    const { cursor } = this;
    const marks = this.#blocks.close(cursor, problems);
    if (marks !== undefined) return { marks, problems };
    const start = cursor.peek();
    if (start.kind === 'end') return 'end';
    if (start.kind === 'go') return this.#go(start);
    const { index } = cursor;
    const isFirst = this.#isFirst;
    try {
      const entered = this.#blocks.enter(cursor, problems);
      this.#isFirst = false;
      if (entered !== undefined) return { marks: entered, problems };
      const parsed = parseStatement(cursor, isFirst);
      if (parsed.kind === 'skip') {
        cursor.index = index;
        return this.#skip(this.#begin(start, parsed), problems);
      }
      if (!atBoundary(cursor)) cursor.fail('this statement ends before here');
      this.#blocks.count();
      return { raw: parsed, problems };
    } catch (thrown) {
      if (thrown === MORE && this.#skipping === undefined) this.#isFirst = isFirst;
      if (!(thrown instanceof SyntaxProblem)) throw thrown;
      return this.#refuse(index, thrown, problems);
    }
  }

  #go(token: Token): Step {
    this.cursor.index += 1;
    this.#isFirst = true;
    this.#problems = 0;
    return { problems: [], go: token };
  }

  #begin(start: Token, { reach, make }: Pick<Skipped, 'reach' | 'make'>): Skipping {
    this.#skipping = { start, skip: new Skip(reach), make };
    return this.#skipping;
  }

  /** Goes on with a statement that is skipped. */
  #skip({ start, skip, make }: Skipping, problems: Problem[]): Step {
    skip.run(this.cursor);
    const isAtRows = skip.isAtRows(this.cursor);
    this.#skipping = undefined;
    const last = skip.last ?? start;
    const { offset, line, column } = start;
    const raw = make({ offset, line, column, end: last.offset + last.text.length }, skip);
    if (skip.problem !== undefined) this.#report(skip.problem, problems);
    // The EXEC that gives an INSERT its rows is a statement of its own here, and the second half of this one.
    if (!isAtRows) this.#blocks.count();
    return { raw, problems };
  }

  #report({ token, wanted }: Pick<Problem, 'token' | 'wanted'>, problems: Problem[]): void {
    problems.push({ token, wanted, code: token.kind === 'bad' ? 'bad-token' : 'syntax' });
  }

  /** Leaves a malformed statement that begins at `index`; what is left of it is skipped. */
  #refuse(index: number, { token, wanted, code }: SyntaxProblem, problems: readonly Problem[]): Step {
    const { cursor } = this;
    const start = cursor.tokens[index] ?? token;
    this.#problems += 1;
    const isTooMuch = this.#problems >= PROBLEM_LIMIT;
    const isLost = isTooMuch || (code === 'limit' && BLOCK_WORDS.has(start.upper));
    if (cursor.index === index) cursor.next();
    this.#begin(start, { reach: isLost ? 'batch' : 'malformed', make: unread });
    return {
      problems: [...problems, isTooMuch ? { token, wanted: MUCH, code: 'limit' } : { token, wanted, code }],
      ...(isLost ? { marks: this.#blocks.abandon(cursor, []) } : {}),
    };
  }
}

const BLOCK_WORDS = new Set(['BEGIN', 'IF', 'WHILE']);
const MUCH = 'a batch with so much that is no T-SQL is not read further';

function unread(span: Span): RawStatement {
  return leaf({ kind: 'unread', span });
}

/** Takes what only parts statements. */
function takeSemicolons(cursor: Cursor): void {
  while (cursor.tokens[cursor.index]?.upper === ';') cursor.index += 1;
}
