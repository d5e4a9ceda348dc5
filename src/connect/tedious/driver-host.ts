// The driver's side of the thread: carries orders out with the local driver and reports.
import { defined } from '../../model/defined.ts';
import type { ServerTarget, TokenCredential } from '../server-target.ts';
import { imageOf } from './error-image.ts';
import { type LocalDriver, openLocalDriver } from './local-driver.ts';
import { Portions } from './portions.ts';
import type { TediousSession } from './tedious-session.ts';
import type { Order, Report, SentTarget } from './worker-messages.ts';

/** Sends a report; the buffers are given away with it. */
export type Tell = (report: Report, given?: ArrayBuffer[]) => void;

type Do<K extends Order['do']> = Extract<Order, { readonly do: K }>;

/** What is under way and can be given up. */
interface Work {
  readonly stop: AbortController;
  readonly portions?: Portions;
}

export class DriverHost {
  readonly #tell: Tell;
  readonly #sessions = new Map<number, TediousSession>();
  readonly #work = new Map<number, Work>();
  readonly #tokens = new Map<number, (token: Do<'token'>) => void>();
  /** Runs that were given up before they began. */
  readonly #gone = new Set<number>();
  /** The run before on a session, which may have been cut short. */
  readonly #before = new Map<number, Promise<void>>();
  #driver: LocalDriver | undefined;
  #tokenCount = 0;

  readonly #orders: { readonly [K in Order['do']]: (order: Do<K>) => void } = {
    serve: (order) => this.#serve(order),
    open: (order) => void this.#open(order),
    run: (order) => {
      const before = this.#before.get(order.session) ?? Promise.resolve();
      this.#before.set(
        order.session,
        before.then(() => this.#run(order)),
      );
    },
    more: ({ id }) => this.#work.get(id)?.portions?.more(),
    stop: ({ id }) => this.#stop(id),
    close: ({ id }) => void this.#close(id),
    token: (order) => this.#tokens.get(order.id)?.(order),
    ping: () => this.#tell({ is: 'pong' }),
  };

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Carries an order out. */
  take(order: Order): void {
    (this.#orders[order.do] as (order: Order) => void)(order);
  }

  #serve({ target, wantsNotices }: Do<'serve'>): void {
    const onNotice = ({ number, message }: { number: number; message: string }): void =>
      this.#tell({ is: 'notice', number, message });
    this.#driver = openLocalDriver(this.#received(target), wantsNotices ? { onNotice } : {});
  }

  async #open({ id, database }: Do<'open'>): Promise<void> {
    const work = { stop: new AbortController() };
    await this.#working(id, work, async () => {
      const session = await this.#driver?.open({ database, signal: work.stop.signal });
      if (session === undefined) throw new Error('There is no target yet');
      this.#sessions.set(id, session);
      this.#tell({ is: 'opened', id });
    });
  }

  async #run({ id, session, batch, database, idempotent }: Do<'run'>): Promise<void> {
    const send = (items: Extract<Report, { is: 'portion' }>['items'], given: ArrayBuffer[]): void =>
      this.#tell({ is: 'portion', id, items }, given);
    const work = { stop: new AbortController(), portions: new Portions(send) };
    // A run that was given up before its turn came must not be begun: there is nobody to stop it any more.
    if (this.#gone.delete(id)) return this.#tell({ is: 'ended', id });
    await this.#working(id, work, async () => {
      const found = this.#sessions.get(session);
      if (found === undefined) throw new Error('There is no such session');
      const { signal } = work.stop;
      const options = { idempotent, signal, ...defined({ database }) };
      await work.portions.sendAll(found.runAsSent(batch, options));
      this.#tell({ is: 'ended', id });
    });
  }

  async #working(id: number, work: Work, body: () => Promise<void>): Promise<void> {
    this.#work.set(id, work);
    try {
      await body();
    } catch (error) {
      this.#tell({ is: 'ended', id, error: imageOf(error) });
    } finally {
      this.#work.delete(id);
    }
  }

  #stop(id: number): void {
    const work = this.#work.get(id);
    if (work === undefined) this.#gone.add(id);
    work?.stop.abort();
    work?.portions?.stop();
  }

  async #close(id: number): Promise<void> {
    await this.#sessions.get(id)?.close();
    this.#sessions.delete(id);
    this.#before.delete(id);
    this.#tell({ is: 'closed', id });
  }

  #received({ authentication, ...rest }: SentTarget): ServerTarget {
    if (authentication.type !== 'entra') return { ...rest, authentication };
    const { hasCredential, ...entra } = authentication;
    return { ...rest, authentication: hasCredential ? { ...entra, credential: this.#credential() } : entra };
  }

  /** Asks the other side, where the user's credential is. */
  #credential(): TokenCredential {
    return {
      getToken: async (scopes) => {
        const id = ++this.#tokenCount;
        const answer = new Promise<Do<'token'>>((resolve) => this.#tokens.set(id, resolve));
        this.#tell({ is: 'token-wanted', id, scopes });
        const { token, expires, error } = await answer;
        this.#tokens.delete(id);
        if (error !== undefined) throw new Error(error);
        return token === undefined ? null : { token, expiresOnTimestamp: expires ?? 0 };
      },
    };
  }
}
