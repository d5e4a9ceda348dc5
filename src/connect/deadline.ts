// Limits in time and by hand as one thing: an AbortSignal whose reason is the RegrantError to throw.
import { abortError } from '../model/abort.ts';
import { RegrantError } from '../model/errors.ts';

/**
 * A signal that is aborted when `signal` is, and otherwise after `ms` milliseconds, then with a `timed-out` error as
 * its reason. `what` names the work in the error's fact: `The capture of SMDB01`.
 */
export function withDeadline(signal: AbortSignal | undefined, ms: number, what: string): AbortSignal {
  return startLimit(signal, ms, what).signal;
}

/** A deadline that can be taken off again when the work is done. */
export interface Limit {
  readonly signal: AbortSignal;
  clear(): void;
}

/** As {@link withDeadline}, for work of which there is much: the timer does not outlive it. */
export function startLimit(signal: AbortSignal | undefined, ms: number, what: string): Limit {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(timedOut(what, ms)), ms).unref();
  return {
    signal: signal === undefined ? late.signal : AbortSignal.any([signal, late.signal]),
    clear: () => clearTimeout(timer),
  };
}

/** The error of a limit that ran out. */
export function timedOut(what: string, ms: number): RegrantError {
  return new RegrantError({
    code: 'timed-out',
    fact: `${what} did not end within ${ms} ms.`,
    remedy: 'Give it more time with the time-out options, or find out what holds the server up.',
  });
}

/** Runs `onAbort` once when the signal is or becomes aborted; what it returns takes the listener off. */
export function whenAborted(signal: AbortSignal | undefined, onAbort: () => void): () => void {
  if (signal === undefined) return () => {};
  if (signal.aborted) {
    onAbort();
    return () => {};
  }
  signal.addEventListener('abort', onAbort, { once: true });
  return () => signal.removeEventListener('abort', onAbort);
}

/** Waits, or throws the signal's error as soon as it is aborted. */
export async function pause(ms: number, signal: AbortSignal | undefined, what: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      stop();
      resolve();
    }, ms);
    const stop = whenAborted(signal, () => {
      clearTimeout(timer);
      if (signal !== undefined) reject(abortError(signal, what));
    });
  });
}
