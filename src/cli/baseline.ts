// The baseline that --baseline names: a snapshot of an untouched server, or the one of the release that a script is for
// out of a folder of them.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failedOrAborted } from '../files/file-error.ts';
import { majorOf, type SqlVersion } from '../model/catalog/version.ts';
import { RegrantError } from '../model/errors.ts';
import { ordinal } from '../model/order.ts';
import type { Snapshot, SnapshotHeader } from '../model/snapshot.ts';
import { openSnapshot, readSnapshot } from '../snapshot/read-snapshot.ts';

/**
 * The baseline of a command, where it names one, for the script of a snapshot and the release that is restored to.
 * Throws a RegrantError: what readSnapshot throws, and `bad-option` for a folder with none of the release.
 */
export async function baselineOf(
  { baseline: path }: { readonly baseline?: string },
  { header }: Snapshot,
  signal: AbortSignal,
  targetVersion?: SqlVersion,
): Promise<{ readonly baseline?: Snapshot }> {
  return path === undefined ? {} : { baseline: await readBaseline(path, header, signal, targetVersion) };
}

async function readBaseline(
  path: string,
  header: SnapshotHeader,
  signal: AbortSignal,
  targetVersion: SqlVersion | undefined,
): Promise<Snapshot> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return readSnapshot(path, { signal });
  const major = targetVersion === undefined ? majorIn(header) : majorOf(targetVersion);
  const found = await newestOf(path, major, signal);
  if (found === undefined) throw noneOf(path, major);
  return readSnapshot(found, { signal });
}

const majorIn = ({ server }: SnapshotHeader): number => Number.parseInt(server.productVersion, 10);

/** Of several of one release the one of the latest build. */
async function newestOf(folder: string, major: number, signal: AbortSignal): Promise<string | undefined> {
  let newest: { readonly path: string; readonly build: readonly number[] } | undefined;
  for (const name of await namesIn(folder, signal)) {
    if (!/\.regrant\.ndjson(\.gz)?$/.test(name)) continue;
    const path = join(folder, name);
    const { header } = await openSnapshot(path, { signal });
    if (majorIn(header) !== major) continue;
    const build = header.server.productVersion.split('.').map(Number);
    if (newest === undefined || isLater(build, newest.build)) newest = { path, build };
  }
  return newest?.path;
}

async function namesIn(folder: string, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort(ordinal);
  } catch (error) {
    throw failedOrAborted('read', folder, error, signal);
  }
}

function isLater(build: readonly number[], than: readonly number[]): boolean {
  const at = build.findIndex((part, index) => part !== (than[index] ?? 0));
  return at >= 0 && (build[at] ?? 0) > (than[at] ?? 0);
}

function noneOf(folder: string, major: number): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `The folder ${folder} has no snapshot of a server of version ${major}.`,
    remedy: 'Capture an untouched server of that release into it, or name a snapshot (--baseline <file>).',
  });
}
