// The real server that the live suite runs on, as the environment names it.
import { parseServerAddress } from '../../src/connect/server-address.ts';
import type { ServerTarget } from '../../src/connect/server-target.ts';

/** Said where there is none. */
export const NO_SERVER =
  'NOTE: THE LIVE SUITE DID NOT RUN: set REGRANT_TEST_SERVER (host or host,port of a SQL Server for tests), REGRANT_TEST_USER and REGRANT_TEST_PASSWORD (a sysadmin).';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The target; undefined when no server is named. REGRANT_TEST_ENCRYPT is `mandatory` (the certificate is checked),
 * `strict` or `plain`; without it the connection is encrypted and any certificate is good, as those of test servers are.
 * Throws when a server is named and the rest is not there: a suite that was asked for must not be left out in silence.
 */
export function liveTarget(environment: Environment): ServerTarget | undefined {
  const {
    REGRANT_TEST_SERVER: server,
    REGRANT_TEST_USER: user,
    REGRANT_TEST_PASSWORD: password,
  } = environment;
  if (server === undefined || server === '') return undefined;
  if (!user || !password)
    throw new Error('REGRANT_TEST_SERVER needs REGRANT_TEST_USER and REGRANT_TEST_PASSWORD.');
  return {
    address: parseServerAddress(server),
    authentication: { type: 'sql', user, password },
    ...encryptionOf(environment.REGRANT_TEST_ENCRYPT),
    connectTimeoutMs: 30_000,
    // A server that has just been started refuses logins for a while.
    retry: { attempts: 6, waitMs: 1_000 },
  };
}

function encryptionOf(word: string | undefined): Partial<ServerTarget> {
  switch (word) {
    case undefined:
    case '':
      return { encryption: 'mandatory', trustServerCertificate: true };
    case 'mandatory':
    case 'strict':
    case 'plain':
      return { encryption: word };
    default:
      throw new Error('REGRANT_TEST_ENCRYPT is mandatory, strict or plain.');
  }
}
