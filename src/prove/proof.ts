// What a proof finds.
import type { Change } from '../diff/change.ts';
import type { Fact } from '../model/fact.ts';
import type { Need } from '../model/need.ts';
import type { ForeignStatement } from '../parse/foreign/foreign-statement.ts';
import type { Diagnostic } from '../parse/tree/diagnostic.ts';
import type { Failure } from '../simulate/failure.ts';
import type { Assumption } from '../simulate/start/assumption.ts';

/** A difference that every restore makes, and why. */
export interface Expected<T> {
  /** A stable code, for programs. */
  readonly code: string;
  /** Why that is so, in one sentence. */
  readonly why: string;
  /** What is of that class. */
  readonly items: readonly T[];
}

/** What came of a second run. */
export interface SecondRun {
  /** What it changed; empty when the script can be run again. */
  readonly changes: readonly Change[];
  /** Failures that the first run did not have. */
  readonly failures: readonly Failure[];
}

/** What a proof found. */
export interface Proof {
  /** Nothing is missing, extra or different, nothing failed, and everything was understood. */
  readonly identical: boolean;
  /** Statements that were judged. */
  readonly statements: number;
  /** Facts of the snapshot that the script does not make. */
  readonly missing: readonly Fact[];
  /** Facts that the script makes and the snapshot lacks. */
  readonly extra: readonly Fact[];
  /** Facts that the script makes otherwise. */
  readonly different: readonly Extract<Change, { change: 'changed' }>[];
  /** Statements that would fail, and those that could not be judged (`not-understood`). */
  readonly failures: readonly Failure[];
  /** What the reader could not read; such a script cannot be proven. */
  readonly diagnostics: readonly Diagnostic[];
  /** Statements that are neither security nor the script's own machinery: whatever they do, no snapshot asked for it. */
  readonly foreign: readonly ForeignStatement[];
  /** Differences and failures that every restore has, by their class. */
  readonly expected: readonly Expected<Change>[];
  /** Failures that every restore has, by their class. */
  readonly expectedFailures: readonly Expected<Failure>[];
  /** What was taken for granted. */
  readonly assumptions: readonly Assumption[];
  /** What the script needs that neither it nor the databases bring, by name: taken as present. */
  readonly needs: readonly Need[];
  /** Present where a second run was asked for. */
  readonly second?: SecondRun;
}
