// Reads a server as SqlClient's Data Source takes it. Only TCP is spoken here: every other protocol is refused by name.

import { isIP, isIPv6 } from 'node:net';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';

/** The TCP port of a default instance. */
export const DEFAULT_PORT = 1433;

/** Where a server listens. With neither port nor instance it is TCP port 1433. */
export interface ServerAddress {
  /** A host name or an IP address, without brackets. */
  readonly host: string;
  /** A named instance, which SQL Server Browser turns into a port. Not asked for when `port` is given. */
  readonly instance?: string;
  /** The TCP port; without one the Browser is asked, or it is 1433. */
  readonly port?: number;
}

/**
 * Reads `host`, `host\INSTANCE`, `host,port`, `host\INSTANCE,port` (the port wins, as in SqlClient), the same after
 * `tcp:`, `.`, `(local)`, `localhost` and IPv6 addresses with or without brackets.
 * The forms are those of the page "SqlConnection.ConnectionString Property" (Data Source).
 * Throws a RegrantError `bad-address`, or `not-supported` for LocalDB and for protocols other than TCP.
 */
export function parseServerAddress(text: string): ServerAddress {
  const shown = text.trim();
  refuseOtherThings(shown);
  const [host, instance, port] = partsOf(withoutProtocol(shown), shown);
  return {
    host: hostOf(host, shown),
    ...(instance !== undefined && instance.toUpperCase() !== DEFAULT_INSTANCE ? { instance } : {}),
    ...defined({ port }),
  };
}

/** The address as SQL Server tools write it: `host`, `host\INSTANCE`, `host,port`, `[::1],1433`. */
export function formatServerAddress(address: ServerAddress): string {
  const host = isIPv6(address.host) ? `[${address.host}]` : address.host;
  const instance = address.instance === undefined ? '' : `\\${address.instance}`;
  return `${host}${instance}${address.port === undefined ? '' : `,${address.port}`}`;
}

const DEFAULT_INSTANCE = 'MSSQLSERVER';
const FORMS = 'Write it as host, host\\INSTANCE, host,port or tcp:host,port.';
const LOCAL = new Set(['', '.', '(local)', 'localhost']);

/** Why a protocol prefix is refused, by prefix. */
const REFUSED_PROTOCOLS: Readonly<Record<string, string>> = {
  admin: 'the dedicated administrator connection',
  np: 'named pipes',
  lpc: 'shared memory',
  via: 'the VIA protocol',
};

function refuseOtherThings(text: string): void {
  if (/[\p{Cc}]/u.test(text)) throw bad('The server address holds a control character.', FORMS);
  if (/[;=]/.test(text)) {
    // Not shown: it may be a connection string with a password.
    throw bad('The server address holds ; or =, as a connection string does.', FORMS);
  }
  if (/^(np:)?\\\\/i.test(text)) throw unsupported(text, 'a named pipe');
  if (/^(tcp:|np:|lpc:)?\s*\(localdb\)/i.test(text))
    throw unsupported(text, 'LocalDB, which has no TCP port');
  if (text.includes('/')) throw bad(`The server address ${text} holds a slash, as a URL does.`, FORMS);
}

function withoutProtocol(text: string): string {
  const prefix = /^([a-z]+)\s*:(.*)$/is.exec(text);
  const [, name = '', rest = ''] = prefix ?? [];
  const head = text.split(/[\\,]/, 1)[0] ?? '';
  if (prefix === null || isIPv6(head.trim())) return text;
  const protocol = name.toLowerCase();
  if (protocol === 'tcp') return rest.trim();
  const refused = REFUSED_PROTOCOLS[protocol];
  if (refused !== undefined) throw unsupported(text, refused);
  const remedy = /^\d+$/.test(rest.trim()) ? 'The port comes after a comma: host,port.' : FORMS;
  throw bad(`The server address ${text} holds a colon that is no tcp: prefix.`, remedy);
}

function partsOf(text: string, shown: string): [string, string | undefined, number | undefined] {
  const parts = /^([^\\,]*)(?:\\([^\\,]*))?(?:,([^\\,]*))?$/.exec(text);
  if (parts === null) throw bad(`The server address ${shown} has too many parts.`, FORMS);
  const instance = parts[2]?.trim();
  if (instance === '')
    throw bad(`The server address ${shown} has no instance name after the backslash.`, FORMS);
  return [parts[1]?.trim() ?? '', instance, portOf(parts[3]?.trim(), shown)];
}

function portOf(text: string | undefined, shown: string): number | undefined {
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65535) {
    throw bad(`The server address ${shown} has no port between 1 and 65535 after the comma.`, FORMS);
  }
  return port;
}

function hostOf(text: string, shown: string): string {
  if (LOCAL.has(text.toLowerCase())) {
    if (shown === '') throw bad('The server address is empty.', FORMS);
    return 'localhost';
  }
  const host = /^\[.*\]$/.test(text) ? text.slice(1, -1) : text;
  const named = !/[\s:[\]()]/.test(host);
  if (isIP(host) === 0 && !named) throw bad(`The server address ${shown} has no valid host name.`, FORMS);
  return host;
}

function bad(fact: string, remedy: string): RegrantError {
  return new RegrantError({ code: 'bad-address', fact, remedy });
}

function unsupported(text: string, what: string): RegrantError {
  return new RegrantError({
    code: 'not-supported',
    fact: `The server address ${text} asks for ${what}; only TCP is spoken here.`,
    remedy: 'Enable TCP/IP in SQL Server Configuration Manager and give host,port or host\\INSTANCE.',
  });
}
