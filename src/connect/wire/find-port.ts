// The TCP port of an address: given, asked of SQL Server Browser for a named instance, or the default one.
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { DEFAULT_PORT, type ServerAddress } from '../server-address.ts';
import { askBrowser } from './browser.ts';

/** Longest wait for one answer of the Browser, milliseconds. */
const LONGEST_WAIT_MS = 2000;

/** The port; throws what `askBrowser` throws. The Browser gets a quarter of `ms` for each of its tries. */
export async function findPort(address: ServerAddress, signal: AbortSignal, ms: number): Promise<number> {
  const { host, port, instance } = address;
  if (port !== undefined || instance === undefined) return port ?? DEFAULT_PORT;
  const ip = isIP(host) === 0 ? (await lookup(domainToASCII(host) || host)).address : host;
  return askBrowser({
    address: ip,
    host,
    instance,
    signal,
    waitMs: Math.min(LONGEST_WAIT_MS, Math.ceil(ms / 4)),
  });
}
