// Asks a server a constant batch, and gives its result sets as records by column: for readings of few rows.
import type { RunOptions, Session } from '../../connect/driver.ts';

/** A row by the names of its columns. */
export type Answer = Readonly<Record<string, unknown>>;

/** The result sets of a batch, in their order. Throws what the session throws. */
export async function askServer(
  session: Session,
  batch: string,
  options: RunOptions,
): Promise<readonly (readonly Answer[])[]> {
  const sets: Answer[][] = [];
  for await (const set of session.run(batch, { ...options, idempotent: true })) {
    const answers: Answer[] = [];
    for await (const rows of set.rows) {
      for (const row of rows)
        answers.push(Object.fromEntries(set.columns.map((column, at) => [column, row[at]])));
    }
    sets.push(answers);
  }
  return sets;
}
