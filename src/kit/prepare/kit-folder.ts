// The folder of a kit: made beside its name and renamed when it is whole, so that half a kit never has the name of one. Older
// kits go by the same way, and the last good one stays.
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { datedName, isDatedName } from '../../files/dated-name.ts';
import { fileError } from '../../files/file-error.ts';
import { takeLock } from '../../files/lock-file.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { RegrantError } from '../../model/errors.ts';
import { readManifest } from './manifest.ts';

/** What stands beside kits while one is made or thrown away. */
const PART = /^\.regrant-kit-[0-9a-f]{16}\.part$/;

const partName = (out: string): string => join(out, `.regrant-kit-${randomBytes(8).toString('hex')}.part`);

/**
 * Makes a kit: `fill` writes into a folder that becomes the kit when it is done, and is gone when it throws. One at a time.
 * Throws a RegrantError: `file-locked` while another run makes one there, `file-failed`, and what `fill` throws.
 */
export async function makeKit<T>(
  out: string,
  now: Date,
  fill: (folder: string) => Promise<T>,
): Promise<{ readonly folder: string; readonly made: T }> {
  await makeFolder(out);
  const lock = await takeLock(join(out, 'kit'));
  try {
    await removeParts(out);
    const folder = join(out, datedName(now));
    await refuseTaken(folder, out);
    const part = partName(out);
    try {
      await mkdir(part, { mode: 0o700 });
      const made = await fill(part);
      await rename(part, folder);
      return { folder, made };
    } catch (error) {
      await rm(part, { recursive: true, force: true }).catch(() => undefined);
      throw error instanceof Error && 'syscall' in error ? fileError('made', folder, error) : error;
    }
  } finally {
    await lock.release();
  }
}

/** What a run that was killed left behind: the lock says that no other runs. */
async function removeParts(out: string): Promise<void> {
  for (const name of await readdir(out))
    if (PART.test(name)) await rm(join(out, name), { recursive: true, force: true }).catch(() => undefined);
}

async function refuseTaken(folder: string, out: string): Promise<void> {
  if (!(await readdir(out)).some((name) => join(out, name) === folder)) return;
  throw new RegrantError({
    code: 'file-failed',
    fact: `${folder} is there already.`,
    remedy: 'Run it again: a kit is named by the second.',
  });
}

/**
 * Throws older kits away until `keep` are left; the last good one stays, however old. A folder without a manifest is not
 * touched. Gives the names of those that went.
 */
export async function removeOldKits(out: string, keep: number): Promise<readonly string[]> {
  const lock = await takeLock(join(out, 'kit'));
  try {
    const kits: { readonly name: string; readonly isGood: boolean }[] = [];
    for (const name of (await readdir(out)).filter(isDatedName).sort()) {
      const manifest = await readManifest(join(out, name));
      if (manifest !== undefined) kits.push({ name, isGood: manifest.isGood });
    }
    const lastGood = kits.findLast(({ isGood }) => isGood)?.name;
    const old = kits.slice(0, Math.max(kits.length - keep, 0)).filter(({ name }) => name !== lastGood);
    for (const { name } of old) {
      // It loses its name first: what is half gone is no kit.
      const part = partName(out);
      await rename(join(out, name), part);
      await rm(part, { recursive: true, force: true });
    }
    return old.map(({ name }) => name);
  } catch (error) {
    throw error instanceof RegrantError ? error : fileError('written', out, error);
  } finally {
    await lock.release();
  }
}
