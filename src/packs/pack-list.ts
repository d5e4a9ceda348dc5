// The list of an export in its folder: written when all files are, and read again to tell what changed since.
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileError } from '../files/file-error.ts';
import { sumFile } from '../files/sum-file.ts';
import { RegrantError } from '../model/errors.ts';
import { ordinal } from '../model/order.ts';
import { type ExportedPack, PACK_LIST, type PackChange, type PacksExport } from './pack.ts';

/** The text of a list. */
export function packListText(made: PacksExport): string {
  return `${JSON.stringify(made, null, 2)}\n`;
}

/**
 * Reads the list of a folder. A pack whose file is gone, or is not what was exported, has none in it: it is to be exported
 * again. Throws a RegrantError `file-failed`.
 */
export async function readPackList(folder: string): Promise<PacksExport> {
  const path = join(folder, PACK_LIST);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw fileError('read', path, error);
  });
  const list = parsed(text);
  if (list !== undefined) {
    const packs = await Promise.all(list.packs.map((pack) => asInFolder(folder, pack)));
    return { ...list, packs };
  }
  throw new RegrantError({
    code: 'file-failed',
    fact: `${path} is not the list of an export of management packs.`,
    remedy: 'Name the folder that regrant packs wrote into.',
  });
}

async function asInFolder(folder: string, pack: ExportedPack): Promise<ExportedPack> {
  const { file, sha256, ...rest } = pack;
  if (file === undefined) return pack;
  // A list that somebody wrote leads to no file elsewhere.
  const isInside = basename(file) === file && !file.includes('\\');
  const sum = isInside ? await sumFile(join(folder, file)).catch(() => undefined) : undefined;
  return sum !== undefined && sum === sha256 ? pack : rest;
}

function parsed(text: string): PacksExport | undefined {
  try {
    const list = JSON.parse(text) as PacksExport | null;
    return isList(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Whether it has all that a list has: anybody may have written it. */
function isList(list: unknown): list is PacksExport {
  if (!hasTexts(list, ['regrant', 'server', 'database', 'exportedAt'])) return false;
  return list.regrant === 'packs' && Array.isArray(list.packs) && list.packs.every(isPack);
}

function isPack(pack: unknown): pack is ExportedPack {
  if (!hasTexts(pack, ['name', 'version', 'lastModified'])) return false;
  const { isSealed, problems } = pack;
  return (
    typeof isSealed === 'boolean' &&
    isTexts(problems) &&
    isTexts(OPTIONAL.map((property) => pack[property]).filter((value) => value !== undefined))
  );
}

const OPTIONAL = ['friendlyName', 'keyToken', 'file', 'sha256'] as const;

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

function hasTexts(value: unknown, properties: readonly string[]): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return isTexts(properties.map((property) => (value as Readonly<Record<string, unknown>>)[property]));
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
