// A session over one sqlcmd: one batch at a time, each with its own limits. What cuts a batch short ends the process, and
// so the session; a batch that only reads gets a new one.
import { abortError } from '../../model/abort.ts';
import type { RegrantError } from '../../model/errors.ts';
import { BatchTurn, type Call } from '../batch-turn.ts';
import { whenAborted } from '../deadline.ts';
import type { ResultSet, RunOptions, Session } from '../driver.ts';
import { closingLine } from '../printed/answer-line.ts';
import { lost, queryError } from '../query-error.ts';
import type { Secrets } from '../server-error.ts';
import { type RetryRule, rerunTransient } from '../transient.ts';
import { askInput, batchInput, closingInput, runInput } from './batch-input.ts';
import type { PrintedError } from './error-lines.ts';
import type { OpenedProcess } from './open-process.ts';
import { damaged, ScopeReader } from './scope-reader.ts';

/** What a session is told by its driver. */
export interface SqlcmdSetup {
  /** The server's name, for messages. */
  readonly server: string;
  readonly secrets: Secrets;
  readonly retry: RetryRule;
  /** A number that was not given before and that nobody can guess. */
  nextScope(): number;
  open(signal: AbortSignal | undefined): Promise<OpenedProcess>;
}

export class SqlcmdSession implements Session {
  readonly #setup: SqlcmdSetup;
  readonly #turn: BatchTurn;
  #opened: OpenedProcess;
  #isLost = false;
  #isClosed = false;

  constructor(setup: SqlcmdSetup, opened: OpenedProcess) {
    this.#setup = setup;
    this.#turn = new BatchTurn(setup.server);
    this.#opened = opened;
  }

  run(batch: string, options: RunOptions = {}): AsyncGenerator<ResultSet, void, undefined> {
    return this.#turn.take(options, (call) =>
      options.idempotent === true
        ? this.#runAgain(batch, options, call)
        : this.#runOnce(batch, options, call),
    );
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#opened.process.close();
  }

  /** Runs a batch that only reads: in a new process, where the old one is lost. */
  async *#runAgain(
    batch: string,
    options: RunOptions,
    call: Call,
  ): AsyncGenerator<ResultSet, void, undefined> {
    const renew = async (): Promise<void> => {
      if (!this.#isLost || this.#isClosed) return;
      this.#opened = await this.#setup.open(call.until);
      this.#isLost = false;
    };
    await renew();
    yield* rerunTransient(() => this.#runOnce(batch, options, call), {
      rule: this.#setup.retry,
      call,
      isOver: () => this.#isClosed,
      renew,
    });
  }

  async *#runOnce(
    batch: string,
    options: RunOptions,
    { until, what }: Call,
  ): AsyncGenerator<ResultSet, void, undefined> {
    const { server } = this.#setup;
    if (until?.aborted) throw abortError(until, what);
    const { process } = this.#opened;
    if (this.#isLost || this.#isClosed || process.hasEnded) throw this.#lose();
    const scope = this.#setup.nextScope();
    const input = this.#inputOf(scope, batch, options);
    const reader = new ScopeReader(process, scope);
    const saying = process.errors.until(closingLine(scope));
    void saying.then(({ isWhole }) => (isWhole ? reader.pushOut() : process.kill()));
    process.send(input + closingInput(scope));
    const ignore = whenAborted(until, () => process.kill());
    let isThrough = false;
    /** Throws what kept the batch from its end, if anything did. */
    const check = async (): Promise<void> => {
      await reader.rest();
      const { errors, other, isWhole } = await saying;
      if (until?.aborted) throw abortError(until, what);
      if (!isWhole) throw lost(server, new Error(other.join(' ')));
      isThrough = true;
      const error = errorOf(errors);
      if (error !== undefined) throw queryError(error, server, this.#setup.secrets);
    };
    try {
      if (options.selects !== undefined) yield* reader.sets(options.selects, () => failing(check));
      await check();
    } finally {
      ignore();
      if (!isThrough) this.#lose();
    }
  }

  #inputOf(scope: number, batch: string, { selects, database }: RunOptions): string {
    if (selects !== undefined) return askInput(scope, selects, database);
    return database === undefined ? batchInput(batch, this.#opened.canUnicode) : runInput(batch, database);
  }

  #lose(): RegrantError {
    this.#isLost = true;
    this.#opened.process.kill();
    return lost(this.#setup.server);
  }
}

/** Throws what is wrong; where nothing was said, the answers were not whole. */
async function failing(check: () => Promise<void>): Promise<never> {
  await check();
  throw damaged();
}

/** The errors of a batch as one, as tedious gives them: of several the first is the cause of the rest. */
function errorOf(errors: readonly PrintedError[]): Error | undefined {
  const all = errors.map(({ message, ...rest }) => Object.assign(new Error(message.trim()), rest));
  return all.length > 1 ? new AggregateError(all) : all[0];
}
