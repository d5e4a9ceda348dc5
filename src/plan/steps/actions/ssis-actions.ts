// What the catalogue of Integration Services keeps of who may do what.
import type { ActionRows } from './action-row.ts';

/** What a permission is on, by its number and its names; which permission, by its number; who has it. */
const ssisPermission = {
  type: 'number',
  folder: 'name',
  project: 'name?',
  environment: 'name?',
  permission: 'number',
  grantee: 'principal',
} as const;

/** Their actions. */
export const SSIS_ACTIONS = {
  'set-ssis-permission': { phase: 'ssis-permissions', parameters: { ...ssisPermission, denied: 'flag' } },
  'revoke-ssis-permission': { phase: 'revoked', parameters: ssisPermission },
} as const satisfies ActionRows;
