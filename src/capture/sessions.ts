// The few sessions that a server's databases are read over: one for each that is read at the same time. A session that
// broke is not used again.

import type { Driver, Session } from '../connect/driver.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';

export class Sessions {
  readonly #driver: Driver;
  readonly #signal: AbortSignal | undefined;
  readonly #free: Session[] = [];

  constructor(driver: Driver, signal: AbortSignal | undefined) {
    this.#driver = driver;
    this.#signal = signal;
  }

  /** Lends a session; throws what the driver throws when there is none, and what the borrower throws. */
  async use<T>(borrow: (session: Session) => Promise<T>): Promise<T> {
    const signal = defined({ signal: this.#signal });
    const session = this.#free.pop() ?? (await this.#driver.open({ database: 'master', ...signal }));
    try {
      const result = await borrow(session);
      this.#free.push(session);
      return result;
    } catch (error) {
      // The server answered: the session is as good as before.
      if (error instanceof RegrantError && error.code === 'query-failed') this.#free.push(session);
      else await session.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#free.splice(0).map((session) => session.close()));
  }
}
