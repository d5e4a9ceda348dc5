// Calls of SSISDB's procedures about who may do what in the catalogue of Integration Services, as the statements they are.
import type { SsisObjectType, SsisPermission } from '../../model/facts/ssis-permission.ts';
import type { Node } from './statement-node.ts';

/** catalog.grant_permission, catalog.deny_permission, catalog.revoke_permission. */
export interface SsisPermissionAct extends Node {
  readonly kind: 'grant-ssis-permission' | 'deny-ssis-permission' | 'revoke-ssis-permission';
  readonly objectType: SsisObjectType;
  /** The folder, or the one that the project or environment is in. */
  readonly folder: string;
  readonly name?: string;
  readonly permission: SsisPermission;
  /** A user or role of SSISDB. */
  readonly grantee: string;
}
