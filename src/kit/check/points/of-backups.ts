// Points of databases that have a full backup.
import { type Backup, type BackupHistory, fullBackupOf } from '../../environment/backup-history.ts';
import type { Environment } from '../../environment/environment.ts';
import { eachOf, type Found, ownDatabases, type Point } from '../point.ts';
import { type Judgement, unclear } from '../readiness.ts';

/** A database with the history of its server, and its last full backup. */
export interface Known extends Found {
  readonly history: BackupHistory;
  readonly full: Backup;
  readonly environment: Environment;
}

/** What msdb of this server lacks, that of another replica may have: then nothing is known to be bad. */
export function unlessReplica(
  judgement: Judgement,
  { databases }: BackupHistory,
  { place }: Found,
): Judgement {
  const isReplica = databases.some(({ name, isReplica: is }) => name === place.database && is);
  if (judgement.state !== 'bad' || !isReplica) return judgement;
  return unclear(
    `${judgement.evidence} It is in an availability group, of which another replica may take the backups.`,
    'Check on the replica that takes the backups.',
    place,
  );
}

/** A point of databases that have a full backup; the others are told of by the point `full-backup`. */
export function ofBackups(
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
