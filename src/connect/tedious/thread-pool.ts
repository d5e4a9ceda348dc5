// Threads that have the driver loaded and nothing to do: loading it takes time, so that the next server gets
// one of these. A thread serves one server at a time, and one that broke is never used again.
import { DriverThread, WATCH, type Watch } from './driver-thread.ts';
import { type WorkerEntry, workerEntry } from './worker-entry.ts';

/** Threads kept for later. */
const MOST_IDLE = 8;

export class ThreadPool {
  readonly #entry: WorkerEntry;
  readonly #watch: Watch;
  readonly #idle: DriverThread[] = [];

  constructor(entry: WorkerEntry = workerEntry(), watch: Watch = WATCH) {
    this.#entry = entry;
    this.#watch = watch;
  }

  take(): DriverThread {
    const idle = this.#idle.pop();
    if (idle === undefined) return new DriverThread(this.#entry, this.#watch);
    return idle.isBroken ? this.take() : idle;
  }

  giveBack(thread: DriverThread): void {
    thread.own(undefined);
    if (thread.isBroken) return;
    if (this.#idle.length < MOST_IDLE) this.#idle.push(thread);
    else thread.end();
  }
}
