// A script, in chunks, to statements, one after the other. Only the statement at hand is held in memory: a statement
// that the tokens so far do not finish is read again when there are twice as many, and of a block that is longer than
// a batch of tokens only the statement at hand, too.
import { guardedSource } from '../model/caller.ts';
import { Cursor } from './grammar/cursor.ts';
import { type BlockMark, OpenBlocks } from './grammar/open-block.ts';
import type { Problem } from './grammar/parse-block.ts';
import { isMore, StatementParser } from './grammar/parse-statement.ts';
import { OUTSIDE_DIRECTIVES } from './lex/sqlcmd.ts';
import { type Place, placeOf, type Token } from './lex/token.ts';
import { Tokenizer } from './lex/tokenizer.ts';
import { Resolver } from './resolve/resolve.ts';
import type { Diagnostic } from './tree/diagnostic.ts';
import type { RawStatement } from './tree/raw-statement.ts';
import type { Statement } from './tree/statement.ts';

/** The text of a script: whole, or in chunks that may break anywhere. */
export type ScriptSource = string | Iterable<string> | AsyncIterable<string>;

/** What {@link parseScript} can be told. */
export interface ParseOptions {
  /** sqlcmd variables, as `sqlcmd -v` gives them; `:setvar` in the script goes before them. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Told everything that was refused or not understood, in the order of the script but for nested text. */
  readonly onDiagnostic?: (diagnostic: Diagnostic) => void;
  readonly signal?: AbortSignal;
}

/** Counters of one reading, for tests of its cost. */
export interface ReadingCost {
  characters: number;
  tokenizerSteps: number;
  parserTokens: number;
  /** Most tokens held at once. */
  heldTokens: number;
}

/**
 * Reads a T-SQL script into statements. Never throws for what the script says: that goes to `onDiagnostic`.
 * Throws a RegrantError: `bad-option` for what `source` throws, `cancelled` and `timed-out` for `signal`.
 * Follows "Transact-SQL Syntax Conventions" and the pages of the statements; batches are split as sqlcmd splits them
 * ("SQL Server Utilities Statements - GO"). `GO n` counts once: what a script sets up does not change by repeating.
 * A statement is given whole, however long: what an IF or a TRY governs is held until its END.
 */
export function parseScript(
  source: ScriptSource,
  options: ParseOptions = {},
  cost: ReadingCost = NO_COST(),
): AsyncGenerator<Statement, void, undefined> {
  // Where blocks are given whole there are no marks.
  return read(source, new Reading(options, cost, true, HELD_LIMIT), options) as AsyncGenerator<Statement>;
}

/** The same in bounded memory: of a block longer than `heldLimit` tokens the statements come between marks. */
export function streamScript(
  source: ScriptSource,
  options: ParseOptions = {},
  cost: ReadingCost = NO_COST(),
  heldLimit: number = HELD_LIMIT,
): AsyncGenerator<Statement | BlockMark, void, undefined> {
  return read(source, new Reading(options, cost, false, heldLimit), options);
}

const NO_COST = (): ReadingCost => ({ characters: 0, tokenizerSteps: 0, parserTokens: 0, heldTokens: 0 });

/** Most tokens of a block that is held as a whole. */
export const HELD_LIMIT = 20_000;

async function* read(
  source: ScriptSource,
  reading: Reading,
  { signal }: ParseOptions,
): AsyncGenerator<Statement | BlockMark, void, undefined> {
  for await (const chunk of guardedSource('source', chunksOf(source), signal, 'The reading of the script')) {
    yield* reading.take(chunk, false);
  }
  yield* reading.take('', true);
}

function chunksOf(source: ScriptSource): Iterable<string> | AsyncIterable<string> {
  return typeof source === 'string' ? [source] : source;
}

/** Most characters given to the tokenizer at once, so that a whole script in one string is no more work to hold. */
const SLICE = 64 * 1024;

/** What one step came to. */
interface Step {
  readonly raw?: RawStatement;
  readonly marks?: readonly BlockMark[];
  readonly problems: readonly Problem[];
}

class Reading {
  readonly #resolver: Resolver;
  readonly #tokenizer: Tokenizer;
  readonly #cost: ReadingCost;
  readonly #report: (diagnostic: Diagnostic) => void;
  readonly #missing = new Set<string>();
  #tokens: Token[] = [];
  #isFirst = true;
  #wanted = 0;
  #mark = true;
  readonly #blocks = new OpenBlocks();
  /** Whether what a statement governs is given whole. */
  readonly #isWhole: boolean;

  readonly #heldLimit: number;

  constructor(options: ParseOptions, cost: ReadingCost, isWhole: boolean, heldLimit: number) {
    this.#cost = cost;
    this.#heldLimit = heldLimit;
    this.#isWhole = isWhole;
    this.#report = options.onDiagnostic ?? (() => {});
    this.#resolver = new Resolver(this.#report);
    const given = Object.entries(options.variables ?? {});
    this.#tokenizer = new Tokenizer({
      script: true,
      variables: new Map(given.map(([name, value]) => [name.toUpperCase(), value])),
      onDirective: ({ command }, at) => this.#directive(command, at),
      onMissingVariable: (name, at) => this.#missingVariable(name, at),
    });
  }

  *take(chunk: string, final: boolean): Generator<Statement | BlockMark, void, undefined> {
    this.#cost.characters += chunk.length;
    this.#resolver.allow(chunk.length);
    for (let from = 0; from < chunk.length; from += SLICE) {
      yield* this.#feed(chunk.slice(from, from + SLICE), false);
    }
    if (final) yield* this.#feed('', true);
  }

  *#feed(chunk: string, final: boolean): Generator<Statement | BlockMark, void, undefined> {
    let text = chunk;
    if (this.#mark && text !== '') {
      this.#mark = false;
      if (text.startsWith('\ufeff')) text = text.slice(1);
    }
    for (const token of this.#tokenizer.feed(text, final)) this.#tokens.push(token);
    this.#cost.tokenizerSteps = this.#tokenizer.steps;
    this.#cost.heldTokens = Math.max(this.#cost.heldTokens, this.#tokens.length);
    if (!final && this.#tokens.length < this.#wanted) return;
    yield* this.#parse();
  }

  /** Reads as many statements as the tokens hold, and keeps the rest. */
  *#parse(): Generator<Statement | BlockMark, void, undefined> {
    const cursor = new Cursor(this.#tokens);
    let done = 0;
    for (;;) {
      const step = this.#step(cursor);
      this.#cost.parserTokens += Math.min(cursor.index, this.#tokens.length) - done;
      if (step === 'more') break;
      const tokens = this.#tokens.slice(done, cursor.index + 20);
      done = cursor.index;
      if (step === 'end') break;
      if (step.problems.length > 0) this.#resolver.problems(step.problems, tokens);
      if (step.marks !== undefined) for (const mark of step.marks) yield this.#resolver.mark(mark);
      if (step.raw !== undefined) yield* this.#resolver.resolve(step.raw, tokens);
    }
    this.#tokens = this.#tokens.slice(done);
    this.#wanted = this.#tokens.length * 2;
  }

  #step(cursor: Cursor): Step | 'more' | 'end' {
    const start = cursor.index;
    try {
      return this.#next(cursor);
    } catch (thrown) {
      if (!isMore(thrown)) throw thrown;
    }
    this.#cost.parserTokens += this.#tokens.length - start;
    cursor.index = start;
    return this.#tokens.length - start > this.#heldLimit ? this.#enter(cursor) : 'more';
  }

  #next(cursor: Cursor): Step | 'end' {
    const problems: Problem[] = [];
    const marks = this.#blocks.close(cursor, problems);
    if (marks !== undefined) return { marks, problems };
    const token = cursor.peek();
    if (token.kind === 'end') return 'end';
    if (token.kind === 'go') {
      this.#go(token);
      cursor.next();
      return { problems };
    }
    const raw = new StatementParser(cursor, problems, this.#isFirst).next();
    if (token.upper !== ';') this.#isFirst = false;
    if (raw === undefined) return { problems };
    this.#blocks.count();
    return { raw, problems };
  }

  /** A statement that does not end in many tokens: if it is a block, its statements are read one by one. */
  #enter(cursor: Cursor): Step | 'more' {
    const start = cursor.index;
    const problems: Problem[] = [];
    try {
      const marks = this.#blocks.enter(cursor, problems, this.#isWhole);
      if (marks === undefined) return 'more';
      this.#isFirst = false;
      return { marks, problems };
    } catch (thrown) {
      if (!isMore(thrown)) throw thrown;
      cursor.index = start;
      return 'more';
    }
  }

  #go(token: Token): void {
    this.#isFirst = true;
    this.#resolver.startBatch();
    if (token.problem === undefined) return;
    this.#report({
      severity: 'warning',
      code: 'go',
      fact: `A batch ends here, but ${token.problem}.`,
      remedy: 'Write GO on a line of its own.',
      ...placeOf(token),
      snippet: '  GO;\n  ^',
    });
  }

  #directive(command: string, at: Place): void {
    if (!OUTSIDE_DIRECTIVES.has(command)) return;
    this.#report({
      severity: 'warning',
      code: 'sqlcmd',
      fact: `sqlcmd's :${command.toLowerCase()} brings in what this script does not hold.`,
      remedy: 'Read the other file or server by itself.',
      ...placeOf(at),
      snippet: '',
    });
  }

  #missingVariable(name: string, at: Place): void {
    if (this.#missing.has(name) || this.#missing.size > 1000) return;
    this.#missing.add(name);
    this.#report({
      severity: 'warning',
      code: 'sqlcmd',
      fact: `The sqlcmd variable ${name} has no value; its text is taken as it stands.`,
      remedy: 'Give the variable, as sqlcmd -v does, if the script is meant for sqlcmd.',
      ...placeOf(at),
      snippet: '',
    });
  }
}
