// The unsealed management packs: exported as they are now, and such that they can be imported again.
import { timeOf } from '../../../connect/ask-server.ts';
import { numbered } from '../../../model/words/shown.ts';
import type { ManagementPack, PacksExport } from '../../../packs/pack.ts';
import { type Point, timeText } from '../point.ts';
import { bad, type Judgement, ok, unclear } from '../readiness.ts';

const EXPORT =
  'Export them with Export-SCSMManagementPack, or with regrant packs, and name the folder under check.packs.';

/** Every unsealed pack was exported since it last changed. */
export const packsExported: Point = {
  id: 'packs-exported',
  title: 'Unsealed management packs are exported since they last changed',
  reads: ['tables', 'files'],
  judge: ({ servers, exported }) =>
    servers.flatMap(({ name, packs }): readonly Judgement[] => {
      if (packs === undefined) return [];
      const place = { server: name };
      if (!packs.isKnown)
        return [unclear(`The management packs could not be read: ${packs.why}`, EXPORT, place)];
      const unsealed = packs.value.filter(({ isSealed }) => !isSealed);
      if (exported === undefined)
        return [unclear(`It is not known where ${told(unsealed.length)} were exported to.`, EXPORT, place)];
      if (!exported.isKnown) return [bad(`The export cannot be used: ${exported.why}`, EXPORT, place)];
      const lines = unsealed.flatMap((pack) => behind(pack, exported.value.packs, place));
      return lines.length > 0 ? lines : [ok(`${told(unsealed.length)} are exported as they are.`, place)];
    }),
};

const told = (count: number): string => numbered(count, 'unsealed management pack');

function behind(
  pack: ManagementPack,
  exported: PacksExport['packs'],
  place: { readonly server: string },
): readonly Judgement[] {
  const was = exported.find(({ name }) => name === pack.name);
  if (was === undefined) return [bad(`${pack.name} ${pack.version} was not exported.`, EXPORT, place)];
  if (was.file === undefined)
    return [bad(`Of ${pack.name} ${pack.version} there is no file as it was exported.`, EXPORT, place)];
  const modifiedAt = timeOf(pack.lastModified);
  if (was.version === pack.version && timeOf(was.lastModified) >= modifiedAt) return [];
  return [
    bad(
      `${pack.name} ${pack.version} changed ${timeText(modifiedAt)}, after it was exported.`,
      EXPORT,
      place,
    ),
  ];
}

/** Nothing is wrong with what was exported. */
export const packsSound: Point = {
  id: 'packs-sound',
  title: 'Exported management packs can be imported again',
  reads: ['files'],
  judge: ({ exported }) => {
    if (exported === undefined || !exported.isKnown) return [];
    const wrong = exported.value.packs.flatMap(({ name, problems }) =>
      problems.map((problem) =>
        bad(`${name}: ${problem}`, 'Put it right in the console, and export it again.'),
      ),
    );
    return wrong.length > 0
      ? wrong
      : [ok('Every exported pack is well-formed, and what it references is there.')];
  },
};
