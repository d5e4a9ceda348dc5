// Environments for the tests of the kit: the embedded one made sound, and what is read of it, straight from the engines.

import type { CheckSettings } from '../../src/config/check-settings.ts';
import { POINTS } from '../../src/kit/check/points.ts';
import { type Environment, known, type ServerReading } from '../../src/kit/environment/environment.ts';
import { keptSnapshot } from '../../src/kit/environment/kept-files.ts';
import { type KitServer, readEnvironment } from '../../src/kit/environment/read-environment.ts';
import type { Profile } from '../../src/select/profile.ts';
import { SERVICE_MANAGER } from '../../src/select/profiles/service-manager.ts';
import { CAPTURER, embeddedFixture } from '../apply/restored-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import type { EmbeddedServer } from '../capture/test-server.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';

/** The three engines, by the names of their folders. */
export type Engines = Readonly<Record<EmbeddedServer, CatalogEngine>>;

/** The embedded environment without what is wrong in it: an orphan, and an assembly that nobody trusts by its hash. */
export function soundEngines(): Engines {
  const engines = {
    SMDB01: new CatalogEngine(embeddedFixture('SMDB01')),
    DWDB01: new CatalogEngine(embeddedFixture('DWDB01')),
    RSDB01: new CatalogEngine(embeddedFixture('RSDB01')),
  };
  const users = engines.SMDB01.table('sys.database_principals', 'ServiceManager');
  const [orphan] = users.records().filter(({ name }) => name === 'old_integration');
  engines.SMDB01.table('sys.database_role_members', 'ServiceManager').delete({
    member_principal_id: orphan?.principal_id,
  });
  engines.SMDB01.table('sys.database_permissions', 'ServiceManager').delete({
    grantee_principal_id: orphan?.principal_id,
  });
  users.delete({ name: 'old_integration' });
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
  /** The servers to read; all by default. */
  readonly only?: readonly EmbeddedServer[];
}

/** The time of a reading: that of the fixtures, which count their dates back from when they are read. */
export const now = new Date();

const DAY = 24 * 3_600_000;

/** Reads engines; of each a snapshot and a script are kept that are as it is. */
export async function readEngines(engines: Engines, options: ReadOptions = {}): Promise<Environment> {
  const { profile = SERVICE_MANAGER, settings = SOUND_SETTINGS, before, only } = options;
  const names = only ?? (Object.keys(engines) as EmbeddedServer[]);
  const environment = await readEnvironment(kitServers(engines, names), {
    profile,
    settings,
    now,
    host: 'ADMIN01',
    passwords: 'hashes',
  });
  const read = await Promise.all(environment.servers.map(withKept));
  const kept = (before?.servers ?? []).filter(({ name }) => !read.some((server) => server.name === name));
  const paths = [
    ...(settings.encryptionKeys ?? []).map(({ file }) => file),
    ...(settings.reportServerKey === undefined ? [] : [settings.reportServerKey]),
  ];
  const state = known({
    isThere: true as const,
    bytes: 1096,
    modifiedAt: new Date(now.getTime() - 30 * DAY),
  });
  return {
    ...environment,
    servers: [...kept, ...read].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    files: new Map(paths.map((path) => [path, state])),
  };
}

/** A reading with files that were kept of the server as it is. */
async function withKept(server: ServerReading): Promise<ServerReading> {
  if (!server.live.isKnown) return server;
  const snapshot = await keptSnapshot(`dr/${server.name}.regrant.ndjson`, server.live.value, server.live);
  const script = { path: `dr/${server.name}.sql`, writtenAt: now, digest: snapshot.digest };
  return { ...server, kept: { snapshot: known(snapshot), script: known(script) } };
}

/** The ids of all points of the profile `service-manager`. */
export const POINT_IDS: readonly string[] = POINTS.map(({ id }) => id);
