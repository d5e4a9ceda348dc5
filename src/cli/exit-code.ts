// What the command's exit code says.

import { RegrantError } from '../model/errors.ts';
import { Stopped } from './stop-signal.ts';

/** 0 done, 1 error, 2 differences were found, 3 what was captured is incomplete, 130 stopped by Ctrl-C (128 + SIGINT). */
export const EXIT = { done: 0, error: 1, differences: 2, incomplete: 3, stopped: 130 } as const;

/** What an error ends with: 130 where the person who started the work stopped it, else 1. */
export function exitCodeOf(error: unknown): ExitCode {
  return wasStopped(error) ? EXIT.stopped : EXIT.error;
}

/** By a signal, or by Ctrl-C where a password or an answer was asked for, which no signal tells of. */
function wasStopped(error: unknown): boolean {
  if (error instanceof Stopped) return true;
  if (error instanceof RegrantError && error.code === 'cancelled') return true;
  return error instanceof Error && wasStopped(error.cause);
}

/** One of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
