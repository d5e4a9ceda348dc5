// A server of the embedded environment for tests of the command line, with the arguments that connect to it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withServer } from '../connect/target-of.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { openEngine } from '../server/engine/open-engine.ts';
import type { RunningServer } from '../server/start.ts';

/** The environment in which the capturing login's password stands. */
export const PASSWORD = { REGRANT_PASSWORD: 'Fixture-capture-1' };

const fixture = (server: string) =>
  fileURLToPath(new URL(`../../fixtures/service-manager/${server}`, import.meta.url));

/** What a test is given. */
export interface Given {
  readonly engine: CatalogEngine;
  readonly server: RunningServer;
  readonly folder: string;
  /** `--server …` and what else it takes. */
  readonly connect: readonly string[];
  readonly password: typeof PASSWORD;
}

/** Runs a test with a server of the embedded environment and a folder, which are gone afterwards. */
export async function withCapture(body: (given: Given) => Promise<void>, name = 'SMDB01'): Promise<void> {
  const engine = await openEngine(fixture(name));
  const folder = await mkdtemp(join(tmpdir(), 'regrant-cli-'));
  try {
    await withServer({ engine }, async (server) => {
      const address = ['--server', `localhost,${server.port}`];
      const connect = [...address, '--user', 'regrant_capture', '--ca-file', server.caFile];
      await body({ engine, server, folder, connect, password: PASSWORD });
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}
