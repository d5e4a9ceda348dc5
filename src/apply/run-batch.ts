// Runs one batch to its end and gathers its rows. Batches here are small answers; nothing is streamed.
import type { Row, RunOptions, Session } from '../connect/driver.ts';

/** What limits a batch. */
export type Limits = Pick<RunOptions, 'signal' | 'timeoutMs'>;

/** The rows of every result set. Throws what the session throws; `onRows` has then seen what came before the error. */
export async function rowsOf(
  session: Session,
  batch: string,
  options: RunOptions,
  onRows: (rows: readonly Row[]) => void = () => {},
): Promise<readonly (readonly Row[])[]> {
  const sets: (readonly Row[])[] = [];
  for await (const set of session.run(batch, options)) {
    const rows: Row[] = [];
    for await (const chunk of set.rows) {
      rows.push(...chunk);
      onRows(chunk);
    }
    sets.push(rows);
  }
  return sets;
}
