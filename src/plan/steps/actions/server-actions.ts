// Configuration, trusted assemblies, credentials and messages.

import { CAME_WITH } from '../../../model/catalog/release-need.ts';
import { XP_CMDSHELL_PROXY } from '../../../model/catalog/system-credential.ts';
import type { Values } from '../parameter-kind.ts';
import { type ActionRows, typed } from './action-row.ts';

const ofCredential = ({ credential }: Values) => `credential ${credential}`;

/** Their actions. */
export const SERVER_ACTIONS = {
  'show-advanced-options': { phase: 'advanced-shown', parameters: {}, once: true },
  'restore-advanced-options': {
    phase: 'advanced-restored',
    parameters: { overrides: 'flag' },
    once: true,
  },
  'set-configuration': {
    phase: 'configuration',
    parameters: { option: 'option', value: 'number', overrides: 'flag' },
  },
  'trust-assembly': {
    phase: 'assemblies',
    parameters: { hash: 'binary', description: 'text?' },
    since: CAME_WITH.trustedAssembly,
  },
  'distrust-assembly': { phase: 'dropped', parameters: { hash: 'binary' } },
  'create-credential': {
    phase: 'credentials',
    parameters: { credential: 'name', identity: 'text', provider: 'name?' },
    ...typed(ofCredential),
  },
  'alter-credential': {
    phase: 'changed',
    parameters: { credential: 'name', identity: 'text' },
    ...typed(ofCredential),
  },
  'set-xp-cmdshell-proxy': {
    phase: 'credentials',
    parameters: { identity: 'text' },
    ...typed(() => `credential ${XP_CMDSHELL_PROXY}`),
  },
  'drop-xp-cmdshell-proxy': { phase: 'dropped', parameters: {} },
  'drop-credential': { phase: 'dropped', parameters: { credential: 'name' } },
  'add-message': {
    phase: 'messages',
    parameters: {
      id: 'number',
      severity: 'number',
      message: 'text',
      language: 'text',
      languageId: 'number',
      logged: 'flag',
    },
  },
  'drop-message': {
    phase: 'dropped',
    parameters: { id: 'number', language: 'text', languageId: 'number' },
  },
} as const satisfies ActionRows;
