// Code that the caller gave: what it throws is told as ours, with its own error as the cause.
import { abortable, throwIfAborted } from './abort.ts';
import { RegrantError } from './errors.ts';

/** `bad-option` for an error of what the caller gave under a name; one of ours stays as it is. */
export function callerError(name: string, cause: unknown): RegrantError {
  if (cause instanceof RegrantError) return cause;
  const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
  return new RegrantError({
    code: 'bad-option',
    fact: `What was given as “${name}” failed: ${said}`,
    remedy: `Correct “${name}”; it runs inside the work and ends it when it throws.`,
    cause,
  });
}

/** A function of the caller's, guarded; nothing where none was given. */
export function guardedCall<A extends unknown[]>(
  name: string,
  call: ((...given: A) => void) | undefined,
): (...given: A) => void {
  return (...given) => {
    try {
      call?.(...given);
    } catch (error) {
      throw callerError(name, error);
    }
  };
}

/** What an iterable of the caller's gives, guarded; the signal's error as soon as it is aborted, even while it hangs. */
export async function* guardedSource<T>(
  name: string,
  source: Iterable<T> | AsyncIterable<T>,
  signal: AbortSignal | undefined,
  what: string,
): AsyncGenerator<T, void, undefined> {
  const items = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  const take = async () => items.next();
  let ended = false;
  try {
    for (;;) {
      throwIfAborted(signal, what);
      const next = await abortable(
        take().catch((error: unknown) => {
          ended = true;
          throw callerError(name, error);
        }),
        signal,
        what,
      );
      ended = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    // Not waited for: what hangs would hang here as well.
    if (!ended) Promise.resolve(items.return?.()).catch(() => undefined);
  }
}
