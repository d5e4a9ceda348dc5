// What is said when the capture of several servers is stopped: which are written, which are not, and how to go on.
import { RegrantError } from '../model/errors.ts';

/** The error with what was captured before it, and the servers that were not; each server by the name it was given. */
export function captureInterrupted(
  error: unknown,
  written: readonly string[],
  left: readonly string[],
): RegrantError {
  const own = error instanceof RegrantError ? error : undefined;
  if (written.length === 0 && left.length === 1) {
    return new RegrantError({
      code: own?.code ?? 'cancelled',
      fact: `${own?.fact ?? 'The capture was stopped.'} Nothing was written.`,
      remedy: 'Give the command again.',
      cause: error,
    });
  }
  const before =
    written.length === 0 ? 'No server was captured before' : `Captured and written: ${written.join(', ')}`;
  return new RegrantError({
    code: own?.code ?? 'cancelled',
    fact: `${own?.fact ?? 'The capture was stopped.'} ${before}. Not captured: ${left.join(', ')}.`,
    remedy: `Give the command again for these servers: ${left.map((name) => `--server ${quoted(name)}`).join(' ')}`,
    cause: error,
  });
}

const quoted = (name: string): string => (/^[\w.,:-]+$/.test(name) ? name : `'${name}'`);
