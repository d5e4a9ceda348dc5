// The driver that the product ships: tedious in a thread of its own for each server, behind the Driver interface.
import { checkOptions } from '../../model/option-rules.ts';
import type { Driver } from '../driver.ts';
import { formatServerAddress } from '../server-address.ts';
import type { ServerTarget } from '../server-target.ts';
import { checkTarget } from '../target-rules.ts';
import { checkVia } from '../via.ts';
import type { TediousDriverOptions } from './driver-options.ts';
import { RemoteDriver } from './remote-driver.ts';
import { ThreadPool } from './thread-pool.ts';

export type { TediousDriverOptions };

const pool = new ThreadPool();

/**
 * A driver for one server. Nothing is loaded or opened before `open`, which throws the RegrantErrors that
 * {@link Driver} names; certificates that are not trusted also give `encryption-refused`. Transient errors are
 * retried by `target.retry`, each attempt within `target.connectTimeoutMs`. What a server sends is read in a thread
 * that is ended when it does not come back from it. Throws a RegrantError `bad-option` for a target that is none.
 */
export function openTediousDriver(target: ServerTarget, options: TediousDriverOptions = {}): Driver {
  checkTarget(target);
  checkVia('tedious', target.authentication.type, formatServerAddress(target.address));
  checkOptions(options, { onNotice: 'function' });
  return new RemoteDriver(target, options, pool);
}
