// Captures from the test server over a real socket, through the real driver.
import { captureServer } from '../../src/capture/capture-server.ts';
import type { CaptureOptions } from '../../src/capture/options.ts';
import type { Driver } from '../../src/connect/driver.ts';
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { type EngineOptions, openEngine } from '../server/engine/open-engine.ts';
import { type RunningServer, startServer } from '../server/start.ts';

/** The servers of the embedded environment. */
export type EmbeddedServer = 'SMDB01' | 'DWDB01' | 'RSDB01';

const PASSWORDS = { regrant_capture: 'Fixture-capture-1', auditor: 'Fixture-auditor-1' } as const;

/** Who captures: a sysadmin, or one who sees definitions and no hashes. */
export type Login = keyof typeof PASSWORDS;

/** A server that runs, and how to capture it. */
export interface Capturable {
  readonly engine: CatalogEngine;
  readonly running: RunningServer;
  driver(login?: Login): Driver;
  capture(options?: CaptureOptions, login?: Login): Promise<Snapshot>;
}

/** The folder of an embedded server. */
export function embeddedFolder(server: EmbeddedServer): string {
  return new URL(`../../fixtures/service-manager/${server}`, import.meta.url).pathname.replace(
    /^\/(\w:)/,
    '$1',
  );
}

/** Runs a test with a server of the embedded environment. */
export async function withEmbedded(
  server: EmbeddedServer,
  options: EngineOptions,
  body: (server: Capturable) => Promise<void>,
): Promise<void> {
  await withEngine(await openEngine(embeddedFolder(server), options), body);
}

/** Runs a test with an engine behind a socket. */
export async function withEngine(
  engine: CatalogEngine,
  body: (server: Capturable) => Promise<void>,
): Promise<void> {
  const running = await startServer({ engine });
  const driver = (login: Login = 'regrant_capture') =>
    openTediousDriver({
      address: { host: 'localhost', port: running.port },
      authentication: { type: 'sql', user: login, password: PASSWORDS[login] },
      caFile: running.caFile,
      retry: { attempts: 2, waitMs: 10 },
    });
  const now = () => new Date(0);
  try {
    await body({
      engine,
      running,
      driver,
      capture: (options, login) => captureServer(driver(login), { now, passwords: 'hashes', ...options }),
    });
  } finally {
    await running.close();
  }
}

/** A batch that the capture had run somewhere. */
export interface SentBatch {
  readonly connection: number;
  readonly database: string;
  readonly text: string;
  /** What the server was sent; for a batch in another database the call that carries it. */
  readonly sent: RunningServer['batches'][number];
}

/** The batches that the capture sent, without the settings that tedious sends after every login. */
export function sentBy(running: RunningServer): readonly SentBatch[] {
  return running.batches.filter((batch) => !/^set textsize/im.test(batch.text)).map(unwrapped);
}

function unwrapped(sent: RunningServer['batches'][number]): SentBatch {
  const value = (name: string) => sent.parameters.find((parameter) => parameter.name === name)?.value;
  const [database, text] = [value('@database'), value('@batch')];
  const { connection } = sent;
  return sent.kind === 'rpc' && database !== undefined && text !== undefined
    ? { connection, database: String(database), text: String(text), sent }
    : { connection, database: sent.database, text: sent.text, sent };
}
