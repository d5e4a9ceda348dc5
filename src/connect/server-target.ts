// Everything a driver needs to open a session on one server, secrets included: made late, kept in memory only.
import type { ServerAddress } from './server-address.ts';
import type { WireLimits } from './wire/limits.ts';

/** For one attempt to connect, milliseconds, where the target says nothing. */
export const CONNECT_TIMEOUT_MS = 15_000;

/** The ways to encrypt. */
export const ENCRYPTIONS: readonly Encryption[] = ['mandatory', 'strict', 'plain'];

/** How the connection is encrypted. */
export type Encryption =
  /** TLS inside TDS 7.4 for the whole connection; a server without it is refused before the login is sent. */
  | 'mandatory'
  /** TLS before TDS (TDS 8.0, SQL Server 2022 and later); the certificate is always checked. */
  | 'strict'
  /** No TLS: the password can be read on the wire. Only ever by the user's own word. */
  | 'plain';

/** Gives access tokens; every credential of `@azure/identity` is one (`TokenCredential` of `@azure/core-auth`). */
export interface TokenCredential {
  /** A token for the scopes; null where there is none. */
  getToken(
    scopes: string | string[],
    options?: object,
  ): Promise<{ readonly token: string; readonly expiresOnTimestamp: number } | null>;
}

/** Who logs in, with the secret. */
export type Authentication =
  | { readonly type: 'sql'; readonly user: string; readonly password: string }
  | { readonly type: 'ntlm'; readonly domain: string; readonly user: string; readonly password: string }
  /** Windows authentication with the signed-in account; tedious cannot do it. */
  | { readonly type: 'integrated' }
  /** Microsoft Entra; without a credential `DefaultAzureCredential` is used (`clientId` names a managed identity). */
  | { readonly type: 'entra'; readonly credential?: TokenCredential; readonly clientId?: string };

/** The ways to log in. */
export const LOGIN_TYPES: readonly Authentication['type'][] = ['sql', 'ntlm', 'entra', 'integrated'];

/** One server, ready to be connected to. */
export interface ServerTarget {
  /** Where the server is. */
  readonly address: ServerAddress;
  /** Who logs in, with the secret. */
  readonly authentication: Authentication;
  /** Default `mandatory`. */
  readonly encryption?: Encryption;
  /** Accept any certificate. Default false; ignored when `strict`. */
  readonly trustServerCertificate?: boolean;
  /** The name the certificate must carry, when it is not the host's. */
  readonly hostNameInCertificate?: string;
  /** A PEM file with the certificate authorities to trust instead of Node's own. */
  readonly caFile?: string;
  /**
   * Follow a server that routes the login to another one on that one's own certificate. Without it the other server
   * needs a certificate for the name given here, and where none is checked no route is followed.
   */
  readonly allowRouting?: boolean;
  /** ApplicationIntent=ReadOnly, for readable secondaries. */
  readonly readOnlyIntent?: boolean;
  /** Try all addresses of the host at once. */
  readonly multiSubnetFailover?: boolean;
  /** For one attempt, milliseconds. Default 15,000. */
  readonly connectTimeoutMs?: number;
  /** TDS packet size in bytes, 512 to 32,767. Default 4,096. */
  readonly packetSize?: number;
  /** Default `regrant`. */
  readonly applicationName?: string;
  /** How much the server may send; what is left out has its default. */
  readonly limits?: Partial<WireLimits>;
  /** Transient errors: how many attempts in all (default 4), and the first wait in milliseconds (default 500; it doubles). */
  readonly retry?: { readonly attempts?: number; readonly waitMs?: number };
}
