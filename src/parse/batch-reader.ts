// Tokens to statements: the grammar's steps, put together into blocks, resolved. A script and each text that it runs
// are read by one of these.

import { Assembler } from './assembler.ts';
import type { BlockMark } from './grammar/block-stack.ts';
import { Cursor } from './grammar/cursor.ts';
import type { Problem } from './grammar/parsed.ts';
import { StatementReader } from './grammar/statement-reader.ts';
import type { Token } from './lex/token.ts';
import type { RawStatement } from './tree/raw-statement.ts';
import type { Statement } from './tree/statement.ts';

/** Who makes statements of what the grammar gives. */
export interface BatchResolver {
  resolve(raw: RawStatement, tokens: readonly Token[]): Statement[];
  mark(mark: BlockMark): BlockMark;
  problems(problems: readonly Problem[], tokens: readonly Token[]): void;
  /** A batch ends at GO. */
  endBatch(go: Token): Statement;
}

/** Tokens behind a statement that a diagnostic shows of its line. */
const BEHIND = 20;

/** Reads the tokens that {@link feed} is given. */
export class BatchReader {
  readonly #cursor = new Cursor([]);
  readonly #reader = new StatementReader(this.#cursor);
  readonly #assembler: Assembler;
  readonly #resolver: BatchResolver;
  #wanted = 0;
  /** Tokens looked at so far, again and again included. */
  parsedTokens = 0;

  /** Blocks of more than `heldLimit` tokens are given between marks. */
  constructor(resolver: BatchResolver, heldLimit: number) {
    this.#resolver = resolver;
    this.#assembler = new Assembler(heldLimit);
  }

  /** How many tokens are held. */
  get heldTokens(): number {
    return this.#cursor.tokens.length + this.#assembler.held;
  }

  /** Takes tokens and gives the statements that they finish; the last token of all is of kind `end`. */
  *feed(tokens: readonly Token[]): Generator<Statement | BlockMark, void, undefined> {
    const cursor = this.#cursor;
    for (const token of tokens) cursor.tokens.push(token);
    if (cursor.tokens.length < this.#wanted && tokens.at(-1)?.kind !== 'end') return;
    for (;;) {
      const from = cursor.index;
      const step = this.#reader.next();
      this.parsedTokens += step === 'more' ? cursor.tokens.length - from : cursor.index - from;
      if (step === 'more' || step === 'end') break;
      if (step.problems.length > 0) this.#tell(step.problems, from);
      const { raw, marks = [] } = step;
      for (const item of this.#assembler.take(raw, marks, cursor.tokens.slice(from, cursor.index))) {
        if (item.kind === 'enter' || item.kind === 'leave') yield this.#resolver.mark(item);
        else yield* this.#resolver.resolve(item, this.#assembler.tokens);
      }
      if (step.go !== undefined) yield this.#resolver.endBatch(step.go);
    }
    cursor.tokens = cursor.tokens.slice(cursor.index);
    cursor.index = 0;
    this.#wanted = cursor.tokens.length * 2;
  }

  /** Problems of the step that began at a token; that a block is not closed is told of where it begins. */
  #tell(problems: readonly Problem[], from: number): void {
    const { tokens, index } = this.#cursor;
    const start = tokens[from]?.offset ?? 0;
    const here = tokens.slice(from, index + BEHIND);
    for (const problem of problems)
      this.#resolver.problems([problem], problem.token.offset < start ? this.#assembler.tokens : here);
  }
}
