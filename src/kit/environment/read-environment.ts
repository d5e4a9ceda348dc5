// Reads an environment: every server captured, msdb and the product's own tables asked, kept files looked at. A fixed number
// of batches: those of the capture, one in msdb, one in each database whose own tables are asked.
import { captureServer } from '../../capture/capture-server.ts';
import { inParallel } from '../../capture/in-parallel.ts';
import type { CaptureOptions } from '../../capture/options.ts';
import { PASSWORD_MODES } from '../../capture/password-mode.ts';
import type { CheckSettings } from '../../config/check-settings.ts';
import type { Driver, RunOptions, Session } from '../../connect/driver.ts';
import { fileNameOf } from '../../files/file-name.ts';
import { defined } from '../../model/defined.ts';
import { keyOfParts } from '../../model/identity.ts';
import { checkOptions, type OptionRules } from '../../model/option-rules.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ManagementPack, PacksExport } from '../../packs/pack.ts';
import { readPackList } from '../../packs/pack-list.ts';
import { PACKS_TABLE, readPacks } from '../../packs/read-packs.ts';
import type { Profile } from '../../select/profile.ts';
import type { BackupHistory } from './backup-history.ts';
import type { Environment, ServerReading } from './environment.ts';
import { type FileState, readFileState } from './file-state.ts';
import {
  findKeptFiles,
  type KeptFiles,
  type KeptPaths,
  keepsHashes,
  keptSnapshot,
  packsFolderOf,
  readKept,
  readKeptScript,
} from './kept-files.ts';
import { MANAGEMENT_SERVERS_VIEW, readManagementServers } from './management-servers.ts';
import { readBackupHistory } from './read-backup-history.ts';
import { attempt, known, type Reading, unknown } from './reading.ts';

/** A server of an environment. */
export interface KitServer {
  /** What it is called where it cannot be reached. */
  readonly name: string;
  /** How it is reached. */
  readonly driver: Driver;
  /** Its own part of the capture. */
  readonly selection?: CaptureOptions['selection'];
  /** Ends all work on it. */
  readonly signal?: AbortSignal;
  /** Total time of one batch, in milliseconds. */
  readonly timeoutMs?: number;
}

/** How an environment is read. */
export interface ReadEnvironmentOptions extends Pick<CaptureOptions, 'progress' | 'signal'> {
  /** What it is an environment of. */
  readonly profile: Profile;
  /** What is asked of it. */
  readonly settings?: CheckSettings;
  /** The folder with the snapshots and scripts that were kept. */
  readonly kept?: string;
  /** The time that ages are counted to. */
  readonly now: Date;
  /** The computer that this runs on. */
  readonly host: string;
  /** The kind of passwords to capture; that of the kept snapshot by default. */
  readonly passwords?: CaptureOptions['passwords'];
  /** Servers at the same time. Default 4. */
  readonly parallel?: number;
}

/** What the options may be. */
export const READ_ENVIRONMENT_RULES: OptionRules<ReadEnvironmentOptions> = {
  progress: 'function',
  signal: 'signal',
  profile: 'object',
  settings: 'object',
  kept: 'text',
  now: 'object',
  host: 'text',
  passwords: PASSWORD_MODES,
  parallel: 'count',
};

/** Reads it. A server that cannot be read is told in its place. Throws a RegrantError: `bad-option`, `cancelled`. */
export async function readEnvironment(
  servers: readonly KitServer[],
  options: ReadEnvironmentOptions,
): Promise<Environment> {
  checkOptions(options, READ_ENVIRONMENT_RULES, { needed: ['profile', 'now', 'host'] });
  const { profile, settings = {}, now, host, parallel = 4, kept } = options;
  const passwords =
    options.passwords ?? (kept !== undefined && (await keepsHashes(kept)) ? 'hashes' : 'none');
  const [readings, files] = await Promise.all([
    inParallel(servers, parallel, (server) => readServer(server, { ...options, passwords })),
    readFiles(keyFilesOf(settings)),
  ]);
  const exported = await exportedPacks(options);
  const told = withoutTwins(readings, servers);
  return { profile, settings, now, host, servers: told, files, ...defined({ exported }) };
}

/** Of servers whose files would have one name the first counts: one was given twice, or another has its name. */
function withoutTwins(
  readings: readonly ServerReading[],
  servers: readonly KitServer[],
): readonly ServerReading[] {
  const taken = new Set<string>();
  return readings.map((reading, at) => {
    if (!reading.live.isKnown) return reading;
    const file = fileNameOf(reading.name).toLowerCase();
    const isTwin = taken.has(file);
    taken.add(file);
    if (!isTwin) return reading;
    const why = unknown<never>(
      `It calls itself ${reading.name}, as one before it does: a server was given twice, or two have one name.`,
    );
    return unread(servers[at]?.name ?? reading.name, why, {});
  });
}

function unread(name: string, why: Reading<never>, kept: KeptFiles): ServerReading {
  return { name, live: why, backups: why, managementServers: new Map(), kept };
}

/** The last export of management packs. */
async function exportedPacks({
  settings,
  kept,
  signal,
}: ReadEnvironmentOptions): Promise<Reading<PacksExport> | undefined> {
  const folder = await packsFolderOf(settings, kept);
  return folder === undefined ? undefined : attempt(signal, () => readPackList(folder));
}

/** The paths of the files with keys that the settings name. */
function keyFilesOf({ encryptionKeys = [], reportServerKey }: CheckSettings): readonly string[] {
  return [
    ...encryptionKeys.map(({ file }) => file),
    ...(reportServerKey === undefined ? [] : [reportServerKey]),
  ];
}

async function readFiles(paths: readonly string[]): Promise<ReadonlyMap<string, Reading<FileState>>> {
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFileState(path)] as const)));
}

async function readServer(server: KitServer, options: ReadEnvironmentOptions): Promise<ServerReading> {
  const { kept: folder, signal } = options;
  // The files are named by the server's own name, which is mostly what it was given by, and known when it was reached.
  const live = await captured(server, options);
  const name = live.isKnown ? live.value.header.server.name : server.name;
  const paths = folder === undefined ? {} : await findKeptFiles(folder, name);
  const kept = await keptOf(paths, live, signal);
  if (!live.isKnown) {
    return unread(name, unknown(live.why), kept);
  }
  return { name, live, kept, ...(await ownReadings(server, live.value, options)) };
}

async function captured(
  { driver, selection, signal, timeoutMs }: KitServer,
  { profile, progress, now, signal: all, passwords }: ReadEnvironmentOptions,
): Promise<Reading<Snapshot>> {
  const options = defined({ selection, signal, timeoutMs, progress, passwords });
  return attempt(all, () => captureServer(driver, { ...options, profile, now: () => now }));
}

async function keptOf(
  paths: KeptPaths,
  live: Reading<Snapshot>,
  signal: AbortSignal | undefined,
): Promise<KeptFiles> {
  const [snapshot, script] = await Promise.all([readKept(paths, signal), readKeptScript(paths, signal)]);
  const path = paths.snapshot ?? '';
  return {
    ...(snapshot === undefined
      ? {}
      : { snapshot: snapshot.isKnown ? known(await keptSnapshot(path, snapshot.value, live)) : snapshot }),
    ...defined({ script }),
  };
}

type OwnReadings = Pick<ServerReading, 'backups' | 'managementServers' | 'packs'>;

/** What a capture does not read, over a session for each. */
async function ownReadings(
  { driver, signal, timeoutMs }: KitServer,
  live: Snapshot,
  { profile: { readiness = {} }, signal: all }: ReadEnvironmentOptions,
): Promise<OwnReadings> {
  const options: RunOptions = defined({ signal, timeoutMs });
  const there = databasesWith(live);
  const asked = <T>(read: (session: Session) => Promise<T>): Promise<Reading<T>> =>
    attempt(all, async () => {
      const session = await driver.open(defined({ signal }));
      try {
        return await read(session);
      } finally {
        await session.close();
      }
    });
  const backups = await asked<BackupHistory>((session) => readBackupHistory(session, options));
  const managementServers = new Map<string, Reading<readonly string[]>>();
  for (const database of readiness.managementServers ?? []) {
    if (!there(database)) continue;
    managementServers.set(
      database,
      there(database, MANAGEMENT_SERVERS_VIEW)
        ? await asked((session) => readManagementServers(session, { ...options, database }))
        : unknown(`${database} has no ${MANAGEMENT_SERVERS_VIEW.schema}.${MANAGEMENT_SERVERS_VIEW.name}.`),
    );
  }
  const holder = readiness.packs;
  if (holder === undefined || !there(holder)) return { backups, managementServers };
  const packs: Reading<readonly ManagementPack[]> = there(holder, PACKS_TABLE)
    ? await asked((session) => readPacks(session, { ...options, database: holder }))
    : unknown(`${holder} has no ${PACKS_TABLE.schema}.${PACKS_TABLE.name}.`);
  return { backups, managementServers, packs };
}

/** Whether a database was captured, and whether it has an object. */
function databasesWith({ facts }: Snapshot) {
  const found = new Set<string>();
  for (const fact of facts) {
    if (fact.kind === 'database') found.add(keyOfParts(fact.name));
    else if (fact.kind === 'securable' && fact.class === 'OBJECT')
      found.add(keyOfParts(fact.database, fact.schema, fact.name));
  }
  return (database: string, object?: { readonly schema: string; readonly name: string }): boolean =>
    found.has(object === undefined ? keyOfParts(database) : keyOfParts(database, object.schema, object.name));
}
