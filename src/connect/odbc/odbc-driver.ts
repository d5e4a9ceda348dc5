// ODBC behind the Driver interface, by the package odbc: Windows and Kerberos sign-on, and every authentication that
// Microsoft's driver knows.
import { abortable, throwIfAborted } from '../../model/abort.ts';
import { RegrantError } from '../../model/errors.ts';
import { checkOptions } from '../../model/option-rules.ts';
import { startLimit } from '../deadline.ts';
import type { Driver } from '../driver.ts';
import { secretsOf } from '../open-error.ts';
import { formatServerAddress } from '../server-address.ts';
import type { Secrets } from '../server-error.ts';
import { CONNECT_TIMEOUT_MS, type ServerTarget } from '../server-target.ts';
import { checkTarget } from '../target-rules.ts';
import { retryRuleOf } from '../transient.ts';
import { ODBC_TURN } from './connect-turn.ts';
import { checkForOdbc, type OdbcOptions, odbcConnectionString } from './odbc-attributes.ts';
import { odbcOpenError } from './odbc-error.ts';
import { type OdbcConnection, odbcPackage } from './odbc-package.ts';
import { OdbcSession, SETTINGS } from './odbc-session.ts';

/**
 * A driver over an ODBC driver of this host. Batches without `RunOptions.selects` or `RunOptions.parts` are refused, and
 * values are text. Throws a RegrantError: `bad-option` for a target that is none, `not-supported` without
 * the package odbc, and for what ODBC drivers cannot do.
 */
export function openOdbcDriver(target: ServerTarget, options: OdbcOptions = {}): Driver {
  checkTarget(target);
  checkOptions(options, { odbcDriver: 'text', odbcAttributes: 'object' });
  checkForOdbc(target);
  const odbc = odbcPackage();
  const server = formatServerAddress(target.address);
  const secrets: Secrets = secretsOf(target);
  for (const [name, value] of Object.entries(options.odbcAttributes ?? {}))
    if (/^(pwd|password)$/i.test(name)) secrets.add(value);
  const retry = retryRuleOf(target);
  const ms = target.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  const what = `Connecting to ${server}`;
  const leave = (connection: OdbcConnection) => ODBC_TURN.call(() => connection.close()).catch(() => {});
  const dial = async (database: string, signal: AbortSignal | undefined): Promise<OdbcConnection> => {
    throwIfAborted(signal, what);
    const limit = startLimit(undefined, ms + 1000, what);
    const connecting = odbc.connect({
      connectionString: odbcConnectionString(target, database, options),
      loginTimeout: Math.ceil(ms / 1000),
    });
    try {
      return await abortable(connecting, limit.signal, what);
    } catch (error) {
      void connecting.then(leave, () => {});
      throw error;
    } finally {
      limit.clear();
    }
  };
  const connect = async (database: string, signal: AbortSignal | undefined): Promise<OdbcConnection> => {
    const dialled = ODBC_TURN.connect(() => dial(database, signal));
    try {
      const connection = await abortable(dialled, signal, what);
      await abortable(
        ODBC_TURN.call(() => connection.query(SETTINGS)),
        signal,
        what,
      );
      return connection;
    } catch (error) {
      void dialled.then(leave, () => {});
      throw error instanceof RegrantError ? error : odbcOpenError(error, server, secrets);
    }
  };
  return {
    entersByLogin: target.readOnlyIntent === true,
    runsParts: true,
    async open({ database = 'master', signal } = {}) {
      const open = (until: AbortSignal | undefined) => connect(database, until);
      return new OdbcSession({ server, secrets, retry, open }, await open(signal));
    },
  };
}
