// An export of management packs for people: what there is, what was written, what is wrong, and the supported way.
import { counted } from '../model/words/shown.ts';
import { visible } from '../model/words/visible.ts';
import type { ExportedPack, PackChange, PacksExport } from './pack.ts';

/** What the product's own export is: only its files are supported. */
export const SUPPORTED_EXPORT =
  'Get-SCSMManagementPack | Where-Object { -not $_.Sealed } | Export-SCSMManagementPack -Path C:\\Packs';

/** The text, with a line end behind each line. */
export function packsText(
  { server, database, packs }: PacksExport,
  folder: string,
  changes?: readonly PackChange[],
): string {
  const unsealed = packs.filter(({ isSealed }) => !isSealed);
  const written = packs.filter(({ file }) => file !== undefined);
  const lines = [
    `${database} on ${server}: ${counted(packs.length, 'management pack')}, ${unsealed.length} of them not sealed`,
    ...packs.map(packLine),
    `wrote ${counted(written.length, 'pack')} and their list into ${folder}`,
    ...packs.flatMap(({ name, problems }) => problems.map((problem) => `PROBLEM  ${name}: ${problem}`)),
    ...(changes === undefined ? [] : changesOf(changes)),
    'These files are a last resort. The supported export, on a management server:',
    `  ${SUPPORTED_EXPORT}`,
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}

function packLine({ name, version, keyToken, isSealed, lastModified }: ExportedPack): string {
  const seal = isSealed ? `sealed ${keyToken ?? 'without a key token'}` : 'not sealed';
  return `  ${name} ${version}, ${seal}, last changed ${lastModified.slice(0, 19).replace('T', ' ')}`;
}

function changesOf(changes: readonly PackChange[]): readonly string[] {
  if (changes.length === 0) return ['Nothing has changed since the other export.'];
  return changes.map(({ name, change }) => `${change.padEnd(7)}  ${name}`);
}
