// Asks a server constant SELECTs, and gives their rows as records by column: for readings of few rows. A driver may give
// every value as text, so that values are read as cells; a time is asked for as text (`timeAsText`).
import type { RunOptions, Select, Session } from './driver.ts';

/** A row by the names of its columns. */
export type Answer = Readonly<Record<string, unknown>>;

/** The rows of each SELECT, in no order that can be relied on. Throws what the session throws. */
export async function askServer(
  session: Session,
  selects: readonly Select[],
  options: RunOptions,
): Promise<readonly (readonly Answer[])[]> {
  const settings = ['SET NOCOUNT ON;', 'SET LOCK_TIMEOUT 60000;'];
  const batch = [...settings, ...selects.map(({ text }) => `${text};`)].join('\n');
  const sets: Answer[][] = [];
  for await (const set of session.run(batch, { ...options, selects, idempotent: true })) {
    const answers: Answer[] = [];
    for await (const rows of set.rows) {
      for (const row of rows)
        answers.push(Object.fromEntries(set.columns.map((column, at) => [column, row[at]])));
    }
    sets.push(answers);
  }
  return sets;
}

/** A column of times as text that says all of them ("CAST and CONVERT", Microsoft: style 126). */
export function timeAsText(column: string): string {
  return `CONVERT(nvarchar(30), ${column}, 126)`;
}

/** The time that such a text says, taken for UTC; an invalid date for none. */
export function timeOf(value: unknown): Date {
  return new Date(`${String(value)}Z`);
}
