// Linked servers, and who goes to them as whom.
import { type ActionRows, typed } from './action-row.ts';

/** What sp_addlinkedserver takes but for the provider string. */
const linkedServer = {
  server: 'name',
  product: 'text',
  provider: 'text?',
  dataSource: 'text?',
  location: 'text?',
  catalog: 'text?',
} as const;

/** Their actions. */
export const LINKED_SERVER_ACTIONS = {
  'create-linked-server': {
    phase: 'linked-servers',
    parameters: {
      ...linkedServer,
      providerString: 'text?',
    },
  },
  'create-linked-server-with-secret': {
    phase: 'linked-servers',
    parameters: {
      ...linkedServer,
      /** The provider string without its passwords, for who types it. */
      shown: 'text',
    },
    ...typed(({ server, shown }) => `linked server ${server}, its whole provider string: ${shown}`),
  },
  'set-linked-server-address': { phase: 'linked-servers', parameters: { server: 'name', address: 'text' } },
  'set-linked-server-option': {
    phase: 'linked-servers',
    parameters: { server: 'name', option: 'server-option', value: 'text?' },
  },
  'map-linked-login': {
    phase: 'linked-servers',
    parameters: { server: 'name', login: 'login?', usesSelf: 'flag' },
  },
  'map-linked-login-with-password': {
    phase: 'linked-servers',
    parameters: { server: 'name', login: 'login?', remoteName: 'text' },
    ...typed(
      ({ server, login = 'everybody else', remoteName }) =>
        `linked server ${server}, where ${login} is ${remoteName}`,
    ),
  },
  'drop-linked-login': { phase: 'dropped', parameters: { server: 'name', login: 'login?' } },
  'drop-linked-server': { phase: 'dropped', parameters: { server: 'name' } },
} as const satisfies ActionRows;
