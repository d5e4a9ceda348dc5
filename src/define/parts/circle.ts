// Objects of which each is to be there before the other. A table can be made without the checks, defaults and computed columns
// that call what is in its circle, which then come behind the functions; what else is in a circle is told.
// Source: "ALTER TABLE (Transact-SQL)", "CREATE FUNCTION (Transact-SQL)" (Microsoft).
import type { DefinitionFact } from '../../model/facts/definition-fact.ts';
import { subjectOf } from '../../model/words/sentence.ts';
import { firstOf } from '../../model/words/shown.ts';

/** Objects that cannot be made one before the other. */
export interface Circle {
  /** In the order of their schemas and names. */
  readonly facts: readonly DefinitionFact[];
  /** Whether its tables can be made without what closes it. */
  readonly isCut: boolean;
}

/** Something in a schema that a table is made without. */
export interface LaterUse {
  /** The schema it is in. */
  readonly schema?: string;
  /** Its name. */
  readonly name: string;
}

/** Parts of tables that are made behind everything that they call, by the table. */
export type LaterUses = ReadonlyMap<DefinitionFact, readonly LaterUse[]>;

/** The code of a note that tells a circle. */
export const CIRCLE = 'circle-of-objects';

/** How many objects of a circle are named. */
const NAMED = 10;

/** What there is to know of a circle, in a sentence or two. */
export function circleText({ facts, isCut }: Circle): string {
  const names = firstOf(facts.map(subjectOf), NAMED);
  return isCut
    ? `${names} need each other: the checks, defaults and computed columns that close the circle are added behind the functions, the columns as the last ones of their table.`
    : `${names} need each other, so that none of them can be made first: make one of them by hand without what it takes from the others, and run the script again.`;
}
