// A statement that would not have run, or that could not be judged.
import type { Statement } from '../parse/tree/statement.ts';

/** What kind of failure it is. */
export type FailureKind =
  /** SQL Server refuses the statement. */
  | 'refused'
  /** The script itself reports it: RAISERROR, or a wrapper of a regrant script. */
  | 'reported'
  /** A person has to type a secret first. */
  | 'secret'
  /** The simulated server cannot tell what the statement does. */
  | 'not-understood';

/** A failure of one statement of a script. */
export interface Failure {
  /** What kind of failure it is. */
  readonly kind: FailureKind;
  /** The name of the rule that refuses it, or a stable code. */
  readonly rule: string;
  /** Title of the Microsoft page behind a rule. */
  readonly source?: string;
  /** SQL Server's error number, where it is known. */
  readonly error?: number;
  /** The statement's number in a regrant script. */
  readonly statement?: number;
  /** Line in the script, counted from 1. */
  readonly line: number;
  /** Column in the line, counted from 1. */
  readonly column: number;
  /** The database it runs in. */
  readonly database: string;
  /** Why, as the end of a sentence; names stand as they are. */
  readonly why: string;
}

/** A failure and the statement it is of. */
export interface FailedStatement {
  readonly failure: Failure;
  readonly cause: Statement;
}
