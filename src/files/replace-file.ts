// Puts a finished file in an older one's place. On Windows a virus scanner, an indexer or an editor may hold the
// older file for a moment, and the rename is refused until it lets go.

import { rename } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { defined } from '../model/defined.ts';

/** Between tries, in milliseconds; as many tries follow. */
const PAUSES = [10, 20, 40, 80, 160, 320, 640, 1000, 1000, 1000];
const TRANSIENT_ON_WINDOWS: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EBUSY']);

/** Renames a file over another, trying again for about four seconds where Windows refuses for the moment. */
export async function replaceFile(from: string, to: string, signal?: AbortSignal): Promise<void> {
  for (const wait of PAUSES) {
    try {
      return await rename(from, to);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (process.platform !== 'win32' || !TRANSIENT_ON_WINDOWS.has(code)) throw error;
    }
    await pause(wait, undefined, defined({ signal }));
  }
  await rename(from, to);
}
