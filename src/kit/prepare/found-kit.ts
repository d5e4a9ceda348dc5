// Kits as they are found later: whether each is still all that its manifest says, and whether somebody keeps files of their own
// in it. What a manifest says is compared with what is there, and never followed.
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDatedName } from '../../files/dated-name.ts';
import { type KitFile, type KitManifest, MANIFEST, readManifest, SUMS } from './manifest.ts';

/** A kit. */
export interface FoundKit {
  /** The name of its folder. */
  readonly name: string;
  /** It was good when it was made, and every file of it is still there, as large as it was. */
  readonly isGood: boolean;
  /** Its files, as its manifest has them. */
  readonly files: readonly KitFile[];
  /** The files in it that are not of the kit. */
  readonly others: readonly string[];
}

/** The kits of a folder, the oldest first. A folder without a manifest is none. Throws what the file system throws. */
export async function findKits(out: string): Promise<readonly FoundKit[]> {
  const kits: FoundKit[] = [];
  for (const name of (await readdir(out)).filter(isDatedName).sort()) {
    const manifest = await readManifest(join(out, name));
    if (manifest !== undefined) kits.push(foundKit(name, manifest, await sizesIn(join(out, name))));
  }
  return kits;
}

function foundKit(
  name: string,
  { isGood, files }: Pick<KitManifest, 'isGood' | 'files'>,
  sizes: ReadonlyMap<string, number>,
): FoundKit {
  const own = new Set([MANIFEST, SUMS, ...files.map(({ path }) => path)]);
  return {
    name,
    files,
    isGood: isGood && files.length > 0 && files.every(({ path, bytes }) => sizes.get(path) === bytes),
    others: [...sizes.keys()].filter((path) => !own.has(path) && !LEFT_BY_DESKTOPS.test(path)),
  };
}

/** What looking into a folder leaves there. */
const LEFT_BY_DESKTOPS = /(^|\/)(thumbs\.db|desktop\.ini|\.ds_store)$/i;

/** What is in a folder, by path with slashes: files by their size, anything else but folders by none. */
async function sizesIn(folder: string, below = ''): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
    const path = `${below}${entry.name}`;
    if (entry.isDirectory())
      for (const [inner, size] of await sizesIn(folder, `${path}/`)) sizes.set(inner, size);
    else sizes.set(path, entry.isFile() ? (await lstat(join(folder, path))).size : -1);
  }
  return sizes;
}
