// The rows of msdb's tables as the facts that a capture of them would give.
import { subsystemName } from '../../model/catalog/agent-subsystem.ts';
import { PRINCIPAL_KINDS } from '../../model/catalog/principal-kind.ts';
import { defined } from '../../model/defined.ts';
import type { Fact } from '../../model/fact.ts';
import type { DatabaseState } from './database-state.ts';
import { isMade, type Principal } from './principal.ts';
import type { Scope } from './scope.ts';
import type { ServerState } from './server-state.ts';

/** The facts of the rows whose users are there. */
export function* msdbFacts(msdb: DatabaseState, server: ServerState): Iterable<Fact> {
  const { name: database } = msdb;
  const { proxies, proxySubsystems, proxyUsers, mailUsers, jobs, operators, categories } = server.msdb;
  for (const proxy of proxies.values()) {
    if (!isMade(proxy)) continue;
    const { id: _, isMentioned: __, credential: named = '', ...rest } = proxy;
    const credential = server.credentials.get(named)?.name;
    yield { kind: 'agent-proxy', database, ...rest, ...defined({ credential }) };
  }
  for (const { proxy, subsystem } of proxySubsystems.values()) {
    const name = subsystemName(subsystem);
    if (name !== undefined)
      yield { kind: 'agent-proxy-subsystem', database, proxy: proxy.name, subsystem: name };
  }
  for (const { proxy, userKind, principal } of proxyUsers.values()) {
    // Windows knows an account that has no login; nobody else's SID tells a name.
    const isAccount = PRINCIPAL_KINDS[principal.type].source === 'windows';
    if (!isAccount && !isIn(userKind === 'role' ? msdb : server, principal)) continue;
    yield { kind: 'agent-proxy-user', database, proxy: proxy.name, userKind, user: principal.name };
  }
  for (const { profile, principal, isDefault } of mailUsers.values()) {
    if (!isIn(msdb, principal)) continue;
    yield { kind: 'mail-profile-user', database, profile: profile.name, user: principal.name, isDefault };
  }
  for (const category of categories.values()) {
    if (!isMade(category)) continue;
    const { id: _, ...rest } = category;
    yield { kind: 'agent-category', database, ...rest };
  }
  for (const operator of operators.values()) {
    if (!isMade(operator)) continue;
    const { id: _, ...rest } = operator;
    yield { kind: 'agent-operator', database, ...rest };
  }
  for (const job of jobs.values()) {
    if (!isMade(job)) continue;
    const { name, ownerSid: sid, category, isEnabled } = job;
    const owner = sid && server.nameOf(sid);
    const ownerSid = owner === undefined ? sid : undefined;
    yield { kind: 'agent-job', database, name, ...defined({ owner, ownerSid, category, isEnabled }) };
  }
}

function isIn(scope: Scope, principal: Principal): boolean {
  return scope.principal(principal.name) === principal;
}
