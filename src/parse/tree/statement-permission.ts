// Statements about permissions and owners.
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { NameParts } from './expression.ts';
import type { Node } from './statement-node.ts';

/** A securable as a statement names it. `class` is absent in the form without `CLASS::`, which means OBJECT. */
export interface SecurableName {
  readonly class?: SecurableClass;
  readonly name: NameParts;
}

export interface PermissionItem {
  /** Upper case, single blanks between words; `ALL` for ALL and ALL PRIVILEGES. */
  readonly permission: string;
  readonly columns: readonly string[];
}

/** TO or FROM whom: `public` and `null` are words of the grammar, every other principal is a name. */
export type Grantee =
  | { readonly kind: 'principal'; readonly name: string }
  | { readonly kind: 'public' }
  | { readonly kind: 'null' };

export interface PermissionStatement extends Node {
  readonly kind: 'grant' | 'deny' | 'revoke';
  readonly permissions: readonly PermissionItem[];
  readonly securable?: SecurableName;
  /** Columns after the securable. */
  readonly columns: readonly string[];
  readonly grantees: readonly Grantee[];
  readonly withGrantOption: boolean;
  readonly grantOptionFor: boolean;
  readonly cascade: boolean;
  /** AS whom. */
  readonly grantor?: string;
}

export interface AlterAuthorization extends Node {
  readonly kind: 'alter-authorization';
  readonly securable: SecurableName;
  /** Absent for SCHEMA OWNER. */
  readonly owner?: string;
}
