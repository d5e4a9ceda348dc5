// The log of a run: a line for each batch and failure, with the time. Never a statement's text, never a secret.

import { openLineFile } from '../files/line-file.ts';
import type { RunningProcess } from '../files/running-process.ts';
import { defined } from '../model/defined.ts';
import { visible } from '../model/words/visible.ts';
import { mask } from './mask.ts';

/** Where a run is told of. */
export interface ApplyLog {
  /** The process that wrote it before and ended without closing it. */
  readonly takenFrom?: RunningProcess;
  /** Adds a line, with the time. */
  write(line: string): Promise<void>;
  /** Closes the log; nothing is written any more. */
  close(): Promise<void>;
}

/** A log that keeps nothing. */
export const NO_LOG: ApplyLog = { write: async () => {}, close: async () => {} };

/**
 * Opens a log; lines are added to what is there, which has to be a log of runs.
 * Throws a RegrantError: `file-failed`, `file-locked` while another run writes to it.
 */
export async function openLog(path: string, now: () => Date = () => new Date()): Promise<ApplyLog> {
  const file = await openLineFile(path, 'log');
  const write = (line: string) => file.add(`${now().toISOString()}  ${visible(mask(line))}`);
  const { takenFrom } = file;
  return { write, close: () => file.close(), ...defined({ takenFrom }) };
}
