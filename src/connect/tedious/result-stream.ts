// The answer to one request: columns and rows as the wire brings them, the end and the errors from tedious. When a few
// blocks wait to be pulled the wire is held, and so the server.
import type { Request } from 'tedious';
import type { RegrantError } from '../../model/errors.ts';
import type { GuardedWire } from '../wire/guarded-wire.ts';
import { type ResultItem, ResultQueue, type SentSet } from './result-queue.ts';

/** Things that may wait before the wire is held. */
const WAITING = 2;

/** What is under way over a wire. */
export class ResultStream {
  /** Resolved when tedious is through with the request, however it ended; only then may another be sent. */
  readonly finished: Promise<void>;
  readonly request: Request;
  readonly #wire: GuardedWire;
  readonly #queue: ResultQueue;

  /** `makeRequest` gets the callback that tedious calls at the end; `toError` maps what it is called with. */
  constructor(
    wire: GuardedWire,
    makeRequest: (callback: (error: unknown) => void) => Request,
    toError: (error: unknown) => RegrantError,
  ) {
    this.#wire = wire;
    this.#queue = new ResultQueue((waiting) => waiting < WAITING && wire.release());
    let finish = (): void => {};
    this.finished = new Promise((resolve) => {
      finish = resolve;
    });
    this.request = makeRequest((error) => {
      wire.flush();
      this.#queue.end(error === null || error === undefined ? undefined : toError(error));
      this.#leave();
      finish();
    });
    wire.answers = { columns: (columns) => this.#add({ columns }), rows: (block) => this.#add(block) };
  }

  /** Ends the reading with an error, at once: rows that wait are dropped and the server is told to stop. */
  fail(error: RegrantError): void {
    if (this.#queue.ended) return;
    this.#queue.fail(error);
    this.stop();
  }

  /** Tells the server to stop, unless it is done. */
  stop(): void {
    this.#queue.cut();
    if (this.#queue.ended) return;
    this.#leave();
    this.request.cancel();
  }

  /** The result sets in their order; an error of the server comes after what came before it. */
  resultSets(): AsyncGenerator<SentSet, void, undefined> {
    return this.#queue.resultSets();
  }

  #add(item: ResultItem): void {
    this.#queue.add(item);
    if (this.#queue.waiting >= WAITING) this.#wire.hold();
  }

  /** What still comes is checked and dropped. */
  #leave(): void {
    this.#wire.answers = undefined;
    this.#wire.release();
  }
}
