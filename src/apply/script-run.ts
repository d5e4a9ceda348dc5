// A script's batches, one after the other in one session. Nothing is ever sent twice by itself: a batch whose end was not
// seen is run again only by a person who resumes.
import { askRows } from '../connect/ask-server.ts';
import type { Session } from '../connect/driver.ts';
import { serverErrorNumber } from '../connect/server-error.ts';
import { guardedCall } from '../model/caller.ts';
import { defined } from '../model/defined.ts';
import { CHOICES, NOTICES, RUN_STATE } from '../model/script-protocol.ts';
import type { ApplyLog } from './apply-log.ts';
import { NO_LOG } from './apply-log.ts';
import type { ApplyOptions, ApplyProgress, ApplyResult, ScriptChoices } from './apply-options.ts';
import { EndedEarly, type GoingOn } from './ended-early.ts';
import { batchFailure, type Failure, failureText, statementRange } from './failure.ts';
import { FailureAccount } from './failure-account.ts';
import type { Journal } from './journal.ts';
import { type Limits, runToEnd } from './run-batch.ts';
import type { ScriptBatch, ScriptFile } from './script-batches.ts';
import { partsOf } from './script-parts.ts';
import { NOTICE_COLUMNS, type Notice, noticesIn, refusalOf, type ServerIdentity } from './server-checks.ts';

/** What a run stands on. */
export interface RunParts {
  readonly session: Session;
  readonly server: ServerIdentity;
  readonly script: ScriptFile;
  readonly options: ApplyOptions;
  readonly limits: Limits;
  readonly journal: Journal | undefined;
  /** Whether batches are sent in parts. */
  readonly runsParts: boolean;
}

export class ScriptRun {
  readonly #session: Session;
  readonly #server: ServerIdentity;
  readonly #script: ScriptFile;
  readonly #limits: Limits;
  readonly #journal: Journal | undefined;
  readonly #runsParts: boolean;
  readonly #log: ApplyLog;
  readonly #progress: (event: ApplyProgress) => void;
  readonly #failures: FailureAccount;
  #notices: readonly Notice[] = [];
  readonly #choices: ScriptChoices;
  readonly #began = performance.now();
  #ran = 0;
  #skipped = 0;
  #statements = 0;
  #notRun = 0;
  #unknown = 0;
  /** The choice of a database that the session stands at. */
  #scope: string | undefined;

  constructor({ session, server, script, options, limits, journal, runsParts }: RunParts) {
    this.#session = session;
    this.#server = server;
    this.#script = script;
    this.#failures = new FailureAccount(session, limits, script.isWrapped);
    this.#choices = options.choices ?? {};
    this.#progress = guardedCall('progress', options.progress);
    this.#limits = limits;
    this.#journal = journal;
    this.#runsParts = runsParts;
    this.#log = options.log ?? NO_LOG;
  }

  async all(): Promise<ApplyResult> {
    const { name, login } = this.#server;
    const { sha256, batches } = this.#script;
    const done = this.#journal?.done.size ?? 0;
    await this.#log.write(
      `run of script ${sha256} on ${name} as ${login}: ${batches.length} batches${done > 0 ? `, ${done} done before` : ''}`,
    );
    for (const batch of batches) {
      await this.#step(batch).catch((error: unknown) => this.#endEarly(batch, error));
    }
    await this.#journal?.finish();
    const elapsedMs = performance.now() - this.#began;
    await this.#log.write(
      `ended: ${this.#statements} statements, ${this.#failures.count} failures, ${Math.round(elapsedMs)} ms`,
    );
    return {
      server: this.#server,
      ran: this.#ran,
      skipped: this.#skipped,
      statements: this.#statements,
      notRun: this.#notRun,
      unknown: this.#unknown,
      notices: this.#notices,
      failures: this.#failures.all,
      elapsedMs,
    };
  }

  /** Tells how far the run came. A log that cannot be written any more is not what ended it. */
  async #endEarly(at: ScriptBatch, cause: unknown): Promise<never> {
    const work = this.#script.batches.filter(({ role }) => role === 'work');
    const reached = {
      server: this.#server.name,
      batches: work.length,
      done: this.#ran + this.#skipped,
      statements: this.#statements,
      failures: this.#failures.count,
      at,
    };
    const error = new EndedEarly(cause, reached, this.#goingOn());
    await this.#log.write(`ended early: ${error.fact}`).catch(() => undefined);
    throw error;
  }

  #goingOn(): GoingOn {
    if (this.#journal !== undefined) return 'resume';
    return this.#script.isWrapped ? 'repeat' : 'by-hand';
  }

  async #step(batch: ScriptBatch): Promise<void> {
    if (batch.role === 'prologue') await this.#prologue(batch);
    else if (batch.role === 'result') await this.#result(batch);
    else if (this.#journal?.done.has(batch.number)) this.#skipped += 1;
    else await this.#work(batch);
    this.#tell(batch);
  }

  /** The last batch of the set-up may say no; before it the run learns what was allowed, and what a run before had found. */
  async #prologue(batch: ScriptBatch): Promise<void> {
    const isLast = this.#script.batches[batch.number]?.role !== 'prologue';
    if (isLast) await this.#send(this.#knownBefore());
    await this.#sendBatch(batch);
    if (isLast) {
      const select = {
        text: `SELECT weight, fact, remedy, id FROM ${NOTICES}`,
        columns: [...NOTICE_COLUMNS, 'id'],
      };
      const [rows = []] = await askRows(this.#session, [select], this.#limits);
      this.#notices = noticesIn([rows.toSorted((a, b) => Number(a[3]) - Number(b[3]))]);
      for (const { fact, remedy } of this.#notices) await this.#log.write(`note: ${fact} ${remedy}`);
      // The batch ended in an error, but not every driver tells one that comes after a message.
      const refusal = refusalOf(this.#notices);
      if (refusal !== undefined) throw refusal;
    }
  }

  #knownBefore(): string {
    const { anyServer, allowConflicts, allowLockout } = this.#choices;
    const before = this.#journal?.showAdvancedOptions;
    const isDone = ({ number }: ScriptBatch) => this.#journal?.done.has(number) ?? false;
    const ran = this.#script.batches
      .filter(isDone)
      .reduce((sum, { statements }) => sum + statements.length, 0);
    return [
      ...(anyServer ? [`UPDATE ${CHOICES} SET any_server = 1;`] : []),
      ...(allowConflicts ? [`UPDATE ${CHOICES} SET allow_conflicts = 1;`] : []),
      ...(allowLockout ? [`UPDATE ${CHOICES} SET allow_lockout = 1;`] : []),
      ...(before === undefined ? [] : [`UPDATE ${RUN_STATE} SET show_advanced_options = ${before};`]),
      `UPDATE ${RUN_STATE} SET ran = ran + ${ran};`,
    ].join('\n');
  }

  #tell({ number, section }: ScriptBatch): void {
    this.#progress({
      batch: number,
      batches: this.#script.batches.length,
      failures: this.#failures.count,
      elapsedMs: performance.now() - this.#began,
      ...defined({ section }),
    });
  }

  async #work(batch: ScriptBatch): Promise<void> {
    const began = performance.now();
    if (batch.scope !== this.#scope && batch.scope !== undefined) await this.#send(batch.scope);
    const whole = await this.#sendWork(batch);
    this.#scope = this.#script.batches[batch.number]?.scope;
    const { failures, canRun } = await this.#failures.read(batch, whole);
    const { length } = batch.statements;
    this.#ran += 1;
    if (whole.length > 0) this.#unknown += length;
    else if (canRun) this.#statements += length;
    else this.#notRun += length;
    await this.#journal?.note(batch.number, failures);
    await this.#report(batch, failures, performance.now() - began);
  }

  /** Runs a batch; the failures of it as a whole. */
  async #sendWork(batch: ScriptBatch): Promise<readonly Failure[]> {
    const failures: Failure[] = [];
    for (let time = 0; time < batch.times; time++) {
      try {
        await this.#sendBatch(batch);
      } catch (error) {
        if (!this.#script.isWrapped || serverErrorNumber(error) === undefined) throw error;
        failures.push(batchFailure(batch, error));
      }
    }
    return failures;
  }

  async #report(batch: ScriptBatch, failures: readonly Failure[], ms: number): Promise<void> {
    const { number, line, section, statements } = batch;
    const where = section === undefined ? '' : ` ${section},`;
    const which = statements.length === 0 ? '' : ` ${statementRange(statements)}:`;
    await this.#log.write(
      `batch ${number},${where} line ${line},${which} ${failures.length} failures, ${Math.round(ms)} ms`,
    );
    for (const failure of failures) await this.#log.write(`  FAILED ${failureText(failure)}`);
  }

  async #send(text: string): Promise<void> {
    await runToEnd(this.#session, text, this.#limits);
  }

  async #sendBatch(batch: ScriptBatch): Promise<void> {
    await runToEnd(this.#session, batch.text, this.#limits, this.#runsParts ? partsOf(batch) : undefined);
  }

  /** What was left for the end may still be done there, and what waits on what is known only then. */
  async #result(batch: ScriptBatch): Promise<void> {
    await this.#failures.gatherParts();
    let thrown: unknown;
    try {
      await this.#sendBatch(batch);
    } catch (error) {
      if (serverErrorNumber(error) === undefined) throw error;
      thrown = error;
    }
    await this.#failures.read(batch);
    await this.#failures.explain();
    if (thrown !== undefined && this.#failures.count === 0) throw thrown;
  }
}
