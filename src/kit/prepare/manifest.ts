// The manifest of a kit: what is in it, with the SHA-256 sum of each file, and whether it is all that it should be. It is
// written last; a folder without one is no kit.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sumFile } from '../../files/sum-file.ts';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { ordinal } from '../../model/order.ts';

/** A file of a kit. */
export interface KitFile {
  /** Its path in the kit, with slashes. */
  readonly path: string;
  /** Its size. */
  readonly bytes: number;
  /** Of its content, in lower-case hexadecimal. */
  readonly sha256: string;
}

/** What became of a server. */
export interface KitServerRow {
  /** Its name. */
  readonly name: string;
  /** Whether it could be read. */
  readonly isCaptured: boolean;
  /** Whether nothing of it is missing. */
  readonly isComplete: boolean;
  /** Whether its script makes what its snapshot has. */
  readonly isProven: boolean;
  /** Why not, where one of these is not so. */
  readonly problem?: string;
}

/** A manifest. */
export interface KitManifest {
  /** Says what the file is. */
  readonly regrant: 'kit';
  /** The format of the file. */
  readonly format: 1;
  /** Name and version of the program. */
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO 8601 in UTC. */
  readonly madeAt: string;
  /** The title of the profile. */
  readonly profile: string;
  /** Whether every server was captured completely and every script is proven: a kit that is never thrown away for a lesser one. */
  readonly isGood: boolean;
  /** What became of each server. */
  readonly servers: readonly KitServerRow[];
  /** All files but this one and the list of sums. */
  readonly files: readonly KitFile[];
}

/** The names of the files that tell of the others. */
export const MANIFEST = 'manifest.json';
/** In the form that sha256sum reads. */
export const SUMS = 'SHA256SUMS';

/** Sums up every file of a folder and writes the manifest, last of all. */
export async function writeManifest(
  folder: string,
  head: Omit<KitManifest, 'regrant' | 'format' | 'files'>,
  signal: AbortSignal | undefined,
): Promise<KitManifest> {
  const files = await filesOf(folder);
  const sums = files.map(({ path, sha256 }) => `${sha256}  ${path}\n`);
  await writeFileAtomically(join(folder, SUMS), sums, 'sums', { signal });
  const manifest: KitManifest = { regrant: 'kit', format: 1, ...head, files };
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  await writeFileAtomically(join(folder, MANIFEST), [text], 'manifest', { signal });
  return manifest;
}

async function filesOf(folder: string): Promise<readonly KitFile[]> {
  const names = (await readdir(folder, { recursive: true })).map((name) => name.replaceAll('\\', '/'));
  const files: KitFile[] = [];
  for (const path of names.toSorted(ordinal)) {
    const state = await stat(join(folder, path));
    if (!state.isFile()) continue;
    files.push({ path, bytes: state.size, sha256: await sumFile(join(folder, path)) });
  }
  return files;
}

/** What of a manifest says whether a kit is whole; undefined where a folder is no kit. */
export async function readManifest(
  folder: string,
): Promise<Pick<KitManifest, 'isGood' | 'files'> | undefined> {
  try {
    const found = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Partial<KitManifest> | null;
    if (found?.regrant !== 'kit' || typeof found.isGood !== 'boolean') return undefined;
    const { isGood, files } = found;
    return Array.isArray(files) && files.every(isKitFile) ? { isGood, files } : { isGood, files: [] };
  } catch {
    return undefined;
  }
}

function isKitFile(file: unknown): file is KitFile {
  if (typeof file !== 'object' || file === null) return false;
  const { path, bytes } = file as Partial<KitFile>;
  return typeof path === 'string' && typeof bytes === 'number';
}

/** Whether every file of a kit has the sum that its manifest has: one that was changed may be as large as it was. */
export async function hasItsSums(folder: string, files: readonly KitFile[]): Promise<boolean> {
  for (const { path, sha256 } of files) {
    const sum = await sumFile(join(folder, path)).catch(() => undefined);
    if (sum !== sha256) return false;
  }
  return true;
}
