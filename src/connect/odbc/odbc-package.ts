// The package odbc, which is no dependency: whoever asks for ODBC installs it beside. Loaded when it is asked for; here
// stands what is used of it.
import { RegrantError } from '../../model/errors.ts';
import { loadOdbc } from './load-odbc.ts';

/** Rows, by the names of the columns. */
export type OdbcRows = readonly Readonly<Record<string, unknown>>[] & {
  /** The columns; none of what was no result set. */
  readonly columns?: readonly unknown[];
};

/** A connection of the package. */
export interface OdbcConnection {
  /** Gives the first result only. */
  query(sql: string): Promise<OdbcRows>;
  cancel(): Promise<void>;
  close(): Promise<void>;
}

/** The package. */
export interface OdbcPackage {
  connect(parameters: {
    readonly connectionString: string;
    readonly loginTimeout: number;
  }): Promise<OdbcConnection>;
}

/** Loads the package. Throws a RegrantError `not-supported` where it is not installed or was not built. */
export function odbcPackage(): OdbcPackage {
  try {
    return loadOdbc() as OdbcPackage;
  } catch (cause) {
    throw new RegrantError({
      code: 'not-supported',
      fact: 'The package odbc, by which ODBC drivers are spoken to, is not installed here or does not load.',
      remedy: 'Install it beside regrant: npm install odbc. On Linux and macOS it needs unixODBC.',
      cause,
    });
  }
}
