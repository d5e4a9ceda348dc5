// What facts tell of msdb's tables, into the simulated server.
import { subsystemNumber } from '../../model/catalog/agent-subsystem.ts';
import type { FactIndex } from '../../model/fact-index.ts';
import type { DatabaseState } from './database-state.ts';
import { proxySubsystemKey, proxyUserKey } from './msdb-state.ts';
import type { ServerState } from './server-state.ts';

/** The proxies, what they may be used for and by whom. */
export function addMsdb(server: ServerState, database: DatabaseState, facts: FactIndex): void {
  const { proxies, proxySubsystems, proxyUsers } = server.msdb;
  for (const { kind: _, database: __, ...proxy } of facts.of('agent-proxy', database.name))
    proxies.set(database.fold(proxy.name), { ...proxy, id: server.newId() });
  for (const fact of facts.of('agent-proxy-subsystem', database.name)) {
    const proxy = proxies.get(database.fold(fact.proxy));
    const subsystem = subsystemNumber(fact.subsystem);
    if (proxy === undefined || subsystem === undefined) continue;
    proxySubsystems.set(proxySubsystemKey({ proxy, subsystem }), { proxy, subsystem });
  }
  for (const { proxy: name, userKind, user } of facts.of('agent-proxy-user', database.name)) {
    const proxy = proxies.get(database.fold(name));
    const principal = (userKind === 'role' ? database : server).principal(user);
    if (proxy === undefined || principal === undefined) continue;
    proxyUsers.set(proxyUserKey({ proxy, userKind, principal }), { proxy, userKind, principal });
  }
}
