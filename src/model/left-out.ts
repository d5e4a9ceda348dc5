// What was asked to be left out of a script, and is no failure of it.

/** A fact that a script does not make, or some of its properties. */
export interface LeftOut {
  /** The key of the fact, under its new name. */
  readonly key: string;
  /** Absent where it is the whole fact. */
  readonly properties?: readonly string[];
}
