// Statements about the session and the flow of a batch: who acts and where, what is in force, where the rest does not run.
import type { Node } from './statement-node.ts';

/** `EXECUTE AS …`: until REVERT (or the end of the text that it stands in) another principal acts. */
export interface ExecuteAs extends Node {
  readonly kind: 'execute-as';
  readonly as: 'user' | 'login' | 'caller' | 'owner' | 'self';
  /** Of `user` and `login`; absent where only the server knows it, which is reported. */
  readonly name?: string;
  readonly withNoRevert: boolean;
}

export interface Revert extends Node {
  readonly kind: 'revert';
}

/** `SET NOEXEC ON`, `SET ANSI_NULLS, QUOTED_IDENTIFIER OFF`: options that are on or off, upper case. */
export interface SetOption extends Node {
  readonly kind: 'set-option';
  readonly options: readonly string[];
  readonly isOn: boolean;
}

/** `RETURN`: nothing behind it runs, up to the end of its batch or text. */
export interface Return extends Node {
  readonly kind: 'return';
}

export interface Transaction extends Node {
  readonly kind: 'transaction';
  readonly act: 'begin' | 'commit' | 'rollback' | 'save';
  /** Of a savepoint or a transaction; absent where none is given, or a variable names it. */
  readonly name?: string;
}

/** `GO`: the batch ends here; `times` is what stands behind it, 1 without. Dynamic text has none. */
export interface BatchEnd extends Node {
  readonly kind: 'batch-end';
  readonly times: number;
}

export interface Use extends Node {
  readonly kind: 'use';
  readonly database: string;
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

/** Any of them. */
export type SessionStatement =
  | ExecuteAs
  | Revert
  | SetOption
  | Return
  | Transaction
  | BatchEnd
  | Use
  | RegrantDatabase
  | RegrantSecret;
