// Asks a server constant SELECTs, and gives their rows, as they are or by column: for readings of few rows. A driver may
// give every value as text, so that values are read as cells; a time is asked for as text (`timeAsText`).
import type { Row, RunOptions, Select, Session } from './driver.ts';
import { LOCK_TIMEOUT } from './lock-timeout.ts';

/** A row by the names of its columns. */
export type Answer = Readonly<Record<string, unknown>>;

/** The rows of each SELECT as they are, in no order that can be relied on. Throws what the session throws. */
export async function askRows(
  session: Session,
  selects: readonly Select[],
  options: RunOptions,
  settings: readonly string[] = [],
): Promise<readonly (readonly Row[])[]> {
  const batch = ['SET NOCOUNT ON;', ...settings, ...selects.map(({ text }) => `${text};`)].join('\n');
  const sets: (readonly Row[])[] = [];
  for await (const set of session.run(batch, { ...options, selects })) {
    const rows: Row[] = [];
    for await (const chunk of set.rows) rows.push(...chunk);
    sets.push(rows);
  }
  return sets;
}

/** The same by column, of a session that only reads. */
export async function askServer(
  session: Session,
  selects: readonly Select[],
  options: RunOptions,
): Promise<readonly (readonly Answer[])[]> {
  const sets = await askRows(session, selects, { ...options, idempotent: true }, [LOCK_TIMEOUT]);
  return sets.map((rows, of) => {
    const columns = selects[of]?.columns ?? [];
    return rows.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at]])));
  });
}

/** A column of times as text that says all of them ("CAST and CONVERT", Microsoft: style 126). */
export function timeAsText(column: string): string {
  return `CONVERT(nvarchar(30), ${column}, 126)`;
}

/** The time that such a text says, taken for UTC; an invalid date for none. */
export function timeOf(value: unknown): Date {
  return new Date(`${String(value)}Z`);
}

/** Whether it is one, and no invalid date. */
export function isTime(time: Date): boolean {
  return !Number.isNaN(time.getTime());
}
