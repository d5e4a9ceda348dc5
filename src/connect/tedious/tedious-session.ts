// A session over one tedious connection: one batch at a time, each with its own limits. A batch that is cut short
// leaves the session usable; a connection that is lost under a batch that only reads is opened anew.
import { abortError } from '../../model/abort.ts';
import { callerError } from '../../model/caller.ts';
import { BatchTurn, type Call } from '../batch-turn.ts';
import { whenAborted } from '../deadline.ts';
import type { ResultSet, RunOptions, ServerNotice, Session } from '../driver.ts';
import { lost, queryError } from '../query-error.ts';
import { blot, type Secrets } from '../server-error.ts';
import { type RetryRule, rerunTransient } from '../transient.ts';
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
  readonly #turn: BatchTurn;
  #opened: Opened;
  #database: string;
  #lost = false;
  #closed = false;
  #stream: ResultStream | undefined;
  /** The end of the batch before, which may have been cut short. */
  #before: Promise<void> = Promise.resolve();

  constructor(setup: SessionSetup, opened: Opened, database: string) {
    this.#setup = setup;
    this.#turn = new BatchTurn(setup.server);
    this.#database = database;
    this.#opened = opened;
    this.#watch(opened);
  }

  run(batch: string, options?: RunOptions): AsyncGenerator<ResultSet, void, undefined> {
    return readSets(this.runAsSent(batch, options));
  }

  /** As `run`, with the rows as they came. */
  runAsSent(batch: string, options: RunOptions = {}): AsyncGenerator<SentSet, void, undefined> {
    const asked = { batch, database: options.database };
    return this.#turn.take(options, (call) =>
      options.idempotent === true ? this.#runAgain(asked, call) : this.#runOnce(asked, call),
    );
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await closeConnection(this.#opened.connection);
  }

  /** Runs a batch that only reads: over a new connection, where the old one was lost under it. */
  #runAgain(asked: Asked, call: Call): AsyncGenerator<SentSet, void> {
    return rerunTransient(() => this.#runOnce(asked, call), {
      rule: this.#setup.retry,
      call,
      isOver: () => this.#closed,
      renew: async () => {
        if (this.#lost) this.#watch(await this.#setup.open(this.#database, call.until));
      },
    });
  }

  async *#runOnce(asked: Asked, { until, what }: Call): AsyncGenerator<SentSet, void> {
    await this.#before;
    if (until?.aborted) throw abortError(until, what);
    if (this.#lost || this.#closed) throw lost(this.#setup.server);
    const stream = this.#send(asked);
    const ignore = whenAborted(until, () => until && stream.fail(abortError(until, what)));
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
