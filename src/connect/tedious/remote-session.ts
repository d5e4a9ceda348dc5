// A session that lives in another thread: batches go there, portions of their answers come back.

import { abortError } from '../../model/abort.ts';
import type { RegrantError } from '../../model/errors.ts';
import { startLimit, whenAborted } from '../deadline.ts';
import type { ResultSet, RunOptions, Session } from '../driver.ts';
import { busy, lost } from '../query-error.ts';
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
  #isClosed = false;
  #isRunning = false;
  #queue: ResultQueue | undefined;

  constructor(parts: RemoteParts) {
    this.#parts = parts;
  }

  async *run(batch: string, options: RunOptions = {}): AsyncGenerator<ResultSet, void, undefined> {
    const { server, thread } = this.#parts;
    if (this.#isRunning) throw busy(server);
    if (this.#isClosed) throw lost(server);
    this.#isRunning = true;
    const what = `A query on ${server}`;
    const { signal, timeoutMs } = options;
    const limit = timeoutMs === undefined ? undefined : startLimit(signal, timeoutMs, what);
    const until = limit?.signal ?? signal;
    const id = thread.nextId();
    try {
      if (until?.aborted) throw abortError(until, what);
      const queue = this.#begin(id, batch, options);
      this.#queue = queue;
      const ignore = whenAborted(until, () => until && queue.fail(abortError(until, what)));
      try {
        yield* readSets(queue.resultSets());
      } finally {
        ignore();
      }
    } finally {
      limit?.clear();
      thread.giveUp(id);
      this.#queue = undefined;
      this.#isRunning = false;
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
