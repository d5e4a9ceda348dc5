// Turns a tedious request into result sets that are pulled. Rows are gathered into arrays; when a few arrays wait to
// be pulled the request is paused, which holds the socket and so the server back.
import type { Request } from 'tedious';
import type { RegrantError } from '../../model/errors.ts';
import type { ResultSet, Row } from '../driver.ts';
import { ResultQueue } from './result-queue.ts';

/** Rows in one array, and about how many bytes of long values end it earlier. */
const CHUNK = 500;
const CHUNK_BYTES = 1_000_000;
/** Arrays that may wait before the request is paused. */
const WAITING = 2;

interface Column {
  readonly colName: string;
}

/** The answer to one request. */
export class ResultStream {
  /** Resolved when tedious is through with the request, however it ended; only then may another be sent. */
  readonly finished: Promise<void>;
  readonly #request: Request;
  readonly #queue: ResultQueue;
  #rows: Row[] = [];
  #bytes = 0;
  #stopped = false;

  /** `makeRequest` gets the callback that tedious calls at the end; `toError` maps what it is called with. */
  constructor(
    makeRequest: (callback: (error: unknown) => void) => Request,
    toError: (error: unknown) => RegrantError,
  ) {
    this.#queue = new ResultQueue((waiting) => waiting < WAITING && this.#request.resume());
    let finish = (): void => {};
    this.finished = new Promise((resolve) => {
      finish = resolve;
    });
    this.#request = makeRequest((error) => {
      this.#push();
      this.#queue.end(error === null || error === undefined ? undefined : toError(error));
      finish();
    });
    this.#request.on('columnMetadata', (columns) => this.#onColumns(columns as readonly Column[]));
    this.#request.on('row', (columns) => this.#onRow(columns as readonly { readonly value: unknown }[]));
  }

  get request(): Request {
    return this.#request;
  }

  /** Ends the reading with an error, at once: rows that wait are dropped and the server is told to stop. */
  fail(error: RegrantError): void {
    if (this.#queue.ended) return;
    this.#queue.fail(error);
    this.stop();
  }

  /** Tells the server to stop, unless it is done. */
  stop(): void {
    this.#stopped = true;
    this.#queue.cut();
    this.#rows = [];
    if (!this.#queue.ended) this.#request.cancel();
  }

  /** The result sets in their order; an error of the server comes after what came before it. */
  resultSets(): AsyncGenerator<ResultSet, void, undefined> {
    return this.#queue.resultSets();
  }

  #onColumns(columns: readonly Column[]): void {
    if (this.#stopped) return;
    this.#push();
    this.#queue.add({ columns: columns.map(({ colName }) => colName) });
  }

  #onRow(columns: readonly { readonly value: unknown }[]): void {
    const row: unknown[] = new Array(columns.length);
    for (let i = 0; i < columns.length; i++) {
      const value = columns[i]?.value;
      row[i] = value;
      if (typeof value === 'string' || value instanceof Uint8Array) this.#bytes += value.length;
    }
    this.#rows.push(row);
    if (this.#rows.length >= CHUNK || this.#bytes >= CHUNK_BYTES) this.#push();
  }

  #push(): void {
    if (this.#stopped || this.#rows.length === 0) return;
    this.#queue.add({ rows: this.#rows });
    this.#rows = [];
    this.#bytes = 0;
    if (this.#queue.waiting >= WAITING) this.#request.pause();
  }
}
