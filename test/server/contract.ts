// The seam of the test server: the TDS side (test/server/tds) speaks the protocol and knows no SQL, the engine
// side (test/server/engine) answers batches and knows no protocol.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { SqlVariant } from './sql-variant.ts';

/** A column's type on the wire. */
export interface WireType {
  readonly kind:
    | 'bit'
    | 'tinyint'
    | 'smallint'
    | 'int'
    | 'bigint'
    | 'nvarchar'
    | 'nchar'
    | 'varchar'
    | 'char'
    | 'varbinary'
    | 'uniqueidentifier'
    | 'datetime'
    | 'sql_variant';
  /** Characters or bytes; 'max' for the (max) types. Meaningless for the others. */
  readonly length?: number | 'max';
}

/** A column of a result set. */
export interface Column {
  readonly name: string;
  readonly type: WireType;
}

/**
 * bit → boolean, integers → number (bigint → bigint or string), strings → string, binary → Uint8Array, datetime → Date;
 * a sql_variant is one of these, or tells its base type itself.
 */
export type Value = boolean | number | bigint | string | Uint8Array | Date | SqlVariant | null;

/** An error or message as SQL Server gives it. */
export interface ServerMessage {
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  readonly line: number;
  readonly message: string;
}

/**
 * What a batch answers, in order. A statement ends with `done`; rows come after their `columns`. `database` changes
 * what the client believes to be in; message 5701 is an `info` of its own.
 */
export type EngineEvent =
  | { readonly event: 'columns'; readonly columns: readonly Column[] }
  | { readonly event: 'rows'; readonly rows: readonly (readonly Value[])[] }
  | { readonly event: 'done'; readonly rowCount?: number }
  | { readonly event: 'database'; readonly from: string; readonly to: string }
  | ({ readonly event: 'info' } & ServerMessage)
  | ({ readonly event: 'error' } & ServerMessage);

/** A named parameter of an RPC (sp_executesql). */
export interface Parameter {
  readonly name: string;
  readonly value: Value;
}

/** One logged-in connection. */
export interface EngineSession {
  readonly login: string;
  readonly database: string;
  /** Runs a batch; events are made as they are pulled, so that the wire's back-pressure reaches the engine. */
  execute(
    batch: string,
    parameters?: readonly Parameter[],
  ): Iterable<EngineEvent> | AsyncIterable<EngineEvent>;
  close(): void;
}

/** What a client says when it logs in. */
export interface LoginAttempt {
  readonly login: string;
  readonly password?: string;
  /** Set when the NTLM stub took the client's word for who it is (`DOMAIN\name` is then in `login`). */
  readonly windows?: boolean;
  /** Set when an access token (Entra) named the login; there is no password then, and any token is good. */
  readonly external?: boolean;
  readonly database: string;
  readonly applicationName: string;
  readonly readOnlyIntent: boolean;
}

/** One server's engine. */
export interface Engine {
  readonly serverName: string;
  readonly version: SqlVersion;
  /** Four numbers for PRELOGIN and LOGINACK: 15.0.4430.1. */
  readonly productVersion: string;
  readonly collation: string;
  /** Checks the password and the database, and opens a session; throws an {@link EngineError} (18456, 4060 …). */
  login(attempt: LoginAttempt): EngineSession;
}

/** An error that ends a login or a batch. */
export class EngineError extends Error {
  readonly detail: ServerMessage;
  /** Errors that the server tells before it, of the same failure: TRY and CATCH see only the last. */
  readonly before: readonly ServerMessage[];

  constructor(
    detail: Partial<ServerMessage> & Pick<ServerMessage, 'number' | 'message'>,
    before: readonly EngineError[] = [],
  ) {
    super(detail.message);
    this.before = before.map((error) => error.detail);
    this.detail = { severity: 16, state: 1, line: 1, ...detail };
  }
}

/** What a running test server tells the tests, and the faults it can be asked for. */
export interface Faults {
  /** Milliseconds to wait before answering each batch. */
  delayMs?: number;
  /** Milliseconds to wait between packets of an answer. */
  delayPacketMs?: number;
  /** Close the socket after this many bytes have been sent on a connection (after login). */
  dropAfterBytes?: number;
  /** Close the socket instead of answering the nth batch (1 is the first) seen by the server. */
  dropOnBatch?: number;
  /** Answer the nth batch seen by the server with this error. */
  errorOnBatch?: { readonly batch: number; readonly error: ServerMessage };
  /** Refuse this many logins with a transient error (40613) first. */
  transientLogins?: number;
}
