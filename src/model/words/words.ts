// What a kind of facts is called on a line.
import type { FactKind, FactOf } from '../fact.ts';

/** The words of a kind of facts. */
export interface Words<K extends FactKind> {
  /** Which fact it is, by its identity: what a line about a change of it begins with. */
  readonly subject: (fact: FactOf<K>) => string;
  /** The whole fact, as the statement that makes it. */
  readonly sentence: (fact: FactOf<K>) => string;
}

/** What no clause of the statement says. */
export function aside(words: string): string {
  return words === '' ? '' : ` -- ${words}`;
}
