// What msdb keeps of who may do what: proxies of SQL Server Agent, profiles of Database Mail.
import type { ActionRows } from './action-row.ts';

/** A proxy of SQL Server Agent. */
const agentProxy = { proxy: 'name', credential: 'name', enabled: 'flag', description: 'text?' } as const;

/** Whom a proxy is given to: one of the three. */
const agentProxyUser = {
  proxy: 'name',
  login: 'login?',
  serverRole: 'role?',
  role: 'principal?',
} as const;

/** A profile of Database Mail, and the user of msdb who has it; without one everybody does. */
const mailProfile = { profile: 'name', user: 'principal?' } as const;

/** An operator of SQL Server Agent. */
const agentOperator = {
  operator: 'name',
  enabled: 'flag',
  email: 'text?',
  pager: 'text?',
  netSend: 'text?',
  category: 'name?',
} as const;

/** Their actions. */
export const MSDB_ACTIONS = {
  'create-agent-proxy': { phase: 'agent-proxies', parameters: agentProxy },
  'set-agent-proxy': { phase: 'agent-proxies', parameters: agentProxy },
  'drop-agent-proxy': { phase: 'dropped', parameters: { proxy: 'name' } },
  'grant-proxy-to-subsystem': { phase: 'agent-proxies', parameters: { proxy: 'name', subsystem: 'number' } },
  'revoke-proxy-from-subsystem': { phase: 'revoked', parameters: { proxy: 'name', subsystem: 'number' } },
  'grant-agent-proxy': { phase: 'agent-proxies', parameters: agentProxyUser },
  'revoke-agent-proxy': { phase: 'revoked', parameters: agentProxyUser },
  'grant-mail-profile': { phase: 'mail-profiles', parameters: { ...mailProfile, isDefault: 'flag' } },
  'set-mail-profile': { phase: 'mail-profiles', parameters: { ...mailProfile, isDefault: 'flag' } },
  'revoke-mail-profile': { phase: 'revoked', parameters: mailProfile },

  'create-agent-category': {
    phase: 'agent-operators',
    parameters: { of: 'text', number: 'number', type: 'text', category: 'name' },
  },
  'create-agent-operator': { phase: 'agent-operators', parameters: agentOperator },
  'set-agent-operator': { phase: 'agent-operators', parameters: agentOperator },
  'set-job-owner': { phase: 'agent-jobs', parameters: { job: 'name', owner: 'login' } },
} as const satisfies ActionRows;
