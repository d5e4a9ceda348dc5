// What facts tell of msdb's tables, into the simulated server.

import { subsystemNumber } from '../../model/catalog/agent-subsystem.ts';
import { SA_SID } from '../../model/catalog/system-principals.ts';
import { defined } from '../../model/defined.ts';
import type { FactOf, Hex } from '../../model/fact.ts';
import type { FactIndex } from '../../model/fact-index.ts';
import type { DatabaseState } from './database-state.ts';
import { categoryKey, mailUserKey, proxySubsystemKey, proxyUserKey } from './msdb-state.ts';
import type { ServerState } from './server-state.ts';

/** The proxies, what they may be used for and by whom; who may send mail by which profile. */
export function addMsdb(server: ServerState, database: DatabaseState, facts: FactIndex): void {
  const { proxies, proxySubsystems, proxyUsers } = server.msdb;
  for (const { kind: _, database: __, ...proxy } of facts.of('agent-proxy', database.name))
    proxies.set(proxy.name, { ...proxy, id: server.newId() });
  for (const fact of facts.of('agent-proxy-subsystem', database.name)) {
    const proxy = proxies.get(fact.proxy);
    const subsystem = subsystemNumber(fact.subsystem);
    if (proxy === undefined || subsystem === undefined) continue;
    proxySubsystems.set(proxySubsystemKey({ proxy, subsystem }), { proxy, subsystem });
  }
  for (const { proxy: name, userKind, user } of facts.of('agent-proxy-user', database.name)) {
    const proxy = proxies.get(name);
    const principal = (userKind === 'role' ? database : server).principal(user);
    if (proxy === undefined || principal === undefined) continue;
    proxyUsers.set(proxyUserKey({ proxy, userKind, principal }), { proxy, userKind, principal });
  }
  for (const { kind: _, database: __, ...rest } of facts.of('agent-category', database.name))
    server.msdb.categories.set(categoryKey(rest), { ...rest, id: server.newId() });
  for (const { kind: _, database: __, ...rest } of facts.of('agent-operator', database.name))
    server.msdb.operators.set(rest.name, { ...rest, id: server.newId() });
  for (const fact of facts.of('agent-job', database.name))
    addJob(server, fact, fact.owner === undefined ? fact.ownerSid : server.sidOf(fact.owner));
  addMailProfiles(server, database, facts);
  for (const { profile: name, user, isDefault } of facts.of('mail-profile-user', database.name)) {
    const profile = server.msdb.mailProfiles.get(name);
    const principal = database.principal(user);
    if (profile === undefined || principal === undefined) continue;
    server.msdb.mailUsers.set(mailUserKey({ profile, principal }), { profile, principal, isDefault });
  }
}

/** The jobs that facts tell of, as sa's; gives how many. */
export function addJobs(server: ServerState, database: DatabaseState, facts: FactIndex): number {
  const jobs = facts.of('agent-job', database.name);
  for (const fact of jobs) addJob(server, fact, SA_SID);
  return jobs.length;
}

function addJob(
  server: ServerState,
  { name, category, isEnabled }: FactOf<'agent-job'>,
  ownerSid: Hex | undefined,
): void {
  const job = { id: server.newId(), name, ...defined({ category, isEnabled, ownerSid }) };
  server.msdb.jobs.set(name, job);
}

/** The profiles of Database Mail that facts speak of; gives how many. */
export function addMailProfiles(server: ServerState, database: DatabaseState, facts: FactIndex): number {
  const { mailProfiles } = server.msdb;
  const before = mailProfiles.size;
  for (const { profile: name } of facts.of('mail-profile-user', database.name)) {
    if (!mailProfiles.has(name)) mailProfiles.set(name, { id: server.newId(), name });
  }
  return mailProfiles.size - before;
}
