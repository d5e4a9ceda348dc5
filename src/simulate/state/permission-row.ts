// A permission row of the simulated server.
import type { PermissionState } from '../../model/fact.ts';
import type { Principal } from './principal.ts';
import type { Target } from './securable.ts';

/** One row of sys.server_permissions or sys.database_permissions. */
export interface PermissionRow {
  readonly target: Target;
  /** Undefined for a row on the whole securable. */
  readonly column?: string | undefined;
  readonly permission: string;
  readonly grantee: Principal;
  readonly grantor: Principal;
  state: PermissionState;
}

/** What tells the rows on one securable apart. */
export type RowKey = Omit<PermissionRow, 'target' | 'state'>;
