// What a diff is made of. A change never holds the value of a secret property.
import type { Fact } from '../model/fact.ts';

/** One property that differs; absent on a side means the fact does not have it there. */
export type PropertyChange =
  | { readonly property: string; readonly from?: unknown; readonly to?: unknown }
  /** A password differs; what it was and is stays unsaid. */
  | { readonly property: string; readonly secret: true };

/** The fact is only in the snapshot after. */
export interface Added {
  readonly change: 'added';
  readonly key: string;
  readonly after: Fact;
}

/** The fact is only in the snapshot before. */
export interface Removed {
  readonly change: 'removed';
  readonly key: string;
  readonly before: Fact;
}

/** The fact is in both, with different properties. */
export interface Changed {
  readonly change: 'changed';
  readonly key: string;
  readonly before: Fact;
  readonly after: Fact;
  /** In the order of the kind's properties; never empty. */
  readonly changes: readonly PropertyChange[];
}

/** The fact is on one side only, and the other side did not capture all of the place where it would be. */
export interface Unknown {
  readonly change: 'unknown';
  readonly key: string;
  /** The side that may lack it for want of a capture, or that does not tell the properties. */
  readonly missing: Side;
  readonly fact: Fact;
  /** What differs and one side, read from a script, does not tell; absent where it may lack the fact. */
  readonly properties?: readonly string[];
}

/** One difference between two snapshots. */
export type Change = Added | Removed | Changed | Unknown;

/** The two snapshots of a diff. */
export type Side = 'before' | 'after';

/** What the differences do not tell, and why. */
export interface Caveat {
  /** Stable code: `not-captured`, `passwords-not-comparable`, `passwords-not-captured`, `selection-differs`, `from-script`. */
  readonly code: string;
  /** The snapshot it is about, when it is about one. */
  readonly side?: Side;
  readonly database?: string;
  /** One sentence: the fact. */
  readonly fact: string;
  /** One sentence: the remedy. */
  readonly remedy: string;
}

/** How many differences there are of each sort. */
export interface DiffSummary {
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly unknown: number;
  /** Facts that differ in what there is and not in who may do what, and that were not asked for. */
  readonly inventory: number;
}
