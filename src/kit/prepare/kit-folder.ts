// The folder of a kit: made beside its name and renamed when it is whole, so that half a kit never has the name of one. Older
// kits go by the same way, under the same lock, and the last good one stays.
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { datedName } from '../../files/dated-name.ts';
import { fileError } from '../../files/file-error.ts';
import { takeLock } from '../../files/lock-file.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { RegrantError } from '../../model/errors.ts';
import { firstOf } from '../../model/words/shown.ts';
import { type FoundKit, findKits } from './found-kit.ts';
import { hasItsSums } from './manifest.ts';

/** What stands beside kits while one is made or thrown away. */
const PART = /^\.regrant-kit-[0-9a-f]{16}\.part$/;

const partName = (out: string): string => join(out, `.regrant-kit-${randomBytes(8).toString('hex')}.part`);

/** An older kit that should have gone and did not. */
export interface LeftKit {
  /** The name of its folder. */
  readonly name: string;
  /** A sentence. */
  readonly why: string;
}

/** What became of older kits. */
export interface OldKits {
  /** The names of those that were thrown away. */
  readonly removed: readonly string[];
  /** Those that stay although they are too many. */
  readonly left: readonly LeftKit[];
}

/** A kit that was made. */
interface MadeKit<T> {
  readonly folder: string;
  readonly made: T;
  readonly old: OldKits;
}

/**
 * Makes a kit: `fill` writes into a folder that becomes the kit when it is done, and is gone when it throws. One at a time.
 * Then older kits go, until `keep` are left.
 * Throws a RegrantError: `file-locked` while another run makes one there, `file-failed`, and what `fill` throws.
 */
export async function makeKit<T>(
  out: string,
  { now, keep }: { readonly now: Date; readonly keep: number },
  fill: (folder: string) => Promise<T>,
): Promise<MadeKit<T>> {
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
      return { folder, made, old: await removeOldKits(out, keep, datedName(now)) };
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
 * Throws older kits away until `keep` are left; the last good one stays, however old, and so do one in which somebody keeps
 * files of their own, and `made`, the one that was made just now: where the clock was set back, its name is that of an old
 * one. A folder without a manifest is not touched.
 */
export async function removeOldKits(out: string, keep: number, made?: string): Promise<OldKits> {
  const kits = await findKits(out);
  const lastGood = await lastGoodOf(out, kits, made);
  const [removed, left]: [string[], LeftKit[]] = [[], []];
  const stays = (kit: FoundKit) => kit === lastGood || kit.name === made;
  for (const kit of kits.slice(0, Math.max(kits.length - keep, 0)).filter((one) => !stays(one))) {
    const why = await whyLeft(out, kit);
    if (why === undefined) removed.push(kit.name);
    else left.push({ name: kit.name, why });
  }
  return { removed, left };
}

/** The last one that is good and still what it was: `made` is, and all other sums are made anew. */
async function lastGoodOf(
  out: string,
  kits: readonly FoundKit[],
  made: string | undefined,
): Promise<FoundKit | undefined> {
  for (const kit of kits.toReversed().filter(({ isGood }) => isGood))
    if (kit.name === made || (await hasItsSums(join(out, kit.name), kit.files))) return kit;
  return undefined;
}

/** Throws a kit away; why it stays, where it does. */
async function whyLeft(out: string, { name, others }: FoundKit): Promise<string | undefined> {
  if (others.length > 0) return `It has files that are not of the kit: ${firstOf(others, 3)}.`;
  // It loses its name first: what is half gone is no kit, and the next run takes it away.
  const part = partName(out);
  try {
    await rename(join(out, name), part);
  } catch (error) {
    return fileError('written', join(out, name), error).fact;
  }
  await rm(part, { recursive: true, force: true }).catch(() => undefined);
  return undefined;
}
