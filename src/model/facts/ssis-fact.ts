// Who may do what in the catalogue of Integration Services. Rows of its database SSISDB, not of SQL Server's catalogue, so
// that procedures of SSISDB write them. Source: "catalog.explicit_object_permissions (SSISDB Database)" (Microsoft).
import type { SsisObjectType, SsisPermission } from './ssis-permission.ts';

/** A row of `catalog.explicit_object_permissions`: a permission on a folder, a project or an environment. */
export interface SsisPermissionFact {
  /** Which kind of thing it is. */
  readonly kind: 'ssis-permission';
  /** SSISDB. */
  readonly database: string;
  /** What it is on. */
  readonly objectType: SsisObjectType;
  /** The folder, or the one that the project or environment is in. */
  readonly folder: string;
  /** The project or environment; absent for the folder itself. */
  readonly name?: string;
  /** What it allows. */
  readonly permission: SsisPermission;
  /** The user or role of SSISDB that has it. */
  readonly grantee: string;
  /** Whether it is denied. */
  readonly isDenied: boolean;
}
