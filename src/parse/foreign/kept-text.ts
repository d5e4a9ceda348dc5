// The text of a script, kept while it is read as far back as the statement at hand, whose own can so be shown.
import { SecretLines } from '../lex/secret-lines.ts';
import type { Place } from '../lex/token.ts';
import type { ScriptSource } from '../parse-script.ts';
import type { Span } from '../tree/statement.ts';

/** Characters that are kept of what has been read, so that most statements cost no copy of the text behind them. */
const KEPT = 256 * 1024;

/** The text of a script from the statement at hand on, kept while it is read, so that a statement's own can be shown. */
export class KeptText {
  readonly #source: ScriptSource;
  #text = '';
  /** What stands before the text that is kept; a byte order mark, which no place counts, is one less. */
  #before = 0;
  #isFirst = true;
  readonly #secrets = new SecretLines();

  constructor(source: ScriptSource) {
    this.#source = source;
  }

  /** The script again, for its reader. */
  async *chunks(): AsyncGenerator<string> {
    for await (const chunk of typeof this.#source === 'string' ? [this.#source] : this.#source) {
      this.#keep(chunk);
      yield chunk;
    }
  }

  of({ offset, end }: Span): string {
    return this.#text.slice(offset - this.#before, end - this.#before);
  }

  /** What stands behind an offset, as far as it was read. */
  after(offset: number): string {
    return this.#text.slice(offset - this.#before);
  }

  /** The place of an offset, by one that stands before it and is kept. */
  placeOf(offset: number, before: Place): Place {
    const lines = this.of({ ...before, end: offset }).split(/\r\n|\r|\n/);
    const length = lines.at(-1)?.length ?? 0;
    const column = lines.length === 1 ? before.column + length : length + 1;
    return { offset, line: before.line + lines.length - 1, column };
  }

  /** Whether a secret is typed in the lines of a statement. */
  holdsSecret(span: Span): boolean {
    return this.#secrets.holds(span, span.end);
  }

  /** What stands before a statement is not asked for again. */
  forgetBefore({ offset }: Span): void {
    const gone = offset - this.#before;
    if (gone < KEPT) return;
    this.#text = this.#text.slice(gone);
    this.#before = offset;
  }

  #keep(chunk: string): void {
    const hasMark = this.#isFirst && chunk.startsWith('\ufeff');
    if (chunk !== '') this.#isFirst = false;
    if (hasMark) this.#before = -1;
    this.#secrets.take(hasMark ? chunk.slice(1) : chunk);
    this.#text += chunk;
  }
}
