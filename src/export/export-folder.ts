// A folder of exported objects, brought to what a snapshot has: files that differ are written, those of objects that are
// gone are removed, all others are left as they are, and so is whatever else is in the folder. Which files are ours stands
// in a list beside them, which is there before the first of them is, so that a run that was cut off is mended by the next.
import { lstat, mkdir, readFile, rmdir, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { byteOrderMark, encodeBlock, type TextEncoding } from '../files/encode-text.ts';
import { failedOrAborted } from '../files/file-error.ts';
import { makeFolder } from '../files/make-folder.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import { throwIfAborted } from '../model/abort.ts';
import { RegrantError } from '../model/errors.ts';
import { ordinal } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { exportDefinitions } from './export-definitions.ts';
import { type ExportOptions, USUAL_ENCODING } from './export-options.ts';
import { fileListText, readFileList } from './file-list.ts';
import type { ExportNote, NotExported } from './script-objects.ts';

/** The list of the files that are ours. */
const LIST = '.regrant-export.json';

/** What was done to a folder. */
export interface FolderExport {
  /** Files that were written, because they are new or were other. */
  readonly written: number;
  /** Files that were as they should be. */
  readonly unchanged: number;
  /** Files of objects that are no longer there. */
  readonly removed: number;
  /** What is in no file, and why. */
  readonly notExported: readonly NotExported[];
  /** What else there is to know: objects that need each other, and what objects need that no file brings. */
  readonly notes: readonly ExportNote[];
}

/**
 * Writes a snapshot's objects into a folder, a file for each, and removes the files of objects that it wrote before and that
 * are gone.
 * Throws a RegrantError: what exportDefinitions throws; `file-failed`, also where a file of the name of an object's is there
 * that was not written by an export; `cancelled`.
 */
export async function exportFolder(
  folder: string,
  snapshot: Snapshot,
  options: ExportOptions = {},
): Promise<FolderExport> {
  const { encoding = USUAL_ENCODING, signal } = options;
  const { files, notExported, notes } = await exportDefinitions(snapshot, options);
  const wanted = [...files].map(({ path, text }) => ({ path, bytes: encoded(text, encoding) }));
  const paths = wanted.map(({ path }) => path);
  await makeFolder(folder);
  const list = join(folder, LIST);
  const before = await readFileList(list);
  await refuseOthers(folder, paths, new Set(before));
  const all = [...new Set([...before, ...paths])].sort(ordinal);
  await writeFileAtomically(list, [fileListText(all)], 'export', { signal });
  const here = new Set(paths);
  const gone = before.filter((path) => !here.has(path));
  for (const path of gone) await remove(folder, path);
  let written = 0;
  for (const { path, bytes } of wanted) {
    throwIfAborted(signal, `The writing of ${folder}`);
    if (await write(join(folder, path), bytes, signal)) written += 1;
  }
  await writeFileAtomically(list, [fileListText(paths)], 'export', { signal });
  return { written, unchanged: wanted.length - written, removed: gone.length, notExported, notes };
}

/** The bytes of a file; its line ends stay as they are. */
function encoded(text: string, encoding: TextEncoding): Buffer {
  return Buffer.concat([byteOrderMark(encoding), encodeBlock(text, encoding)]);
}

async function refuseOthers(
  folder: string,
  paths: readonly string[],
  ours: ReadonlySet<string>,
): Promise<void> {
  const seen = new Set<string>();
  for (const path of paths) {
    const parts = path.split('/');
    for (const at of parts.keys()) {
      const place = join(folder, ...parts.slice(0, at + 1));
      const isFile = at === parts.length - 1;
      if (seen.has(place)) continue;
      seen.add(place);
      const found = await lstat(place).catch(() => undefined);
      if (found === undefined) break;
      if (isFile ? found.isFile() && ours.has(path) : found.isDirectory()) continue;
      throw new RegrantError({
        code: 'file-failed',
        fact: `${place} is in the way: it was not written by an export.`,
        remedy: 'Nothing was changed: give another folder, or move it away first.',
      });
    }
  }
}

/** Writes a file where it has other content; true when it was written. */
async function write(path: string, bytes: Buffer, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    const before = await readFile(path).catch(() => undefined);
    if (before?.equals(bytes)) return false;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
    return true;
  } catch (error) {
    throw failedOrAborted('written', path, error, signal);
  }
}

/** Removes a file of ours, and the folders above it that are empty then. */
async function remove(folder: string, path: string): Promise<void> {
  const parts = path.split('/');
  const found = await lstat(join(folder, path)).catch(() => undefined);
  if (found?.isFile()) await unlink(join(folder, path)).catch(() => undefined);
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const isEmpty = await rmdir(join(folder, ...parts.slice(0, length))).then(
      () => true,
      () => false,
    );
    if (!isEmpty) return;
  }
}
