// What a diff is made of. A change never holds the value of a secret property.
import type { Fact } from '../model/fact.ts';

/** One property that differs; absent on a side means the fact does not have it there. */
export type PropertyChange =
  | { readonly property: string; readonly from?: unknown; readonly to?: unknown }
  /** A password differs; what it was and is stays unsaid. */
  | { readonly property: string; readonly secret: true };

/** The fact is only in the snapshot after. */
export interface Added {
  /** Says which kind of change it is. */
  readonly change: 'added';
  /** The identity of the fact, as `keyOf` makes it. */
  readonly key: string;
  /** The fact that is there now. */
  readonly after: Fact;
}

/** The fact is only in the snapshot before. */
export interface Removed {
  /** Says which kind of change it is. */
  readonly change: 'removed';
  /** The identity of the fact, as `keyOf` makes it. */
  readonly key: string;
  /** The fact that is gone. */
  readonly before: Fact;
}

/** The fact is in both, with different properties. */
export interface Changed {
  /** Says which kind of change it is. */
  readonly change: 'changed';
  /** The identity of the fact, as `keyOf` makes it. */
  readonly key: string;
  /** The fact as it was. */
  readonly before: Fact;
  /** The fact as it is. */
  readonly after: Fact;
  /** In the order of the kind's properties; never empty. */
  readonly changes: readonly PropertyChange[];
}

/** The fact is on one side only, and the other side did not capture all of the place where it would be. */
export interface Unknown {
  /** Says which kind of change it is. */
  readonly change: 'unknown';
  /** The identity of the fact, as `keyOf` makes it. */
  readonly key: string;
  /** The side that may lack it for want of a capture, or that does not tell the properties. */
  readonly missing: Side;
  /** The fact that one side has. */
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
  /** Stable code: `not-captured`, `passwords-not-comparable`, `passwords-not-captured`, `selection-differs`, `from-script`, `definitions-not-captured`; of a server that was captured again `another-server`, too. */
  readonly code: string;
  /** The snapshot it is about, when it is about one. */
  readonly side?: Side;
  /** The database; absent for all. */
  readonly database?: string;
  /** One sentence: the fact. */
  readonly fact: string;
  /** One sentence: the remedy. */
  readonly remedy: string;
}

/** How many differences there are of each sort. */
export interface DiffSummary {
  /** Facts that are new. */
  readonly added: number;
  /** Facts that are gone. */
  readonly removed: number;
  /** Facts that are otherwise. */
  readonly changed: number;
  /** Facts of which one side cannot tell. */
  readonly unknown: number;
  /** Facts that differ in what there is and not in who may do what, and that were not asked for. */
  readonly inventory: number;
}
