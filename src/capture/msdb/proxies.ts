// Proxies of SQL Server Agent: their credential, what they may be used for, and by whom.
// Sources: "dbo.sysproxies", "dbo.sysproxysubsystem", "dbo.sysproxylogin (Transact-SQL)" (Microsoft).
import { subsystemName } from '../../model/catalog/agent-subsystem.ts';
import { defined } from '../../model/defined.ts';
import { PROXY_USER_KINDS, type ProxyUserKind } from '../../model/facts/msdb-fact.ts';
import { shown } from '../../model/words/shown.ts';
import { filled, hex, id, integer, name, text } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { SEE_MORE } from '../principal.ts';
import type { DatabaseScope } from '../scope.ts';

/** `dbo.sysproxies`. */
export const proxies = defineQuery<DatabaseScope>()({
  name: 'Agent proxies',
  view: 'dbo.sysproxies',
  columns: ['proxy_id', 'name', 'credential_id', 'enabled', 'description'],
  read: (scope, at) => ({
    row(row) {
      const proxy = name(row[at.name]);
      scope.proxies.set(id(row[at.proxy_id]), proxy);
      scope.facts.push(
        defined({
          kind: 'agent-proxy' as const,
          database: scope.database,
          name: proxy,
          credential: scope.server.credentials.get(id(row[at.credential_id])),
          isEnabled: integer(row[at.enabled]) !== 0,
          description: filled(row[at.description]),
        }),
      );
    },
  }),
});

/** `dbo.sysproxysubsystem`. */
export const proxySubsystems = defineQuery<DatabaseScope>()({
  name: 'subsystems of Agent proxies',
  view: 'dbo.sysproxysubsystem',
  columns: ['proxy_id', 'subsystem_id'],
  read: (scope, at) => ({
    row(row) {
      const proxy = proxyOf(scope, row[at.proxy_id]);
      const number = id(row[at.subsystem_id]);
      const subsystem = subsystemName(number);
      if (subsystem === undefined) {
        const fact = `dbo.sysproxysubsystem has the subsystem ${number}, which is not known.`;
        scope.ledger.omit('unknown-subsystem', fact, 'Use a release of regrant that knows the subsystem.', 1);
      } else if (proxy !== undefined) {
        scope.facts.push({ kind: 'agent-proxy-subsystem', database: scope.database, proxy, subsystem });
      }
    },
  }),
});

/** `dbo.sysproxylogin`: logins and Windows accounts, fixed server roles, roles of msdb, each by its SID. */
export const proxyUsers = defineQuery<DatabaseScope>()({
  name: 'users of Agent proxies',
  view: 'dbo.sysproxylogin',
  columns: ['proxy_id', 'sid', 'flags'],
  expressions: {
    account_name: 'SUSER_SNAME([v].[sid])',
    server_role: '[s].[name]',
    role_name: '[r].[name]',
  },
  narrow: (query) =>
    query
      .leftJoin('sys.server_principals as s', 's.sid', 'v.sid')
      .leftJoin('sys.database_principals as r', 'r.sid', 'v.sid'),
  read: (scope, at) => ({
    row(row) {
      const proxy = proxyOf(scope, row[at.proxy_id]);
      const userKind = PROXY_USER_KINDS[id(row[at.flags])];
      if (userKind === undefined) {
        const fact = 'dbo.sysproxylogin has rows of a kind which is not known.';
        scope.ledger.omit('unknown-proxy-user', fact, 'Use a release of regrant that knows the kind.', 1);
        return;
      }
      if (proxy === undefined) return;
      const sid = hex(row[at.sid]) ?? '0x';
      const names: Readonly<Record<ProxyUserKind, string | undefined>> = {
        login: scope.server.loginBySid.get(sid) ?? text(row[at.account_name]),
        'server-role': text(row[at.server_role]),
        role: text(row[at.role_name]),
      };
      const user = names[userKind];
      if (user === undefined) reportOrphan(scope, proxy, sid);
      else scope.facts.push({ kind: 'agent-proxy-user', database: scope.database, proxy, userKind, user });
    },
  }),
});

/** The name of a proxy; reports an id that names none. */
function proxyOf(scope: DatabaseScope, value: unknown): string | undefined {
  const proxy = scope.proxies.get(id(value));
  if (proxy === undefined)
    scope.ledger.omit('unresolved-id', 'msdb speaks of a proxy which is not visible.', SEE_MORE, 1);
  return proxy;
}

/** Who is gone may use nothing: the row is left out, and told. */
function reportOrphan({ ledger }: DatabaseScope, proxy: string, sid: string): void {
  ledger.exclude('orphan-proxy-user', `${proxy} / ${sid}`);
  ledger.note('orphan-proxy-user', `Agent proxy ${shown(proxy)} is given to somebody who is gone: ${sid}.`);
}
