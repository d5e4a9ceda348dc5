// The log of a run: a line for each batch and failure, with the time. Never a statement's text, never a secret.
import { type FileHandle, open } from 'node:fs/promises';
import { fileError } from '../files/file-error.ts';
import { visible } from '../model/visible.ts';
import { mask } from './mask.ts';

/** Where a run is told of. */
export interface ApplyLog {
  write(line: string): Promise<void>;
  close(): Promise<void>;
}

/** A log that keeps nothing. */
export const NO_LOG: ApplyLog = { write: async () => {}, close: async () => {} };

/** Opens a log; lines are added to what is there. Throws a RegrantError `file-failed`. */
export async function openLog(path: string, now: () => Date = () => new Date()): Promise<ApplyLog> {
  let file: FileHandle;
  try {
    file = await open(path, 'a', 0o600);
  } catch (error) {
    throw fileError('written', path, error);
  }
  return {
    write: async (line) => {
      await file.appendFile(`${now().toISOString()}  ${visible(mask(line))}\n`).catch((error: unknown) => {
        throw fileError('written', path, error);
      });
    },
    close: () => file.close(),
  };
}
