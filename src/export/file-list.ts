// The list of the files that an export wrote into a folder. It decides what is removed, so nothing in it is believed that
// an export would not have written.
import { readFile } from 'node:fs/promises';
import { fileError } from '../files/file-error.ts';
import { RegrantError } from '../model/errors.ts';

/** The text of the list. */
export function fileListText(paths: readonly string[]): string {
  return `${JSON.stringify({ regrant: 'export', format: 1, files: paths }, null, 1)}\n`;
}

/** The paths in the list; none where there is no list. Throws a RegrantError `file-failed` where it is none of ours. */
export async function readFileList(path: string): Promise<readonly string[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fileError('read', path, error);
  }
  const paths = pathsIn(text);
  if (paths !== undefined) return paths;
  throw new RegrantError({
    code: 'file-failed',
    fact: `${path} is not the list of an export.`,
    remedy:
      'Nothing was changed: export into another folder, or remove the list and the files that are to be written anew.',
  });
}

function pathsIn(text: string): readonly string[] | undefined {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof list !== 'object' || list === null) return undefined;
  const { regrant, format, files } = list as Readonly<Record<string, unknown>>;
  if (regrant !== 'export' || format !== 1 || !Array.isArray(files)) return undefined;
  return files.every(isOurs) ? files : undefined;
}

/** A path as an export makes it: below the folder, in names that say no other place. */
function isOurs(path: unknown): path is string {
  if (typeof path !== 'string' || !path.endsWith('.sql')) return false;
  const parts = path.split('/');
  return (
    (parts.length === 3 || parts.length === 4) &&
    parts.every((part) => part !== '' && !/^\.|[<>:"\\|?*\p{Cc}]/u.test(part))
  );
}
