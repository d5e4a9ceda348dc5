// Environments for the tests of the kit: what is read of them, straight from the engines.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CheckSettings } from '../../src/config/check-settings.ts';
import { POINTS } from '../../src/kit/check/points.ts';
import type { Environment, ServerReading } from '../../src/kit/environment/environment.ts';
import { keptSnapshot } from '../../src/kit/environment/kept-files.ts';
import { type KitServer, readEnvironment } from '../../src/kit/environment/read-environment.ts';
import { known } from '../../src/kit/environment/reading.ts';
import { exportPacks } from '../../src/packs/export-packs.ts';
import type { PacksExport } from '../../src/packs/pack.ts';
import type { Profile } from '../../src/select/profile.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { CAPTURER } from '../apply/restored-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import type { EmbeddedServer } from '../capture/test-server.ts';
import { soundEnvironment } from '../estate/environments.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';

/** The three engines, by the names of their folders. */
export type Engines = Readonly<Record<EmbeddedServer, CatalogEngine>>;

/** The engines of an environment. */
export function enginesOf(environment: ReadonlyMap<string, ServerFixture>): Engines {
  const engineOf = (name: EmbeddedServer): CatalogEngine => {
    const fixture = environment.get(name);
    if (fixture === undefined) throw new Error(`The environment has no ${name}.`);
    return new CatalogEngine(fixture);
  };
  return { SMDB01: engineOf('SMDB01'), DWDB01: engineOf('DWDB01'), RSDB01: engineOf('RSDB01') };
}

/** The sound environment; a login that was added to it has a password like any other. */
export function soundEngines(): Engines {
  const engines = enginesOf(soundEnvironment());
  const { SMDB01 } = engines;
  const logins = SMDB01.table('sys.sql_logins');
  const known = logins.records();
  const names = new Set(known.map(({ name }) => name));
  const added = SMDB01.table('sys.server_principals')
    .records()
    .filter(({ type, name }) => type === 'S' && !names.has(name));
  for (const { principal_id, name } of added)
    logins.insert({ principal_id, name, password_hash: known[0]?.password_hash });
  return engines;
}

/** Engines as servers of a kit. */
export function kitServers(
  engines: Engines,
  names: readonly EmbeddedServer[] = Object.keys(engines) as EmbeddedServer[],
): readonly KitServer[] {
  return names.map((name) => ({
    name,
    driver: engineDriver(engines[name], CAPTURER.login, CAPTURER.password),
  }));
}

/** Where the keys of the sound environment are; the files are made up. */
export const SOUND_SETTINGS: CheckSettings = {
  encryptionKeys: ['SM01.contoso.com', 'SM02.contoso.com', 'DW01.contoso.com'].map((managementServer) => ({
    managementServer,
    file: `\\\\backup01\\keys\\${managementServer.split('.')[0]}.bin`,
  })),
  reportServerKey: '\\\\backup01\\keys\\RSDB01.snk',
};

/** How an environment is read in a test. */
export interface ReadOptions {
  readonly profile?: Profile;
  readonly settings?: CheckSettings;
  /** Readings of servers that are not to be read again. */
  readonly before?: Environment;
  /** The engines whose management packs were exported; those that are read by default. */
  readonly packsFrom?: Engines;
  /** The environment whose snapshots and scripts were kept; the one that is read by default. */
  readonly keptFrom?: Environment;
  /** The servers to read; all by default. */
  readonly only?: readonly EmbeddedServer[];
}

/** The time of a reading: that of the fixtures, which count their dates back from when they are read. */
export const now = new Date();

const DAY = 24 * 3_600_000;

/** Reads engines; of each a snapshot and a script are kept that are as it is. */
export async function readEngines(engines: Engines, options: ReadOptions = {}): Promise<Environment> {
  const { profile = SERVICE_MANAGER, settings = SOUND_SETTINGS, before, only, packsFrom, keptFrom } = options;
  const names = only ?? (Object.keys(engines) as EmbeddedServer[]);
  const environment = await readEnvironment(kitServers(engines, names), {
    profile,
    settings,
    now,
    host: 'ADMIN01',
    passwords: 'none',
  });
  const read = await Promise.all(environment.servers.map((server) => withKept(server, keptFrom)));
  const kept = (before?.servers ?? []).filter(({ name }) => !read.some((server) => server.name === name));
  const paths = [
    ...(settings.encryptionKeys ?? []).map(({ file }) => file),
    ...(settings.reportServerKey === undefined ? [] : [settings.reportServerKey]),
  ];
  const exported = await exportedFrom(packsFrom ?? engines);
  const state = known({
    isThere: true as const,
    bytes: 1096,
    modifiedAt: new Date(now.getTime() - 30 * DAY),
  });
  return {
    ...environment,
    exported: known(exported),
    servers: [...kept, ...read].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    files: new Map(paths.map((path) => [path, state])),
  };
}

/** An export of the management packs, whose files nobody looks at. */
async function exportedFrom({ SMDB01 }: Engines): Promise<PacksExport> {
  const folder = await mkdtemp(join(tmpdir(), 'regrant-packs-'));
  try {
    return await exportPacks(engineDriver(SMDB01, CAPTURER.login, CAPTURER.password), folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A reading with files that were kept of the server as it is, or as it was. */
async function withKept(server: ServerReading, keptFrom?: Environment): Promise<ServerReading> {
  const then = keptFrom?.servers.find(({ name }) => name === server.name) ?? server;
  if (!then.live.isKnown) return server;
  const snapshot = await keptSnapshot(`dr/${server.name}.regrant.ndjson`, then.live.value, server.live);
  const script = { path: `dr/${server.name}.sql`, writtenAt: now, digest: snapshot.digest, isWhole: true };
  return { ...server, kept: { snapshot: known(snapshot), script: known(script) } };
}

/** The ids of all points of the profile `service-manager`. */
export const POINT_IDS: readonly string[] = POINTS.map(({ id }) => id);
