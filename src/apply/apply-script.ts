// Runs a script on a server, batch by batch in one session. Nothing is ever sent twice by itself: a batch whose end was
// not seen is run again only by a person who resumes.

import type { Driver, Session } from '../connect/driver.ts';
import { serverErrorNumber, serverErrorTexts } from '../connect/server-error.ts';
import { guardedCall } from '../model/caller.ts';
import { defined } from '../model/defined.ts';
import { ERROR_CAUSES, SUMMARY_ERRORS } from '../model/error-cause.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { CAUSES, CHOICES, FAILURES, NOTICES, RUN_STATE } from '../model/script-protocol.ts';
import type { ApplyLog } from './apply-log.ts';
import { NO_LOG } from './apply-log.ts';
import { EndedEarly, type GoingOn } from './ended-early.ts';
import { batchFailure, type Failure, failureText, statementRange } from './failure.ts';
import { foreignIn, foreignRefusal } from './foreign-in.ts';
import type { Journal } from './journal.ts';
import { openJournal } from './journal.ts';
import { mask } from './mask.ts';
import type { Limits } from './run-batch.ts';
import { rowsOf } from './run-batch.ts';
import type { ScriptBatch, ScriptFile } from './script-batches.ts';
import type { Notice, ServerIdentity } from './server-checks.ts';
import { expectationsOf, identify, noticesIn, noticesOf, refusalOf } from './server-checks.ts';

/** A step of a run, for progress displays; never holds a secret. */
export interface ApplyProgress {
  /** Batches that are behind, skipped ones among them, of how many. */
  readonly batch: number;
  /** How many batches the script has. */
  readonly batches: number;
  /** The section of the script. */
  readonly section?: string;
  /** How many statements have failed. */
  readonly failures: number;
  /** Milliseconds since the work began. */
  readonly elapsedMs: number;
}

/** What an operator may allow; all of it is off by default. */
export interface ScriptChoices {
  /** Run it on a server of another name. */
  readonly anyServer?: boolean;
  /** Where another login has the name of one that is restored, give it what was meant for that. */
  readonly allowConflicts?: boolean;
  /** Last of all disable, rename or change the password of the login that is used here, too. */
  readonly allowLockout?: boolean;
  /** Run statements that are none of this program's. */
  readonly allowForeign?: boolean;
}

/** Options of {@link applyScript}. */
export interface ApplyOptions {
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal;
  /** Total time of one batch, in milliseconds; 10 minutes by default. */
  readonly timeoutMs?: number;
  /** File that remembers which batches are done; none by default. */
  readonly journal?: string;
  /** Forget what the journal says of an unfinished run, and begin anew. */
  readonly restart?: boolean;
  /** Where each batch and failure is told of. */
  readonly log?: ApplyLog;
  /** Told how far the work is; what it throws ends the work. */
  readonly progress?: (event: ApplyProgress) => void;
  /** What the operator allowed beside what the script says of itself. */
  readonly choices?: ScriptChoices;
  /** Looked at when the server is known and before anything is run; what it throws ends the run. */
  readonly before?: (server: ServerIdentity) => void;
}

/** What a run did. */
export interface ApplyResult {
  /** Who and what the server is. */
  readonly server: ServerIdentity;
  /** Batches of work that ran now, and those that a run before had done. */
  readonly ran: number;
  /** Batches that a run before had done. */
  readonly skipped: number;
  /** Statements that were run now, those among them that failed one by one too. */
  readonly statements: number;
  /** Statements that were not run now, as their database cannot be used. */
  readonly notRun: number;
  /** Statements in batches that failed as a whole now: which of them ran is not known. */
  readonly unknown: number;
  /** How the server was otherwise than the script expects. */
  readonly notices: readonly Notice[];
  /** What failed, in the order of the script. */
  readonly failures: readonly Failure[];
  /** Milliseconds since the work began. */
  readonly elapsedMs: number;
}

/** What the options of {@link applyScript} may be. */
export const APPLY_OPTION_RULES: OptionRules<ApplyOptions> = {
  signal: 'signal',
  timeoutMs: 'milliseconds',
  journal: 'text',
  restart: 'flag',
  log: 'object',
  progress: 'function',
  choices: 'object',
  before: 'function',
};

const TEN_MINUTES = 600_000;

/**
 * Runs a script. A failure of one statement of a script of this program is gathered and the rest runs; any other
 * script ends at its first error.
 * Throws a RegrantError: what the driver throws, `bad-option`, `file-failed`, `file-locked`; once the script was begun
 * an {@link EndedEarly} with the code of its cause, that tells what ran. The same call goes on there, if it has a journal.
 */
export async function applyScript(
  driver: Driver,
  script: ScriptFile,
  options: ApplyOptions = {},
): Promise<ApplyResult> {
  checkOptions(options, APPLY_OPTION_RULES);
  const { signal, timeoutMs = TEN_MINUTES } = options;
  const limits: Limits = signal === undefined ? { timeoutMs } : { timeoutMs, signal };
  const session = await driver.open({ database: 'master', ...defined({ signal }) });
  try {
    const server = await identify(session, limits);
    guardedCall('before', options.before)(server);
    await refuse(session, script, options, limits);
    return await runWithJournal(session, server, script, options, limits);
  } finally {
    await session.close();
  }
}

/** Throws a RegrantError `not-supported` for a server that the script is not for, and for what was not allowed. */
async function refuse(
  session: Session,
  script: ScriptFile,
  { choices = {}, signal }: ApplyOptions,
  limits: Limits,
): Promise<void> {
  const foreign = choices.allowForeign ? [] : await foreignIn(script, defined({ signal }));
  if (foreign.length > 0) throw foreignRefusal(script.path, foreign);
  const expectations = expectationsOf(script);
  const asked = { ...expectations, anyServer: expectations.anyServer || choices.anyServer === true };
  const refusal = script.isWrapped ? refusalOf(await noticesOf(session, asked, limits)) : undefined;
  if (refusal !== undefined) throw refusal;
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
    showAdvancedOptions: server.showAdvancedOptions === 1 ? 1 : 0,
  };
  const keeps = options.journal !== undefined && script.isWrapped;
  const journal =
    keeps && options.journal !== undefined ? await openJournal(options.journal, subject, options) : undefined;
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
  readonly #limits: Limits;
  readonly #journal: Journal | undefined;
  readonly #log: ApplyLog;
  readonly #progress: (event: ApplyProgress) => void;
  /** Failures by their id in the script's own account; those of whole batches have none. */
  #failures: (Failure & { readonly id?: number })[] = [];
  #notices: readonly Notice[] = [];
  readonly #choices: ScriptChoices;
  readonly #began = performance.now();
  /** The highest id of #regrant_failure that was read. */
  #read = 0;
  #ran = 0;
  #skipped = 0;
  #statements = 0;
  #notRun = 0;
  #unknown = 0;
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
    this.#choices = options.choices ?? {};
    this.#progress = guardedCall('progress', options.progress);
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
    for (const batch of batches) {
      await this.#step(batch).catch((error: unknown) => this.#endEarly(batch, error));
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
      notRun: this.#notRun,
      unknown: this.#unknown,
      notices: this.#notices,
      failures: this.#failures.map(({ id: _, ...failure }) => failure),
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
      failures: this.#failures.length,
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
    await this.#send(batch.text);
    if (isLast) {
      const query = `SELECT weight, fact, remedy FROM ${NOTICES} ORDER BY id;`;
      this.#notices = noticesIn(await rowsOf(this.#session, query, this.#limits));
      for (const { fact, remedy } of this.#notices) await this.#log.write(`note: ${fact} ${remedy}`);
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
      failures: this.#failures.length,
      elapsedMs: performance.now() - this.#began,
      ...defined({ section }),
    });
  }

  async #work(batch: ScriptBatch): Promise<void> {
    const began = performance.now();
    if (batch.scope !== this.#scope && batch.scope !== undefined) await this.#send(batch.scope);
    const whole = await this.#sendWork(batch);
    this.#scope = this.#script.batches[batch.number]?.scope;
    const { failures: single, canRun } = await this.#account(batch);
    const failures = [...whole, ...single];
    const { length } = batch.statements;
    this.#ran += 1;
    if (whole.length > 0) this.#unknown += length;
    else if (canRun) this.#statements += length;
    else this.#notRun += length;
    this.#failures.push(...failures);
    await this.#journal?.note(
      batch.number,
      failures.map(({ id: _, ...failure }: Failure & { readonly id?: number }) => failure),
    );
    await this.#report(batch, failures, performance.now() - began);
  }

  /** Runs a batch; the failures of it as a whole. */
  async #sendWork(batch: ScriptBatch): Promise<readonly Failure[]> {
    const failures: Failure[] = [];
    for (let time = 0; time < batch.times; time++) {
      try {
        await this.#send(batch.text);
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
    await rowsOf(this.#session, text, this.#limits);
  }

  /** What was left for the end may still be done there, and what waits on what is known only then. */
  async #result(batch: ScriptBatch): Promise<void> {
    await this.#gatherParts();
    let thrown: unknown;
    try {
      await this.#send(batch.text);
    } catch (error) {
      if (serverErrorNumber(error) === undefined) throw error;
      thrown = error;
    }
    const { failures } = await this.#account(batch);
    this.#failures.push(...failures);
    const query = `SELECT f.id, f.shown, w.number, c.cause FROM ${FAILURES} AS f LEFT JOIN ${FAILURES} AS w ON w.id = f.waits_for LEFT JOIN ${CAUSES} AS c ON c.error = f.error;`;
    const [rows = []] = await rowsOf(this.#session, query, this.#limits);
    const kept = new Map(rows.map(([id, text, waitsFor, cause]) => [Number(id), { text, waitsFor, cause }]));
    this.#failures = this.#failures.flatMap((failure) => {
      const found = failure.id === undefined ? {} : kept.get(failure.id);
      return found === undefined ? [] : [explained(failure, found)];
    });
    if (thrown !== undefined && this.#failures.length === 0) throw thrown;
  }

  /** An error that hides the one before it is asked for once more, outside of TRY, where the server tells all parts. */
  async #gatherParts(): Promise<void> {
    for (const [at, failure] of this.#failures.entries()) {
      if (failure.id === undefined || !SUMMARY_ERRORS.includes(failure.error ?? 0)) continue;
      try {
        await this.#send(`EXEC #regrant_again ${failure.id}, 1;`);
      } catch (error) {
        const parts = serverErrorTexts(error);
        if (parts.length === 0) throw error;
        this.#failures[at] = { ...failure, parts: parts.map(mask) };
      }
    }
  }

  /** What the script noted of a batch: new failures, and whether the database it ended in can be used. */
  async #account(batch: ScriptBatch): Promise<{
    readonly failures: readonly (Failure & { readonly id: number })[];
    readonly canRun: boolean;
  }> {
    if (!this.#script.isWrapped) return { failures: [], canRun: true };
    const query = `SELECT id, number, database_name, error, message FROM ${FAILURES} WHERE id > ${this.#read} ORDER BY id;
SELECT run FROM ${RUN_STATE};`;
    const [rows = [], state] = await rowsOf(this.#session, query, this.#limits);
    const failures = rows.map(([id, statement, database, error, message]) => {
      this.#read = Math.max(this.#read, Number(id));
      return {
        id: Number(id),
        batch: batch.number,
        ...(typeof statement === 'number' ? { statement } : {}),
        ...(typeof database === 'string' ? { database } : {}),
        ...(typeof error === 'number' ? { error } : {}),
        message: mask(String(message)),
      };
    });
    return { failures, canRun: state?.[0]?.[0] !== null };
  }
}

/** What the end of a script tells of a failure; nothing of that of a whole batch. */
interface Told {
  readonly text?: unknown;
  readonly waitsFor?: unknown;
  readonly cause?: unknown;
}

/** A failure with what the end of the script told of it. */
function explained<F extends Failure>(
  failure: F,
  { text, waitsFor, cause = ERROR_CAUSES[failure.error ?? 0] }: Told,
): F {
  return {
    ...failure,
    ...(typeof text === 'string' ? { text: mask(text) } : {}),
    ...(typeof waitsFor === 'number' ? { waitsFor } : {}),
    ...(typeof cause === 'string' ? { cause } : {}),
  };
}
