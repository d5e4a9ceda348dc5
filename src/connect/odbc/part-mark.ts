// The mark behind a part of a batch: a row in a table of the session, which is there if all before it was run.
import { integer } from '../../text/quote.ts';

/** Makes the table. It goes with the session. */
export const MAKE_MARKS = 'CREATE TABLE #regrant_part (number int NOT NULL);';

/** A part with its mark behind it. */
export function marked(text: string, number: number): string {
  return `${text}\nINSERT #regrant_part (number) VALUES (${integer(number)});`;
}

/** A row if the mark of a number was set. */
export function markSet(number: number): string {
  return `SELECT number FROM #regrant_part WHERE number = ${integer(number)};`;
}
