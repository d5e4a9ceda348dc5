// Permissions and owners.

import type { Values } from '../parameter-kind.ts';
import type { ActionRows } from './action-row.ts';

const permissionRow = {
  permission: 'permission',
  on: 'securable',
  column: 'column?',
  grantee: 'principal',
  grantor: 'principal?',
} as const;

const ofConnect = ({ permission, grantee }: Values) =>
  permission === 'CONNECT SQL' || permission === 'CONTROL SERVER' ? grantee : undefined;

/** Their actions. */
export const PERMISSION_ACTIONS = {
  grant: { phase: 'permissions', parameters: { ...permissionRow, withGrantOption: 'flag' } },
  deny: {
    phase: 'permissions',
    parameters: { ...permissionRow, cascade: 'flag' },
    shutsOut: ofConnect,
    isGuarded: true,
  },
  revoke: { phase: 'permissions', parameters: { ...permissionRow, cascade: 'flag' }, shutsOut: ofConnect },
  'revoke-grant-option': { phase: 'changed', parameters: permissionRow },
  'revoke-shipped': {
    phase: 'permissions',
    parameters: permissionRow,
  },
  'revoke-endpoint-default': { phase: 'server-defaults', parameters: { endpoint: 'name' } },
  own: { phase: 'owners', parameters: { on: 'securable', owner: 'owner' } },
  'own-by-schema': { phase: 'changed', parameters: { on: 'securable' } },
} as const satisfies ActionRows;
