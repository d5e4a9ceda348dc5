// Statements off the tokens of a script, or of a text that it runs. What is malformed is reported and left, and reading
// goes on at the next statement. Only a statement that is read is held; one that the tokens so far do not finish is read
// again when there are twice as many.

import type { Token } from '../lex/token.ts';
import type { RawStatement } from '../tree/raw-statement.ts';
import type { Span } from '../tree/statement.ts';
import { BlockStack } from './block-stack.ts';
import { atBoundary } from './boundary.ts';
import { Cursor, MORE, SyntaxProblem } from './cursor.ts';
import { describeProblem } from './describe-problem.ts';
import { parseStatement } from './parse-statement.ts';
import { leaf, type Problem, type Skipped } from './parsed.ts';
import { Skip } from './skip.ts';

/** Longest statement about security, in tokens. */
const STATEMENT_LIMIT = 200_000;
/** Most problems of a batch: a text that is no T-SQL at all is not told word by word. */
const PROBLEM_LIMIT = 1000;
/** Tokens behind a statement that a diagnostic shows of its line. */
const BEHIND = 20;

interface Skipping {
  readonly start: Token;
  readonly skip: Skip;
  readonly make: Skipped['make'];
}

/** Reads the tokens that {@link feed} is given. */
export class StatementReader {
  readonly #cursor = new Cursor([]);
  readonly #blocks = new BlockStack();
  #isFirst = true;
  #skipping: Skipping | undefined;
  /** Problems of the batch so far. */
  #count = 0;
  /** Problems of the step at hand. */
  #problems: Problem[] = [];
  /** How many tokens there are to be before it is worth while to read on. */
  #wanted = 0;

  /** Takes tokens, which are the reader's from here on, and gives what they finish. The last of all is of kind `end`. */
  feed(tokens: Token[]): readonly RawStatement[] {
    const cursor = this.#cursor;
    if (cursor.tokens.length === 0) cursor.tokens = tokens;
    else for (const token of tokens) cursor.tokens.push(token);
    if (cursor.tokens.length < this.#wanted && tokens.at(-1)?.kind !== 'end') return [];
    while (this.#step());
    // The token before stays: where a block ends that goes on no more is only known when more has come.
    const gone = Math.max(0, cursor.index - 1);
    cursor.tokens = cursor.tokens.slice(gone);
    cursor.index -= gone;
    this.#wanted = cursor.tokens.length * 2;
    return this.#blocks.takeWhole();
  }

  /** Reads a statement, or a word of the blocks around it; false where the tokens at hand end before. */
  #step(): boolean {
    const cursor = this.#cursor;
    if (this.#skipping === undefined && !this.#blocks.isDone) takeSemicolons(cursor);
    if (this.#skipping === undefined && this.#blocks.isEmpty) this.#takeLabels(cursor);
    const { index } = cursor;
    cursor.first = index;
    try {
      const isRead = this.#skipping === undefined ? this.#read() : this.#skip(this.#skipping);
      this.#tell();
      return isRead;
    } catch (thrown) {
      if (thrown instanceof SyntaxProblem) this.#refuse(index, thrown);
      else if (thrown !== MORE) throw thrown;
      else if (this.#skipping !== undefined) return false;
      else return this.#give(index);
      return true;
    }
  }

  /** Takes labels outside of blocks: nothing runs there. In a block one may be the statement that an IF governs. */
  #takeLabels(cursor: Cursor): void {
    const { tokens } = cursor;
    while (tokens[cursor.index + 1]?.upper === ':' && tokens[cursor.index]?.kind === 'word') {
      if (!cursor.atName()) return;
      cursor.index += 2;
      this.#isFirst = false;
      takeSemicolons(cursor);
    }
  }

  /** Goes back to where a statement begins, to read it when there is more of it; refuses one that is too long. */
  #give(index: number): boolean {
    const { tokens } = this.#cursor;
    this.#cursor.index = index;
    this.#problems = [];
    const start = tokens[index];
    if (start === undefined || tokens.length - index <= STATEMENT_LIMIT) return false;
    this.#refuse(index, new SyntaxProblem(start, 'a statement this long is not read', 'limit'));
    return true;
  }

  #read(): boolean {
    const cursor = this.#cursor;
    if (this.#blocks.close(cursor, this.#problems)) return true;
    const start = cursor.peek();
    if (start.kind === 'end') return false;
    if (start.kind === 'go') {
      this.#endBatch(start);
      return true;
    }
    const { index } = cursor;
    if (!this.#blocks.enter(cursor, this.#problems)) {
      const parsed = parseStatement(cursor, this.#isFirst);
      if (parsed.kind === 'skip') {
        cursor.index = index;
        this.#isFirst = false;
        return this.#skip(this.#begin(start, parsed));
      }
      if (!atBoundary(cursor)) cursor.fail('this statement ends before here');
      this.#blocks.add(parsed);
    }
    this.#isFirst = false;
    return true;
  }

  #endBatch(token: Token): void {
    this.#cursor.index += 1;
    this.#isFirst = true;
    this.#count = 0;
    this.#blocks.pass({ kind: 'go', token });
  }

  #begin(start: Token, { reach, make }: Pick<Skipped, 'reach' | 'make'>): Skipping {
    this.#skipping = { start, skip: new Skip(reach), make };
    return this.#skipping;
  }

  /** Goes on with a statement that is skipped. */
  #skip({ start, skip, make }: Skipping): true {
    skip.run(this.#cursor);
    // The EXEC that gives an INSERT its rows is a statement of its own here, and the second half of this one.
    const isAtRows = skip.isAtRows(this.#cursor);
    this.#skipping = undefined;
    const last = skip.last ?? start;
    const { offset, line, column } = start;
    if (skip.problem !== undefined) {
      const { token, wanted } = skip.problem;
      this.#problems.push({ token, wanted, code: token.kind === 'bad' ? 'bad-token' : 'syntax' });
      this.#tell();
    }
    this.#blocks.add(make({ offset, line, column, end: last.offset + last.text.length }, skip), isAtRows);
    return true;
  }

  /** Leaves a malformed statement that begins at `index`; what is left of it is skipped. */
  #refuse(index: number, { token, wanted, code }: SyntaxProblem): void {
    const cursor = this.#cursor;
    const start = cursor.tokens[index] ?? token;
    this.#isFirst = false;
    this.#count += 1;
    const isTooMuch = this.#count >= PROBLEM_LIMIT;
    const isLost = isTooMuch || (code === 'limit' && BLOCK_WORDS.has(start.upper));
    this.#problems.push(isTooMuch ? { token, wanted: MUCH, code: 'limit' } : { token, wanted, code });
    if (cursor.index === index) cursor.next();
    if (isLost) this.#blocks.abandon(cursor, []);
    this.#begin(start, { reach: isLost ? 'batch' : 'malformed', make: unread });
    this.#tell();
  }

  /** Tells of the problems of the step at hand. */
  #tell(): void {
    if (this.#problems.length === 0) return;
    const { tokens, first, index } = this.#cursor;
    const here = tokens.slice(first, index + BEHIND);
    for (const problem of this.#problems)
      this.#blocks.pass({ kind: 'problem', diagnostic: describeProblem(problem, here) });
    this.#problems = [];
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
