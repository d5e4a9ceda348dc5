// The answers of one batch among what sqlcmd prints: lines that bear the number of its scope, up to the line that closes
// it. All else (counts, blank lines, what the batch printed itself) is passed over.
import { RegrantError } from '../../model/errors.ts';
import type { ResultSet, Row, Select } from '../driver.ts';
import { type AnswerLine, closingLine, lineStart, readAnswerLine } from '../printed/answer-line.ts';
import { OpenAnswer } from '../printed/open-answer.ts';
import { PADDING } from './batch-input.ts';
import type { SqlcmdProcess } from './sqlcmd-process.ts';

/** Rows that are given out at once. */
const CHUNK = 200;

/** When what is held back is pushed out first, in milliseconds; each further time it takes twice as long. */
const FIRST_PUSH_MS = 50;

/** What is read. */
type Process = Pick<SqlcmdProcess, 'next' | 'send'>;

export class ScopeReader {
  readonly #process: Process;
  readonly #start: string;
  readonly #closing: string;
  #isClosed = false;
  #peeked: AnswerLine | undefined;
  #fail: () => Promise<never> = () => Promise.reject(damaged());
  #timer: NodeJS.Timeout | undefined;

  constructor(process: Process, scope: number) {
    this.#process = process;
    this.#start = lineStart(scope);
    this.#closing = closingLine(scope);
  }

  /** The batch has run: what does not come now is held back in a buffer until more is printed. */
  pushOut(afterMs = FIRST_PUSH_MS): void {
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => {
      this.#process.send(PADDING);
      this.pushOut(afterMs * 2);
    }, afterMs);
  }

  /** The result sets in their order, as many as were printed. `fail` throws what kept one from being whole. */
  async *sets(
    selects: readonly Select[],
    fail: () => Promise<never>,
  ): AsyncGenerator<ResultSet, void, undefined> {
    this.#fail = fail;
    let isThrough = false;
    try {
      for (const [at, { columns }] of selects.entries()) {
        this.#peeked = await this.#next();
        const rows = this.#rows(at);
        yield { columns, rows: passedOn(rows) };
        for await (const _ of rows);
      }
      isThrough = true;
    } finally {
      if (!isThrough) this.#close();
    }
  }

  /** Reads what is left, up to the line that closes the scope; the lines that are none of an answer. */
  async rest(): Promise<readonly string[]> {
    const lines: string[] = [];
    while (!this.#isClosed) {
      const line = await this.#read();
      if (line === undefined) break;
      if (lines.length < 100) lines.push(line);
    }
    return lines;
  }

  async *#rows(at: number): AsyncGenerator<readonly Row[], void, undefined> {
    const answer = new OpenAnswer({ scope: Number(this.#start.slice(1, -1)), of: String(at) });
    let rows: Row[] = [];
    for (;;) {
      const line = this.#peeked ?? (await this.#next());
      this.#peeked = undefined;
      if (line.row === 0) {
        if (answer.close(line) !== undefined) await this.#fail();
        if (rows.length > 0) yield rows;
        return;
      }
      const row = answer.add(line);
      if (typeof row === 'string') await this.#fail();
      else if (row !== undefined) rows.push(row);
      if (rows.length < CHUNK) continue;
      yield rows;
      rows = [];
    }
  }

  /** The next line of an answer; where the scope is closed before it, what was wrong is thrown. */
  async #next(): Promise<AnswerLine> {
    for (;;) {
      const text = this.#isClosed ? undefined : await this.#read();
      if (text === undefined) return this.#fail();
      if (text.startsWith(this.#start)) return readAnswerLine(text) ?? this.#fail();
    }
  }

  /** A line, less blanks at its end; undefined for the closing one, and when sqlcmd has ended. */
  async #read(): Promise<string | undefined> {
    let text: string | undefined;
    try {
      text = (await this.#process.next())?.trimEnd();
      if (text === this.#closing) text = undefined;
    } finally {
      if (text === undefined) this.#close();
    }
    return text;
  }

  /** Nothing more is read, so that nothing has to be pushed out. */
  #close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
  }
}

/** Rows that can be left in the middle: whoever made them reads the rest. */
async function* passedOn<T>(rows: AsyncGenerator<T, void, undefined>): AsyncGenerator<T, void, undefined> {
  for (;;) {
    const { value, done } = await rows.next();
    if (done) return;
    yield value;
  }
}

/** What was printed is not what the server was asked to print. */
export function damaged(): RegrantError {
  return new RegrantError({
    code: 'bad-answer',
    fact: 'An answer that sqlcmd printed is not whole, or was changed on its way.',
    remedy: 'Check that it is Microsoft’s sqlcmd and no script of that name, and report it if it is.',
  });
}
