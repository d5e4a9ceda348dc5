// The list of an export in its folder: written when all files are, and read again to tell what changed since.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../files/file-error.ts';
import { RegrantError } from '../model/errors.ts';
import { ordinal } from '../model/order.ts';
import { type ExportedPack, PACK_LIST, type PackChange, type PacksExport } from './pack.ts';

/** The text of a list. */
export function packListText(made: PacksExport): string {
  return `${JSON.stringify(made, null, 2)}\n`;
}

/** Reads the list of a folder. Throws a RegrantError `file-failed`. */
export async function readPackList(folder: string): Promise<PacksExport> {
  const path = join(folder, PACK_LIST);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileError('read', path, error);
  });
  const list = parsed(text);
  if (list !== undefined) return list;
  throw new RegrantError({
    code: 'file-failed',
    fact: `${path} is not the list of an export of management packs.`,
    remedy: 'Name the folder that regrant packs wrote into.',
  });
}

function parsed(text: string): PacksExport | undefined {
  try {
    const list = JSON.parse(text) as PacksExport | null;
    const isList = list?.regrant === 'packs' && Array.isArray(list.packs);
    return isList && list.packs.every(isPack) ? list : undefined;
  } catch {
    return undefined;
  }
}

function isPack(pack: unknown): boolean {
  const texts = ['name', 'version', 'lastModified'] as const;
  if (typeof pack !== 'object' || pack === null) return false;
  return texts.every((property) => typeof (pack as Record<string, unknown>)[property] === 'string');
}

/** What differs between two lists, in ordinal order of the names. */
export function packChanges(before: PacksExport, after: PacksExport): readonly PackChange[] {
  const [old, now] = [before, after].map(({ packs }) => new Map(packs.map((pack) => [pack.name, pack])));
  const changes: PackChange[] = [];
  for (const name of [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].sort(ordinal)) {
    const [then, here] = [old?.get(name), now?.get(name)];
    if (then === undefined) changes.push({ name, change: 'added' });
    else if (here === undefined) changes.push({ name, change: 'removed' });
    else if (stateOf(then) !== stateOf(here)) changes.push({ name, change: 'changed' });
  }
  return changes;
}

const stateOf = ({ version, keyToken, isSealed, lastModified, sha256 }: ExportedPack): string =>
  JSON.stringify([version, keyToken, isSealed, lastModified, sha256]);
