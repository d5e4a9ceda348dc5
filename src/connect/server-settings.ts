// A server as the user described it, checked, without any secret: what configurations and the command line give, and
// what a target is resolved from.
import { defined } from '../model/defined.ts';
import type { Selection } from '../select/selection.ts';
import { type ConnectionSettings, type LoginMethod, parseConnectionString } from './connection-settings.ts';
import type { Way } from './open-driver.ts';
import { formatServerAddress, parseServerAddress } from './server-address.ts';
import type { ServerTarget } from './server-target.ts';

/** Where a password comes from; without one the environment is asked, then the user. */
export type PasswordSource = 'prompt' | { readonly env: string } | { readonly credential: string };

/** One server to connect to. */
export interface ServerSettings
  extends Omit<ServerTarget, 'authentication' | 'retry'>,
    Pick<ConnectionSettings, 'remarks'>,
    Way {
  /** What the server is called in messages and in REGRANT_PASSWORD_<NAME>. */
  readonly name: string;
  /** Holds a password only when it was read from a connection string that had one. */
  readonly login?: LoginMethod;
  /** Where the password comes from; the environment and then the user without it. */
  readonly passwordFrom?: PasswordSource;
  /** Total time of one batch, milliseconds. */
  readonly queryTimeoutMs?: number;
  /** Total time of all work on the server, milliseconds. */
  readonly serverTimeoutMs?: number;
  /** What to take of the server. */
  readonly selection?: Selection;
  /** There was a password in the connection string: the command line refuses that. */
  readonly hasPassword?: boolean;
}

/**
 * Reads a server given in one word: an address, or an ADO.NET connection string (anything with `=`).
 * Throws a RegrantError `bad-address` or `not-supported`.
 */
export function readServer(text: string): ServerSettings {
  if (text.includes('=')) return fromConnectionString(parseConnectionString(text));
  const address = parseServerAddress(text);
  return { name: formatServerAddress(address), address, remarks: [] };
}

/** The settings a connection string amounts to. */
export function fromConnectionString(parsed: ConnectionSettings): ServerSettings {
  const { database, commandTimeoutMs, ...rest } = parsed;
  const unused =
    database === undefined ? [] : ['“initial catalog” means nothing here: databases are selected.'];
  return {
    ...rest,
    name: formatServerAddress(parsed.address),
    ...defined({ queryTimeoutMs: commandTimeoutMs }),
    remarks: [...parsed.remarks, ...unused],
  };
}
