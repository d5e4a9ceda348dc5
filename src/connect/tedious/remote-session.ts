// A session that lives in another thread: batches go there, portions of their answers come back.

import { abortError } from '../../model/abort.ts';
import type { RegrantError } from '../../model/errors.ts';
import { BatchTurn, type Call } from '../batch-turn.ts';
import { whenAborted } from '../deadline.ts';
import type { ResultSet, RunOptions, Session } from '../driver.ts';
import { lost } from '../query-error.ts';
import type { DriverThread } from './driver-thread.ts';
import { errorOf } from './error-image.ts';
import { readSets } from './read-sets.ts';
import { type ResultItem, ResultQueue } from './result-queue.ts';
import type { Report } from './worker-messages.ts';

/** What a session stands on. */
export interface RemoteParts {
  readonly server: string;
  readonly thread: DriverThread;
  readonly id: number;
  onClosed(): void;
}

export class RemoteSession implements Session {
  readonly #parts: RemoteParts;
  readonly #turn: BatchTurn;
  #isClosed = false;
  #queue: ResultQueue | undefined;

  constructor(parts: RemoteParts) {
    this.#parts = parts;
    this.#turn = new BatchTurn(parts.server);
  }

  run(batch: string, options: RunOptions = {}): AsyncGenerator<ResultSet, void, undefined> {
    return this.#turn.take(options, (call) => this.#run(batch, options, call));
  }

  async *#run(
    batch: string,
    options: RunOptions,
    { until, what }: Call,
  ): AsyncGenerator<ResultSet, void, undefined> {
    const { server, thread } = this.#parts;
    if (this.#isClosed) throw lost(server);
    if (until?.aborted) throw abortError(until, what);
    const id = thread.nextId();
    let ignore = (): void => {};
    try {
      const queue = this.#begin(id, batch, options);
      this.#queue = queue;
      ignore = whenAborted(until, () => until && queue.fail(abortError(until, what)));
      yield* readSets(queue.resultSets());
    } finally {
      ignore();
      thread.giveUp(id);
      this.#queue = undefined;
    }
  }

  /** Ends what runs with an error of the caller's. */
  fail(error: RegrantError): void {
    this.#queue?.fail(error);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    const { thread, id, onClosed } = this.#parts;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        thread.forget(id);
        resolve();
      };
      thread.begin({ do: 'close', id }, { report: settle, broken: settle });
    });
    onClosed();
  }

  #begin(id: number, batch: string, { idempotent = false, database }: RunOptions): ResultQueue {
    const { thread, id: session } = this.#parts;
    // One portion gone, one more asked for.
    const last: number[] = [];
    let taken = 0;
    const queue = new ResultQueue(() => {
      taken += 1;
      while (last.length > 0 && taken >= (last[0] ?? 0)) {
        last.shift();
        thread.tell({ do: 'more', id });
      }
    });
    let added = 0;
    const take = (items: readonly ResultItem[]): void => {
      for (const item of items) {
        queue.add(item);
        added += 1;
      }
      last.push(added);
    };
    const report = (report: Report): void => {
      if (report.is === 'portion') take(report.items);
      if (report.is !== 'ended') return;
      thread.forget(id);
      queue.end(report.error === undefined ? undefined : errorOf(report.error));
    };
    const broken = (error: RegrantError): void => queue.end(error);
    thread.begin({ do: 'run', id, session, batch, database, idempotent }, { report, broken });
    return queue;
  }
}
