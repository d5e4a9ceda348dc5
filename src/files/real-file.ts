// The one name of a file that is to be written: links are followed, so that it is locked and replaced where it really is. A link
// that leads to nothing is no name of a file: it is told, and neither written through nor replaced.
import { lstat, realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { RegrantError } from '../model/errors.ts';

/**
 * Where a file really is, or is to be. Throws a RegrantError `file-failed` for a folder, a device, and a link to nothing; the
 * system's own error where it cannot be told.
 */
export async function realFile(path: string): Promise<string> {
  try {
    const real = await realpath(path);
    if ((await stat(real)).isFile()) return real;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    if ((await lstat(path).catch(() => undefined)) === undefined) return resolve(path);
    throw refused(
      `${path} is a link to a file that is not there.`,
      'Give the name of that file, or remove the link.',
    );
  }
  throw refused(
    `${path} exists and is not a regular file.`,
    'Give the name of a file; a folder or a device is never replaced.',
  );
}

/**
 * The same of a file that grows line by line: one that has other names on the disk would be locked under one of them alone, and
 * is refused.
 */
export async function onlyFile(path: string): Promise<string> {
  const real = await realFile(path);
  const state = await stat(real).catch(() => undefined);
  if (state === undefined || state.nlink <= 1) return real;
  throw refused(
    `${path} has another name, too (a hard link): two runs could write to it at once.`,
    'Give another name.',
  );
}

function refused(fact: string, remedy: string): RegrantError {
  return new RegrantError({ code: 'file-failed', fact, remedy });
}
