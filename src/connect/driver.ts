// A driver runs batches on a server and streams their result sets. tedious, sqlcmd and ODBC are ones; another can be
// plugged in.

/**
 * One row: values in column order. bit → boolean, int → number, bigint → string, (n)varchar → string, binary → Uint8Array,
 * uniqueidentifier → string, datetime → Date, NULL → null. Where a server's answers are printed (`RunOptions.selects`)
 * every value but NULL is text: bit `1`, binary `0x…`.
 */
export type Row = readonly unknown[];

/** A statement that answers with one result set: it can stand in FROM, so that it has no ORDER BY and no WITH. */
export interface Select {
  /** The statement, without a semicolon. */
  readonly text: string;
  /** The names of its columns, in order. */
  readonly columns: readonly string[];
}

/** A part of a batch, which can be sent alone, after those before it. */
export interface BatchPart {
  /** The part, with all that it needs of the others. */
  readonly text: string;
  /**
   * What shows that it came to its end: a `mark` that is set behind it; its `rows`, which come after all that it does; or
   * `nothing`, where no other statement may stand behind it, or it does all before it tells anything.
   */
  readonly shownBy: 'mark' | 'rows' | 'nothing';
}

/** One result set of a batch. Its rows must be read (or abandoned) before the next result set is asked for. */
export interface ResultSet {
  /** The names of the columns, in order. */
  readonly columns: readonly string[];
  /** Rows in arrays of some hundreds; pulling slowly holds the server back. */
  readonly rows: AsyncIterable<readonly Row[]>;
}

/** What limits one batch. */
export interface RunOptions {
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal;
  /** Total time for the batch, all rows read, in milliseconds. */
  readonly timeoutMs?: number;
  /**
   * What the batch selects, where its rows are wanted. Drivers that cannot read a batch's result sets as they come (sqlcmd
   * prints them, ODBC's package gives the first) ask these instead of the batch, and give no result sets without them.
   */
  readonly selects?: readonly Select[];
  /** The batch in parts, where no rows of it are wanted. Drivers that may be cut off in a batch (ODBC) send these instead. */
  readonly parts?: readonly BatchPart[];
  /** The batch only reads: after a transient error it may be sent again, if nothing of it has been given out. */
  readonly idempotent?: boolean;
  /**
   * Runs the batch in this database; the session stays where it is. The name goes as a value, never in a text.
   * A database that cannot be entered gives the server's error for it (916, 942 …).
   */
  readonly database?: string;
}

/** One open connection. One batch at a time. */
export interface Session {
  /** Runs a batch as it is. Throws a RegrantError: `query-failed`, `timed-out`, `cancelled`, `connection-lost`. */
  run(batch: string, options?: RunOptions): AsyncIterable<ResultSet>;
  /** Closes the connection; waits until it is closed. */
  close(): Promise<void>;
}

/** Opens sessions on one server, already configured with its address and authentication. */
export interface Driver {
  /**
   * A database has to be entered by a login of its own: the server decides by it where the session goes, as for
   * readable secondaries. Otherwise `RunOptions.database` is used, over few sessions.
   */
  readonly entersByLogin?: boolean;
  /** A batch that is no reading is only run in `RunOptions.parts`. */
  readonly runsParts?: boolean;
  /**
   * Opens a session in a database (default `master`).
   * Throws a RegrantError: `connection-failed`, `login-failed`, `encryption-refused`, `timed-out`, `cancelled`.
   */
  open(options?: { readonly database?: string; readonly signal?: AbortSignal }): Promise<Session>;
}

/** A message of severity 10 or less, such as PRINT gives. */
export interface ServerNotice {
  /** The number of the message. */
  readonly number: number;
  /** The text of the message. */
  readonly message: string;
}
