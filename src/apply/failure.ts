// What failed in a run: one statement, or a batch as a whole. No secret is in it.
import { serverErrorNumber } from '../connect/server-error.ts';
import { RegrantError } from '../model/errors.ts';
import { visible } from '../model/visible.ts';
import { mask } from './mask.ts';
import type { ScriptBatch } from './script-batches.ts';

/** One failure, as the script's own account gives it, or the server for a whole batch. */
export interface Failure {
  readonly batch: number;
  /** The statement's number; absent for what concerns a whole batch or database. */
  readonly statement?: number;
  readonly database?: string;
  readonly error?: number;
  readonly message: string;
}

/** The failure of a batch as a whole, from what the session threw. */
export function batchFailure({ number: batch, statements }: ScriptBatch, thrown: unknown): Failure {
  const error = serverErrorNumber(thrown);
  const fact = thrown instanceof RegrantError ? thrown.fact : String(thrown);
  const word = statements.length === 1 ? 'Whether' : 'Which of';
  const rest = statements.length === 0 ? '' : ` ${word} ${statementRange(statements)} ran is not known.`;
  return { batch, message: `${mask(fact)}${rest}`, ...(error === undefined ? {} : { error }) };
}

/** `statement 7`, `statements 7 to 12`. */
export function statementRange(numbers: readonly number[]): string {
  const [first, last] = [numbers[0], numbers.at(-1)];
  return first === last ? `statement ${first}` : `statements ${first} to ${last}`;
}

/** A failure in one line. */
export function failureText({ batch, statement, database, error, message }: Failure): string {
  const what = statement === undefined ? `batch ${batch}` : `statement ${statement}`;
  const where = database === undefined ? '' : ` in ${database}`;
  const why = error === undefined ? '' : `error ${error}: `;
  return visible(`${what}${where}: ${why}${message}`);
}
