// The real driver as the protocol's tests use it: log in, ask, collect everything that came back in order.
import tedious, { type Connection, type ConnectionConfiguration, type Request } from 'tedious';
import { FAKE_LOGIN } from './fake-engine.ts';
import type { RunningServer } from './start.ts';

/** A result set as tedious gave it. */
export interface Answered {
  readonly columns: readonly {
    readonly name: string;
    readonly type: string;
    readonly length: number | undefined;
  }[];
  readonly rows: readonly unknown[][];
}

/** What a request came to. */
export interface Outcome {
  readonly sets: readonly Answered[];
  readonly rowCount: number;
  /** The error the request ended with, and every error message on the way. */
  readonly error: Error | undefined;
  readonly errors: readonly {
    readonly number: number;
    readonly class: number;
    readonly lineNumber: number;
  }[];
  readonly returnStatus: number | undefined;
}

/** How to connect, apart from where. */
export interface ConnectOptions {
  readonly options?: ConnectionConfiguration['options'];
  readonly authentication?: ConnectionConfiguration['authentication'];
  /** Told of every informational message, those of the login included. */
  readonly inform?: (message: { number: number; message: string }) => void;
}

/** Logs in; rejects with tedious's own error. */
export function connect(server: RunningServer, how: ConnectOptions = {}): Promise<Connection> {
  const connection = new tedious.Connection({
    server: 'localhost',
    authentication: how.authentication ?? {
      type: 'default',
      options: { userName: FAKE_LOGIN.login, password: FAKE_LOGIN.password },
    },
    options: {
      port: server.port,
      encrypt: false,
      trustServerCertificate: false,
      connectTimeout: 10_000,
      maxRetriesOnTransientErrors: 0,
      cryptoCredentialsDetails: { ca: server.ca },
      ...how.options,
    },
  });
  if (how.inform !== undefined) connection.on('infoMessage', how.inform);
  connection.on('error', () => {});
  return new Promise((resolve, reject) => {
    connection.connect((error) =>
      error === undefined || error === null ? resolve(connection) : reject(error),
    );
  });
}

/** Runs a batch, or with `prepare` whatever that makes of the request. */
export function ask(
  connection: Connection,
  batch: string,
  { prepare, started }: { prepare?: (request: Request) => void; started?: (request: Request) => void } = {},
): Promise<Outcome> {
  return new Promise((resolve) => {
    const sets: { columns: Answered['columns']; rows: unknown[][] }[] = [];
    const errors: Outcome['errors'][number][] = [];
    let returnStatus: number | undefined;
    const collect = (message: Outcome['errors'][number]): number => errors.push(message);
    const request = new tedious.Request(batch, (error, rowCount = 0) => {
      connection.off('errorMessage', collect);
      resolve({ sets, rowCount, error: error ?? undefined, errors, returnStatus });
    });
    connection.on('errorMessage', collect);
    request.on('columnMetadata', (columns) => {
      const list = Array.isArray(columns) ? columns : Object.values(columns);
      sets.push({
        columns: list.map((column) => ({
          name: column.colName,
          type: column.type.name,
          length: column.dataLength,
        })),
        rows: [],
      });
    });
    request.on('row', (row: { value: unknown }[]) => sets.at(-1)?.rows.push(row.map((cell) => cell.value)));
    request.on('doneProc', (_count, _more, status) => {
      returnStatus = status;
    });
    prepare?.(request);
    started?.(request);
    if (prepare === undefined) connection.execSqlBatch(request);
    else connection.execSql(request);
  });
}

/** Closes a connection and waits for its end. */
export function hangUp(connection: Connection): Promise<void> {
  return new Promise((resolve) => {
    connection.once('end', () => resolve());
    connection.close();
  });
}
