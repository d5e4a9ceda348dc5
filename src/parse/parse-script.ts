// A script, in chunks, to statements, one after the other. Of the text only what the statement at hand needs is held; of
// an IF, a WHILE or a TRY its statements, until it ends.
import { throwIfAborted } from '../model/abort.ts';
import { guardedSource } from '../model/caller.ts';
import { TYPE_SECRET } from '../model/script-protocol.ts';
import { StatementReader } from './grammar/statement-reader.ts';
import { DOUBLE_APOSTROPHES, SecretLines } from './lex/secret-lines.ts';
import { ENDING_DIRECTIVES, OUTSIDE_DIRECTIVES, SqlcmdVariables } from './lex/sqlcmd.ts';
import { type Place, placeOf } from './lex/token.ts';
import { Tokenizer } from './lex/tokenizer.ts';
import { Resolver } from './resolve/resolve.ts';
import type { Diagnostic } from './tree/diagnostic.ts';
import type { RawStatement } from './tree/raw-statement.ts';
import type { Span, Statement } from './tree/statement.ts';

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

/**
 * Reads a T-SQL script into statements. Never throws for what the script says: that goes to `onDiagnostic`.
 * Throws a RegrantError: `bad-option` for what `source` throws, `cancelled` and `timed-out` for `signal`.
 * Follows "Transact-SQL Syntax Conventions" and the pages of the statements; batches are split as sqlcmd splits them
 * ("SQL Server Utilities Statements - GO"). `GO n` counts once: what a script sets up does not change by repeating.
 * A statement is given whole, however long: what an IF or a TRY governs is held until its END.
 */
export async function* parseScript(
  source: ScriptSource,
  options: ParseOptions = {},
): AsyncGenerator<Statement, void, undefined> {
  for await (const part of parseParts(source, options)) for (const statement of part) yield statement;
}

/**
 * The same in parts, whose statements are read as they are walked through, so that most of them cost nobody a turn. Each
 * part is to be walked through before the next is asked for.
 */
export async function* parseParts(
  source: ScriptSource,
  options: ParseOptions = {},
): AsyncGenerator<Iterable<Statement>, void, undefined> {
  const { signal } = options;
  const reading = new Reading(options);
  const pause = new Pause(signal);
  for await (const chunk of guardedSource('source', chunksOf(source), signal, WHAT)) {
    for (let from = 0; from < chunk.length; from += SLICE) {
      await pause.now();
      for (const part of reading.parts(chunk.slice(from, from + SLICE), false, pause)) {
        yield part;
        await pause.now();
      }
    }
  }
  throwIfAborted(signal, WHAT);
  for (const part of reading.parts('', true, pause)) {
    yield part;
    await pause.now();
  }
}

/** A part each of whose statements is shown to `see` before whoever walks through it has it. */
export function* watched(
  part: Iterable<Statement>,
  see: (statement: Statement) => void,
): Generator<Statement, void, undefined> {
  for (const statement of part) {
    see(statement);
    yield statement;
  }
}

function chunksOf(source: ScriptSource): Iterable<string> | AsyncIterable<string> {
  return typeof source === 'string' ? [source] : source;
}

/** Most characters read at once, so that a whole script in one string is no more work to hold, and can be cut off. */
const SLICE = 16 * 1024;
const WHAT = 'The reading of the script';
/** Milliseconds after which others have their turn. */
const TURN = 50;

/** Lets others have their turn, so that a signal can come in. */
class Pause {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  get isDue(): boolean {
    return performance.now() - this.#since > TURN;
  }

  async now(): Promise<void> {
    throwIfAborted(this.#signal, WHAT);
    if (!this.isDue) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#since = performance.now();
    throwIfAborted(this.#signal, WHAT);
  }
}

class Reading {
  readonly #resolver: Resolver;
  readonly #tokenizer: Tokenizer;
  readonly #reader = new StatementReader();
  readonly #report: (diagnostic: Diagnostic) => void;
  readonly #missing = new Set<string>();
  readonly #secrets = new SecretLines();
  #broken: number | undefined;
  #mayHaveMark = true;

  constructor(options: ParseOptions) {
    this.#report = options.onDiagnostic ?? (() => {});
    this.#resolver = new Resolver(this.#report);
    this.#tokenizer = new Tokenizer({
      script: true,
      variables: new SqlcmdVariables(options.variables, {
        onMissing: (name, at) => this.#missingVariable(name, at),
        onTooLong: (at) => this.#tooLong(at),
      }),
      onDirective: ({ command }, at) => this.#directive(command, at),
    });
  }

  /** The statements that a chunk finishes, in parts of one turn each. */
  *parts(chunk: string, final: boolean, pause: Pause): Generator<Iterable<Statement>> {
    const found = this.#feed(chunk, final);
    let next = 0;
    while (next < found.length) yield this.#walk(() => (pause.isDue ? undefined : found[next++]));
  }

  *#walk(take: () => RawStatement | undefined): Generator<Statement> {
    for (let raw = take(); raw !== undefined; raw = take()) {
      for (const statement of this.#resolve(raw)) yield statement;
    }
  }

  #feed(chunk: string, final: boolean): readonly RawStatement[] {
    let text = chunk;
    if (this.#mayHaveMark && text !== '') {
      this.#mayHaveMark = false;
      if (text.startsWith('\ufeff')) text = text.slice(1);
    }
    this.#resolver.allow(text.length);
    this.#secrets.take(text);
    return this.#reader.feed(this.#tokenizer.feed(text, final));
  }

  #resolve(raw: RawStatement): Statement[] {
    const span = spanOf(raw);
    if (span === undefined || !this.#secrets.holds(span) || isTypedSecret(raw))
      return this.#resolver.resolve(raw);
    if (this.#broken !== span.line) {
      this.#broken = span.line;
      const fact = 'The secret in this line cannot be read: an apostrophe in it ends it too early.';
      this.#say('syntax', span, fact, DOUBLE_APOSTROPHES);
    }
    return 'end' in span ? [{ kind: 'unread', span }] : [];
  }

  #directive(command: string, at: Place): void {
    const name = `sqlcmd's :${command.toLowerCase()}`;
    if (ENDING_DIRECTIVES.has(command)) {
      const fact = `${name} ends the run here; what follows is read as if it ran.`;
      this.#say('sqlcmd', at, fact, 'Take out what does not run.');
    } else if (OUTSIDE_DIRECTIVES.has(command)) {
      const fact = `${name} brings in what this script does not hold.`;
      this.#say('sqlcmd', at, fact, 'Read the other file or server by itself.');
    }
  }

  #missingVariable(name: string, at: Place): void {
    if (this.#missing.has(name) || this.#missing.size > 1000) return;
    this.#missing.add(name);
    const fact = `The sqlcmd variable ${name} has no value; its text is taken as it stands.`;
    this.#say('sqlcmd', at, fact, 'Give the variable, as sqlcmd -v does, if the script is meant for sqlcmd.');
  }

  #tooLong(at: Place): void {
    const fact =
      'The sqlcmd variables make the script too long from here on; their text is taken as it stands.';
    this.#say('limit', at, fact, 'Put the values into the script.');
  }

  #say(code: 'sqlcmd' | 'limit' | 'syntax', at: Place, fact: string, remedy: string): void {
    const severity = code === 'sqlcmd' ? 'warning' : 'error';
    this.#report({ severity, code, fact, remedy, ...placeOf(at), snippet: '' });
  }
}

/** Where a statement or a problem stands; undefined for GO. */
function spanOf(raw: RawStatement): Span | Diagnostic | undefined {
  if (raw.kind === 'go') return undefined;
  if (raw.kind === 'problem') return raw.diagnostic;
  return raw.kind === 'leaf' ? raw.statement.span : raw.span;
}

/** Whether a statement is `EXEC #regrant_type 7, N'…'`, and no more. */
function isTypedSecret(raw: RawStatement): boolean {
  return (
    raw.kind === 'call' && raw.procedure?.at(-1)?.toLowerCase() === TYPE_SECRET && raw.arguments.length === 2
  );
}
