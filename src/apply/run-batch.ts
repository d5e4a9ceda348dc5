// Runs one batch to its end, whatever it selects.
import type { RunOptions, Session } from '../connect/driver.ts';

/** What limits a batch. */
export type Limits = Pick<RunOptions, 'signal' | 'timeoutMs'>;

/** Runs a batch to its end; what it selects is read and dropped. Throws what the session throws. */
export async function runToEnd(session: Session, batch: string, limits: Limits): Promise<void> {
  for await (const { rows } of session.run(batch, limits)) for await (const _ of rows);
}
