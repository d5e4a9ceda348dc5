// Where the last full backup is: on another computer, or gone with the one that it is to bring back.
import { computerOfPath, isComputer, isPathOfWindows, LOCALHOST } from '../../../files/windows-path.ts';
import { type BackupDevice, isFile, isUrl, stripesOf } from '../../environment/backup-history.ts';
import { bad, ok, unclear } from '../readiness.ts';
import { ofBackups } from './of-backups.ts';

/** It is on another computer. */
export const backupElsewhere = ofBackups(
  'backup-elsewhere',
  'The full backup is on another computer',
  ({ place, full, facts, history, environment }) => {
    const machines = [full.machine, LOCALHOST, ...facts.of('server').map(({ machineName }) => machineName)];
    const drives = new Set(
      history.files.filter(({ database }) => database === place.database).map(({ path }) => driveOf(path)),
    );
    const isCopied = environment.settings.backupsAreCopied ?? false;
    const judged = stripesOf(full).map((device) => whereabouts(device, machines, drives));
    const [worst] = judged.toSorted((a, b) => WORST_FIRST.indexOf(a.is) - WORST_FIRST.indexOf(b.is));
    const evidence = `The full backup of ${place.database} ${worst?.told ?? 'names no file'}.`;
    switch (worst?.is) {
      case 'elsewhere':
        return ok(evidence, place);
      case 'same-disk':
      case 'same-computer':
        if (isCopied)
          return ok(`${evidence} It is copied to another computer, as the configuration says.`, place);
        return bad(
          evidence,
          'Back up to a share of another computer, or say check.backupsAreCopied where something copies the files.',
          place,
        );
      case 'nowhere':
        return bad(evidence, 'Back it up to a file: what goes to NUL is lost.', place);
      default:
        return unclear(
          evidence,
          'See with the program that took it where it is, and try a restore from there.',
          place,
        );
    }
  },
);

/** Of several stripes the worst counts: all of them are needed. */
const WORST_FIRST = ['nowhere', 'same-disk', 'same-computer', 'unknown', 'elsewhere'] as const;

/** Where a device is. */
interface Whereabouts {
  readonly is: (typeof WORST_FIRST)[number];
  readonly told: string;
}

function whereabouts(
  device: BackupDevice,
  machines: readonly string[],
  drives: ReadonlySet<string>,
): Whereabouts {
  const { path } = device;
  if (/^nul:?$/i.test(path)) return { is: 'nowhere', told: 'went to NUL' };
  if (isUrl(device)) return { is: 'elsewhere', told: `is at ${path}` };
  if (!isFile(device)) return { is: 'unknown', told: `was taken by another program, to ${path}` };
  const computer = computerOfPath(path);
  if (computer !== undefined) {
    const isOwn = isComputer(computer, machines);
    if (isOwn === undefined) return { is: 'unknown', told: `is at ${path}, whose computer is not named` };
    return isOwn
      ? { is: 'same-computer', told: `is on a share of the computer itself: ${path}` }
      : { is: 'elsewhere', told: `is at ${path}` };
  }
  return drives.has(driveOf(path))
    ? { is: 'same-disk', told: `is on the disk of the database’s own files: ${path}` }
    : { is: 'same-computer', told: `is on the computer itself: ${path}` };
}

/** `D:`, or the first folder where there are no drives. */
function driveOf(path: string): string {
  return isPathOfWindows(path) ? path.slice(0, 2).toUpperCase() : `/${path.split('/')[1] ?? ''}`;
}
