// The one server that a command works on, its driver and the limits of the work.
import type { CaptureProgress } from '../capture/options.ts';
import type { Driver } from '../connect/driver.ts';
import { RegrantError } from '../model/errors.ts';
import { visible } from '../model/visible.ts';
import { connectTo, signalFor } from './connect.ts';
import type { Console } from './console.ts';
import type { ConnectingOptions } from './servers.ts';
import { serversOf } from './servers.ts';

/** A server to work on. */
export interface OneServer {
  readonly driver: Driver;
  readonly limits: { readonly signal: AbortSignal; readonly timeoutMs?: number };
}

/** Connects to the server that was named; throws a RegrantError `bad-option` for none and for several. */
export async function oneServer(
  options: ConnectingOptions,
  console: Console,
  signal: AbortSignal,
): Promise<OneServer> {
  const { servers } = await serversOf(options);
  const connected = servers.length === 1 ? await connectTo(servers, console) : [];
  const [server] = connected;
  if (server === undefined) {
    throw new RegrantError({
      code: 'bad-option',
      fact: `${servers.length} servers were given, and this command works on one.`,
      remedy: 'Name it with --server.',
    });
  }
  const { queryTimeoutMs } = server.settings;
  return {
    driver: server.driver,
    limits: {
      signal: signalFor(server, signal),
      ...(queryTimeoutMs === undefined ? {} : { timeoutMs: queryTimeoutMs }),
    },
  };
}

/** Shows a capture's progress. */
export function tellCapture(console: Console): (event: CaptureProgress) => void {
  return ({ server, database, phase, rows, elapsedMs }) => {
    const where = visible(database === undefined ? server : `${server} ${database}`);
    const isEnd = phase === 'done' || phase === 'skipped';
    console.progress(`${where}: ${phase}, ${rows} rows, ${(elapsedMs / 1000).toFixed(1)} s`, isEnd);
  };
}
