// Runs a batch and hands each result set to the reader of its query, row by row, as the rows arrive.
import type { RunOptions, Session } from '../../connect/driver.ts';
import { RegrantError } from '../../model/errors.ts';
import type { Batch } from './batch.ts';

/** Runs the batch; `onRows` hears how many rows each chunk brought. */
export async function runBatch<Context>(
  session: Session,
  batch: Batch<Context>,
  context: Context,
  options: RunOptions,
  onRows: (rows: number) => void,
): Promise<void> {
  let answered = 0;
  let reading = 0;
  try {
    const { text, selects } = batch;
    for await (const set of session.run(text, { ...options, selects, idempotent: true })) {
      const query = batch.queries[answered];
      if (query === undefined) throw unexpected(answered + 1, batch.queries.length);
      answered += 1;
      const reader = query.reader(context, set.columns);
      for await (const rows of set.rows) {
        for (const row of rows) reader.row(row);
        onRows(rows.length);
      }
      reader.end?.();
      reading = answered;
    }
  } catch (error) {
    throw whileReading(error, batch.queries[reading]?.name);
  }
  if (answered !== batch.queries.length) throw unexpected(answered, batch.queries.length);
}

/** The error with what was being read when it came: the query that was not answered to its end. */
function whileReading(error: unknown, what: string | undefined): unknown {
  if (!(error instanceof RegrantError) || what === undefined) return error;
  const { code, fact, remedy, cause } = error;
  return new RegrantError({ code, fact: `While reading ${what}: ${fact}`, remedy, cause });
}

function unexpected(got: number, expected: number): RegrantError {
  return new RegrantError({
    code: 'query-failed',
    fact: `The server answered ${got} result sets where ${expected} were asked for.`,
    remedy: 'Check that nothing between here and the server (a proxy, another driver) rewrites batches.',
  });
}
