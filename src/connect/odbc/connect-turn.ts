// Connecting and asking take turns. The package odbc has one lock in a process: it holds it while it connects, and where a
// call ends meanwhile it waits for it on Node's own thread, so that nothing else goes on, neither a timer nor a signal.
import { abortable } from '../../model/abort.ts';
import { startLimit } from '../deadline.ts';

/** How long a connection waits for calls that run, in milliseconds: a server that is silent keeps no other waiting. */
const PATIENCE_MS = 5000;

/** Lets calls run beside each other, and connections one by one and with no call beside them. */
export class ConnectTurn {
  readonly #patienceMs: number;
  readonly #calls = new Set<Promise<unknown>>();
  /** The last connection that has a turn; it ends without an error. */
  #connecting: Promise<unknown> = Promise.resolve();

  constructor(patienceMs = PATIENCE_MS) {
    this.#patienceMs = patienceMs;
  }

  /** Runs a call as soon as nothing connects; gives what it gives. */
  async call<T>(work: () => Promise<T>): Promise<T> {
    let seen: Promise<unknown>;
    do {
      seen = this.#connecting;
      await seen;
    } while (seen !== this.#connecting);
    const working = work();
    const ended: Promise<unknown> = working.then(ignore, ignore);
    this.#calls.add(ended);
    void ended.then(() => this.#calls.delete(ended));
    return working;
  }

  /** Connects when its turn comes; gives what the work gives. */
  connect<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#connecting.then(() => this.#callsEnded()).then(work);
    this.#connecting = mine.then(ignore, ignore);
    return mine;
  }

  async #callsEnded(): Promise<void> {
    if (this.#calls.size === 0) return;
    const what = 'A call over ODBC';
    const patience = startLimit(undefined, this.#patienceMs, what);
    await abortable(Promise.all(this.#calls), patience.signal, what).catch(ignore);
    patience.clear();
  }
}

const ignore = (): void => {};

/** The one of this process, as the lock is. */
export const ODBC_TURN = new ConnectTurn();
