// A folder to write into, made where there is none. Node's own way to make those above too never ends where a folder
// cannot be made although the one above it is there (/proc/x), so they are made one by one here.
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileError } from './file-error.ts';

/**
 * Makes a folder and those above it; `mode` is that of the folders that are new.
 * Throws a RegrantError `file-failed`, also where a file has its name.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  try {
    await make(path, mode);
  } catch (error) {
    throw fileError('made', path, error);
  }
}

async function make(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const above = dirname(path);
    if (code === 'ENOENT' && above !== path && !(await isFolder(above))) {
      await make(above, mode);
      await mkdir(path, { mode });
    } else if (!(await isFolder(path))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isDirectory() === true;
}
