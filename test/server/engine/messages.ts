// The errors the engine answers with, worded and numbered as SQL Server words and numbers them.
import { EngineError } from '../contract.ts';

/** The number of an error that no SQL Server gives: the test engine cannot do what was asked. */
export const NOT_DONE = 50000;

/** An error at a line of the batch. */
export function failAt(line: number, number: number, message: string, severity = 16, state = 1): EngineError {
  return new EngineError({ number, message, severity, state, line });
}

/** A loud refusal: what the engine does not do must never look like an answer. */
export function cannot(line: number, what: string): EngineError {
  return failAt(line, NOT_DONE, `The test engine cannot do ${what}.`);
}

export const syntaxNear = (line: number, text: string): EngineError =>
  failAt(line, 102, `Incorrect syntax near '${text}'.`, 15);

export const invalidColumn = (line: number, name: string): EngineError =>
  failAt(line, 207, `Invalid column name '${name}'.`);

export const invalidObject = (line: number, name: string): EngineError =>
  failAt(line, 208, `Invalid object name '${name}'.`);

export const unboundIdentifier = (line: number, name: string): EngineError =>
  failAt(line, 4104, `The multi-part identifier "${name}" could not be bound.`);

export const ambiguousColumn = (line: number, name: string): EngineError =>
  failAt(line, 209, `Ambiguous column name '${name}'.`);

export const noSuchDatabase = (line: number, name: string): EngineError =>
  failAt(line, 911, `Database '${name}' does not exist. Make sure that the name is entered correctly.`);

export const cannotEnter = (line: number, login: string, database: string): EngineError =>
  failAt(
    line,
    916,
    `The server principal "${login}" is not able to access the database "${database}" under the current security context.`,
    14,
  );

export const collationConflict = (line: number, a: string, b: string, operation: string): EngineError =>
  failAt(
    line,
    468,
    `Cannot resolve the collation conflict between "${a}" and "${b}" in the ${operation} operation.`,
    16,
    9,
  );

export const conversionFailed = (value: string, from: string, to: string): EngineError =>
  failAt(1, 245, `Conversion failed when converting the ${from} value '${value}' to data type ${to}.`);

export const loginFailed = (login: string, state = 1): EngineError =>
  new EngineError({ number: 18456, severity: 14, state, message: `Login failed for user '${login}'.` });

export const cannotOpenAtLogin = (database: string): EngineError =>
  new EngineError({
    number: 4060,
    severity: 11,
    message: `Cannot open database "${database}" requested by the login. The login failed.`,
  });
