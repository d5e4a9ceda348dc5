// Audits of the server, and audit specifications.
import type { ActionRows } from './action-row.ts';

/** What CREATE and ALTER SERVER AUDIT have alike. */
const serverAudit = {
  audit: 'name',
  target: 'words',
  path: 'text?',
  maxSize: 'number?',
  maxFiles: 'number?',
  maxRolloverFiles: 'number?',
  reservesSpace: 'flag',
  queueDelay: 'number',
  onFailure: 'words',
  predicate: 'predicate?',
} as const;

/** A specification of the server or of the database where the statement runs. */
const specification = { specification: 'name', of: 'scope' } as const;

/** A group of actions, or an action of a principal. */
const auditAction = { ...specification, action: 'words', on: 'audited?', principal: 'principal?' } as const;

/** Their actions. */
export const AUDIT_ACTIONS = {
  'create-server-audit': { phase: 'audits', parameters: { ...serverAudit, guid: 'guid?' } },
  'alter-server-audit': { phase: 'audits', parameters: { ...serverAudit, hadPredicate: 'flag' } },
  'set-server-audit-shutdown': { phase: 'audits', parameters: { audit: 'name' } },
  'enable-server-audit': { phase: 'auditing', parameters: { audit: 'name' } },
  'disable-server-audit': { phase: 'audits', parameters: { audit: 'name' } },
  'drop-server-audit': { phase: 'dropped', parameters: { audit: 'name' } },

  'create-audit-specification': { phase: 'specifications', parameters: { ...specification, audit: 'name' } },
  'set-specification-audit': { phase: 'specifications', parameters: { ...specification, audit: 'name' } },
  'enable-audit-specification': { phase: 'specifications-on', parameters: specification, once: true },
  'disable-audit-specification': { phase: 'specifications-on', parameters: specification },
  'drop-audit-specification': { phase: 'revoked', parameters: specification },
  'add-audit-action': { phase: 'specifications', parameters: auditAction },
  'drop-audit-action': { phase: 'revoked', parameters: auditAction },
} as const satisfies ActionRows;
