// Runs a script on a server, batch by batch in one session. Nothing is ever sent twice by itself: a batch whose end was
// not seen is run again only by a person who resumes.

import type { Driver, Session } from '../connect/driver.ts';
import { serverErrorNumber } from '../connect/server-error.ts';
import { RegrantError } from '../model/errors.ts';
import { FAILURES, RUN_STATE } from '../model/script-protocol.ts';
import { visible } from '../model/visible.ts';
import type { ApplyLog } from './apply-log.ts';
import { NO_LOG } from './apply-log.ts';
import type { Failure, Journal } from './journal.ts';
import { openJournal } from './journal.ts';
import { mask } from './mask.ts';
import type { Limits } from './run-batch.ts';
import { rowsOf } from './run-batch.ts';
import type { ScriptBatch, ScriptFile } from './script-batches.ts';
import type { ServerIdentity } from './server-checks.ts';
import { expectationsOf, identify, refusalOf } from './server-checks.ts';

/** A step of a run, for progress displays; never holds a secret. */
export interface ApplyProgress {
  /** Batches that are behind, skipped ones among them, of how many. */
  readonly batch: number;
  readonly batches: number;
  readonly section?: string;
  readonly failures: number;
  readonly elapsedMs: number;
}

/** Options of {@link applyScript}. */
export interface ApplyOptions {
  readonly signal?: AbortSignal;
  /** Total time of one batch, in milliseconds; 10 minutes by default. */
  readonly timeoutMs?: number;
  /** File that remembers which batches are done; none by default. */
  readonly journal?: string;
  readonly log?: ApplyLog;
  readonly progress?: (event: ApplyProgress) => void;
  /** Looked at when the server is known and before anything is run; what it throws ends the run. */
  readonly before?: (server: ServerIdentity) => void;
}

/** What a run did. */
export interface ApplyResult {
  readonly server: ServerIdentity;
  /** Batches of work that ran now, and those that a run before had done. */
  readonly ran: number;
  readonly skipped: number;
  /** Statements in the batches that ran now. */
  readonly statements: number;
  readonly failures: readonly Failure[];
  readonly elapsedMs: number;
}

const TEN_MINUTES = 600_000;

/**
 * Runs a script. A failure of one statement of a script of this program is gathered and the rest runs; any other
 * script ends at its first error.
 * Throws a RegrantError: what the driver throws, `bad-option`, `file-failed`; after `connection-lost`, `timed-out`
 * and `cancelled` the same call goes on where it ended, if it has a journal.
 */
export async function applyScript(
  driver: Driver,
  script: ScriptFile,
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  const { signal, timeoutMs = TEN_MINUTES } = options;
  const limits: Limits = signal === undefined ? { timeoutMs } : { timeoutMs, signal };
  const session = await driver.open({ database: 'master', ...(signal === undefined ? {} : { signal }) });
  try {
    const server = await identify(session, limits);
    options.before?.(server);
    const refusal = script.isWrapped ? refusalOf(server, expectationsOf(script)) : undefined;
    if (refusal !== undefined) throw refusal;
    return await runWithJournal(session, server, script, options, limits);
  } finally {
    await session.close();
  }
}

async function runWithJournal(
  session: Session,
  server: ServerIdentity,
  script: ScriptFile,
  options: ApplyOptions,
  limits: Limits,
): Promise<ApplyResult> {
  const subject = {
    script: script.sha256,
    server: server.digest,
    batches: script.batches.length,
    showAdvancedOptions: server.showAdvancedOptions,
  };
  const keeps = options.journal !== undefined && script.isWrapped;
  const journal =
    keeps && options.journal !== undefined ? await openJournal(options.journal, subject) : undefined;
  try {
    return await new Run(session, server, script, options, limits, journal).all();
  } finally {
    await journal?.close();
  }
}

class Run {
  readonly #session: Session;
  readonly #server: ServerIdentity;
  readonly #script: ScriptFile;
  readonly #options: ApplyOptions;
  readonly #limits: Limits;
  readonly #journal: Journal | undefined;
  readonly #log: ApplyLog;
  readonly #failures: Failure[] = [];
  readonly #began = performance.now();
  /** The highest id of #regrant_failure that was read. */
  #read = 0;
  #ran = 0;
  #skipped = 0;
  #statements = 0;
  /** The choice of a database that the session stands at. */
  #scope: string | undefined;

  constructor(
    session: Session,
    server: ServerIdentity,
    script: ScriptFile,
    options: ApplyOptions,
    limits: Limits,
    journal: Journal | undefined,
  ) {
    this.#session = session;
    this.#server = server;
    this.#script = script;
    this.#options = options;
    this.#limits = limits;
    this.#journal = journal;
    this.#log = options.log ?? NO_LOG;
  }

  async all(): Promise<ApplyResult> {
    const { name, login } = this.#server;
    const { sha256, batches } = this.#script;
    const done = this.#journal?.done.size ?? 0;
    await this.#log.write(
      `run of script ${sha256} on ${name} as ${login}: ${batches.length} batches${done > 0 ? `, ${done} done before` : ''}`,
    );
    try {
      for (const batch of batches) await this.#step(batch);
    } catch (error) {
      await this.#log.write(`ended early: ${error instanceof Error ? error.message : String(error)}`);
      throw error;
    }
    await this.#journal?.finish();
    const elapsedMs = performance.now() - this.#began;
    await this.#log.write(
      `ended: ${this.#statements} statements, ${this.#failures.length} failures, ${Math.round(elapsedMs)} ms`,
    );
    return {
      server: this.#server,
      ran: this.#ran,
      skipped: this.#skipped,
      statements: this.#statements,
      failures: this.#failures,
      elapsedMs,
    };
  }

  async #step(batch: ScriptBatch): Promise<void> {
    if (batch.role === 'prologue') await this.#prologue(batch);
    else if (batch.role === 'result') await this.#result(batch);
    else if (this.#journal?.done.has(batch.number)) this.#skipped += 1;
    else await this.#work(batch);
    this.#tell(batch);
  }

  /** The last batch of the set-up may say no; before it the run learns what a run before had found. */
  async #prologue(batch: ScriptBatch): Promise<void> {
    await this.#send(batch.text);
    const before = this.#journal?.showAdvancedOptions;
    const isLast = this.#script.batches[batch.number]?.role !== 'prologue';
    if (isLast && before !== undefined && before !== this.#server.showAdvancedOptions) {
      await this.#send(`UPDATE ${RUN_STATE} SET show_advanced_options = ${before};`);
    }
  }

  #tell({ number, section }: ScriptBatch): void {
    this.#options.progress?.({
      batch: number,
      batches: this.#script.batches.length,
      failures: this.#failures.length,
      elapsedMs: performance.now() - this.#began,
      ...(section === undefined ? {} : { section }),
    });
  }

  async #work(batch: ScriptBatch): Promise<void> {
    const { isWrapped } = this.#script;
    const began = performance.now();
    if (batch.scope !== this.#scope && batch.scope !== undefined) await this.#send(batch.scope);
    const failures: Failure[] = [];
    for (let time = 0; time < batch.times; time++) {
      try {
        await this.#send(batch.text);
      } catch (error) {
        if (!isWrapped || serverErrorNumber(error) === undefined) throw error;
        failures.push(failureOf(batch, error));
      }
    }
    this.#scope = this.#script.batches[batch.number]?.scope;
    if (isWrapped) failures.push(...(await this.#newFailures(batch)));
    this.#ran += 1;
    this.#statements += batch.statements.length;
    this.#failures.push(...failures);
    await this.#journal?.note(batch.number, failures);
    await this.#report(batch, failures, performance.now() - began);
  }

  async #report(batch: ScriptBatch, failures: readonly Failure[], ms: number): Promise<void> {
    const { number, line, section, statements } = batch;
    const where = section === undefined ? '' : ` ${section},`;
    const [first, last] = [statements[0], statements.at(-1)];
    const which = first === undefined ? '' : ` statements ${first} to ${last}:`;
    await this.#log.write(
      `batch ${number},${where} line ${line},${which} ${failures.length} failures, ${Math.round(ms)} ms`,
    );
    for (const failure of failures) await this.#log.write(`  FAILED ${failureText(failure)}`);
  }

  async #send(text: string): Promise<void> {
    await rowsOf(this.#session, text, this.#limits);
  }

  /** The result's rows were read batch by batch; its error says only that there are some. */
  async #result(batch: ScriptBatch): Promise<void> {
    try {
      await this.#send(batch.text);
    } catch (error) {
      if (serverErrorNumber(error) === undefined || this.#failures.length === 0) throw error;
    }
  }

  async #newFailures(batch: ScriptBatch): Promise<readonly Failure[]> {
    const query = `SELECT id, number, database_name, error, message FROM ${FAILURES} WHERE id > ${this.#read} ORDER BY id;`;
    const [rows = []] = await rowsOf(this.#session, query, this.#limits);
    return rows.map(([id, statement, database, error, message]) => {
      this.#read = Math.max(this.#read, Number(id));
      return {
        batch: batch.number,
        ...(typeof statement === 'number' ? { statement } : {}),
        ...(typeof database === 'string' ? { database } : {}),
        ...(typeof error === 'number' ? { error } : {}),
        message: mask(String(message)),
      };
    });
  }
}

function failureOf(batch: ScriptBatch, error: unknown): Failure {
  const number = serverErrorNumber(error);
  const fact = error instanceof RegrantError ? error.fact : String(error);
  return { batch: batch.number, message: mask(fact), ...(number === undefined ? {} : { error: number }) };
}

/** A failure in one line. */
export function failureText({ batch, statement, database, error, message }: Failure): string {
  const what = statement === undefined ? `batch ${batch}` : `statement ${statement}`;
  const where = database === undefined ? '' : ` in ${database}`;
  const why = error === undefined ? '' : `error ${error}: `;
  return visible(`${what}${where}: ${why}${message}`);
}
