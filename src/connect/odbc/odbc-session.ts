// A session over one ODBC connection. The package gives the first result of a call and drops the rest, and a message is a
// result, too: so each SELECT is a call of its own, its values as text, which no driver changes, and so is each part of a
// script, which is then looked after whether it came to its end.
import { abortable, throwIfAborted } from '../../model/abort.ts';
import { RegrantError } from '../../model/errors.ts';
import { text } from '../../text/quote.ts';
import { BatchTurn, type Call } from '../batch-turn.ts';
import type { BatchPart, ResultSet, Row, RunOptions, Select, Session } from '../driver.ts';
import { LOCK_TIMEOUT } from '../lock-timeout.ts';
import { asText } from '../printed/answer-select.ts';
import { lost } from '../query-error.ts';
import type { Secrets } from '../server-error.ts';
import { type RetryRule, retryTransient } from '../transient.ts';
import { ODBC_TURN } from './connect-turn.ts';
import { odbcQueryError } from './odbc-error.ts';
import type { OdbcConnection, OdbcRows } from './odbc-package.ts';
import { MAKE_MARKS, marked, markSet } from './part-mark.ts';

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
  /** Parts that were sent. */
  #parts = 0;

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
    if (!this.#isLost) await ODBC_TURN.call(() => this.#connection.close()).catch(() => {});
  }

  /** What only reads gets a new connection where the old one is lost. */
  async #ready(isReading: boolean, { until, what }: Call): Promise<void> {
    throwIfAborted(until, what);
    if (this.#isClosed || (this.#isLost && !isReading)) throw lost(this.#setup.server);
    if (!this.#isLost) return;
    this.#connection = await this.#setup.open(until);
    this.#isLost = false;
  }

  async *#askAll(options: RunOptions, call: Call): AsyncGenerator<ResultSet, void, undefined> {
    const { selects, parts, idempotent } = options;
    if (selects === undefined && parts === undefined) throw onlyParts(this.#setup.server);
    await this.#ready(idempotent === true, call);
    for (const select of selects ?? []) yield await this.#ask(select, options, call);
    if (selects === undefined && parts !== undefined) await this.#runAll(parts, call);
  }

  /** Runs parts; one that the server refuses stops none that follow, as in a batch. */
  async #runAll(parts: readonly BatchPart[], call: Call): Promise<void> {
    let refused: unknown;
    if (this.#parts === 0) await this.#query(MAKE_MARKS, call);
    for (const part of parts) {
      try {
        await this.#runPart(part, call);
      } catch (error) {
        if (!(error instanceof RegrantError && error.code === 'query-failed')) throw error;
        refused ??= error;
      }
    }
    if (refused !== undefined) throw refused;
  }

  async #runPart({ text, shownBy }: BatchPart, call: Call): Promise<void> {
    this.#parts += 1;
    const rows = await this.#query(shownBy === 'mark' ? marked(text, this.#parts) : text, call);
    if (shownBy === 'nothing' || (shownBy === 'rows' && (rows.columns?.length ?? 0) > 0)) return;
    const found = shownBy === 'mark' ? await this.#query(markSet(this.#parts), call) : [];
    if (found.length > 0) return;
    this.#abandon(Promise.resolve());
    throw cutOff(this.#setup.server);
  }

  #query(sql: string, call: Call): Promise<OdbcRows> {
    return this.#limited(call, () => this.#connection.query(sql));
  }

  async #ask(select: Select, { database, idempotent }: RunOptions, call: Call): Promise<ResultSet> {
    const sql = inDatabase(`${LOCK_TIMEOUT} ${asText(select)}`, database);
    // Read at once: some drivers cannot give long texts of several rows of a cursor.
    const read = (): Promise<OdbcRows> => this.#query(sql, call);
    const { until, what } = call;
    const rows = await (idempotent === true
      ? retryTransient(read, this.#setup.retry, until, what, () => this.#ready(true, call))
      : read());
    return { columns: select.columns, rows: rowsOf(rows, select.columns.length) };
  }

  /** Waits for a call, or gives it and the connection up. */
  async #limited<T>({ until, what }: Call, work: () => Promise<T>): Promise<T> {
    const working = ODBC_TURN.call(async () => {
      throwIfAborted(until, what);
      return work();
    });
    try {
      return await abortable(working, until, what);
    } catch (error) {
      if (error instanceof RegrantError) {
        this.#abandon(working);
        throw error;
      }
      const failed = odbcQueryError(error, this.#setup.server, this.#setup.secrets);
      if (failed.code === 'connection-lost') this.#abandon(working);
      throw failed;
    }
  }

  /** Tells the server to stop, and closes the connection as soon as the call is through. */
  #abandon(working: Promise<unknown>): void {
    this.#isLost = true;
    const connection = this.#connection;
    void connection.cancel().catch(() => {});
    void working.catch(() => {}).then(() => ODBC_TURN.call(() => connection.close()).catch(() => {}));
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

function onlyParts(server: string): RegrantError {
  return new RegrantError({
    code: 'not-supported',
    fact: `Over ODBC ${server} was sent a batch whole, of which the package odbc would give the first message, and end it there.`,
    remedy: OTHER_WAY,
  });
}

function cutOff(server: string): RegrantError {
  return new RegrantError({
    code: 'connection-lost',
    fact: `The ODBC driver ended a statement on ${server} before it came to its end, as some do at a message of the server.`,
    remedy: OTHER_WAY,
  });
}

const OTHER_WAY = 'Run scripts over another connection (--via sqlcmd, --via tedious).';
