// A ServerTarget in tedious's terms. What tedious sends by itself after the login is one batch of SETs (ansi_nulls,
// ansi_null_dflt_on, ansi_padding, ansi_warnings, arithabort, concat_null_yields_null on; numeric_roundabort,
// implicit_transactions, xact_abort off; quoted_identifier on; datefirst 7; dateformat mdy; language us_english;
// textsize 2147483647; transaction isolation level read committed): session settings only, nothing is written.

import type { Socket } from 'node:net';
import type { ConnectionConfiguration } from 'tedious';
import { DEFAULT_PORT, formatServerAddress } from '../server-address.ts';
import type { Secrets } from '../server-error.ts';
import type { ServerTarget, TokenCredential } from '../server-target.ts';
import { wrongWay } from '../via.ts';
import type { GuardedWire } from '../wire/guarded-wire.ts';

/** What one attempt needs beside the target. */
export interface TediousParts {
  readonly database: string;
  readonly connectTimeoutMs: number;
  readonly secrets: Secrets;
  /** Opens the wire; tedious calls it, and again when a server routes the login on. */
  connector(): Promise<GuardedWire>;
}

/** The configuration of one connection. */
export function tediousConfig(target: ServerTarget, parts: TediousParts): ConnectionConfiguration {
  return {
    server: target.address.host,
    authentication: authentication(target, parts.secrets),
    options: {
      // The wire knows the port; tedious is only kept from looking for it.
      port: target.address.port ?? DEFAULT_PORT,
      // Encryption is the wire's, below tedious, which believes that there is none.
      encrypt: false,
      appName: target.applicationName ?? 'regrant',
      database: parts.database,
      readOnlyIntent: target.readOnlyIntent ?? false,
      packetSize: target.packetSize ?? 4096,
      useUTC: true,
      useColumnNames: false,
      // Both limits are kept here: tedious's request time-out ends with the first packet of the answer, and its
      // connect time-out does not reach into the login.
      requestTimeout: 0,
      connectTimeout: parts.connectTimeoutMs + 100,
      // tedious would also retry 4060, at a fixed interval.
      maxRetriesOnTransientErrors: 0,
      connector: parts.connector as unknown as () => Promise<Socket>,
    },
  };
}

function authentication(
  { authentication: login, address }: ServerTarget,
  secrets: Secrets,
): NonNullable<ConnectionConfiguration['authentication']> {
  switch (login.type) {
    case 'sql':
      return { type: 'default', options: { userName: login.user, password: login.password } };
    case 'ntlm':
      return {
        type: 'ntlm',
        options: { domain: login.domain, userName: login.user, password: login.password },
      };
    case 'integrated':
      throw wrongWay('tedious', login.type, formatServerAddress(address));
    case 'entra':
      return login.credential === undefined
        ? { type: 'azure-active-directory-default', options: { clientId: login.clientId } }
        : { type: 'token-credential', options: { credential: remembering(login.credential, secrets) } };
  }
}

/** The credential; its tokens are kept out of messages like any other secret. */
function remembering(credential: TokenCredential, secrets: Secrets): TokenCredential {
  return {
    async getToken(scopes, options) {
      const found = await credential.getToken(scopes, options);
      if (found !== null) secrets.add(found.token);
      return found;
    },
  };
}
