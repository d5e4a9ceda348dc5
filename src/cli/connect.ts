// From a server's settings to a driver, its password found, and a signal that ends all work on it in time.
import { withDeadline } from '../connect/deadline.ts';
import type { Driver } from '../connect/driver.ts';
import { openDriver } from '../connect/open-driver.ts';
import { promptPassword } from '../connect/password.ts';
import { resolveTarget } from '../connect/resolve-target.ts';
import type { ServerSettings } from '../connect/server-settings.ts';
import type { ServerTarget } from '../connect/server-target.ts';
import type { Console } from './console.ts';

/** A server that a command can work on. */
export interface Connected {
  readonly settings: ServerSettings;
  readonly driver: Driver;
}

/** A server with all that it takes to connect. */
export interface Reach {
  readonly settings: ServerSettings;
  readonly target: ServerTarget;
}

/** The servers with their drivers. */
export async function connectTo(
  servers: readonly ServerSettings[],
  console: Console,
): Promise<readonly Connected[]> {
  const reached = await reachOf(servers, console);
  return reached.map(({ settings, target }) => ({ settings, driver: openDriver(target, settings) }));
}

/** Finds the passwords of all servers first, so that a person is asked before the work begins and not in between. */
export async function reachOf(
  servers: readonly ServerSettings[],
  console: Console,
): Promise<readonly Reach[]> {
  const reached: Reach[] = [];
  for (const settings of servers) {
    for (const remark of settings.remarks) console.tell(`${settings.name}: ${remark}`);
    const prompt = process.stdin.isTTY ? { prompt: promptPassword } : {};
    const target = await resolveTarget(settings, prompt);
    if (target.encryption === 'plain') {
      console.warn(`${settings.name}: NOT ENCRYPTED, as asked: the password can be read on the wire.`);
    }
    reached.push({ settings, target });
  }
  return reached;
}

/** The signal for all work on one server. */
export function signalFor({ settings }: Pick<Connected, 'settings'>, signal: AbortSignal): AbortSignal {
  const { serverTimeoutMs, name } = settings;
  return serverTimeoutMs === undefined
    ? signal
    : withDeadline(signal, serverTimeoutMs, `The work on ${name}`);
}
