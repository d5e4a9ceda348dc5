// Engines from the folders of an environment.

import type { SqlVersion } from '../../../src/model/catalog/version.ts';
import { majorOf } from '../../../src/model/catalog/version.ts';
import { CatalogEngine } from './catalog-engine.ts';
import type { ServerFixture } from './fixture/read-environment.ts';
import { checkSettings, PRODUCT_VERSIONS, readServer, serverFolders } from './fixture/read-environment.ts';

/** What an engine claims instead of what its server.json says. */
export interface EngineOptions {
  readonly version?: SqlVersion;
  readonly productVersion?: string;
  readonly collation?: string;
}

/** Opens the server of one folder (with server.json); throws a FixtureError that names file, line and column. */
export async function openEngine(folder: string, options: EngineOptions = {}): Promise<CatalogEngine> {
  const engine = new CatalogEngine(claiming(readServer(folder), options));
  engine.checkFixture();
  return engine;
}

/** Opens every server of an environment, in ordinal order of the folders' names. */
export async function openEnvironment(
  folder: string,
  options: EngineOptions = {},
): Promise<readonly CatalogEngine[]> {
  return Promise.all(serverFolders(folder).map((server) => openEngine(server, options)));
}

function claiming(
  fixture: ServerFixture,
  { version, productVersion, collation }: EngineOptions,
): ServerFixture {
  const settings = { ...fixture.settings };
  const claimed = version ?? settings.version;
  const keeps = settings.productVersion.startsWith(`${majorOf(claimed)}.`);
  return {
    ...fixture,
    settings: checkSettings(
      {
        ...settings,
        version: claimed,
        productVersion: productVersion ?? (keeps ? settings.productVersion : PRODUCT_VERSIONS[claimed]),
        collation: collation ?? settings.collation,
      },
      'options',
    ),
  };
}
