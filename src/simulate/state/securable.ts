// A permission row of the simulated server, and what permissions are on: the server or database itself, a principal, or anything else with a name.

import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { EndpointFact, PermissionState, SecurableFact } from '../../model/fact.ts';
import type { Principal } from './principal.ts';

/** A thing of the simulated server that is no principal. */
export interface Securable {
  /** The id that the catalogue of the simulated server shows. */
  readonly id: number;
  readonly class: SecurableClass;
  readonly schema?: string;
  readonly name: string;
  /** The explicit owner; absent where the schema's owner owns it, or nobody does. */
  owner?: Principal;
  /** The fact it came from; absent for what is known only from a permission on it, and for schemas. */
  fact?: SecurableFact | EndpointFact;
  /** It is SQL Server's own. */
  readonly isShipped?: true;
  /** Of a schema that every database has: the owner it ships with. */
  readonly shippedOwner?: string;
  /** A script speaks of it and does not make it: it may exist, and no fact tells so. */
  isMentioned?: boolean;
}

/** The thing a permission is on; `key` is unique in its scope. */
export interface Target {
  readonly class: SecurableClass;
  readonly key: string;
  /** Present for logins, users and roles. */
  readonly principal?: Principal;
  /** Present for everything else but the server and a database. */
  readonly securable?: Securable;
}

/** A thing as it is made: its id is a new one unless told. */
export type NewSecurable = Omit<Securable, 'id'> & { readonly id?: number };

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
