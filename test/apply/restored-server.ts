// Servers before a restore, behind real sockets, and what is asked of them in the tests of apply and verify.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptFile } from '../../src/apply/script-batches.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { captureServer } from '../../src/capture/capture-server.ts';
import type { Driver } from '../../src/connect/driver.ts';
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import { RegrantError } from '../../src/model/errors.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { ScriptOptions } from '../../src/render/write-script.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import type { EmbeddedServer } from '../capture/test-server.ts';
import { embeddedFolder } from '../capture/test-server.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import type { Databases } from '../server/engine/ddl/fresh-server.ts';
import { FRESH_SA, freshFixture } from '../server/engine/ddl/fresh-server.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';
import { readServer } from '../server/engine/fixture/read-environment.ts';
import type { RunningServer } from '../server/start.ts';
import { startServer } from '../server/start.ts';
import { assert } from '../suite.ts';

/** A login of every embedded server that is a sysadmin. */
export const CAPTURER = { login: 'regrant_capture', password: 'Fixture-capture-1' } as const;

/** A login's name and password. */
export interface Account {
  readonly login: string;
  readonly password: string;
}

const now = () => new Date(0);

/** What an embedded server holds. */
export function embeddedFixture(server: EmbeddedServer): ServerFixture {
  return readServer(embeddedFolder(server));
}

/** Captures straight from an engine, with hashes. */
export function captured(engine: CatalogEngine, { login, password }: Account = CAPTURER): Promise<Snapshot> {
  return captureServer(engineDriver(engine, login, password), { passwords: 'hashes', now });
}

/** The snapshot of a fixture. */
export function capturedFixture(fixture: ServerFixture): Promise<Snapshot> {
  return captured(new CatalogEngine(fixture));
}

/**
 * The script of a snapshot, its placeholders typed over where the script asks for a secret. It may also change the login
 * that runs it, which is sa here: what it makes is compared with the snapshot to the last row.
 */
export async function scriptOf(snapshot: Snapshot, options: ScriptOptions = {}): Promise<ScriptFile> {
  const { text } = await scriptSnapshot(snapshot, {
    allowLockout: true,
    enableTriggers: true,
    auditShutdown: true,
    ...options,
  });
  return splitScript('test.sql', withSecrets([...text].join('')));
}

/** Types the secrets in, as a person does who restores. */
export function withSecrets(script: string): string {
  const shown = [...script.matchAll(/its whole provider string: (.*)'\) WITH NOWAIT/g)].map(
    ([, text]) => text ?? '',
  );
  return script
    .replaceAll(/(PASSWORD|SECRET|@rmtpassword) = N''<type the secret here>''/g, "$1 = N''Typed-in-1''")
    .replaceAll(/(proxy_account N''(?:[^']|'{4})*'', )N''<type the secret here>''/g, "$1N''Typed-in-1''")
    .replaceAll(/@provstr = N''<type the secret here>''/g, () => `@provstr = N''${shown.shift() ?? ''}''`);
}

/** A server before its restore. */
export function freshEngine(fixture: ServerFixture, databases: Databases): CatalogEngine {
  return new CatalogEngine(freshFixture(fixture, databases));
}

/** A running server. */
export interface Running {
  readonly engine: CatalogEngine;
  readonly running: RunningServer;
  driver(account?: Account): Driver;
}

/** Runs a test with an engine behind a socket; gives what it gives. */
export async function withServer<T>(
  engine: CatalogEngine,
  body: (server: Running) => Promise<T>,
): Promise<T> {
  const running = await startServer({ engine });
  const driver = ({ login, password }: Account = FRESH_SA) =>
    openTediousDriver({
      address: { host: 'localhost', port: running.port },
      authentication: { type: 'sql', user: login, password },
      caFile: running.caFile,
      retry: { attempts: 1, waitMs: 10 },
    });
  try {
    return await body({ engine, running, driver });
  } finally {
    await running.close();
  }
}

/** Runs a test with a folder of its own. */
export async function withFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'regrant-test-'));
  try {
    await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The facts, a line each, for comparing whole states. */
export function factLines(snapshot: Snapshot): readonly string[] {
  return snapshot.facts.map((fact) => JSON.stringify(fact));
}

/** Two states are one; tells the facts that differ and nothing else. */
export function sameFacts(actual: Snapshot, wanted: Snapshot, what = '', kept = (_: string) => true): void {
  const [here, there] = [factLines(actual).filter(kept), factLines(wanted).filter(kept)];
  const [own, other] = [new Set(here), new Set(there)];
  const differences = [
    ...there.filter((line) => !own.has(line)).map((line) => `- ${line}`),
    ...here.filter((line) => !other.has(line)).map((line) => `+ ${line}`),
  ];
  assert.equal(differences, [], what);
}

/** A call fails with this code, and says this. */
export async function refused(work: Promise<unknown>, code: string, fact = /./): Promise<void> {
  try {
    await work;
  } catch (error) {
    assert.instance(error, RegrantError);
    assert.is((error as RegrantError).code, code, (error as RegrantError).message);
    assert.match((error as RegrantError).fact, fact);
    return;
  }
  assert.unreachable(`nothing was thrown, where ${code} was expected`);
}
