// The statements a script is read into: plain objects with a kind, a tag per statement of the language that
// concerns security. Legacy procedures are given as the statements they stand for, with `via` naming them.

import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { Hex } from '../../model/fact.ts';
import type { WrapperName } from '../../model/script-protocol.ts';
import type { Expression, NameParts } from './expression.ts';
import type {
  AddLinkedServer,
  DropLinkedLogin,
  DropLinkedServer,
  SetLinkedLogin,
  SetNetworkName,
  SetServerOption,
} from './statement-linked.ts';
import type { MsdbStatement } from './statement-msdb.ts';
import type { Node } from './statement-node.ts';
import type { CreateObject, DropObject, RenameObject } from './statement-object.ts';
import type {
  AlterLogin,
  AlterRole,
  AlterSchema,
  AlterUser,
  ApplicationRole,
  CreateLogin,
  CreateRole,
  CreateSchema,
  CreateUser,
  Drop,
} from './statement-principal.ts';
import type {
  CreateServerTrigger,
  EndpointStatement,
  ServerAuditStatement,
  ServerTriggerStatement,
} from './statement-server.ts';
import type { BatchEnd, ExecuteAs, Return, Revert, SetOption, Transaction } from './statement-session.ts';

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

export interface Configure extends Node {
  readonly kind: 'configure';
  readonly name: string;
  readonly value: number;
}

export interface Reconfigure extends Node {
  readonly kind: 'reconfigure';
  readonly isOverride: boolean;
}

export interface TrustedAssembly extends Node {
  readonly kind: 'add-trusted-assembly' | 'drop-trusted-assembly';
  readonly hash: Hex;
  readonly description?: string;
}

export interface AddMessage extends Node {
  readonly kind: 'add-message';
  readonly messageId: number;
  readonly severity: number;
  readonly text: string;
  /** Absent: the session's language. */
  readonly language?: string;
  readonly isEventLogged: boolean;
  readonly isReplace: boolean;
}

export interface DropMessage extends Node {
  readonly kind: 'drop-message';
  readonly messageId: number;
  readonly language?: string;
}

/** `IF condition … ELSE …`. A `condition` of kind opaque was not understood. */
export interface If extends Node {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[];
}

/** `BEGIN TRY … END TRY BEGIN CATCH … END CATCH`. */
export interface Try extends Node {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handler: readonly Statement[];
}

/** `WHILE`: how often its body runs is not known. */
export interface While extends Node {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: readonly Statement[];
}

/** Text that the script runs as a batch of its own: EXEC('…'), sp_executesql, or a wrapper of a regrant script. */
export interface Execute extends Node {
  readonly kind: 'execute';
  readonly wrapper: 'string' | 'sp_executesql' | WrapperName;
  /** `EXEC ('…') AS USER = 'x'`: who acts while it runs. */
  readonly as?: { readonly kind: 'user' | 'login'; readonly name: string };
  /** The database named in front of sp_executesql. */
  readonly database?: string;
  /** The statement's number in a regrant script. */
  readonly number?: number;
  /** The login that `#regrant_login` checks before it runs the statement. */
  readonly login?: { readonly name: string; readonly sid?: Hex };
  /** The login that `#regrant_access` takes something from: left for the end where it is the one that runs the script. */
  readonly access?: { readonly name: string; readonly sid?: Hex; readonly guard: Expression };
  /** What `#regrant_secret` asks before it runs the statement: where it holds, nothing is run. */
  readonly guard?: Expression;
  /** The statement still has the placeholder of a secret, so that the wrapper does not run it. */
  readonly hasPlaceholder?: true;
  readonly statements: readonly Statement[];
}

/** `EXEC #regrant_database N'x'`: what follows runs in x; without a database, on the server (in master). */
export interface RegrantDatabase extends Node {
  readonly kind: 'regrant-database';
  readonly database?: string;
}

/** `EXEC #regrant_type 7, N'…'`: a person has typed the secret of statement 7. */
export interface RegrantSecret extends Node {
  readonly kind: 'regrant-secret';
  readonly number: number;
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
  | CreateLogin
  | AlterLogin
  | CreateUser
  | AlterUser
  | CreateRole
  | AlterRole
  | ApplicationRole
  | CreateSchema
  | AlterSchema
  | Drop
  | PermissionStatement
  | AlterAuthorization
  | CredentialStatement
  | Use
  | AlterDatabaseSet
  | Configure
  | Reconfigure
  | TrustedAssembly
  | AddMessage
  | DropMessage
  | MsdbStatement
  | AddLinkedServer
  | SetServerOption
  | SetNetworkName
  | SetLinkedLogin
  | DropLinkedLogin
  | DropLinkedServer
  | If
  | Try
  | While
  | Execute
  | RegrantDatabase
  | RegrantSecret
  | ExecuteAs
  | Revert
  | SetOption
  | Return
  | Transaction
  | BatchEnd
  | EndpointStatement
  | CreateServerTrigger
  | ServerTriggerStatement
  | ServerAuditStatement
  | CreateObject
  | DropObject
  | RenameObject
  | Foreign
  | Unread;
