// The statements a script is read into: plain objects with a kind, a tag per statement of the language that
// concerns security. Legacy procedures are given as the statements they stand for, with `via` naming them. Those that
// hold others stand here, beside what they hold.

import type { Hex } from '../../model/fact.ts';
import type { WrapperName } from '../../model/script-protocol.ts';
import type { Expression, NameParts } from './expression.ts';
import type { LinkedStatement } from './statement-linked.ts';
import type { MsdbStatement } from './statement-msdb.ts';
import type { Node } from './statement-node.ts';
import type { ObjectStatement } from './statement-object.ts';
import type { AlterAuthorization, PermissionStatement } from './statement-permission.ts';
import type { PrincipalStatement } from './statement-principal.ts';
import type { ServerStatement } from './statement-server.ts';
import type { SessionStatement } from './statement-session.ts';
import type { SsisPermissionAct } from './statement-ssis.ts';

export type * from './statement-linked.ts';
export type * from './statement-msdb.ts';
export type { Span, Via } from './statement-node.ts';
export type * from './statement-object.ts';
export type * from './statement-permission.ts';
export type * from './statement-principal.ts';
export type * from './statement-server.ts';
export type * from './statement-session.ts';
export type * from './statement-ssis.ts';

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
  /** A condition or a value in the text reaches beyond it: a call of what somebody wrote, a question to another server. */
  readonly callsOut?: true;
  /** The statement still has the placeholder of a secret, so that the wrapper does not run it. */
  readonly hasPlaceholder?: true;
  readonly statements: readonly Statement[];
}

export interface CreateSchema extends Node {
  readonly kind: 'create-schema';
  /** Absent in `CREATE SCHEMA AUTHORIZATION owner`, where it is the owner's name. */
  readonly name?: string;
  readonly owner?: string;
  /** GRANT, DENY, REVOKE inside the statement. */
  readonly elements: readonly Statement[];
}

/**
 * A statement that is not about security: its text stands from `span.offset` to `span.end`. `verb` is its first words,
 * upper case (`SELECT INTO`, `DBCC CHECKDB`), of a procedure its name in lower case (`EXEC xp_cmdshell`).
 */
export interface Foreign extends Node {
  readonly kind: 'foreign';
  readonly verb: string;
  /** The object that it changes, or makes a part of, where its words tell: of `CREATE INDEX … ON`, of `ALTER TABLE`. */
  readonly on?: NameParts;
  /** Of RAISERROR: it has constants and variables only. */
  readonly isPlain?: true;
}

/** What was reported instead of read: malformed, or known only when the script runs. */
export interface Unread extends Node {
  readonly kind: 'unread';
}

/** Any statement. */
export type Statement =
  | PrincipalStatement
  | CreateSchema
  | PermissionStatement
  | AlterAuthorization
  | ServerStatement
  | LinkedStatement
  | MsdbStatement
  | SsisPermissionAct
  | ObjectStatement
  | SessionStatement
  | If
  | Try
  | While
  | Execute
  | Foreign
  | Unread;
