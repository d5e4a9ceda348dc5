// A snapshot that the product itself made wrong: never the reader's fault, always ours.
import { RegrantError } from '../model/errors.ts';

/** `internal`, for facts or headers that must not be written. */
export function internalError(fact: string): RegrantError {
  return new RegrantError({
    code: 'internal',
    fact,
    remedy:
      'Nothing was written. Report this with the line above; it is a fault of Regrant or of its caller.',
  });
}
