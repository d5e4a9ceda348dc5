// What an aborted signal means, said once: a limit in time that ran out, or somebody who stopped the work.
import { RegrantError } from './errors.ts';

/**
 * The error that an aborted signal stands for: its own reason when that is one of ours, `timed-out` for the reason
 * of `AbortSignal.timeout`, else `cancelled`. `what` begins the fact: `The capture of SMDB01`.
 */
export function abortError(signal: AbortSignal, what: string): RegrantError {
  const cause: unknown = signal.reason;
  if (cause instanceof RegrantError) return cause;
  if (cause instanceof Error && cause.name === 'TimeoutError') {
    const remedy = 'Give it more time, or find out what holds it up.';
    return new RegrantError({ code: 'timed-out', fact: `${what} did not end in time.`, remedy, cause });
  }
  const remedy = 'Run it again when you want it.';
  return new RegrantError({ code: 'cancelled', fact: `${what} was cancelled.`, remedy, cause });
}

/** Throws the signal's error as soon as it is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw abortError(signal, what);
}

/** The work's result, or the signal's error as soon as it is aborted: work that cannot be interrupted is let go of. */
export async function abortable<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  what: string,
): Promise<T> {
  if (signal === undefined) return work;
  work.catch(() => undefined);
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(abortError(signal, what));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
