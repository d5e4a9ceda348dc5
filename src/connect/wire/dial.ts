// Opens the TCP socket. tedious has dialling of its own, but its sockets cannot be reached before they are connected,
// so that a cancelled attempt would hang on until its time-out.
import { lookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { domainToASCII } from 'node:url';

/** Where to, and how. */
export interface DialOptions {
  readonly host: string;
  readonly port: number;
  /** Try all addresses of the host at once and keep the first that answers. */
  readonly parallel: boolean;
  readonly signal: AbortSignal;
}

/** A connected socket; when the signal is aborted, every attempt ends and this throws the signal's reason. */
export async function dial(options: DialOptions): Promise<Socket> {
  const addresses = await addressesOf(options.host);
  options.signal.throwIfAborted();
  return options.parallel ? dialAll(addresses, options) : dialInTurn(addresses, options);
}

async function addressesOf(host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  const found = await lookup(domainToASCII(host) || host, { all: true });
  return found.map(({ address }) => address);
}

async function dialInTurn(addresses: readonly string[], options: DialOptions): Promise<Socket> {
  let failure: unknown;
  for (const address of addresses) {
    try {
      return await dialOne(address, options.port, options.signal);
    } catch (error) {
      options.signal.throwIfAborted();
      failure ??= error;
    }
  }
  throw failure;
}

async function dialAll(addresses: readonly string[], options: DialOptions): Promise<Socket> {
  const losers = new AbortController();
  const signal = AbortSignal.any([options.signal, losers.signal]);
  const attempts = addresses.map((address) => dialOne(address, options.port, signal));
  try {
    const socket = await Promise.any(attempts);
    // One that connected in the same moment is closed, the others are given up.
    for (const attempt of attempts)
      attempt.then((other) => other !== socket && other.destroy()).catch(() => {});
    return socket;
  } finally {
    losers.abort();
  }
}

function dialOne(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    const onAbort = (): void => {
      socket.destroy();
      reject(signal.reason);
    };
    const settle = (): void => {
      signal.removeEventListener('abort', onAbort);
      socket.off('connect', onConnect).off('error', onError);
    };
    const onConnect = (): void => {
      settle();
      resolve(socket);
    };
    const onError = (error: Error): void => {
      settle();
      reject(error);
    };
    socket.once('connect', onConnect).once('error', onError);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}
