// tedious behind the Driver interface, in the thread that it is called in.
import type { Driver } from '../driver.ts';
import { secretsOf } from '../open-error.ts';
import { formatServerAddress } from '../server-address.ts';
import type { ServerTarget } from '../server-target.ts';
import { retryRuleOf, retryTransient } from '../transient.ts';
import type { TediousDriverOptions } from './driver-options.ts';
import { openConnection } from './open-connection.ts';
import { TediousSession } from './tedious-session.ts';

/** A driver whose sessions are of this thread. */
export interface LocalDriver extends Driver {
  open(options?: Parameters<Driver['open']>[0]): Promise<TediousSession>;
}

/** The driver; transient errors are retried by `target.retry`, each attempt within `target.connectTimeoutMs`. */
export function openLocalDriver(target: ServerTarget, options: TediousDriverOptions = {}): LocalDriver {
  const server = formatServerAddress(target.address);
  const retry = retryRuleOf(target);
  const secrets = secretsOf(target);
  const open = (database: string, signal: AbortSignal | undefined) =>
    retryTransient(
      () => openConnection(target, database, signal, secrets),
      retry,
      signal,
      `Connecting to ${server}`,
    );
  return {
    async open({ database = 'master', signal } = {}) {
      const connection = await open(database, signal);
      return new TediousSession({ server, secrets, retry, open, ...options }, connection, database);
    },
  };
}
