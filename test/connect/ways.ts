// The ways to a server, each as a driver that a test opens on a test server: one list, so that one suite runs over all.
import type { Driver } from '../../src/connect/driver.ts';
import { openOdbcDriver } from '../../src/connect/odbc/odbc-driver.ts';
import { odbcPackage } from '../../src/connect/odbc/odbc-package.ts';
import type { ServerTarget } from '../../src/connect/server-target.ts';
import { openSqlcmdDriver } from '../../src/connect/sqlcmd/sqlcmd-driver.ts';
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import { type StandInSettings, sqlcmdStandIn } from '../conformance-bridge/sqlcmd.ts';
import type { RunningServer } from '../server/start.ts';

/** Who logs in. */
export interface Account {
  readonly login: string;
  readonly password: string;
}

/** A way to a server. */
export interface Way {
  readonly name: string;
  driver(server: RunningServer, account: Account, more?: Partial<ServerTarget>): Promise<Driver>;
}

const common = (server: RunningServer): Pick<ServerTarget, 'address' | 'retry'> => ({
  address: { host: 'localhost', port: server.port },
  retry: { attempts: 2, waitMs: 10 },
});

/** The way of this program itself, which the others are held to. */
export const TEDIOUS: Way = {
  name: 'tedious',
  driver: async (server, { login, password }, more) =>
    openTediousDriver({
      ...common(server),
      authentication: { type: 'sql', user: login, password },
      caFile: server.caFile,
      ...more,
    }),
};

/** As the signed-in account, or by a SQL login; the host trusts the authority of the test servers. */
function sqlcmd(
  name: string,
  edition: 'odbc' | 'go',
  isTrusted: boolean,
  settings: StandInSettings = {},
): Way {
  return {
    name,
    driver: async (server, { login: user, password }, more) => {
      const account = isTrusted ? { account: { user, password } } : {};
      const authentication = isTrusted
        ? ({ type: 'integrated' } as const)
        : ({ type: 'sql', user, password } as const);
      const file = await sqlcmdStandIn(edition, { trustedCa: server.caFile, ...account, ...settings });
      return openSqlcmdDriver({ ...common(server), authentication, ...more }, { sqlcmd: file });
    },
  };
}

/** sqlcmd, of both editions. */
export const SQLCMD_WAYS: readonly Way[] = [
  sqlcmd('sqlcmd, ODBC edition, -E', 'odbc', true, { lineEnd: 'CRLF' }),
  sqlcmd('sqlcmd, Go edition, -U', 'go', false),
];

/** sqlcmd where it takes what it reads for a person's. */
export const PROMPTING = sqlcmd('sqlcmd, with prompts', 'odbc', false, { prompts: true });

/** sqlcmd where it takes what it reads for another code page. */
export const LATIN = sqlcmd('sqlcmd, Latin-1', 'odbc', false, { codePage: 'latin1' });

/** sqlcmd on a host that trusts no authority. */
export const UNTRUSTING: readonly Way[] = [
  sqlcmd('sqlcmd, ODBC edition, no trust', 'odbc', true, { trustedCa: '/dev/null' }),
  sqlcmd('sqlcmd, Go edition, no trust', 'go', true, { trustedCa: '/dev/null' }),
];

/** ODBC, by FreeTDS's driver; it checks no certificate, so that a test server needs none that it trusts. */
const odbc: Way = {
  name: 'ODBC, FreeTDS',
  driver: async (server, { login, password }, more) =>
    openOdbcDriver(
      // A call that a test gave up may hold the one lock of the package, and is waited for.
      {
        ...common(server),
        connectTimeoutMs: 120_000,
        authentication: { type: 'sql', user: login, password },
        ...more,
      },
      { odbcDriver: 'FreeTDS' },
    ),
};

/** Whether the package odbc can be loaded here: it is no dependency, and looked for on NODE_PATH, too. */
function hasOdbc(): boolean {
  try {
    odbcPackage();
    return true;
  } catch {
    if (process.env.REGRANT_REQUIRE_ODBC === '1')
      throw new Error('The package odbc is required and not there.');
    return false;
  }
}

/** ODBC, where it is there. */
export const ODBC_WAYS: readonly Way[] = hasOdbc() ? [odbc] : [];

/** Every way but tedious. */
export const OTHER_WAYS: readonly Way[] = [...SQLCMD_WAYS, ...ODBC_WAYS];
