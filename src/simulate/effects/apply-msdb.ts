// What the procedures of msdb change about the proxies of SQL Server Agent.
import { defined } from '../../model/defined.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import type { ProxyState, ProxyUserState } from '../state/msdb-state.ts';
import { proxySubsystemKey, proxyUserKey } from '../state/msdb-state.ts';
import { findPrincipal } from './find-named.ts';

/** The proxy of a name. */
export function proxyNamed(name: string, { server }: RunContext): ProxyState | undefined {
  return server.msdb.proxies.get(name);
}

/** Source: "sp_add_proxy (Transact-SQL)". */
export function addProxy(act: ActOf<'add-agent-proxy'>, { server }: RunContext): void {
  const { name, credential, isEnabled = true, description } = act;
  const proxy = { id: server.newId(), name, ...defined({ credential }), isEnabled };
  server.msdb.proxies.set(name, { ...proxy, ...told(description) });
}

/** Source: "sp_update_proxy (Transact-SQL)". */
export function updateProxy(act: ActOf<'update-agent-proxy'>, context: RunContext): void {
  const { name, newName, credential, isEnabled, description } = act;
  const { server } = context;
  const proxy = proxyNamed(name, context);
  if (proxy === undefined) return;
  server.log.change(proxy, {
    ...defined({ credential, isEnabled }),
    ...(description === undefined ? {} : { description: told(description).description }),
  });
  if (newName === undefined) return;
  server.msdb.proxies.delete(name);
  server.log.change(proxy, { name: newName });
  server.msdb.proxies.set(newName, proxy);
}

/** An empty description is none. */
const told = (description: string | undefined) => (description ? { description } : {});

/** Source: "sp_delete_proxy (Transact-SQL)". */
export function deleteProxy({ name }: ActOf<'delete-agent-proxy'>, context: RunContext): void {
  const { proxies, proxySubsystems, proxyUsers } = context.server.msdb;
  const proxy = proxyNamed(name, context);
  if (proxy === undefined) return;
  for (const [key, row] of proxySubsystems) if (row.proxy === proxy) proxySubsystems.delete(key);
  for (const [key, row] of proxyUsers) if (row.proxy === proxy) proxyUsers.delete(key);
  proxies.delete(name);
}

/** Source: "sp_grant_proxy_to_subsystem", "sp_revoke_proxy_from_subsystem (Transact-SQL)". */
export function setProxySubsystem(
  act: ActOf<'grant-proxy-subsystem' | 'revoke-proxy-subsystem'>,
  context: RunContext,
): void {
  const proxy = proxyNamed(act.proxy, context);
  if (proxy === undefined) return;
  const row = { proxy, subsystem: act.subsystem };
  const { proxySubsystems } = context.server.msdb;
  if (act.kind === 'grant-proxy-subsystem') proxySubsystems.set(proxySubsystemKey(row), row);
  else proxySubsystems.delete(proxySubsystemKey(row));
}

/** Source: "sp_grant_login_to_proxy", "sp_revoke_login_from_proxy (Transact-SQL)". */
export function setProxyUser(
  act: ActOf<'grant-proxy-user' | 'revoke-proxy-user'>,
  context: RunContext,
): void {
  const { proxyUsers } = context.server.msdb;
  if (act.kind === 'revoke-proxy-user') {
    for (const row of proxyUsersNamed(act, context)) proxyUsers.delete(proxyUserKey(row));
    return;
  }
  const row = proxyUserOf(act, context);
  if (row === undefined || isUselessFor(row, context)) return;
  proxyUsers.set(proxyUserKey(row), row);
}

/** A sysadmin is told that he needs no proxy, and given none. */
function isUselessFor({ userKind, principal }: ProxyUserState, { server }: RunContext): boolean {
  return userKind === 'login' && server.isAdministrator(principal);
}

/** The row that a grant would make; undefined where the proxy or its user is not there. */
export function proxyUserOf(
  { proxy: name, user, userKind = 'login' }: ActOf<'grant-proxy-user' | 'revoke-proxy-user'>,
  context: RunContext,
): ProxyUserState | undefined {
  const proxy = proxyNamed(name, context);
  const principal = findPrincipal(userKind, user, context);
  return proxy && principal && { proxy, userKind, principal };
}

/** The rows of a proxy and of a name, whatever bears it. */
export function proxyUsersNamed(
  { proxy: name, user }: ActOf<'grant-proxy-user' | 'revoke-proxy-user'>,
  context: RunContext,
): readonly ProxyUserState[] {
  const { server, database } = context;
  const proxy = proxyNamed(name, context);
  return [...server.msdb.proxyUsers.values()].filter(
    (row) => row.proxy === proxy && database.fold(row.principal.name) === database.fold(user),
  );
}
