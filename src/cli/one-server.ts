// The one server that a command works on, its driver and the limits of the work.

import type { CaptureProgress } from '../capture/options.ts';
import type { Driver } from '../connect/driver.ts';
import type { ServerSettings } from '../connect/server-settings.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { isSameToWindows } from '../model/name-fold.ts';
import { visible } from '../model/words/visible.ts';
import { connectTo, signalFor } from './connect.ts';
import type { Console } from './console.ts';
import type { ConnectingOptions } from './servers.ts';
import { serversOf } from './servers.ts';

/** A server to work on. */
export interface OneServer {
  readonly driver: Driver;
  readonly limits: { readonly signal: AbortSignal; readonly timeoutMs?: number };
}

/**
 * Connects to the server that was named; else, of several in the configuration, to the one that the file is of.
 * Throws a RegrantError `bad-option` for none and for several.
 */
export async function oneServer(
  options: ConnectingOptions,
  console: Console,
  signal: AbortSignal,
  fileOf?: string,
): Promise<OneServer> {
  const given = (await serversOf(options)).servers;
  const servers =
    given.length > 1 && fileOf !== undefined && options.server === undefined
      ? given.filter((server) => isCalled(server, fileOf))
      : given;
  if (servers.length === 0) throw notConfigured(given, fileOf ?? '');
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
      ...defined({ timeoutMs: queryTimeoutMs }),
    },
  };
}

/** Whether a server goes by a name such as @@SERVERNAME gives: its name, or the first part of its host with the instance. */
function isCalled({ name, address }: ServerSettings, wanted: string): boolean {
  const instance = address.instance === undefined ? '' : `\\${address.instance}`;
  const names = [name, `${address.host}${instance}`, `${address.host.split('.')[0]}${instance}`];
  return names.some((one) => isSameToWindows(one, wanted));
}

function notConfigured(servers: readonly ServerSettings[], wanted: string): RegrantError {
  const names = servers.map(({ name }) => name).join(', ');
  return new RegrantError({
    code: 'bad-option',
    fact: `The file is of ${wanted}, and the configuration has ${names}.`,
    remedy: `Give the entry of that server “name”: ${JSON.stringify(wanted)}, or name a server with --server.`,
  });
}

/** Shows a capture's progress. */
export function tellCapture(console: Console): (event: CaptureProgress) => void {
  return ({ server, database, phase, rows, elapsedMs }) => {
    const where = visible(database === undefined ? server : `${server} ${database}`);
    const isEnd = phase === 'done' || phase === 'skipped';
    console.progress(`${where}: ${phase}, ${rows} rows, ${(elapsedMs / 1000).toFixed(1)} s`, isEnd);
  };
}
