// What failed in a run: one statement, or a batch as a whole. No secret is in it.

import { serverErrorNumber } from '../connect/server-error.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { visible } from '../model/words/visible.ts';
import { mask } from './mask.ts';
import type { ScriptBatch } from './script-batches.ts';

/** One failure, as the script's own account gives it, or the server for a whole batch. */
export interface Failure {
  /** The batch, counted from 1. */
  readonly batch: number;
  /** The statement's number; absent for what concerns a whole batch or database. */
  readonly statement?: number;
  /** The database it was run in. */
  readonly database?: string;
  /** The number of SQL Server's error. */
  readonly error?: number;
  /** What SQL Server said, without secrets. */
  readonly message: string;
  /** The statement itself, without its secrets. */
  readonly text?: string;
  /** All parts of the error, where the server gives more than one: the last, which says what failed, is `message`. */
  readonly parts?: readonly string[];
  /** What is behind the error, and what to do, where that is known. */
  readonly cause?: string;
  /** The statement whose failure this one waits on, or failed as. */
  readonly waitsFor?: number;
}

/** The failure of a batch as a whole, from what the session threw. */
export function batchFailure({ number: batch, statements }: ScriptBatch, thrown: unknown): Failure {
  const error = serverErrorNumber(thrown);
  const fact = thrown instanceof RegrantError ? thrown.fact : String(thrown);
  const word = statements.length === 1 ? 'Whether' : 'Which of';
  const rest = statements.length === 0 ? '' : ` ${word} ${statementRange(statements)} ran is not known.`;
  return { batch, message: `${mask(fact)}${rest}`, ...defined({ error }) };
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

/** Failures as short blocks, one for each cause, with what waits on it. */
export function* failureBlocks(failures: readonly Failure[]): Generator<string> {
  const isKnown = new Set(failures.map(({ statement }) => statement));
  const waits = (failure: Failure) => failure.waitsFor !== undefined && isKnown.has(failure.waitsFor);
  for (const failure of failures.filter((one) => !waits(one))) {
    const { statement, text, error, message, parts = [], cause } = failure;
    const what = statement === undefined ? '' : `statement ${statement}, `;
    const where = failure.database === undefined ? 'on the server' : `in ${failure.database}`;
    yield visible(`  FAILED  ${what}${where}${text === undefined ? '' : `: ${text}`}`);
    yield '\n';
    const said = parts.length > 0 ? parts : [`${error === undefined ? '' : `error ${error}: `}${message}`];
    for (const part of said) yield `          ${visible(part)}\n`;
    if (cause !== undefined) yield `          cause: ${visible(cause)}.\n`;
    const waiting = failures.filter((one) => waits(one) && one.waitsFor === statement);
    if (waiting.length > 0)
      yield `          waiting on it, or failed as it did: ${waiting.map((one) => one.statement).join(', ')}\n`;
  }
}
