// Whether a file is there, how large and how old it is: of a key that somebody backed up. Its content is never read.
import { stat } from 'node:fs/promises';
import { fileError } from '../../files/file-error.ts';
import { isPathOfWindows } from '../../files/windows-path.ts';
import { known, type Reading, unknown } from './reading.ts';

/** A file, or that there is none. */
export type FileState =
  | {
      /** There is one. */
      readonly isThere: true;
      /** Its size. */
      readonly bytes: number;
      /** When it was last written. */
      readonly modifiedAt: Date;
    }
  | {
      /** There is none. */
      readonly isThere: false;
    };

/** Looks at a file. What cannot be looked at from this computer is unknown, and not absent. */
export async function readFileState(
  path: string,
  platform: string = process.platform,
): Promise<Reading<FileState>> {
  if (isPathOfWindows(path) && platform !== 'win32') {
    return unknown(`${path} is a path of Windows, which this computer cannot look at.`);
  }
  try {
    const state = await stat(path);
    if (!state.isFile()) return unknown(`${path} is not a file.`);
    return known({ isThere: true, bytes: state.size, modifiedAt: state.mtime });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return known({ isThere: false });
    return unknown(fileError('read', path, error).fact);
  }
}
