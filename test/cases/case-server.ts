// One test server for many cases, one after the other: who logs in meets the case of the moment.
import { captureServer } from '../../src/capture/capture-server.ts';
import type { CaptureOptions } from '../../src/capture/options.ts';
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import type { Engine, LoginAttempt } from '../server/contract.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { startServer } from '../server/start.ts';

/** A server whose engine is another one with every capture. */
export interface CaseServer {
  capture(engine: CatalogEngine, login: Login, options: CaptureOptions): Promise<Snapshot>;
  close(): Promise<void>;
}

/** Who captures. */
export interface Login {
  readonly user: string;
  readonly password: string;
}

/** Starts a server without TLS, which has tests of its own and costs time; captures from it must not overlap. */
export async function startCaseServer(first: CatalogEngine): Promise<CaseServer> {
  const meeting = new Meeting(first);
  const running = await startServer({ engine: meeting, encryption: 'off' });
  return {
    async capture(engine, { user, password }, options) {
      meeting.current = engine;
      const driver = openTediousDriver({
        address: { host: 'localhost', port: running.port },
        authentication: { type: 'sql', user, password },
        encryption: 'plain',
        retry: { attempts: 1 },
      });
      const snapshot = await captureServer(driver, {
        now: () => new Date(0),
        passwords: 'hashes',
        ...options,
      });
      if (running.failures.length > 0)
        throw new Error(`The test server failed: ${String(running.failures[0])}`);
      return snapshot;
    },
    close: () => running.close(),
  };
}

class Meeting implements Engine {
  current: CatalogEngine;

  constructor(first: CatalogEngine) {
    this.current = first;
  }

  get serverName() {
    return this.current.serverName;
  }

  get version() {
    return this.current.version;
  }

  get productVersion() {
    return this.current.productVersion;
  }

  get collation() {
    return this.current.collation;
  }

  login(attempt: LoginAttempt) {
    return this.current.login(attempt);
  }
}
