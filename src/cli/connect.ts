// From a server's settings to a driver, its password found, and a signal that ends all work on it in time.
import { withDeadline } from '../connect/deadline.ts';
import type { Driver } from '../connect/driver.ts';
import { promptPassword } from '../connect/password.ts';
import { resolveTarget } from '../connect/resolve-target.ts';
import type { ServerSettings } from '../connect/server-settings.ts';
import { openTediousDriver } from '../connect/tedious/tedious-driver.ts';
import type { Console } from './console.ts';

/** A server that a command can work on. */
export interface Connected {
  readonly settings: ServerSettings;
  readonly driver: Driver;
}

/** Finds the passwords of all servers first, so that a person is asked before the work begins and not in between. */
export async function connectTo(
  servers: readonly ServerSettings[],
  console: Console,
): Promise<readonly Connected[]> {
  const connected: Connected[] = [];
  for (const settings of servers) {
    for (const remark of settings.remarks) console.tell(`${settings.name}: ${remark}`);
    const prompt = process.stdin.isTTY ? { prompt: promptPassword } : {};
    const target = await resolveTarget(settings, prompt);
    if (target.encryption === 'plain') {
      console.warn(`${settings.name}: NOT ENCRYPTED, as asked: the password can be read on the wire.`);
    }
    connected.push({ settings, driver: openTediousDriver(target) });
  }
  return connected;
}

/** The signal for all work on one server. */
export function signalFor({ settings }: Connected, signal: AbortSignal): AbortSignal {
  const { serverTimeoutMs, name } = settings;
  return serverTimeoutMs === undefined
    ? signal
    : withDeadline(signal, serverTimeoutMs, `The work on ${name}`);
}
