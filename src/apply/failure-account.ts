// The failures of a run: those that the script notes one by one in its own account, and those of whole batches.

import { integer, text as textOf } from '../capture/batch/cell.ts';
import { askRows } from '../connect/ask-server.ts';
import type { Select, Session } from '../connect/driver.ts';
import { serverErrorTexts } from '../connect/server-error.ts';
import { defined } from '../model/defined.ts';
import { ERROR_CAUSES, SUMMARY_ERRORS } from '../model/error-cause.ts';
import { CAUSES, FAILURES, RUN_STATE } from '../model/script-protocol.ts';
import type { Failure } from './failure.ts';
import { mask } from './mask.ts';
import { type Limits, runToEnd } from './run-batch.ts';
import type { ScriptBatch } from './script-batches.ts';

/** A failure, by its id in the script's account; one of a whole batch has none. */
type Noted = Failure & { readonly id?: number };

/** What was noted of a batch. */
export interface BatchAccount {
  readonly failures: readonly Failure[];
  /** Whether the database that the batch ended in can be used. */
  readonly canRun: boolean;
}

/** Whether the database that the run stands at can be used; NULL where not. */
const STATE: Select = { text: `SELECT run FROM ${RUN_STATE}`, columns: ['run'] };

/** What the end of a script tells of each failure. */
const TOLD: Select = {
  text: `SELECT f.id, f.shown, w.number, c.cause FROM ${FAILURES} AS f LEFT JOIN ${FAILURES} AS w ON w.id = f.waits_for LEFT JOIN ${CAUSES} AS c ON c.error = f.error`,
  columns: ['id', 'shown', 'waits_for', 'cause'],
};

export class FailureAccount {
  readonly #session: Session;
  readonly #limits: Limits;
  /** A script of another program keeps no account. */
  readonly #isKept: boolean;
  #noted: Noted[] = [];
  /** The highest id that was read. */
  #read = 0;

  constructor(session: Session, limits: Limits, isKept: boolean) {
    this.#session = session;
    this.#limits = limits;
    this.#isKept = isKept;
  }

  get count(): number {
    return this.#noted.length;
  }

  /** All of them, in the order of the script. */
  get all(): readonly Failure[] {
    return this.#noted.map(({ id: _, ...failure }) => failure);
  }

  /** Reads what the script noted of a batch, and adds it to what failed as a whole. */
  async read(batch: ScriptBatch, whole: readonly Failure[] = []): Promise<BatchAccount> {
    const { noted, canRun } = this.#isKept ? await this.#ask(batch) : { noted: [], canRun: true };
    this.#noted.push(...whole, ...noted);
    return { failures: [...whole, ...noted.map(({ id: _, ...failure }) => failure)], canRun };
  }

  async #ask({
    number,
  }: ScriptBatch): Promise<{ readonly noted: readonly Noted[]; readonly canRun: boolean }> {
    const since = {
      text: `SELECT id, number, database_name, error, message FROM ${FAILURES} WHERE id > ${this.#read}`,
      columns: ['id', 'number', 'database_name', 'error', 'message'],
    };
    const [rows = [], state] = await askRows(this.#session, [since, STATE], this.#limits);
    const noted = rows
      .map(([id, statement, database, error, message]) => ({
        id: Number(id),
        batch: number,
        ...defined({ statement: integer(statement), database: textOf(database), error: integer(error) }),
        message: mask(String(message)),
      }))
      .sort((a, b) => a.id - b.id);
    this.#read = noted.at(-1)?.id ?? this.#read;
    return { noted, canRun: state?.[0]?.[0] !== null };
  }

  /** An error that hides the one before it is asked for once more, outside of TRY, where the server tells all parts. */
  async gatherParts(): Promise<void> {
    for (const [at, failure] of this.#noted.entries()) {
      if (failure.id === undefined || !SUMMARY_ERRORS.includes(failure.error ?? 0)) continue;
      try {
        await runToEnd(this.#session, `EXEC #regrant_again ${failure.id}, 1;`, this.#limits);
      } catch (error) {
        const parts = serverErrorTexts(error);
        if (parts.length === 0) throw error;
        this.#noted[at] = { ...failure, parts: parts.map(mask) };
      }
    }
  }

  /** Takes what the end of the script tells of them; what is in its account no more was no failure. */
  async explain(): Promise<void> {
    const [rows = []] = await askRows(this.#session, [TOLD], this.#limits);
    const told = new Map(
      rows.map(([id, text, waitsFor, cause]): [number, Told] => [
        Number(id),
        defined({ text: textOf(text), waitsFor: integer(waitsFor), cause: textOf(cause) }),
      ]),
    );
    this.#noted = this.#noted.flatMap((failure) => {
      const found = failure.id === undefined ? {} : told.get(failure.id);
      return found === undefined ? [] : [explained(failure, found)];
    });
  }
}

/** What the end of a script tells of a failure; nothing of that of a whole batch. */
interface Told {
  readonly text?: string;
  readonly waitsFor?: number;
  readonly cause?: string;
}

function explained(
  failure: Noted,
  { text, waitsFor, cause = ERROR_CAUSES[failure.error ?? 0] }: Told,
): Noted {
  return { ...failure, ...defined({ text: text === undefined ? undefined : mask(text), waitsFor, cause }) };
}
