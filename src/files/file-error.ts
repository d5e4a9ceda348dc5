// What the operating system says of a file, as a RegrantError.
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { abortError } from '../model/abort.ts';
import { RegrantError } from '../model/errors.ts';

type Told = readonly [why: string, remedy: string];

const READ_ONLY: Told = ['the disk is read-only', 'Write to another one.'];

/** What a code of the system means, and what to do. */
const CODES: Readonly<Record<string, Told>> = {
  EACCES: ['access is denied', 'Check the permissions of the file and its folder.'],
  EBUSY: ['it is in use', 'Another program has the file open; close it there and try again.'],
  EDQUOT: ['the disk quota is used up', 'Free some of it, or write to another disk.'],
  EEXIST: ['a file of that name is in the way', 'Give another name, or move that file away.'],
  EFBIG: ['it would be too large', 'The file is larger than a limit set for this process allows.'],
  EISDIR: ['it is a folder', 'Give the name of a file.'],
  ENAMETOOLONG: ['its name is too long', 'Give a shorter name.'],
  ENOENT: ['it is not there', 'Check the name, and that its folder exists.'],
  ENOSPC: ['the disk is full', 'Free some room, or write to another disk.'],
  ENOTDIR: ['a part of its path is a file and not a folder', 'Check the name.'],
  EPERM: [
    'the system does not allow it',
    'Check the permissions of the file and its folder, and that no other program has it open.',
  ],
  EROFS: READ_ONLY,
};

/** Why a file could not be read or written: the signal's error where that was aborted, else the system's. */
export function failedOrAborted(
  doing: 'read' | 'written',
  path: string,
  cause: unknown,
  signal: AbortSignal | undefined,
): RegrantError {
  if (cause instanceof RegrantError) return cause;
  if (!signal?.aborted) return fileError(doing, path, cause);
  return abortError(signal, `The ${doing === 'read' ? 'reading' : 'writing'} of ${path}`);
}

/** `file-failed` with what the system's code means, the code itself, and a remedy for the codes that people meet. */
export function fileError(
  doing: 'read' | 'written' | 'made' | 'locked',
  path: string,
  cause: unknown,
): RegrantError {
  const { code, path: at } = (cause ?? {}) as NodeJS.ErrnoException;
  if (typeof code !== 'string' || !Object.hasOwn(CODES, code)) {
    const said = typeof code === 'string' ? code : cause instanceof Error ? cause.message : String(cause);
    const remedy = 'Check the path and the disk, and try again.';
    return failed(`${path} could not be ${doing} (${said}).`, remedy, cause);
  }
  const [why, remedy] = isUnwritable(doing, code, at ?? path) ? READ_ONLY : (CODES[code] as Told);
  return failed(`${path} could not be ${doing}: ${why} (${code}).`, remedy, cause);
}

/** Some file systems say of what they cannot take that it is not there, although the folder for it is. */
function isUnwritable(doing: string, code: string, at: string): boolean {
  return code === 'ENOENT' && doing !== 'read' && existsSync(dirname(resolve(at)));
}

function failed(fact: string, remedy: string, cause: unknown): RegrantError {
  return new RegrantError({ code: 'file-failed', fact, remedy, cause });
}
