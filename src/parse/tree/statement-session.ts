// Statements about the session and the flow of a batch: who acts, what is in force, where the rest does not run.
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

/** Any of them. */
export type SessionStatement = ExecuteAs | Revert | SetOption | Return | Transaction | BatchEnd;
