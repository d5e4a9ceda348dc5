// Errors on their way between two threads: what is kept of them, and the same error on the other side.
import { defined } from '../../model/defined.ts';
import { type ErrorCode, RegrantError } from '../../model/errors.ts';
import { cleanError, DriverError, KEPT } from '../server-error.ts';

/** An error of the driver, of the server or of the network. */
interface CauseImage {
  readonly message: string;
  readonly fields: Readonly<Record<string, number | string>>;
  readonly cause?: CauseImage;
  readonly all?: readonly CauseImage[];
}

/** A RegrantError. */
export interface ErrorImage {
  readonly code: ErrorCode;
  readonly fact: string;
  readonly remedy: string;
  readonly cause?: CauseImage;
}

/** What can be sent of an error; one that is not ours is a fault of ours. */
export function imageOf(error: unknown): ErrorImage {
  if (!(error instanceof RegrantError)) return { ...imageOf(notOurs(error)) };
  const { code, fact, remedy, cause } = error;
  return {
    code,
    fact,
    remedy,
    ...defined({ cause: cause === undefined ? undefined : causeImage(cleanError(cause)) }),
  };
}

function causeImage(error: DriverError): CauseImage {
  const fields: Record<string, number | string> = {};
  for (const name of KEPT) {
    const value = (error as unknown as Record<string, unknown>)[name];
    if (typeof value === 'number' || typeof value === 'string') fields[name] = value;
  }
  const { message, cause, all } = error;
  return {
    message,
    fields,
    ...(cause instanceof DriverError ? { cause: causeImage(cause) } : {}),
    ...defined({ all: all?.map(causeImage) }),
  };
}

/** The error that an image is of. */
export function errorOf({ code, fact, remedy, cause }: ErrorImage): RegrantError {
  return new RegrantError({
    code,
    fact,
    remedy,
    ...defined({ cause: cause === undefined ? undefined : causeOf(cause) }),
  });
}

function causeOf({ message, fields, cause, all }: CauseImage): DriverError {
  const inner = cause === undefined ? undefined : { cause: causeOf(cause) };
  return Object.assign(new DriverError(message, inner), fields, defined({ all: all?.map(causeOf) }));
}

function notOurs(cause: unknown): RegrantError {
  return new RegrantError({
    code: 'internal',
    fact: `The driver failed: ${cause instanceof Error ? cause.message : String(cause)}.`,
    remedy: 'This is a fault of regrant: please report it.',
    cause,
  });
}
