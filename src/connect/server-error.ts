// Errors as the server gave them: their numbers, what some of them mean, and how they are carried in a RegrantError.
import { RegrantError } from '../model/errors.ts';

/** What is kept of an error: enough to diagnose by, nothing that could hold a configuration or a secret. */
export const KEPT = [
  'code',
  'errno',
  'syscall',
  'address',
  'port',
  'number',
  'state',
  'class',
  'lineNumber',
  'procName',
  'serverName',
] as const;

/** An error of the server, or of the network, as the cause of a RegrantError. */
export class DriverError extends Error {
  override readonly name = 'DriverError';
  /** The server's error number. */
  declare readonly number?: number;
  /** A code such as ECONNREFUSED, where the server was not heard. */
  declare readonly code?: string;
  declare readonly state?: number;
  /** The severity. */
  declare readonly class?: number;
  declare readonly lineNumber?: number;
  /** All errors of a batch that gave several, in their order: the first is the cause of the rest. */
  declare readonly all?: readonly DriverError[];
}

/**
 * A copy of an error and its causes with known fields only: driver and identity libraries hang requests and
 * configurations on theirs. `secrets` are blotted out of the messages.
 */
export function cleanError(error: unknown, secrets: Secrets = NO_SECRETS, depth = 0): DriverError {
  const source = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const message = typeof source.message === 'string' ? source.message : String(error);
  const inner = innerOf(source);
  const cause = inner === undefined || depth > 5 ? undefined : cleanError(inner, secrets, depth + 1);
  const clean = new DriverError(blot(message, secrets), cause === undefined ? undefined : { cause });
  for (const name of KEPT) {
    const value = source[name];
    if (typeof value === 'number' || typeof value === 'string') Object.assign(clean, { [name]: value });
  }
  // What was cleaned before keeps them under the name that it has here.
  const errors = source.errors ?? source.all;
  if (Array.isArray(errors) && errors.length > 1 && depth === 0) {
    const all = errors.slice(0, MOST_ERRORS).map((one) => cleanError(one, secrets, 1));
    Object.assign(clean, { all });
  }
  return clean;
}

/** Errors of one batch that are kept: the first is the cause, and the last of many are its consequences. */
const MOST_ERRORS = 20;

/** What the server said in the errors of a batch, each with its number, in their order; empty where it said nothing. */
export function serverErrorTexts(error: unknown): readonly string[] {
  const cause = error instanceof Error && error.cause instanceof DriverError ? error.cause : error;
  if (!(cause instanceof DriverError)) return [];
  return (cause.all ?? [cause]).flatMap(({ number, message }) =>
    number === undefined ? [] : [`error ${number}: ${message}`],
  );
}

function innerOf(source: Record<string, unknown>): unknown {
  const errors = source.errors;
  return Array.isArray(errors) && errors.length > 0 ? errors[0] : source.cause;
}

/** What is secret of a server; tokens are added when they are had. */
export type Secrets = Set<string>;

const NO_SECRETS: Secrets = new Set();

/** A text without the secrets that a server echoes in it, as they are or in the usual encodings. */
export function blot(text: string, secrets: Secrets): string {
  let blotted = text;
  // Shorter ones would blot out ordinary words, and say by their gaps what they are.
  for (const secret of [...secrets].filter(({ length }) => length > 3)) {
    for (const form of formsOf(secret))
      blotted = blotted.replace(new RegExp(`${escaped(form)}=*`, 'giu'), '***');
  }
  return blotted;
}

function formsOf(secret: string): readonly string[] {
  const [narrow, wide] = [Buffer.from(secret, 'utf8'), Buffer.from(secret, 'utf16le')];
  const bytes = [narrow, wide].flatMap((form) => [
    form.toString('base64').replace(/=+$/, ''),
    form.toString('hex'),
  ]);
  const texts = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(narrow.toString('utf8'))];
  return [...new Set([...texts, [...secret].reverse().join(''), ...bytes])];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** The RegrantError in an error or its causes: what was thrown here and wrapped by the driver on its way. */
export function regrantErrorIn(error: unknown): RegrantError | undefined {
  let part = error;
  for (let depth = 0; depth < 10 && typeof part === 'object' && part !== null; depth++) {
    if (part instanceof RegrantError) return part;
    part = innerOf(part as Record<string, unknown>);
  }
  return undefined;
}

/** The number of the SQL Server error in an error or its causes: 942 for a database that is offline. */
export function serverErrorNumber(error: unknown): number | undefined {
  return firstInChain(error, (part) => (typeof part.number === 'number' ? part.number : undefined));
}

/** The system code (ECONNREFUSED, ENOTFOUND …) deepest in an error's causes. */
export function systemErrorCode(error: unknown): string | undefined {
  let found: string | undefined;
  firstInChain(error, (part) => {
    if (typeof part.code === 'string') found = part.code;
    return undefined;
  });
  return found;
}

function firstInChain<T>(
  error: unknown,
  pick: (part: Record<string, unknown>) => T | undefined,
): T | undefined {
  let part = error;
  for (let depth = 0; depth < 10 && typeof part === 'object' && part !== null; depth++) {
    const found = pick(part as Record<string, unknown>);
    if (found !== undefined) return found;
    part = innerOf(part as Record<string, unknown>);
  }
  return undefined;
}

/**
 * Errors that say why one database cannot be used while the server can (page "Database Engine events and errors").
 * 4060 is what a login with that database gets, whatever the reason.
 */
export const DATABASE_ERRORS: ReadonlyMap<number, string> = new Map([
  [904, 'autostart-failed'],
  [911, 'no-such-database'],
  [916, 'no-access'],
  [921, 'recovering'],
  [922, 'recovering'],
  [924, 'single-user'],
  [926, 'suspect'],
  [927, 'restoring'],
  [942, 'offline'],
  [945, 'not-opened'],
  [952, 'in-transition'],
  [976, 'secondary-not-readable'],
  [978, 'secondary-read-intent-only'],
  [979, 'secondary-no-connections'],
  [982, 'secondary-not-ready'],
  [983, 'replica-role-in-transition'],
  [4060, 'cannot-open'],
]);
