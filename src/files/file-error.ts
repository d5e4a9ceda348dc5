// What the operating system says of a file, as a RegrantError.
import { abortError } from '../model/abort.ts';
import { RegrantError } from '../model/errors.ts';

const REMEDIES: Readonly<Record<string, string>> = {
  EACCES: 'Check the permissions of the file and its folder.',
  EBUSY: 'Another program has the file open; close it there and try again.',
  EDQUOT: 'Free some of the disk quota, or write to another disk.',
  EEXIST: 'Something else is in the way; remove it or give another name.',
  EFBIG: 'The file is larger than a limit set for this process allows.',
  EISDIR: 'It is a folder; give the name of a file.',
  ENAMETOOLONG: 'Give a shorter name.',
  ENOENT: 'Check the name, and that its folder exists.',
  ENOSPC: 'Free some room, or write to another disk.',
  ENOTDIR: 'A part of the path is a file and not a folder; check the name.',
  EPERM: 'Check the permissions of the file and its folder, and that no other program has it open.',
  EROFS: 'The disk is read-only; write to another one.',
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

/** `file-failed` with the system's own code, and a remedy for the codes that people meet. */
export function fileError(
  doing: 'read' | 'written' | 'made' | 'locked',
  path: string,
  cause: unknown,
): RegrantError {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  const word = typeof code === 'string' ? code : cause instanceof Error ? cause.message : String(cause);
  return new RegrantError({
    code: 'file-failed',
    fact: `${path} could not be ${doing} (${word}).`,
    remedy: (typeof code === 'string' && REMEDIES[code]) || 'Check the path and the disk, and try again.',
    cause,
  });
}
