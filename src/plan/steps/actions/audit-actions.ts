// Audits of the server.
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

/** Their actions. */
export const AUDIT_ACTIONS = {
  'create-server-audit': { phase: 'audits', parameters: { ...serverAudit, guid: 'guid?' } },
  'alter-server-audit': { phase: 'audits', parameters: { ...serverAudit, hadPredicate: 'flag' } },
  'set-server-audit-shutdown': { phase: 'audits', parameters: { audit: 'name' } },
  'enable-server-audit': { phase: 'audits', parameters: { audit: 'name' } },
  'disable-server-audit': { phase: 'audits', parameters: { audit: 'name' } },
  'drop-server-audit': { phase: 'dropped', parameters: { audit: 'name' } },
} as const satisfies ActionRows;
