// A ServerTarget in tedious's terms. What tedious sends by itself after the login is one batch of SETs (ansi_nulls,
// ansi_null_dflt_on, ansi_padding, ansi_warnings, arithabort, concat_null_yields_null on; numeric_roundabort,
// implicit_transactions, xact_abort off; quoted_identifier on; datefirst 7; dateformat mdy; language us_english;
// textsize 2147483647; transaction isolation level read committed): session settings only, nothing is written.
import { isIP, type Socket } from 'node:net';
import type { ConnectionConfiguration, ConnectionOptions } from 'tedious';
import { dial } from '../wire/dial.ts';
import type { Authentication, ServerTarget } from '../server-target.ts';

/** What one attempt needs beside the target. */
export interface Attempt {
  readonly database: string;
  readonly signal: AbortSignal;
  readonly connectTimeoutMs: number;
  /** PEM text of the authorities to trust. */
  readonly ca?: string;
  /** Told of every socket, so that it can be closed at any moment. */
  onSocket(socket: Socket): void;
}

const DEFAULT_PORT = 1433;

/** The configuration of one connection. */
export function tediousConfig(target: ServerTarget, attempt: Attempt): ConnectionConfiguration {
  return {
    server: target.address.host,
    authentication: authentication(target.authentication),
    options: {
      ...where(target),
      ...encryption(target, attempt.ca),
      appName: target.applicationName ?? 'regrant',
      database: attempt.database,
      readOnlyIntent: target.readOnlyIntent ?? false,
      packetSize: target.packetSize ?? 4096,
      useUTC: true,
      useColumnNames: false,
      // Both limits are kept here: tedious's request time-out ends with the first packet of the answer, and its
      // connect time-out does not reach into the login. Its own, a little later, lets go of what ours cannot reach (the lookup of an instance).
      requestTimeout: 0,
      connectTimeout: attempt.connectTimeoutMs + 100,
      // tedious would also retry 4060, at a fixed interval.
      maxRetriesOnTransientErrors: 0,
      connector: connector(target, attempt),
    },
  };
}

function where(target: ServerTarget): ConnectionOptions {
  const { instance, port } = target.address;
  return instance !== undefined && port === undefined
    ? { instanceName: instance }
    : { port: port ?? DEFAULT_PORT };
}

function encryption(target: ServerTarget, ca: string | undefined): ConnectionOptions {
  const mode = target.encryption ?? 'mandatory';
  const trust = mode === 'mandatory' && target.trustServerCertificate === true;
  // Node warns about an IP address as TLS server name; where the name is not checked any other will do.
  const unchecked = trust && isIP(target.address.host) !== 0 ? 'localhost' : undefined;
  const serverName = target.hostNameInCertificate ?? unchecked;
  return {
    encrypt: mode === 'plain' ? false : mode === 'strict' ? 'strict' : true,
    trustServerCertificate: trust,
    ...(serverName === undefined ? {} : { serverName }),
    ...(ca === undefined ? {} : { cryptoCredentialsDetails: { ca } }),
  };
}

/** tedious calls it with the host and port it resolved (by SQL Server Browser, or routed by the server). */
function connector(target: ServerTarget, attempt: Attempt): () => Promise<Socket> {
  const open = async (to?: { readonly host?: string; readonly port?: number }): Promise<Socket> => {
    const socket = await dial({
      host: to?.host ?? target.address.host,
      port: to?.port ?? target.address.port ?? DEFAULT_PORT,
      parallel: target.multiSubnetFailover ?? false,
      signal: attempt.signal,
    });
    attempt.onSocket(socket);
    return socket;
  };
  return open as () => Promise<Socket>;
}

function authentication(login: Authentication): NonNullable<ConnectionConfiguration['authentication']> {
  switch (login.type) {
    case 'sql':
      return { type: 'default', options: { userName: login.user, password: login.password } };
    case 'ntlm':
      return {
        type: 'ntlm',
        options: { domain: login.domain, userName: login.user, password: login.password },
      };
    case 'entra':
      return login.credential === undefined
        ? { type: 'azure-active-directory-default', options: { clientId: login.clientId } }
        : { type: 'token-credential', options: { credential: login.credential } };
  }
}
