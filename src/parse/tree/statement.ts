// The statements a script is read into: plain objects with a kind, a tag per statement of the language that
// concerns security. Legacy procedures are given as the statements they stand for, with `via` naming them.

import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { NameParts } from './expression.ts';
import type { GoverningStatement, RegrantStatement } from './statement-governing.ts';
import type { LinkedStatement } from './statement-linked.ts';
import type { MsdbStatement } from './statement-msdb.ts';
import type { Node } from './statement-node.ts';
import type { ObjectStatement } from './statement-object.ts';
import type { PrincipalStatement } from './statement-principal.ts';
import type { ServerStatement } from './statement-server.ts';
import type { SessionStatement } from './statement-session.ts';

export type * from './statement-governing.ts';
export type * from './statement-linked.ts';
export type * from './statement-msdb.ts';
export type { Span, Via } from './statement-node.ts';
export type * from './statement-object.ts';
export type * from './statement-principal.ts';
export type * from './statement-server.ts';
export type * from './statement-session.ts';

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

export interface CredentialStatement extends Node {
  readonly kind: 'create-credential' | 'alter-credential';
  readonly name: string;
  readonly isDatabaseScoped: boolean;
  readonly identity: string;
  readonly hasSecret: boolean;
  readonly provider?: string;
}

export interface Use extends Node {
  readonly kind: 'use';
  readonly database: string;
}

export interface AlterDatabaseSet extends Node {
  readonly kind: 'alter-database-set';
  /** Absent for CURRENT. */
  readonly database?: string;
  /** Option words upper case → value word upper case (`ON`, `OFF`, `PARTIAL` …), empty for options without one. */
  readonly options: Readonly<Record<string, string>>;
}

/**
 * A statement that is not about security: its text stands from `span.offset` to `span.end`. `verb` is its first words,
 * upper case (`SELECT INTO`, `DBCC CHECKDB`), of a procedure its name in lower case (`EXEC xp_cmdshell`).
 */
export interface Foreign extends Node {
  readonly kind: 'foreign';
  readonly verb: string;
}

/** What was reported instead of read: malformed, or known only when the script runs. */
export interface Unread extends Node {
  readonly kind: 'unread';
}

/** Any statement. */
export type Statement =
  | PrincipalStatement
  | PermissionStatement
  | AlterAuthorization
  | CredentialStatement
  | Use
  | AlterDatabaseSet
  | ServerStatement
  | LinkedStatement
  | MsdbStatement
  | ObjectStatement
  | SessionStatement
  | GoverningStatement
  | RegrantStatement
  | Foreign
  | Unread;
