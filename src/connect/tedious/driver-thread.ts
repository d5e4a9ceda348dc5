// One thread with the driver in it, seen from the program: orders go out, reports come in, and a thread that does not
// react is ended. Everything that waits on it then fails with an error that says so.
import { Worker } from 'node:worker_threads';
import { RegrantError } from '../../model/errors.ts';
import type { WorkerEntry } from './worker-entry.ts';
import type { Order, Report } from './worker-messages.ts';

/** How a thread is watched, in milliseconds. */
export interface Watch {
  /** A thread that does not react for so long while there is work is ended. */
  readonly silenceMs: number;
  /** What was given up has to be let go within this. */
  readonly graceMs: number;
}

export const WATCH: Watch = { silenceMs: 30_000, graceMs: 5000 };

/** How much longer it may take to load. */
const LOADING = 4;

/** Heap of a thread, in MiB: values and rows are limited, so this is what a fault would fill. */
const HEAP_MB = 1024;

/** What of it new things may take: rows pass through as bytes, so that little is new. */
const NEW_MB = 8;

/** Who hears of an opening or a run. */
export interface Listener {
  report(report: Report): void;
  /** The thread is gone. */
  broken(error: RegrantError): void;
}

/** What reports of no single opening or run mean. */
export interface ThreadOwner {
  readonly server: string;
  report(report: Report): void;
}

export class DriverThread {
  readonly #worker: Worker;
  readonly #watch: Watch;
  readonly #listeners = new Map<number, Listener>();
  #owner: ThreadOwner | undefined;
  #timer: NodeJS.Timeout | undefined;
  #heard = 0;
  #looked = 0;
  /** It has loaded: before that it is only slow. */
  #isAlive = false;
  #failure: RegrantError | undefined;
  #ids = 0;

  constructor(entry: WorkerEntry, watch: Watch) {
    this.#watch = watch;
    this.#worker = new Worker(entry, {
      eval: typeof entry === 'string',
      execArgv: [],
      // What the driver prints is for its developers.
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: NEW_MB },
    });
    this.#worker.on('message', (report: Report) => this.#take(report));
    this.#worker.on('error', (error) => this.#break(threw(this.#server, error)));
    this.#worker.on('exit', () => this.#break(threw(this.#server, undefined)));
    this.#worker.unref();
  }

  get isBroken(): boolean {
    return this.#failure !== undefined;
  }

  /** A number for an opening or a run. */
  nextId(): number {
    this.#ids += 1;
    return this.#ids;
  }

  /** Takes it over; the owner before must have nothing under way. */
  own(owner: ThreadOwner | undefined): void {
    this.#owner = owner;
  }

  tell(order: Order): void {
    this.#worker.postMessage(order);
  }

  /** Sends an order whose end is waited for. */
  begin(order: Extract<Order, { readonly id: number }>, listener: Listener): void {
    if (this.#failure !== undefined) {
      listener.broken(this.#failure);
      return;
    }
    this.#listeners.set(order.id, listener);
    this.#worker.ref();
    this.tell(order);
    this.#startWatch();
  }

  /** Nobody waits for it any more. */
  forget(id: number): void {
    this.#listeners.delete(id);
    if (this.#listeners.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#worker.unref();
  }

  /** Gives an opening or a run up; a thread that does not let go of it in time is ended. */
  giveUp(id: number): void {
    if (this.isBroken || !this.#listeners.has(id)) return;
    const { graceMs } = this.#watch;
    const timer = setTimeout(() => this.#break(hung(this.#server, graceMs)), graceMs).unref();
    const settled = (): void => {
      clearTimeout(timer);
      this.forget(id);
    };
    const report = ({ is }: Report): void => {
      if (is === 'portion') return;
      settled();
      // It came about in the same moment.
      if (is === 'opened') this.tell({ do: 'close', id });
    };
    this.#listeners.set(id, { report, broken: settled });
    this.tell({ do: 'stop', id });
  }

  /** Ends it. */
  end(): void {
    this.#break(threw(this.#server, undefined));
  }

  get #server(): string {
    return this.#owner?.server ?? 'The server';
  }

  #take(report: Report): void {
    this.#heard = performance.now();
    this.#isAlive = true;
    if (report.is === 'pong') return;
    const listener =
      'id' in report && report.is !== 'token-wanted' ? this.#listeners.get(report.id) : this.#owner;
    listener?.report(report);
  }

  #break(error: RegrantError): void {
    if (this.#failure !== undefined) return;
    this.#failure = error;
    void this.#worker.terminate();
    const listeners = [...this.#listeners.values()];
    this.#listeners.clear();
    clearInterval(this.#timer);
    for (const listener of listeners) listener.broken(error);
  }

  #startWatch(): void {
    if (this.#timer !== undefined) return;
    const every = this.#watch.silenceMs / 6;
    this.#looked = performance.now();
    this.#heard = this.#looked;
    this.#timer = setInterval(() => this.#look(every), every);
  }

  #look(every: number): void {
    const now = performance.now();
    // Where the program itself was busy, nothing can be said of the thread.
    if (now - this.#looked > every * 2) this.#heard = now;
    this.#looked = now;
    const most = this.#isAlive ? this.#watch.silenceMs : this.#watch.silenceMs * LOADING;
    if (now - this.#heard > most) this.#break(hung(this.#server, most));
    else this.tell({ do: 'ping' });
  }
}

function hung(server: string, ms: number): RegrantError {
  return new RegrantError({
    code: 'bad-answer',
    fact: `What ${server} sent kept the driver busy without an end; it was stopped after ${ms / 1000} s.`,
    remedy: 'Check that a SQL Server listens at that address, and report it if it does.',
  });
}

function threw(server: string, cause: unknown): RegrantError {
  const isMemory = (cause as { readonly code?: unknown } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY';
  if (isMemory) {
    return new RegrantError({
      code: 'limit-exceeded',
      fact: `What ${server} sent filled the driver's memory of ${HEAP_MB} MiB, so the connection was closed.`,
      remedy: 'Find out what the server sends.',
    });
  }
  return new RegrantError({
    code: 'bad-answer',
    fact: `The driver broke off while it read what ${server} sent.`,
    remedy: 'Check that a SQL Server listens at that address, and report it if it does.',
  });
}
