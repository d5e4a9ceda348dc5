// Why the procedures of msdb refuse what concerns the proxies and jobs of SQL Server Agent. The numbers of messages are those that
// "Database Engine events and errors" lists for SQL Server Agent.
import { proxyNamed, proxyUserOf, proxyUsersNamed } from '../effects/apply-msdb.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { proxySubsystemKey, proxyUserKey } from '../state/msdb-state.ts';
import { refusals } from './refusals.ts';

const ADDED = ['add-agent-proxy'] as const;
const SET = [...ADDED, 'update-agent-proxy'] as const;
const CHANGED = ['update-agent-proxy', 'delete-agent-proxy'] as const;
const SUBSYSTEMS = ['grant-proxy-subsystem', 'revoke-proxy-subsystem'] as const;
const USERS = ['grant-proxy-user', 'revoke-proxy-user'] as const;
const TSQL = 1;

/** Rules about proxies, in the order in which they are asked. */
export const MSDB_RULES = [
  ...refusals([...ADDED, ...CHANGED, ...SUBSYSTEMS, ...USERS], 'sp_add_proxy (Transact-SQL)', {
    'procedures-of-msdb-are-in-msdb': {
      error: 2812,
      refuses: outsideMsdb,
    },
  }),
  ...refusals(SET, 'sp_add_proxy (Transact-SQL)', {
    'proxy-credential-exists': {
      error: 14262,
      needs: ({ credential: name }) => name !== undefined && { what: 'credential', name },
    },
  }),
  ...refusals(ADDED, 'sp_add_proxy (Transact-SQL)', {
    'proxy-name-is-free': {
      isMet: true,
      error: 14261,
      refuses: ({ name }, context) =>
        proxyNamed(name, context) !== undefined && `there is a proxy ${name} already`,
    },
  }),
  ...refusals([...CHANGED, ...SUBSYSTEMS, ...USERS], 'sp_update_proxy (Transact-SQL)', {
    'proxy-exists': {
      error: 14262,
      needs: (act) => ({ what: 'agent-proxy', name: 'proxy' in act ? act.proxy : act.name }),
    },
  }),
  ...refusals(['grant-proxy-subsystem'], 'sp_grant_proxy_to_subsystem (Transact-SQL)', {
    'sql-steps-run-as-no-proxy': {
      error: 14530,
      refuses: ({ subsystem }) => subsystem === TSQL && 'T-SQL steps run as no proxy',
    },
    'subsystem-is-granted-once': {
      isMet: true,
      error: 14531,
      refuses: (act, context) => hasSubsystem(act, context) && 'the proxy may be used there already',
    },
  }),
  ...refusals(['revoke-proxy-subsystem'], 'sp_revoke_proxy_from_subsystem (Transact-SQL) (a guess)', {
    'revoked-subsystem-is-granted': {
      isMet: true,
      asksServer: true,
      refuses: (act, context) => !hasSubsystem(act, context) && 'the proxy may not be used there',
    },
  }),
  ...refusals(['grant-proxy-user'], 'sp_grant_login_to_proxy (Transact-SQL)', {
    'proxy-user-exists': {
      error: 14262,
      needs: ({ user: name, userKind = 'login' }) => ({ what: userKind, name }),
    },
    'proxy-is-given-once': {
      isMet: true,
      error: 14531,
      refuses: (act, context) => {
        const row = proxyUserOf(act, context);
        return (
          row !== undefined &&
          context.server.msdb.proxyUsers.has(proxyUserKey(row)) &&
          `${act.user} has the proxy already`
        );
      },
    },
  }),
  ...refusals(['revoke-proxy-user'], 'sp_revoke_login_from_proxy (Transact-SQL) (a guess)', {
    'revoked-proxy-is-given': {
      isMet: true,
      asksServer: true,
      refuses: (act, context) =>
        proxyUsersNamed(act, context).length === 0 && `${act.user} does not have the proxy`,
    },
  }),
];

/** The procedures of msdb are nowhere else. */
export function outsideMsdb(_: unknown, { database }: RunContext): string | false {
  return database.name !== 'msdb' && 'the procedure is in msdb, and not in this database';
}

function hasSubsystem(
  { proxy: name, subsystem }: ActOf<(typeof SUBSYSTEMS)[number]>,
  context: RunContext,
): boolean {
  const proxy = proxyNamed(name, context);
  return (
    proxy !== undefined && context.server.msdb.proxySubsystems.has(proxySubsystemKey({ proxy, subsystem }))
  );
}
