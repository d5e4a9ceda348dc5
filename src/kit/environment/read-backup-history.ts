// Reads what msdb of a server knows of backups, in one batch, whatever the server holds: of each database the last full backup
// that is whole, and all since. Sources: "backupset", "backupmediafamily", "restorehistory", "sys.master_files",
// "suspect_pages" (Microsoft).
import { flag } from '../../capture/batch/cell.ts';
import { type Answer, askServer, isTime, timeAsText, timeOf } from '../../connect/ask-server.ts';
import type { RunOptions, Select, Session } from '../../connect/driver.ts';
import { defined } from '../../model/defined.ts';
import type { Backup, BackupHistory, BackupType } from './backup-history.ts';

/** Both names of the server: a restore and a verification leave rows of the server that took the backup. */
const isOwn = (set: string): string =>
  `${set}.server_name IN (@@SERVERNAME, CONVERT(nvarchar(128), SERVERPROPERTY('ServerName')))`;

/** All there is where no full backup is whole; one without an end is none. */
const SINCE_THE_LAST_FULL = `b.backup_set_id >= ISNULL((
  SELECT MAX(l.backup_set_id) FROM dbo.backupset AS l
  WHERE l.database_name = b.database_name AND ${isOwn('l')} AND l.backup_finish_date IS NOT NULL
  AND l.type = 'D' AND l.is_copy_only = 0 AND l.is_damaged = 0
), 0)`;

const DATABASES: Select = {
  columns: ['name', 'recovery_model_desc', 'replica_id', 'is_master_key_encrypted_by_server'],
  text: 'SELECT d.name, d.recovery_model_desc, d.replica_id, d.is_master_key_encrypted_by_server FROM sys.databases AS d',
};

/** Logs’ numbers are larger than a number of a driver, and come as text. */
const BACKUPS: Select = {
  columns: [
    ...['backup_set_id', 'database_name', 'type', 'backup_finish_date', 'time_zone', 'is_copy_only'],
    ...['has_backup_checksums', 'is_damaged', 'is_snapshot', 'first_lsn', 'last_lsn', 'checkpoint_lsn'],
    ...['database_backup_lsn', 'position', 'machine_name', 'physical_device_name', 'device_type', 'mirror'],
    ...['family_sequence_number', 'backup_start_date', 'backup_size'],
  ],
  text: `SELECT b.backup_set_id, b.database_name, b.type, ${timeAsText('b.backup_finish_date')} AS backup_finish_date, b.time_zone, b.is_copy_only,
  b.has_backup_checksums, b.is_damaged, b.is_snapshot, CONVERT(nvarchar(30), b.first_lsn) AS first_lsn,
  CONVERT(nvarchar(30), b.last_lsn) AS last_lsn, CONVERT(nvarchar(30), b.checkpoint_lsn) AS checkpoint_lsn,
  CONVERT(nvarchar(30), b.database_backup_lsn) AS database_backup_lsn, b.position, b.machine_name,
  f.physical_device_name, f.device_type, f.mirror, f.family_sequence_number,
  ${timeAsText('b.backup_start_date')} AS backup_start_date, CONVERT(nvarchar(30), b.backup_size) AS backup_size
FROM dbo.backupset AS b LEFT JOIN dbo.backupmediafamily AS f ON f.media_set_id = b.media_set_id
WHERE ${isOwn('b')} AND ${SINCE_THE_LAST_FULL}`,
};

const FILES: Select = {
  columns: ['database_name', 'logical_name', 'physical_name', 'file_id'],
  text: `SELECT d.name AS database_name, f.name AS logical_name, f.physical_name, f.file_id
FROM sys.master_files AS f INNER JOIN sys.databases AS d ON d.database_id = f.database_id
WHERE f.physical_name IS NOT NULL`,
};

const VERIFIED: Select = {
  columns: ['database_name', 'verified_at'],
  text: `SELECT v.database_name, ${timeAsText('v.verified_at')} AS verified_at FROM (
  SELECT b.database_name, MAX(h.restore_date) AS verified_at
  FROM dbo.restorehistory AS h INNER JOIN dbo.backupset AS b ON b.backup_set_id = h.backup_set_id
  WHERE h.restore_type = 'V' AND ${isOwn('b')} GROUP BY b.database_name
) AS v`,
};

const SUSPECT_PAGES: Select = {
  columns: ['database_name', 'pages'],
  text: `SELECT d.name AS database_name, COUNT(*) AS pages
FROM dbo.suspect_pages AS s INNER JOIN sys.databases AS d ON d.database_id = s.database_id
WHERE s.event_type IN (1, 2, 3) GROUP BY d.name`,
};

/** Reads it. Throws what the session throws: a login may not be allowed to read msdb. */
export async function readBackupHistory(session: Session, options: RunOptions): Promise<BackupHistory> {
  const selects = [DATABASES, BACKUPS, FILES, VERIFIED, SUSPECT_PAGES];
  const sets = await askServer(session, selects, { ...options, database: 'msdb' });
  const [databases = [], backups = [], files = [], verified = [], suspect = []] = sets;
  return {
    databases: databases.map((row) => ({
      name: String(row.name),
      recoveryModel: String(row.recovery_model_desc),
      isReplica: row.replica_id !== null && row.replica_id !== undefined,
      hasMasterKey: flag(row.is_master_key_encrypted_by_server),
    })),
    backups: backupsOf(inOrder(backups, ['backup_set_id', 'family_sequence_number', 'mirror'])),
    files: inOrder(files, ['file_id']).map((row) => ({
      database: String(row.database_name),
      logicalName: String(row.logical_name),
      path: String(row.physical_name),
    })),
    verifiedAt: new Map(
      verified
        .map((row) => [String(row.database_name), timeOf(row.verified_at)] as const)
        .filter(([, time]) => isTime(time)),
    ),
    suspectPages: new Map(suspect.map((row) => [String(row.database_name), Number(row.pages)])),
  };
}

/** Rows by numbers of theirs, the first of which counts most. */
function inOrder(rows: readonly Answer[], columns: readonly string[]): readonly Answer[] {
  return rows.toSorted((a, b) => {
    const apart = columns.map((column) => Number(a[column] ?? 0) - Number(b[column] ?? 0));
    return apart.find((difference) => difference !== 0) ?? 0;
  });
}

/** One backup of all the rows of its devices; one without an end is none. */
function backupsOf(rows: readonly Answer[]): readonly Backup[] {
  const byId = new Map<number, Answer[]>();
  for (const row of rows) {
    const id = Number(row.backup_set_id);
    byId.set(id, [...(byId.get(id) ?? []), row]);
  }
  return [...byId.values()]
    .flatMap((of) => (of[0] === undefined ? [] : [backupOf(of[0], of)]))
    .filter(({ finishedAt }) => isTime(finishedAt));
}

function backupOf(row: Answer, rows: readonly Answer[]): Backup {
  const ms = timeOf(row.backup_finish_date).getTime() - timeOf(row.backup_start_date).getTime();
  return {
    id: Number(row.backup_set_id),
    database: String(row.database_name),
    type: String(row.type).trim() as BackupType,
    finishedAt: inUtc(timeOf(row.backup_finish_date), Number(row.time_zone ?? UNKNOWN_ZONE)),
    ...defined({
      seconds: ms >= 0 ? Math.round(ms / 1000) : undefined,
      bytes: row.backup_size === null ? undefined : Number(row.backup_size),
    }),
    isCopyOnly: flag(row.is_copy_only),
    hasChecksums: flag(row.has_backup_checksums),
    isDamaged: flag(row.is_damaged),
    isSnapshot: flag(row.is_snapshot),
    firstLsn: lsn(row.first_lsn),
    lastLsn: lsn(row.last_lsn),
    checkpointLsn: lsn(row.checkpoint_lsn),
    baseLsn: lsn(row.database_backup_lsn),
    position: Number(row.position ?? 1),
    machine: String(row.machine_name ?? ''),
    devices: rows.flatMap(({ physical_device_name: path, device_type: kind, mirror }) =>
      typeof path === 'string' && path !== ''
        ? [{ path, type: Number(kind ?? 0), mirror: Number(mirror ?? 0) }]
        : [],
    ),
  };
}

/** `time_zone` counts quarters of an hour from UTC; 127 is not known, and taken for UTC. */
const UNKNOWN_ZONE = 127;

function inUtc(local: Date, zone: number): Date {
  return zone === UNKNOWN_ZONE ? local : new Date(local.getTime() - zone * 15 * 60_000);
}

function lsn(value: unknown): bigint {
  const text = String(value ?? '0').split('.')[0] ?? '0';
  return /^\d+$/.test(text) ? BigInt(text) : 0n;
}
