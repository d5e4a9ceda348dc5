// What was not captured, as a sentence.
import type { Omission } from '../snapshot.ts';

/** The fact of an omission, with the database that it is of. */
export function omissionText({ database, fact }: Pick<Omission, 'database' | 'fact'>): string {
  return database === undefined ? fact : `${database}: ${fact}`;
}
