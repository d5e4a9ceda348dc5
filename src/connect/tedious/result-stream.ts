// Turns a tedious request into result sets that are pulled. Rows are gathered into arrays; when a few arrays wait to
// be pulled the request is paused, which holds the socket and so the server back.
import type { Request } from 'tedious';
import { RegrantError } from '../../model/errors.ts';
import type { ResultSet, Row } from '../driver.ts';

/** Rows in one array. */
const CHUNK = 500;
/** Arrays that may wait before the request is paused. */
const WAITING = 2;

interface Column {
  readonly colName: string;
}

type Item = { readonly columns: readonly string[] } | { readonly rows: readonly Row[] };

/** The answer to one request. */
export class ResultStream {
  /** Resolved when tedious is through with the request, however it ended; only then may another be sent. */
  readonly finished: Promise<void>;
  readonly #request: Request;
  readonly #queue: Item[] = [];
  #rows: Row[] = [];
  #ended = false;
  #stopped = false;
  #failure: RegrantError | undefined;
  #wake: (() => void) | undefined;
  #finish: () => void = () => {};
  /** Counts the result sets handed out, so that an old one cannot read on in a new one. */
  #current = 0;

  /** `makeRequest` gets the callback that tedious calls at the end; `toError` maps what it is called with. */
  constructor(
    makeRequest: (callback: (error: unknown) => void) => Request,
    toError: (error: unknown) => RegrantError,
  ) {
    this.finished = new Promise((resolve) => {
      this.#finish = resolve;
    });
    this.#request = makeRequest((error) => {
      this.#push();
      this.#ended = true;
      if (error !== null && error !== undefined) this.#failure ??= toError(error);
      this.#finish();
      this.#notify();
    });
    this.#request.on('columnMetadata', (columns) => this.#onColumns(columns as readonly Column[]));
    this.#request.on('row', (columns) => this.#onRow(columns as readonly { readonly value: unknown }[]));
  }

  get request(): Request {
    return this.#request;
  }

  /** Ends the reading with an error, at once: rows that wait are dropped and the server is told to stop. */
  fail(error: RegrantError): void {
    if (this.#ended) return;
    this.#failure ??= error;
    this.stop();
    this.#notify();
  }

  /** Tells the server to stop, unless it is done. */
  stop(): void {
    this.#stopped = true;
    this.#queue.length = 0;
    this.#rows = [];
    if (!this.#ended) this.#request.cancel();
  }

  /** The result sets in their order; an error of the server comes after what came before it. */
  async *resultSets(): AsyncGenerator<ResultSet, void, undefined> {
    for (;;) {
      const item = await this.#next();
      if (item === undefined) return;
      if ('rows' in item) continue; // of a result set that was abandoned
      this.#current += 1;
      yield { columns: item.columns, rows: this.#rowsOf(this.#current) };
    }
  }

  async *#rowsOf(set: number): AsyncGenerator<readonly Row[], void, undefined> {
    for (;;) {
      if (set !== this.#current) throw passed();
      const first = await this.#peek();
      if (first === undefined || 'columns' in first) return;
      await this.#next();
      yield first.rows;
    }
  }

  #onColumns(columns: readonly Column[]): void {
    if (this.#stopped) return;
    this.#push();
    this.#queue.push({ columns: columns.map(({ colName }) => colName) });
    this.#notify();
  }

  #onRow(columns: readonly { readonly value: unknown }[]): void {
    const row: unknown[] = new Array(columns.length);
    for (let i = 0; i < columns.length; i++) row[i] = columns[i]?.value;
    this.#rows.push(row);
    if (this.#rows.length >= CHUNK) this.#push();
  }

  #push(): void {
    if (this.#stopped || this.#rows.length === 0) return;
    this.#queue.push({ rows: this.#rows });
    this.#rows = [];
    if (this.#queue.length >= WAITING) this.#request.pause();
    this.#notify();
  }

  #notify(): void {
    this.#wake?.();
    this.#wake = undefined;
  }

  async #next(): Promise<Item | undefined> {
    const item = await this.#peek();
    this.#queue.shift();
    if (this.#queue.length < WAITING) this.#request.resume();
    return item;
  }

  async #peek(): Promise<Item | undefined> {
    for (;;) {
      // What the server said before its error is still given; a limit that ran out counts at once.
      const item = this.#queue[0];
      if (item !== undefined) return item;
      if (this.#failure !== undefined) throw this.#failure;
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

function passed(): RegrantError {
  return new RegrantError({
    code: 'internal',
    fact: 'Rows were asked of a result set after the next one had been asked for.',
    remedy: 'Read the rows of a result set before going on to the next.',
  });
}
