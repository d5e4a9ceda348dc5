// Endpoints, and triggers of the server.
import type { ActionRows } from './action-row.ts';

/** What CREATE and ALTER ENDPOINT have alike. */
const endpoint = {
  endpoint: 'name',
  port: 'number',
  address: 'address?',
  type: 'words',
  before: 'words?',
  certificate: 'name?',
  after: 'words?',
  encryption: 'words?',
  role: 'words?',
  forwarding: 'words?',
  forwardingSize: 'number?',
} as const;

/** Their actions. */
export const GATE_ACTIONS = {
  'create-endpoint': { phase: 'endpoints', parameters: endpoint },
  'alter-endpoint': { phase: 'endpoints', parameters: endpoint },
  'set-endpoint-state': { phase: 'endpoints', parameters: { endpoint: 'name', state: 'words' } },
  'drop-endpoint': { phase: 'dropped', parameters: { endpoint: 'name' } },
  'create-server-trigger': { phase: 'triggers', parameters: { trigger: 'name', definition: 'module' } },
  'replace-server-trigger': { phase: 'triggers', parameters: { trigger: 'name', definition: 'module' } },
  'clear-trigger-order': { phase: 'changed', parameters: { trigger: 'name', event: 'words' } },
  'set-trigger-order': {
    phase: 'triggers',
    parameters: { trigger: 'name', event: 'words', isFirst: 'flag' },
  },
  'enable-server-trigger': { phase: 'triggers', parameters: { trigger: 'name' } },
  'disable-server-trigger': { phase: 'triggers', parameters: { trigger: 'name' } },
  'drop-server-trigger': { phase: 'dropped', parameters: { trigger: 'name' } },
} as const satisfies ActionRows;
