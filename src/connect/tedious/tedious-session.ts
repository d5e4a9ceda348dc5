// A session over one tedious connection: one batch at a time, each with its own limits. A batch that is cut short
// leaves the session usable; a connection that is lost under a batch that only reads is opened anew.
import { abortError } from '../../model/abort.ts';
import { callerError } from '../../model/caller.ts';
import { pause, startLimit, whenAborted } from '../deadline.ts';
import type { ResultSet, RunOptions, ServerNotice, Session } from '../driver.ts';
import { busy, lost, queryError } from '../query-error.ts';
import { blot, type Secrets } from '../server-error.ts';
import { isTransient, type RetryRule, waitAfter } from '../transient.ts';
import { type GuardedConnection, loadTedious } from './guarded-connection.ts';
import type { Opened } from './open-connection.ts';
import { readSets } from './read-sets.ts';
import type { SentSet } from './result-queue.ts';
import { ResultStream } from './result-stream.ts';

/** What a session is told by its driver. */
export interface SessionSetup {
  /** The server's name, for messages. */
  readonly server: string;
  readonly secrets: Secrets;
  readonly retry: RetryRule;
  readonly onNotice?: (notice: ServerNotice) => void;
  /** Opens a connection in a database. */
  open(database: string, signal: AbortSignal | undefined): Promise<Opened>;
}

/**
 * Runs a batch in another database (page "sp_executesql": called with a database's name in front, it runs there). The
 * name is a value, and the server itself quotes it.
 */
const IN_DATABASE =
  "DECLARE @run nvarchar(300) = QUOTENAME(@database) + N'.sys.sp_executesql'; EXEC @run @batch;";

/** What is asked: a batch, where the session is or in a database. */
interface Asked {
  readonly batch: string;
  readonly database: string | undefined;
}

/** The tedious session. */
export class TediousSession implements Session {
  readonly #setup: SessionSetup;
  #opened: Opened;
  #database: string;
  #lost = false;
  #closed = false;
  #running = false;
  #stream: ResultStream | undefined;
  /** The end of the batch before, which may have been cut short. */
  #before: Promise<void> = Promise.resolve();

  constructor(setup: SessionSetup, opened: Opened, database: string) {
    this.#setup = setup;
    this.#database = database;
    this.#opened = opened;
    this.#watch(opened);
  }

  run(batch: string, options?: RunOptions): AsyncGenerator<ResultSet, void, undefined> {
    return readSets(this.runAsSent(batch, options));
  }

  /** As `run`, with the rows as they came. */
  async *runAsSent(batch: string, options: RunOptions = {}): AsyncGenerator<SentSet, void, undefined> {
    if (this.#running) throw busy(this.#setup.server);
    this.#running = true;
    const what = `A query on ${this.#setup.server}`;
    const { signal, timeoutMs } = options;
    const limit = timeoutMs === undefined ? undefined : startLimit(signal, timeoutMs, what);
    try {
      const run = options.idempotent === true ? this.#runAgain : this.#runOnce;
      yield* run.call(this, { batch, database: options.database }, limit?.signal ?? signal, what);
    } finally {
      limit?.clear();
      this.#running = false;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await closeConnection(this.#opened.connection);
  }

  /** Runs a batch that only reads; it is sent again after a transient error if nothing of it has been given out. */
  async *#runAgain(
    request: Asked,
    limit: AbortSignal | undefined,
    what: string,
  ): AsyncGenerator<SentSet, void> {
    const { retry, open } = this.#setup;
    for (let attempt = 1; ; attempt++) {
      let given = false;
      try {
        for await (const set of this.#runOnce(request, limit, what)) {
          given = true;
          yield set;
        }
        return;
      } catch (error) {
        if (given || attempt >= retry.attempts || this.#closed || !isTransient(error)) throw error;
        await pause(waitAfter(attempt, retry), limit, what);
        if (this.#lost) this.#watch(await open(this.#database, limit));
      }
    }
  }

  async *#runOnce(
    request: Asked,
    limit: AbortSignal | undefined,
    what: string,
  ): AsyncGenerator<SentSet, void> {
    await this.#before;
    if (limit?.aborted) throw abortError(limit, what);
    if (this.#lost || this.#closed) throw lost(this.#setup.server);
    const stream = this.#send(request);
    const ignore = whenAborted(limit, () => limit && stream.fail(abortError(limit, what)));
    this.#before = stream.finished;
    try {
      yield* stream.resultSets();
    } finally {
      ignore();
      stream.stop();
    }
  }

  #send({ batch, database }: Asked): ResultStream {
    const { Request, TYPES } = loadTedious();
    const { server, secrets } = this.#setup;
    const { connection, wire } = this.#opened;
    const stream = new ResultStream(
      wire,
      (callback) => new Request(database === undefined ? batch : IN_DATABASE, callback),
      (error) => queryError(error, server, secrets),
    );
    this.#stream = stream;
    const { request } = stream;
    if (database === undefined) connection.execSqlBatch(request);
    else {
      request.addParameter('database', TYPES.NVarChar, database);
      request.addParameter('batch', TYPES.NVarChar, batch, { length: Number.POSITIVE_INFINITY });
      connection.execSql(request);
    }
    return stream;
  }

  /** Called by tedious while it parses, where nothing may be thrown: what the listener throws ends the batch. */
  #tell(notice: ServerNotice): void {
    try {
      this.#setup.onNotice?.(notice);
    } catch (error) {
      this.#stream?.fail(callerError('onNotice', error));
    }
  }

  #watch(opened: Opened): void {
    const { connection } = opened;
    this.#opened = opened;
    this.#lost = false;
    connection.on('end', () => {
      if (this.#opened === opened) this.#lost = true;
    });
    connection.on('databaseChange', (name) => {
      this.#database = name;
    });
    const { secrets } = this.#setup;
    connection.on('infoMessage', ({ number, message }) =>
      this.#tell({ number, message: blot(message, secrets) }),
    );
  }
}

/** Resolves when the socket is closed. */
function closeConnection(connection: GuardedConnection): Promise<void> {
  return new Promise((resolve) => {
    if (connection.closed) return resolve();
    connection.once('end', () => resolve());
    connection.close();
  });
}
