// Backups, as msdb knows them: there, young, elsewhere, whole, with checksums, verified.

import { CHECK_DEFAULTS } from '../../../config/check-settings.ts';
import { computerOfPath, isPathOfWindows } from '../../../files/windows-path.ts';
import type { Backup, BackupDevice, BackupHistory } from '../../environment/backup-history.ts';
import type { Environment } from '../../environment/environment.ts';
import { ageText, DAY, eachOf, type Found, HOUR, ownDatabases, type Point, timeText } from '../point.ts';
import { bad, type Judgement, ok, unclear } from '../readiness.ts';
import { computerName } from './computers.ts';

/** A database with the history of its server, and its last full backup. */
interface Known extends Found {
  readonly history: BackupHistory;
  readonly full: Backup;
  readonly environment: Environment;
}

/** The last full backup of a database that is whole and was not a copy. */
export function fullBackupOf(history: BackupHistory, database: string): Backup | undefined {
  return history.backups.findLast(
    ({ database: of, type, isCopyOnly, isDamaged }) =>
      of === database && type === 'D' && !isCopyOnly && !isDamaged,
  );
}

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
      if (full === undefined) return noBackup(one, backups.value);
      const limit = environment.settings.maxAge ?? CHECK_DEFAULTS.maxAge;
      const told = `The last full backup of ${database} ended ${timeText(full.finishedAt)}, ${ageText(full.finishedAt, environment.now)}`;
      if (environment.now.getTime() - full.finishedAt.getTime() > limit * DAY)
        return bad(
          `${told}; that is more than ${limit} days.`,
          'Back it up now, and see why the job does not run.',
          one.place,
        );
      return ok(`${told}.`, one.place);
    }),
};

function noBackup({ place, server }: Found, { databases, backups }: BackupHistory): Judgement {
  const { database } = place;
  const isReplica = databases.some(({ name, isReplica: is }) => name === database && is);
  if (isReplica)
    return unclear(
      `msdb of ${server.name} knows no full backup of ${database}, which is in an availability group.`,
      'Check on the replica that takes the backups.',
      place,
    );
  const hasDamaged = backups.some(
    ({ database: of, type, isDamaged }) => of === database && type === 'D' && isDamaged,
  );
  return bad(
    `msdb knows no full backup of ${database}${hasDamaged ? ' that is not damaged' : ''}.`,
    "Back it up: BACKUP DATABASE … TO DISK = N'\\\\server\\share\\…' WITH CHECKSUM, COMPRESSION.",
    place,
  );
}

/** A point of databases that have a full backup; the others are told of by {@link fullBackup}. */
function ofBackups(
  id: string,
  title: string,
  judge: (one: Known) => Judgement | readonly Judgement[],
): Point {
  return {
    id,
    title,
    reads: ['msdb'],
    judge: (environment) =>
      eachOf(environment, ownDatabases(environment), (one): readonly Judgement[] => {
        const { backups } = one.server;
        const full = backups.isKnown ? fullBackupOf(backups.value, one.place.database) : undefined;
        if (!backups.isKnown || full === undefined) return [];
        return [judge({ ...one, history: backups.value, full, environment })].flat();
      }),
  };
}

/** It is on another computer. */
export const backupElsewhere = ofBackups(
  'backup-elsewhere',
  'The full backup is on another computer',
  ({ place, full, history, environment }) => {
    const drives = new Set(
      history.files.filter(({ database }) => database === place.database).map(({ path }) => driveOf(path)),
    );
    const isCopied = environment.settings.backupsAreCopied ?? false;
    const judged = full.devices
      .filter(({ mirror }) => mirror === 0)
      .map((device) => whereabouts(device, full.machine, drives));
    const worst =
      judged.find(({ is }) => is === 'nowhere') ??
      judged.find(({ is }) => is === 'same-disk') ??
      judged.find(({ is }) => is === 'same-computer') ??
      judged.find(({ is }) => is === 'unknown') ??
      judged[0];
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

interface Whereabouts {
  readonly is: 'elsewhere' | 'same-computer' | 'same-disk' | 'nowhere' | 'unknown';
  readonly told: string;
}

/** Where a device is. Source of the types: "backupmediafamily" (Microsoft); 100 more is a permanent device. */
function whereabouts(
  { path, type }: BackupDevice,
  machine: string,
  drives: ReadonlySet<string>,
): Whereabouts {
  if (/^nul:?$/i.test(path)) return { is: 'nowhere', told: 'went to NUL' };
  if (type % 100 === 9 || /^https?:\/\//i.test(path)) return { is: 'elsewhere', told: `is at ${path}` };
  if (type % 100 !== 2) return { is: 'unknown', told: `was taken by another program, to ${path}` };
  const computer = computerOfPath(path);
  if (computer !== undefined) {
    if (/^[\d.]+$/.test(computer) || computer.includes(':'))
      return { is: 'unknown', told: `is at ${path}, whose computer is not named` };
    return computerName(computer) === computerName(machine)
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
          `msdb knows ${counts(count, 'suspect page')} of ${place.database}: backups may hold the damage.`,
          'Run DBCC CHECKDB, repair or restore, and clear msdb.dbo.suspect_pages.',
          place,
        ),
      ];
    }),
};

/** What was taken since the full backup can be restored on it, one after the other. */
export const backupChain = ofBackups(
  'backup-chain',
  'The chain of backups is whole',
  ({ place, full, history }) => {
    const since = history.backups.filter(
      ({ database, id, isCopyOnly }) => database === place.database && id > full.id && !isCopyOnly,
    );
    const lost = since.find(({ type, baseLsn }) => type === 'I' && baseLsn !== full.checkpointLsn);
    if (lost !== undefined)
      return bad(
        `The differential backup of ${place.database} of ${timeText(lost.finishedAt)} stands on another full backup than the last that msdb knows.`,
        'See what else takes full backups of it and let that use COPY_ONLY; then take a full backup.',
        place,
      );
    const logs = since.filter(({ type }) => type === 'L');
    let reached = full.lastLsn;
    for (const log of logs) {
      if (log.firstLsn > reached)
        return bad(
          `A backup of the log of ${place.database} is missing before that of ${timeText(log.finishedAt)}.`,
          'Take a full or differential backup; see whether the log was backed up elsewhere, or the recovery model was changed.',
          place,
        );
      if (log.lastLsn > reached) reached = log.lastLsn;
    }
    const parts = [
      counts(since.filter(({ type }) => type === 'I').length, 'differential backup'),
      counts(logs.length, 'backup of the log', 'backups of the log'),
    ];
    return ok(`The full backup of ${place.database}, ${parts.join(' and ')} since fit together.`, place);
  },
);

function counts(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The recovery model, and that logs are backed up where it asks for it. */
export const recoveryModel: Point = {
  id: 'recovery-model',
  title: 'The log is backed up where the recovery model asks for it',
  reads: ['msdb'],
  judge: (environment) =>
    eachOf(environment, ownDatabases(environment), (one): readonly Judgement[] => {
      const { backups } = one.server;
      if (!backups.isKnown) return [];
      const { place } = one;
      const state = backups.value.databases.find(({ name }) => name === place.database);
      const full = fullBackupOf(backups.value, place.database);
      if (state === undefined || full === undefined) return [];
      if (state.recoveryModel === 'SIMPLE')
        return [
          ok(`${place.database} is in SIMPLE: a restore loses what came after its last backup.`, place),
        ];
      return [logJudgement(state.recoveryModel, { ...one, history: backups.value, full, environment })];
    }),
};

function logJudgement(model: string, { place, history, environment }: Known): Judgement {
  const limit = environment.settings.maxLogAge ?? CHECK_DEFAULTS.maxLogAge;
  const log = history.backups.findLast(({ database, type }) => database === place.database && type === 'L');
  const remedy = 'Back up the log by a job, or set the recovery model to SIMPLE.';
  if (log === undefined)
    return bad(
      `${place.database} is in ${model}, and its log was not backed up since the last full backup: it only grows.`,
      remedy,
      place,
    );
  const told = `${place.database} is in ${model}; its log was last backed up ${ageText(log.finishedAt, environment.now)}`;
  return environment.now.getTime() - log.finishedAt.getTime() > limit * HOUR
    ? bad(`${told}, which is more than ${limit} hours.`, remedy, place)
    : ok(`${told}.`, place);
}

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
    return environment.now.getTime() - verified.getTime() > limit * DAY
      ? bad(`${told}, which is more than ${limit} days.`, remedy, place)
      : ok(`${told}.`, place);
  },
);
