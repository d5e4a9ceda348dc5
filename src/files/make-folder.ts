// A folder to write into, made where there is none.
import { mkdir } from 'node:fs/promises';
import { fileError } from './file-error.ts';

/** Makes a folder and those above it. Throws a RegrantError `file-failed`, also where a file has its name. */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (error) {
    throw fileError('made', path, error);
  }
}
