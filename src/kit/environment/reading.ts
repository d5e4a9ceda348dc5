// What reading something came to: a value, or why there is none.
import { type ErrorCode, RegrantError } from '../../model/errors.ts';

/** Something that was read, or why it could not be. */
export type Reading<T> =
  | { readonly isKnown: true; readonly value: T }
  | { readonly isKnown: false; readonly why: string };

/** What was read. */
export function known<T>(value: T): Reading<T> {
  return { isKnown: true, value };
}

/** Why it could not be read: a sentence. */
export function unknown<T>(why: string): Reading<T> {
  return { isKnown: false, why };
}

/**
 * Reads something: what keeps it from being read is why it is not known. Throws on what stops the work: the signal, an error of
 * one of these codes, and a fault.
 */
export async function attempt<T>(
  signal: AbortSignal | undefined,
  read: () => Promise<T>,
  stops: readonly ErrorCode[] = [],
): Promise<Reading<T>> {
  try {
    return known(await read());
  } catch (error) {
    if (signal?.aborted || !(error instanceof RegrantError) || stops.includes(error.code)) throw error;
    return unknown(error.fact);
  }
}
