// Why a connection could not be opened: what tedious, Node and the server said, as code, fact and remedy.
import { RegrantError } from '../model/errors.ts';
import {
  blot,
  cleanError,
  type DriverError,
  regrantErrorIn,
  type Secrets,
  systemErrorCode,
} from './server-error.ts';
import type { ServerTarget } from './server-target.ts';

/** A message of severity above 10 that came during the login. */
export interface LoginMessage {
  readonly number: number;
  readonly state: number;
  readonly class: number;
  readonly message: string;
}

type Parts = Pick<RegrantError, 'code' | 'fact' | 'remedy'>;

/** What is known of an attempt that failed. */
export interface FailedAttempt {
  readonly target: ServerTarget;
  /** The server as messages name it. */
  readonly server: string;
  readonly messages: readonly LoginMessage[];
  readonly secrets: Secrets;
}

/** The RegrantError for a failed attempt. Of several server messages the most telling one counts. */
export function openError(error: unknown, attempt: FailedAttempt): RegrantError {
  const own = regrantErrorIn(error);
  if (own !== undefined) return own;
  const { target, server, messages, secrets } = attempt;
  const cause = cleanError(error, secrets);
  const message = messages.find(({ number }) => number !== LOGIN_FAILED) ?? messages[0];
  if (message !== undefined) return loginError(server, message, cause, secrets);
  const parts =
    certificateProblem(server, cause) ??
    encryptionProblem(server, cause) ??
    networkProblem(server, target, cause);
  return new RegrantError({ ...parts, cause });
}

/** The secrets of a target, so that they can be kept out of messages. */
export function secretsOf(target: ServerTarget): Secrets {
  return new Set('password' in target.authentication ? [target.authentication.password] : []);
}

const LOGIN_FAILED = 18456;

/** What the state of error 18456 tells (page "MSSQLSERVER_18456"); clients mostly get 1, the real one is in the log. */
const STATES_18456: ReadonlyMap<number, string> = new Map([
  [2, 'there is no such login'],
  [5, 'there is no such login'],
  [6, 'a Windows login was given for SQL Server authentication'],
  [7, 'the login is disabled and the password is wrong'],
  [8, 'the password is wrong'],
  [9, 'the password is not valid'],
  [11, 'the login is valid and may not connect to the server'],
  [12, 'the login is valid and may not connect to the server'],
  [13, 'the SQL Server service is paused'],
  [18, 'the password must be changed'],
  [38, 'the database asked for could not be opened'],
  [40, 'the default database could not be opened'],
  [46, 'the database asked for could not be opened'],
  [58, 'the server only takes Windows authentication'],
]);

const LOG =
  'Mostly the login or its password is mistyped: check both. If they are right, look whether the server lets SQL logins in; the state in its error log says why it refused.';

/** Remedies by server error number. */
const LOGIN_REMEDIES: ReadonlyMap<number, string> = new Map([
  [LOGIN_FAILED, LOG],
  [916, 'Create a user for the login in that database, or name another database.'],
  [4060, 'Check the name of the database, that it is online, and that the login has a user in it.'],
  [4064, 'Give the login another default database: ALTER LOGIN … WITH DEFAULT_DATABASE = [master].'],
  [17142, 'Resume the SQL Server service.'],
  [17892, 'A logon trigger refuses the login; have it let this one through.'],
  [
    18452,
    'The login is a Windows login of a domain the server does not trust, or SQL logins are disabled there.',
  ],
  [18470, 'Enable the login: ALTER LOGIN … ENABLE.'],
  [18486, 'Unlock the login: ALTER LOGIN … WITH PASSWORD = … UNLOCK.'],
  [18487, 'The password has expired: change it.'],
  [18488, 'The password must be changed at the first login: change it with another client.'],
]);

function loginError(
  server: string,
  message: LoginMessage,
  cause: DriverError,
  secrets: Secrets,
): RegrantError {
  const { number, state } = message;
  const hint = number === LOGIN_FAILED ? STATES_18456.get(state) : undefined;
  const why = hint === undefined ? '' : ` That state means that ${hint}.`;
  return new RegrantError({
    code: 'login-failed',
    fact: `${server} refused the login: error ${number}, state ${state}: ${blot(message.message, secrets)}${why}`,
    remedy: LOGIN_REMEDIES.get(number) ?? LOG,
    cause: Object.assign(cause, { number, state, class: message.class }),
  });
}

const TRUST =
  "Give the server a certificate from an authority you trust, name that authority's PEM file (--ca-file), or accept any certificate (--trust-server-certificate).";

/** Certificate errors as Node names them. */
const CERTIFICATE_PROBLEMS: Readonly<Record<string, readonly [string, string]>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: ['is self-signed', TRUST],
  SELF_SIGNED_CERT_IN_CHAIN: ['comes from an authority that is not trusted here', TRUST],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['comes from an authority that is not known here', TRUST],
  UNABLE_TO_GET_ISSUER_CERT: ['comes from an authority that is not known here', TRUST],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['comes from an authority that is not known here', TRUST],
  CERT_UNTRUSTED: ['is not trusted', TRUST],
  CERT_HAS_EXPIRED: ['has expired', 'Renew the certificate of the server.'],
  CERT_NOT_YET_VALID: ['is not valid yet', 'Check the clocks of both machines.'],
  CERT_REVOKED: ['has been revoked', 'Give the server a new certificate.'],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    'is for another name',
    'Connect by a name the certificate carries, or say which one it must carry (--host-name-in-certificate).',
  ],
};

function certificateProblem(server: string, cause: DriverError): Parts | undefined {
  const [what, remedy] = CERTIFICATE_PROBLEMS[systemErrorCode(cause) ?? ''] ?? [];
  if (what === undefined || remedy === undefined) return undefined;
  return { code: 'encryption-refused', fact: `The certificate of ${server} ${what}.`, remedy };
}

function encryptionProblem(server: string, cause: DriverError): Parts | undefined {
  const code = systemErrorCode(cause) ?? '';
  if (code !== 'EPROTO' && !code.startsWith('ERR_SSL_') && !code.startsWith('ERR_TLS_')) return undefined;
  return {
    code: 'encryption-refused',
    fact: `No TLS connection to ${server} came about (${code}).`,
    remedy:
      'Check that the server speaks TLS 1.2 or later; strict encryption needs SQL Server 2022 or later.',
  };
}

const NETWORK_PROBLEMS: Readonly<Record<string, readonly [string, string]>> = {
  ENOTFOUND: ['The name of {} cannot be resolved.', 'Check the spelling and the DNS.'],
  EAI_AGAIN: ['The name of {} cannot be resolved at the moment.', 'Check the DNS servers.'],
  ECONNREFUSED: [
    '{} refused the connection.',
    'Check that SQL Server runs there, that TCP/IP is enabled in SQL Server Configuration Manager, and the port.',
  ],
  ETIMEDOUT: [
    '{} did not answer.',
    'Check the address, the firewalls on the way, and that the machine is on.',
  ],
  EHOSTUNREACH: ['There is no way to {}.', 'Check the address and the routes to it.'],
  ENETUNREACH: ['There is no way to {}.', 'Check the address and the routes to it.'],
  EINSTLOOKUP: [
    'SQL Server Browser told no port for {}.',
    'Check the instance name and that SQL Server Browser runs and UDP port 1434 is open, or give the port: host,port.',
  ],
  EFEDAUTH: [
    'No Microsoft Entra token for {} could be had.',
    'Sign in (az login), or set AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET.',
  ],
  EENTRABESIDE: [
    'Microsoft Entra is not part of this executable, and {} was to be logged in to with it.',
    'Run npm install @azure/identity in the folder of the executable, or use regrant as a package of npm.',
  ],
};

function networkProblem(server: string, target: ServerTarget, cause: DriverError): Parts {
  const known = [cause.code, systemErrorCode(cause)]
    .map((code) => NETWORK_PROBLEMS[code ?? ''])
    .find(Boolean);
  if (known !== undefined) {
    return { code: 'connection-failed', fact: known[0].replace('{}', () => server), remedy: known[1] };
  }
  const strict = target.encryption === 'strict' ? ' Strict encryption needs SQL Server 2022 or later.' : '';
  return {
    code: 'connection-failed',
    fact: `The connection to ${server} broke off before the login was done: ${cause.message}`,
    remedy: `Check that a SQL Server listens at that address.${strict}`,
  };
}
