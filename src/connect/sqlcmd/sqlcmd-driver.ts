// sqlcmd behind the Driver interface: who runs this program logs in with the Windows account that runs it. Each session
// is a process that is driven by its standard input, as a script needs one session from its first batch to its last.
import { randomInt } from 'node:crypto';
import { checkOptions } from '../../model/option-rules.ts';
import type { Driver } from '../driver.ts';
import { secretsOf } from '../open-error.ts';
import { formatServerAddress } from '../server-address.ts';
import type { ServerTarget } from '../server-target.ts';
import { checkTarget } from '../target-rules.ts';
import { retryRuleOf } from '../transient.ts';
import { findSqlcmd, type Sqlcmd } from './find-sqlcmd.ts';
import { openProcess } from './open-process.ts';
import { checkForSqlcmd } from './sqlcmd-arguments.ts';
import { SqlcmdSession } from './sqlcmd-session.ts';

/** Options of {@link openSqlcmdDriver}. */
export interface SqlcmdDriverOptions {
  /** The file of sqlcmd; default the one on the PATH. */
  readonly sqlcmd?: string;
}

/**
 * A driver over the sqlcmd of this host, of either edition. Values of answers are text (`RunOptions.selects`); batches
 * without selects give none. Throws a RegrantError: `bad-option` for a target that is none, `not-supported` for what
 * sqlcmd cannot do (NTLM, Entra, plain text, a file of authorities); its sessions also where there is no sqlcmd.
 */
export function openSqlcmdDriver(target: ServerTarget, options: SqlcmdDriverOptions = {}): Driver {
  checkTarget(target);
  checkOptions(options, { sqlcmd: 'text' });
  checkForSqlcmd(target);
  let found: Promise<Sqlcmd> | undefined;
  const secrets = secretsOf(target);
  const retry = retryRuleOf(target);
  let scope = randomInt(1, 2 ** 30);
  const nextScope = (): number => ++scope;
  return {
    entersByLogin: target.readOnlyIntent === true,
    async open({ database = 'master', signal } = {}) {
      found ??= findSqlcmd(options.sqlcmd);
      const sqlcmd = await found;
      const open = (until: AbortSignal | undefined) =>
        openProcess({ target, sqlcmd, database, secrets, scope: nextScope() }, until);
      const server = formatServerAddress(target.address);
      return new SqlcmdSession({ server, secrets, retry, nextScope, open }, await open(signal));
    },
  };
}
