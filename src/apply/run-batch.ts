// Runs one batch to its end, or asks and gathers the rows. Answers here are small; nothing is streamed.
import type { Row, RunOptions, Select, Session } from '../connect/driver.ts';

/** What limits a batch. */
export type Limits = Pick<RunOptions, 'signal' | 'timeoutMs'>;

/** Runs a batch to its end; what it selects is read and dropped. Throws what the session throws. */
export async function runToEnd(session: Session, batch: string, limits: Limits): Promise<void> {
  for await (const { rows } of session.run(batch, limits)) for await (const _ of rows);
}

/** The rows of each SELECT, in no order that can be relied on. Throws what the session throws. */
export async function askRows(
  session: Session,
  selects: readonly Select[],
  options: RunOptions,
): Promise<readonly (readonly Row[])[]> {
  const batch = ['SET NOCOUNT ON;', ...selects.map(({ text }) => `${text};`)].join('\n');
  const sets: (readonly Row[])[] = [];
  for await (const set of session.run(batch, { ...options, selects })) {
    const rows: Row[] = [];
    for await (const chunk of set.rows) rows.push(...chunk);
    sets.push(rows);
  }
  return sets;
}
