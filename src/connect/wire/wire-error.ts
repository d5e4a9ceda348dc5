// What is said of a server that does not keep to the protocol or to the limits. Nothing of what it sent is repeated:
// it may echo a secret.
import { RegrantError } from '../../model/errors.ts';
import type { WireLimits } from './limits.ts';

/** The answer is no TDS, or not what may come at its place; `what` is a whole clause: `a packet has 3 bytes`. */
export function badAnswer(server: string, what: string): RegrantError {
  return new RegrantError({
    code: 'bad-answer',
    fact: `${server} does not speak the protocol of SQL Server: ${what}.`,
    remedy: 'Check that a SQL Server listens at that address, and what is between here and it.',
  });
}

const LIMITED: Readonly<Record<keyof WireLimits, string>> = {
  handshake: 'bytes before the login',
  login: 'bytes for a login',
  value: 'bytes for one value',
  part: 'bytes for one part of a value',
  row: 'bytes for one row',
  answer: 'bytes for one answer',
  errors: 'errors in one answer',
};

/** More came than a limit allows. */
export function overLimit(server: string, limit: keyof WireLimits, most: number): RegrantError {
  return new RegrantError({
    code: 'limit-exceeded',
    fact: `${server} sent more than ${most.toLocaleString('en')} ${LIMITED[limit]}, so the connection was closed.`,
    remedy: `Find out what the server sends; the library's limits.${limit} raises the limit.`,
  });
}

/** The connection is not encrypted as it has to be, and nothing secret was sent. */
export function notEncrypted(server: string, fact: string): RegrantError {
  return new RegrantError({
    code: 'encryption-refused',
    fact: `${server} ${fact}; the login was not sent.`,
    remedy: 'Enable TLS on the server, or ask for plain text explicitly if the network may see the password.',
  });
}

/** Bytes came unencrypted where only encrypted ones may come: somebody between here and the server may have sent them. */
export function plainBytes(server: string): RegrantError {
  return new RegrantError({
    code: 'encryption-refused',
    fact: `On the way from ${server} something came that is not encrypted, after the encryption was agreed on; nothing of it was read.`,
    remedy: 'Find out what is between here and the server: it may be listening for the password.',
  });
}

/** The server wants a Microsoft Entra token that would open something else than a database. */
export function foreignToken(server: string): RegrantError {
  return new RegrantError({
    code: 'login-failed',
    fact: `${server} asks for a Microsoft Entra token that is not for SQL Database; none was asked for or sent.`,
    remedy:
      'Find out what listens at that address: SQL Server asks for tokens of https://database.windows.net.',
  });
}
