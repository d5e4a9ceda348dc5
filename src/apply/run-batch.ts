// Runs one batch to its end, whatever it selects.
import type { BatchPart, RunOptions, Session } from '../connect/driver.ts';

/** What limits a batch. */
export type Limits = Pick<RunOptions, 'signal' | 'timeoutMs'>;

/** Runs a batch to its end, by default as one part; what it selects is read and dropped. Throws what the session throws. */
export async function runToEnd(
  session: Session,
  batch: string,
  limits: Limits,
  parts: readonly BatchPart[] = [{ text: batch, shownBy: 'mark' }],
): Promise<void> {
  for await (const { rows } of session.run(batch, { ...limits, parts })) for await (const _ of rows);
}
