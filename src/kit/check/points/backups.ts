// Backups, as msdb knows them: there, young, whole, with checksums, verified.

import { CHECK_DEFAULTS } from '../../../config/check-settings.ts';
import { counted } from '../../../model/words/shown.ts';
import { type BackupHistory, fullBackupOf } from '../../environment/backup-history.ts';
import { ageText, DAY, eachOf, type Found, ownDatabases, type Point, staleness, timeText } from '../point.ts';
import { bad, type Judgement, ok, unclear } from '../readiness.ts';
import { ofBackups, unlessReplica } from './of-backups.ts';

/** There is a full backup, and it is young enough. The one point that tells of a database without one. */
export const fullBackup: Point = {
  id: 'full-backup',
  title: 'There is a full backup, and it is not too old',
  reads: ['msdb'],
  judge: (environment) =>
    eachOf(environment, ownDatabases(environment), (one): Judgement => {
      const { backups } = one.server;
      const { database } = one.place;
      if (!backups.isKnown)
        return unclear(
          `The backups of ${database} could not be read: ${backups.why}`,
          'Grant the login SELECT on the backup tables of msdb, or check as sysadmin.',
          one.place,
        );
      const full = fullBackupOf(backups.value, database);
      if (full === undefined) return unlessReplica(noBackup(one, backups.value), backups.value, one);
      const limit = environment.settings.maxAge ?? CHECK_DEFAULTS.maxAge;
      const told = `The last full backup of ${database} ended ${timeText(full.finishedAt)}, ${ageText(full.finishedAt, environment.now)}`;
      const stale = staleness(full.finishedAt, environment.now, limit * DAY, `${limit} days`);
      if (stale === undefined) return ok(`${told}.`, one.place);
      const old = bad(`${told}; ${stale}.`, 'Back it up now, and see why the job does not run.', one.place);
      return unlessReplica(old, backups.value, one);
    }),
};

function noBackup({ place }: Found, { backups }: BackupHistory): Judgement {
  const { database } = place;
  const hasDamaged = backups.some(
    ({ database: of, type, isDamaged }) => of === database && type === 'D' && isDamaged,
  );
  return bad(
    `msdb knows no full backup of ${database}${hasDamaged ? ' that is not damaged' : ''}.`,
    "Back it up: BACKUP DATABASE … TO DISK = N'\\\\server\\share\\…' WITH CHECKSUM, COMPRESSION.",
    place,
  );
}

/** It was written with checksums. */
export const backupChecksum = ofBackups(
  'backup-checksum',
  'The full backup has checksums',
  ({ place, full }) =>
    full.hasChecksums
      ? ok(`The full backup of ${place.database} was written with CHECKSUM.`, place)
      : bad(
          `The full backup of ${place.database} was written without CHECKSUM: damage in it is seen only by the restore.`,
          'Add CHECKSUM to the job, or set the option backup checksum default.',
          place,
        ),
);

/** Nothing that was taken since is damaged. */
export const backupDamaged = ofBackups('backup-damaged', 'No backup is damaged', ({ place, history }) => {
  const damaged = history.backups.filter(
    ({ database, isDamaged }) => database === place.database && isDamaged,
  );
  const [last] = damaged.toReversed();
  if (last === undefined) return ok(`No backup of ${place.database} is marked as damaged.`, place);
  return bad(
    `A backup of ${place.database} found damage in the database: ${timeText(last.finishedAt)}, ${last.devices[0]?.path ?? ''}.`,
    'Run DBCC CHECKDB, repair or restore, and back up anew.',
    place,
  );
});

/** No page of the database is suspect. */
export const suspectPages: Point = {
  id: 'suspect-pages',
  title: 'No page is suspect',
  reads: ['msdb'],
  judge: (environment) =>
    eachOf(environment, ownDatabases(environment), ({ server, place }): readonly Judgement[] => {
      if (!server.backups.isKnown) return [];
      const count = server.backups.value.suspectPages.get(place.database) ?? 0;
      if (count === 0) return [ok(`msdb knows no suspect page of ${place.database}.`, place)];
      return [
        bad(
          `msdb knows ${counted(count, 'suspect page')} of ${place.database}: backups may hold the damage.`,
          'Run DBCC CHECKDB, repair or restore, and clear msdb.dbo.suspect_pages.',
          place,
        ),
      ];
    }),
};

/** Somebody verified one here. */
export const backupVerified = ofBackups(
  'backup-verified',
  'A backup was verified',
  ({ place, history, environment }) => {
    const verified = history.verifiedAt.get(place.database);
    const remedy = `RESTORE VERIFYONLY FROM DISK = … WITH CHECKSUM, LOADHISTORY leaves its mark in msdb; a drill on another server says more.`;
    if (verified === undefined)
      return unclear(`msdb knows of no verification of a backup of ${place.database}.`, remedy, place);
    const limit = environment.settings.maxVerifyAge ?? CHECK_DEFAULTS.maxVerifyAge;
    const told = `A backup of ${place.database} was last verified ${ageText(verified, environment.now)}`;
    const stale = staleness(verified, environment.now, limit * DAY, `${limit} days`);
    return stale === undefined ? ok(`${told}.`, place) : bad(`${told}; ${stale}.`, remedy, place);
  },
);
