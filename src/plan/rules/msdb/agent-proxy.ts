// Proxies of SQL Server Agent, what they may be used for and by whom: procedures of msdb make them.
// Sources: "sp_add_proxy", "sp_update_proxy", "sp_grant_proxy_to_subsystem", "sp_grant_login_to_proxy (Transact-SQL)".
import { subsystemNumber } from '../../../model/catalog/agent-subsystem.ts';
import type { AgentProxySubsystemFact, AgentProxyUserFact, FactOf } from '../../../model/fact.ts';
import { limitOfProxyRow } from '../../../model/limit-of-row.ts';
import { shown } from '../../../model/words/shown.ts';
import type { ChangedFact } from '../../compare-snapshots.ts';
import type { World } from '../../lookup/world.ts';
import type { Made } from '../../plan.ts';
import { step } from '../../plan.ts';
import { limit } from '../../reason.ts';
import type { KindRule, Outcome } from '../../rule.ts';
import { by, each, not, steps } from '../../rule.ts';

const NO_CREDENTIAL = limit('no-credential');
const needs = ['revoke-extra'] as const;

export const AGENT_PROXY_RULE: KindRule<'agent-proxy'> = {
  create: (fact) => {
    const made = [...proxySteps('create-agent-proxy', fact), ...proxySteps('set-agent-proxy', fact)];
    if (made.length > 0) return { steps: made };
    const note = `Agent proxy ${shown(fact.name)} has no credential any more: it is not scripted.`;
    return { notes: [{ code: 'proxy-without-credential', note }], reason: NO_CREDENTIAL };
  },
  drop: ({ name: proxy }) => steps(step('drop-agent-proxy', { proxy }, { needs: ['drop-extra'] })),
  change: each(['credential', 'isEnabled', 'description'], by(changeProxy, NO_CREDENTIAL)),
};

function changeProxy({ after }: ChangedFact<'agent-proxy'>): readonly Made[] {
  return proxySteps('set-agent-proxy', after);
}

function proxySteps(
  action: 'create-agent-proxy' | 'set-agent-proxy',
  { name: proxy, credential, isEnabled: enabled, description }: FactOf<'agent-proxy'>,
): readonly Made[] {
  return credential === undefined ? [] : [step(action, { proxy, credential, enabled, description })];
}

export const AGENT_PROXY_SUBSYSTEM_RULE: KindRule<'agent-proxy-subsystem'> = {
  create: (fact, world) => granted(fact, world, step('grant-proxy-to-subsystem', subsystemOf(fact))),
  drop: (fact) => steps(step('revoke-proxy-from-subsystem', subsystemOf(fact), { needs })),
  change: {},
};

function subsystemOf({ proxy, subsystem }: AgentProxySubsystemFact) {
  return { proxy, subsystem: subsystemNumber(subsystem) ?? 0 };
}

export const AGENT_PROXY_USER_RULE: KindRule<'agent-proxy-user'> = {
  create: (fact, world) => granted(fact, world, step('grant-agent-proxy', userOf(fact))),
  drop: (fact) => steps(step('revoke-agent-proxy', userOf(fact), { needs })),
  change: {},
};

function granted(fact: AgentProxySubsystemFact | AgentProxyUserFact, { wanted }: World, made: Made): Outcome {
  const code = limitOfProxyRow(fact, wanted);
  return code === undefined ? steps(made) : not(limit(code));
}

function userOf({ proxy, userKind, user }: AgentProxyUserFact) {
  return {
    proxy,
    login: userKind === 'login' ? user : undefined,
    serverRole: userKind === 'server-role' ? user : undefined,
    role: userKind === 'role' ? user : undefined,
  };
}
