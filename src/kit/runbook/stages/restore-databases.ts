// The databases, restored from the backups that msdb knew of. Source: "RESTORE Statements (Transact-SQL)" (Microsoft).
import { identifier, text } from '../../../text/quote.ts';
import { timeText } from '../../check/point.ts';
import {
  type Backup,
  type BackupHistory,
  fullBackupOf,
  isFile,
  isUrl,
  stripesOf,
} from '../../environment/backup-history.ts';
import type { Environment } from '../../environment/environment.ts';
import { sqlCommand } from '../command.ts';
import type { DatabaseRow, Stage, Step } from '../runbook.ts';
import type { RunbookServer } from '../runbook-server.ts';
import { databasesOn } from './databases-on.ts';
import { restoreTime, restoreTimeOfAll, restoreTimeSentence } from './restore-time.ts';

/** What a database is restored from. */
interface Chain {
  readonly full: Backup;
  /** A differential backup and backups of the log, in their order. */
  readonly behind: readonly Backup[];
}

/** The table of databases. */
export function databaseRows(
  environment: Environment,
  servers: readonly RunbookServer[],
): readonly DatabaseRow[] {
  return servers.flatMap((server) =>
    databasesOn(environment, server).map((database): DatabaseRow => {
      const chain = chainOf(server, database);
      const last = chain?.behind.at(-1) ?? chain?.full;
      return {
        database,
        server: server.name,
        full: chain === undefined ? 'none that is known' : timeText(chain.full.finishedAt),
        until: last === undefined ? '' : timeText(last.finishedAt),
        takes: chain === undefined ? '' : restoreTime(allOf(chain)),
        files: chain === undefined ? '' : pathsOf(chain.full).join(', '),
      };
    }),
  );
}

const allOf = ({ full, behind }: Chain): readonly Backup[] => [full, ...behind];

function pathsOf(backup: Backup): readonly string[] {
  return stripesOf(backup).map(({ path }) => path);
}

/** The restore of the databases of one server. */
export function restoreStage(environment: Environment, server: RunbookServer): Stage {
  const databases = databasesOn(environment, server);
  return {
    title: `Restore the databases of ${server.name}`,
    who: `A sysadmin of ${server.name}`,
    steps: [
      ...tailSteps(server, databases),
      ...databases.flatMap((database) => restoreSteps(server, database)),
      {
        text: 'Every database is there.',
        command: sqlCommand(
          server.name,
          ['SELECT name, state_desc FROM sys.databases ORDER BY name;'],
          'here',
        ),
        expect: databases.map((name) => `${name} ONLINE`).join(', '),
        ...takenItems(server, databases),
      },
    ],
  };
}

/** What all of them take. */
function takenItems(server: RunbookServer, databases: readonly string[]): Pick<Step, 'items'> {
  const chains = databases.map((database) => chainOf(server, database));
  const known = chains.filter((chain) => chain !== undefined);
  const taken = known.length < chains.length ? undefined : restoreTimeOfAll(known.map(allOf));
  return taken === undefined
    ? {}
    : { items: [`One after another they take about ${taken}, an estimate by how long their backups took.`] };
}

/** The end of each log, which no backup has. Source: "Tail-log backups (SQL Server)" (Microsoft). */
function tailSteps({ name, backups }: RunbookServer, databases: readonly string[]): readonly Step[] {
  if (!backups.isKnown) return [];
  const logged = backups.value.databases.filter(
    ({ name: database, recoveryModel }) => recoveryModel !== 'SIMPLE' && databases.includes(database),
  );
  if (logged.length === 0) return [];
  return [
    {
      text: 'Where the old server or its disks can still be read, back up the end of each log first: what came after the last backup is in it and nowhere else. It is then restored last, and what comes before it with NORECOVERY.',
      command: sqlCommand(
        name,
        logged.map(
          ({ name: database }) =>
            `BACKUP LOG ${identifier(database)} TO DISK = N'<a file on another computer>' WITH NO_TRUNCATE, NORECOVERY;`,
        ),
        'elsewhere',
      ),
    },
  ];
}

function restoreSteps(server: RunbookServer, database: string): readonly Step[] {
  const chain = chainOf(server, database);
  const title = `Restore ${database}`;
  if (chain === undefined)
    return [
      {
        text: `${title}.`,
        missing: server.backups.isKnown
          ? `msdb of ${server.name} knew no full backup of it. Look for one where backups are kept, or with the program that takes them.`
          : `The backups of ${server.name} could not be read when this was written: ${server.backups.why}`,
      },
    ];
  const { full, behind } = chain;
  const backups = allOf(chain);
  const lost = backups.find((backup) => stripesOf(backup).length === 0);
  if (lost !== undefined)
    return [
      {
        text: `${title}.`,
        missing: `msdb of ${server.name} did not say to which files its backup of ${timeText(lost.finishedAt)} went. Look for them where backups are kept.`,
      },
    ];
  const foreign = backups.filter(({ devices }) => devices.some((device) => !isFile(device)));
  if (foreign.length > 0)
    return [
      {
        text: `${title} to ${timeText((behind.at(-1) ?? full).finishedAt)} with the program that took its backups, leaving it recovered.`,
        items: pathsOf(full),
        isByHand: true,
      },
    ];
  const moved = fileMoves(server, database);
  const statements = backups.map((backup, at) => restore(database, backup, at === backups.length - 1));
  const log = behind.filter(({ type }) => type === 'L').length;
  const differential = behind.length - log;
  return [
    {
      text: `${title}: the full backup of ${timeText(full.finishedAt)}${differential > 0 ? ', the differential backup since' : ''}${log > 0 ? `, then ${log === 1 ? 'the backup' : `the ${log} backups`} of its log up to ${timeText((behind.at(-1) ?? full).finishedAt)}` : ''}.${restoreTimeSentence(backups)}`,
      ...(moved.length === 0
        ? {}
        : {
            items: [
              'Its files come back where they were; where a disk is missing, add MOVE for them:',
              ...moved,
            ],
          }),
      command: sqlCommand(server.name, statements, 'elsewhere'),
      expect: 'RESTORE DATABASE successfully processed … pages.',
    },
  ];
}

function fileMoves({ backups }: RunbookServer, database: string): readonly string[] {
  if (!backups.isKnown) return [];
  return backups.value.files
    .filter((file) => file.database === database)
    .map(({ logicalName, path }) => `MOVE ${text(logicalName)} TO ${text(path)}`);
}

function restore(database: string, backup: Backup, isLast: boolean): string {
  const what = backup.type === 'L' ? 'LOG' : 'DATABASE';
  const from = stripesOf(backup).map((device) => `${isUrl(device) ? 'URL' : 'DISK'} = ${text(device.path)}`);
  const options = [
    `FILE = ${backup.position}`,
    ...(backup.hasChecksums ? ['CHECKSUM'] : []),
    isLast ? 'RECOVERY' : 'NORECOVERY',
    'STATS = 10',
  ];
  return `RESTORE ${what} ${identifier(database)} FROM ${from.join(', ')} WITH ${options.join(', ')};`;
}

/** The last full backup, the last differential one on it, and the backups of the log behind, as long as they fit. */
export function chainOf({ backups }: RunbookServer, database: string): Chain | undefined {
  if (!backups.isKnown) return undefined;
  const full = fullBackupOf(backups.value, database);
  return full === undefined ? undefined : { full, behind: behindOf(backups.value, full) };
}

function behindOf({ backups }: BackupHistory, full: Backup): readonly Backup[] {
  const since = backups.filter(
    ({ database, id, isCopyOnly, isDamaged }) =>
      database === full.database && id > full.id && !isCopyOnly && !isDamaged,
  );
  const differential = since.findLast(({ type, baseLsn }) => type === 'I' && baseLsn === full.checkpointLsn);
  const chain = differential === undefined ? [] : [differential];
  let reached = (differential ?? full).lastLsn;
  for (const log of since.filter(({ type }) => type === 'L')) {
    if (log.lastLsn <= reached) continue;
    if (log.firstLsn > reached) break;
    chain.push(log);
    reached = log.lastLsn;
  }
  return chain;
}
