// Why a batch failed: the server's own error with number, severity and line, or the loss of the connection.

import { RegrantError } from '../model/errors.ts';
import { counted } from '../model/words/shown.ts';
import {
  cleanError,
  type DriverError,
  regrantErrorIn,
  type Secrets,
  serverErrorNumber,
} from './server-error.ts';

/** The RegrantError for what tedious gave a request's callback. */
export function queryError(error: unknown, server: string, secrets: Secrets): RegrantError {
  const own = regrantErrorIn(error);
  if (own !== undefined) return own;
  const cause = cleanError(error, secrets);
  return serverErrorNumber(cause) === undefined && !ofRequest(cause)
    ? lost(server, cause)
    : failed(server, error, innermost(cause), cause);
}

function ofRequest(cause: DriverError): boolean {
  return cause.code === 'UNKNOWN' || cause.code === 'EREQUEST';
}

/** The connection went away under a batch. */
export function lost(server: string, cause?: unknown): RegrantError {
  return new RegrantError({
    code: 'connection-lost',
    fact: `The connection to ${server} was lost.`,
    remedy: "Run it again; if it happens again, look into the server's error log and the network.",
    cause,
  });
}

/** tedious gathers several errors of a batch in an AggregateError; the first is the cause of the rest. */
function innermost(cause: DriverError): DriverError {
  return cause.number === undefined && cause.cause !== undefined ? (cause.cause as DriverError) : cause;
}

function failed(server: string, error: unknown, first: DriverError, cause: DriverError): RegrantError {
  const more = error instanceof AggregateError ? error.errors.length - 1 : 0;
  const further = more > 0 ? ` (${counted(more, 'further error')} followed)` : '';
  return new RegrantError({
    code: 'query-failed',
    fact: `A query failed on ${server}: ${place(first)}: ${first.message}${further}`,
    remedy:
      REMEDIES.get(first.number ?? 0) ?? 'Look the number up under “Database Engine events and errors”.',
    cause,
  });
}

function place(error: DriverError): string {
  if (error.number === undefined) return 'an error without a message';
  const line = error.lineNumber === undefined ? '' : `, line ${error.lineNumber}`;
  // ODBC tells neither.
  const weight = error.class === undefined ? '' : `, severity ${error.class}, state ${error.state ?? 0}`;
  return `error ${error.number}${weight}${line}`;
}

const PERMISSION =
  'Capture with a login that has CONTROL SERVER, or VIEW ANY DEFINITION and access to every database.';

const REMEDIES: ReadonlyMap<number, string> = new Map([
  [229, PERMISSION],
  [230, PERMISSION],
  [262, PERMISSION],
  [297, PERMISSION],
  [300, PERMISSION],
  [371, PERMISSION],
  [916, 'Create a user for the login in that database, or leave the database out.'],
  [924, 'The database is in single-user mode and somebody else is in it; wait, or leave the database out.'],
  [927, 'The database is being restored; wait, or leave the database out.'],
  [942, 'The database is offline; bring it online, or leave it out.'],
  [976, 'The database is on a secondary replica that is not readable; capture it on the primary.'],
  [978, 'The secondary replica only takes read-only intent; ask for it (readOnlyIntent).'],
  [983, 'The role of the availability replica is changing; wait and run it again.'],
  [1205, 'The query was the victim of a deadlock; run it again.'],
]);
