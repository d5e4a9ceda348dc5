// A session over one ODBC connection, which only reads. The package gives the first result of a call and drops the rest, so
// each SELECT is a call of its own, its values as text, which no driver changes; a script would be cut off at its first
// message, and is not sent.
import { abortError } from '../../model/abort.ts';
import { RegrantError } from '../../model/errors.ts';
import { text } from '../../text/quote.ts';
import { BatchTurn, type Call } from '../batch-turn.ts';
import { whenAborted } from '../deadline.ts';
import type { ResultSet, Row, RunOptions, Select, Session } from '../driver.ts';
import { LOCK_TIMEOUT } from '../lock-timeout.ts';
import { asText } from '../printed/answer-select.ts';
import { lost } from '../query-error.ts';
import type { Secrets } from '../server-error.ts';
import { type RetryRule, retryTransient } from '../transient.ts';
import { odbcQueryError } from './odbc-error.ts';
import type { OdbcConnection, OdbcRows } from './odbc-package.ts';

/** What a session is told by its driver. */
export interface OdbcSetup {
  readonly server: string;
  readonly secrets: Secrets;
  readonly retry: RetryRule;
  open(signal: AbortSignal | undefined): Promise<OdbcConnection>;
}

/** Rows that are given out at once. */
const CHUNK = 500;

/** The settings that tedious sends after every login. */
export const SETTINGS =
  'SET NOCOUNT ON; SET TEXTSIZE 2147483647; SET ARITHABORT ON; SET ANSI_NULLS ON; SET ANSI_PADDING ON; SET ANSI_WARNINGS ON; SET CONCAT_NULL_YIELDS_NULL ON; SET QUOTED_IDENTIFIER ON;';

export class OdbcSession implements Session {
  readonly #setup: OdbcSetup;
  readonly #turn: BatchTurn;
  #connection: OdbcConnection;
  #isLost = false;
  #isClosed = false;

  constructor(setup: OdbcSetup, connection: OdbcConnection) {
    this.#setup = setup;
    this.#turn = new BatchTurn(setup.server);
    this.#connection = connection;
  }

  run(_batch: string, options: RunOptions = {}): AsyncGenerator<ResultSet, void, undefined> {
    return this.#turn.take(options, (call) => this.#askAll(options, call));
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (!this.#isLost) await this.#connection.close().catch(() => {});
  }

  /** What only reads gets a new connection where the old one is lost. */
  async #ready(isReading: boolean, { until, what }: Call): Promise<void> {
    if (until?.aborted) throw abortError(until, what);
    if (this.#isClosed || (this.#isLost && !isReading)) throw lost(this.#setup.server);
    if (!this.#isLost) return;
    this.#connection = await this.#setup.open(until);
    this.#isLost = false;
  }

  async *#askAll(options: RunOptions, call: Call): AsyncGenerator<ResultSet, void, undefined> {
    const { selects, idempotent } = options;
    if (selects === undefined) throw onlyReads(this.#setup.server);
    await this.#ready(idempotent === true, call);
    for (const select of selects) yield await this.#ask(select, options, call);
  }

  async #ask(select: Select, { database, idempotent }: RunOptions, call: Call): Promise<ResultSet> {
    const sql = inDatabase(`${LOCK_TIMEOUT} ${asText(select)}`, database);
    // Read at once: some drivers cannot give long texts of several rows of a cursor.
    const read = (): Promise<OdbcRows> => this.#limited(call, () => this.#connection.query(sql));
    const { until, what } = call;
    const rows = await (idempotent === true
      ? retryTransient(read, this.#setup.retry, until, what, () => this.#ready(true, call))
      : read());
    return { columns: select.columns, rows: rowsOf(rows, select.columns.length) };
  }

  /** Waits for a call, or gives it and the connection up. */
  async #limited<T>({ until, what }: Call, work: () => Promise<T>): Promise<T> {
    let ignore = (): void => {};
    const stopped = new Promise<never>((_, reject) => {
      ignore = whenAborted(until, () => until && reject(abortError(until, what)));
    });
    const working = work();
    try {
      return await Promise.race([working, stopped]);
    } catch (error) {
      if (error instanceof RegrantError) {
        this.#abandon(working);
        throw error;
      }
      const failed = odbcQueryError(error, this.#setup.server, this.#setup.secrets);
      if (failed.code === 'connection-lost') this.#abandon(working);
      throw failed;
    } finally {
      ignore();
    }
  }

  /** Tells the server to stop, and closes the connection as soon as the call is through. */
  #abandon(working: Promise<unknown>): void {
    this.#isLost = true;
    const connection = this.#connection;
    void connection.cancel().catch(() => {});
    void working.catch(() => {}).then(() => connection.close().catch(() => {}));
  }
}

async function* rowsOf(records: OdbcRows, columns: number): AsyncGenerator<readonly Row[], void, undefined> {
  const names = Array.from({ length: columns }, (_, at) => `c${at}`);
  for (let at = 0; at < records.length; at += CHUNK) {
    const chunk = records.slice(at, at + CHUNK);
    yield chunk.map((record) => names.map((name) => record[name] ?? null));
  }
}

/** A batch that the server runs in a database, or where the session is. */
function inDatabase(batch: string, database: string | undefined): string {
  const run = database === undefined ? '' : `QUOTENAME(${text(database)}) + N'.`;
  const where = database === undefined ? "N'sys.sp_executesql'" : `${run}sys.sp_executesql'`;
  return `DECLARE @run nvarchar(300) = ${where}; EXEC @run ${text(batch)};`;
}

function onlyReads(server: string): RegrantError {
  return new RegrantError({
    code: 'not-supported',
    fact: `Over ODBC ${server} is only read: of a script the package odbc would give the first message, and end it there.`,
    remedy: 'Run scripts over another connection (--via sqlcmd, --via tedious).',
  });
}
