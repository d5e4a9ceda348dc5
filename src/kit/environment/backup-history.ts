// What msdb of a server knows of the backups of its databases, and what that means for a restore.

/** What a backup is of: the letters of `backupset.type`. */
export type BackupType = 'D' | 'I' | 'L' | 'F' | 'G' | 'P' | 'Q';

/** A file of a backup: a stripe, or a mirror of one. */
export interface BackupDevice {
  /** `physical_device_name`. */
  readonly path: string;
  /** `device_type`: 2 disk, 5 tape, 7 virtual, 9 URL; 100 more for a permanent device. */
  readonly type: number;
  /** `mirror`: 0 is the first. */
  readonly mirror: number;
}

/** A row of `backupset`. */
export interface Backup {
  /** `backup_set_id`: grows with every backup of the server. */
  readonly id: number;
  /** The database. */
  readonly database: string;
  /** What it is of. */
  readonly type: BackupType;
  /** When it ended, in UTC. */
  readonly finishedAt: Date;
  /** How long it took, in seconds; undefined where msdb does not tell. */
  readonly seconds?: number;
  /** How large it is uncompressed, in bytes; undefined where msdb does not tell. */
  readonly bytes?: number;
  /** A copy, which no other backup stands on. */
  readonly isCopyOnly: boolean;
  /** Written with CHECKSUM. */
  readonly hasChecksums: boolean;
  /** It found damage in the database. */
  readonly isDamaged: boolean;
  /** Of a program that takes snapshots of disks. */
  readonly isSnapshot: boolean;
  /** The first record of the log in it. */
  readonly firstLsn: bigint;
  /** The record after its last. */
  readonly lastLsn: bigint;
  /** Where a restore of it begins. */
  readonly checkpointLsn: bigint;
  /** The checkpoint of the full backup that it stands on. */
  readonly baseLsn: bigint;
  /** Its place in its media. */
  readonly position: number;
  /** The computer that took it. */
  readonly machine: string;
  /** Its files; none where msdb has lost them. */
  readonly devices: readonly BackupDevice[];
}

/** A file of a database. */
export interface DatabaseFile {
  /** The database. */
  readonly database: string;
  /** Its name in the database. */
  readonly logicalName: string;
  /** Where it is. */
  readonly path: string;
}

/** A database as the server lists it. */
export interface DatabaseState {
  /** Its name. */
  readonly name: string;
  /** SIMPLE, BULK_LOGGED, FULL. */
  readonly recoveryModel: string;
  /** It is in an availability group, whose other replicas may have its backups. */
  readonly isReplica: boolean;
  /** It has a master key that the service master key of this server opens. */
  readonly hasMasterKey: boolean;
}

/** What msdb of a server knows of backups. */
export interface BackupHistory {
  /** Every database of the server. */
  readonly databases: readonly DatabaseState[];
  /** Of each database the last whole full backup and all since, in the order in which they were taken. */
  readonly backups: readonly Backup[];
  /** The files of the databases; none where the login may not see them. */
  readonly files: readonly DatabaseFile[];
  /** How many pages of each database could not be read and were not repaired since. */
  readonly suspectPages: ReadonlyMap<string, number>;
  /** When backups of each database were last verified here, in UTC. */
  readonly verifiedAt: ReadonlyMap<string, Date>;
}

/** The last full backup of a database that is whole and was not a copy. */
export function fullBackupOf(history: BackupHistory, database: string): Backup | undefined {
  return history.backups.findLast(
    ({ database: of, type, isCopyOnly, isDamaged }) =>
      of === database && type === 'D' && !isCopyOnly && !isDamaged,
  );
}

/** The files of a backup, each stripe once: mirrors hold the same. */
export function stripesOf({ devices }: Backup): readonly BackupDevice[] {
  return devices.filter(({ mirror }) => mirror === 0);
}

/** Whether a device is an address of the web. */
export function isUrl({ type, path }: BackupDevice): boolean {
  return kindOf(type) === URL || /^https?:\/\//i.test(path);
}

/** Whether a device is a file that RESTORE reads by itself: else another program took the backup. */
export function isFile(device: BackupDevice): boolean {
  return isUrl(device) || kindOf(device.type) === DISK;
}

const DISK = 2;
const URL = 9;

/** A permanent device has the number of its kind and 100. Source: "backupmediafamily" (Microsoft). */
const kindOf = (type: number): number => type % 100;
