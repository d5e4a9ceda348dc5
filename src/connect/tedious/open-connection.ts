// One attempt to connect and log in. However it ends, nothing of it is left: no socket, no timer, no listener.
import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { RegrantError } from '../../model/errors.ts';
import { abortError, startLimit, whenAborted } from '../deadline.ts';
import { type GuardedConnection, loadTedious } from './guarded-connection.ts';
import { type LoginMessage, openError } from '../open-error.ts';
import { formatServerAddress } from '../server-address.ts';
import type { ServerTarget } from '../server-target.ts';
import { tediousConfig } from './tedious-config.ts';

const CONNECT_TIMEOUT_MS = 15_000;

/** Connects and logs in once; throws a RegrantError as `Driver.open` does. */
export async function openConnection(
  target: ServerTarget,
  database: string,
  signal: AbortSignal | undefined,
): Promise<GuardedConnection> {
  const what = `Connecting to ${formatServerAddress(target.address)}`;
  if (signal?.aborted) throw abortError(signal, what);
  const { connection: make } = await loadTedious();
  const connectTimeoutMs = target.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const ca = await readAuthorities(target.caFile);
  const limit = startLimit(signal, connectTimeoutMs, what);
  let socket: Socket | undefined;
  const config = tediousConfig(target, {
    database,
    connectTimeoutMs,
    signal: limit.signal,
    ...(ca === undefined ? {} : { ca }),
    onSocket: (opened) => {
      socket = opened;
    },
  });
  const connection = make(config, target.encryption ?? 'mandatory', formatServerAddress(target.address));
  return await loggedIn(connection, target, limit.signal, () => socket, what).finally(limit.clear);
}

function loggedIn(
  connection: GuardedConnection,
  target: ServerTarget,
  limit: AbortSignal,
  socket: () => Socket | undefined,
  what: string,
): Promise<GuardedConnection> {
  return new Promise((resolve, reject) => {
    const messages: LoginMessage[] = [];
    const onMessage = (message: LoginMessage): void => {
      messages.push(message);
    };
    // Without a listener an 'error' of the connection would end the process; what it says also reaches the callers.
    connection.on('error', () => {});
    connection.on('errorMessage', onMessage);
    const ignore = whenAborted(limit, () => {
      reject(abortError(limit, what));
      // tedious listens for the socket's errors, and gives up; closing the connection would leave it waiting.
      socket()?.destroy(new Error('given up'));
    });
    connection.connect((error) => {
      ignore();
      connection.off('errorMessage', onMessage);
      if (limit.aborted) connection.close();
      else if (error === undefined) resolve(connection);
      else reject(openError(error, target, messages));
    });
  });
}

async function readAuthorities(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const remedy = 'Name a file with certificates in PEM form (-----BEGIN CERTIFICATE-----).';
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    const fact = `The certificate authorities' file ${file} cannot be read.`;
    throw new RegrantError({ code: 'file-failed', fact, remedy, cause });
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new RegrantError({ code: 'bad-option', fact: `${file} holds no certificate in PEM form.`, remedy });
}
