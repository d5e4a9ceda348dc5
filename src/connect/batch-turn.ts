// One batch at a time, each within its own limits: what every session keeps to.
import { RegrantError } from '../model/errors.ts';
import { startLimit } from './deadline.ts';
import type { RunOptions } from './driver.ts';

/** What limits a batch, and how its end is told. */
export interface Call {
  readonly until: AbortSignal | undefined;
  /** What is limited, for messages. */
  readonly what: string;
}

/** The turn of a session: whoever has it runs a batch. */
export class BatchTurn {
  readonly #server: string;
  #isTaken = false;

  constructor(server: string) {
    this.#server = server;
  }

  /** Gives what a batch gives. Throws a RegrantError `internal` while the batch before is not read. */
  async *take<T>(
    { signal, timeoutMs }: RunOptions,
    run: (call: Call) => AsyncIterable<T>,
  ): AsyncGenerator<T, void, undefined> {
    if (this.#isTaken) throw busy(this.#server);
    this.#isTaken = true;
    const what = `A query on ${this.#server}`;
    const limit = timeoutMs === undefined ? undefined : startLimit(signal, timeoutMs, what);
    try {
      yield* run({ until: limit?.signal ?? signal, what });
    } finally {
      limit?.clear();
      this.#isTaken = false;
    }
  }
}

function busy(server: string): RegrantError {
  return new RegrantError({
    code: 'internal',
    fact: `A second batch was started on a session of ${server} before the first was read.`,
    remedy: 'Read or leave the first batch, or open another session.',
  });
}
