// A driver whose work is done in another thread. It has one from its first session until its last one is closed.

import { abortError } from '../../model/abort.ts';
import { callerError } from '../../model/caller.ts';
import { whenAborted } from '../deadline.ts';
import type { Driver, Session } from '../driver.ts';
import { formatServerAddress } from '../server-address.ts';
import type { Authentication, ServerTarget } from '../server-target.ts';
import type { TediousDriverOptions } from './driver-options.ts';
import type { DriverThread } from './driver-thread.ts';
import { errorOf } from './error-image.ts';
import { RemoteSession } from './remote-session.ts';
import type { ThreadPool } from './thread-pool.ts';
import type { Report, SentTarget } from './worker-messages.ts';

export class RemoteDriver implements Driver {
  readonly entersByLogin: boolean;
  readonly #target: ServerTarget;
  readonly #options: TediousDriverOptions;
  readonly #pool: ThreadPool;
  readonly #server: string;
  readonly #sessions = new Set<RemoteSession>();
  #thread: DriverThread | undefined;
  /** Openings and sessions that the thread is needed for. */
  #users = 0;

  constructor(target: ServerTarget, options: TediousDriverOptions, pool: ThreadPool) {
    this.#target = target;
    this.#options = options;
    this.#pool = pool;
    this.#server = formatServerAddress(target.address);
    this.entersByLogin = target.readOnlyIntent === true;
  }

  async open({
    database = 'master',
    signal,
  }: {
    database?: string;
    signal?: AbortSignal;
  } = {}): Promise<Session> {
    const what = `Connecting to ${this.#server}`;
    if (signal?.aborted) throw abortError(signal, what);
    const thread = this.#takeThread();
    const id = thread.nextId();
    try {
      await opened(thread, { id, database, what, signal });
    } catch (error) {
      this.#release(thread);
      throw error;
    }
    const session = new RemoteSession({
      server: this.#server,
      thread,
      id,
      onClosed: () => {
        this.#sessions.delete(session);
        this.#release(thread);
      },
    });
    this.#sessions.add(session);
    return session;
  }

  #takeThread(): DriverThread {
    this.#users += 1;
    if (this.#thread !== undefined && !this.#thread.isBroken) return this.#thread;
    // Those who still use a broken thread let go of it by themselves.
    this.#users = 1;
    const thread = this.#pool.take();
    this.#thread = thread;
    thread.own({ server: this.#server, report: (report) => this.#take(report) });
    const wantsNotices = this.#options.onNotice !== undefined;
    thread.tell({ do: 'serve', target: sent(this.#target), wantsNotices });
    return thread;
  }

  #release(thread: DriverThread): void {
    if (thread !== this.#thread) return;
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#thread = undefined;
    this.#pool.giveBack(thread);
  }

  #take(report: Report): void {
    if (report.is === 'notice') this.#notice(report);
    if (report.is === 'token-wanted') void this.#giveToken(report.id, report.scopes);
  }

  #notice({ number, message }: Extract<Report, { readonly is: 'notice' }>): void {
    try {
      this.#options.onNotice?.({ number, message });
    } catch (error) {
      for (const session of this.#sessions) session.fail(callerError('onNotice', error));
    }
  }

  async #giveToken(id: number, scopes: string | string[]): Promise<void> {
    const { authentication } = this.#target;
    const credential = authentication.type === 'entra' ? authentication.credential : undefined;
    try {
      const found = await credential?.getToken(scopes);
      const token = found ? { token: found.token, expires: found.expiresOnTimestamp } : {};
      this.#thread?.tell({ do: 'token', id, ...token });
    } catch (error) {
      this.#thread?.tell({ do: 'token', id, error: error instanceof Error ? error.message : String(error) });
    }
  }
}

function sent(target: ServerTarget): SentTarget {
  return { ...target, authentication: sentLogin(target.authentication) };
}

function sentLogin(login: Authentication): SentTarget['authentication'] {
  if (login.type !== 'entra') return login;
  const { credential, ...rest } = login;
  return { ...rest, hasCredential: credential !== undefined };
}

interface Opening {
  readonly id: number;
  readonly database: string;
  readonly what: string;
  readonly signal: AbortSignal | undefined;
}

function opened(thread: DriverThread, { id, database, what, signal }: Opening): Promise<void> {
  return new Promise((resolve, reject) => {
    let ignore = (): void => {};
    const settle = (then: () => void): void => {
      ignore();
      thread.forget(id);
      then();
    };
    thread.begin(
      { do: 'open', id, database },
      {
        report: (report) => {
          if (report.is === 'opened') settle(resolve);
          if (report.is === 'ended') settle(() => reject(errorOf(report.error ?? NOTHING)));
        },
        broken: (error) => settle(() => reject(error)),
      },
    );
    ignore = whenAborted(signal, () => {
      thread.giveUp(id);
      if (signal !== undefined) reject(abortError(signal, what));
    });
  });
}

const NOTHING = {
  code: 'internal',
  fact: 'Opening ended with nothing.',
  remedy: 'Please report it.',
} as const;
