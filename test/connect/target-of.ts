// A target for a test server, TLS checked against its own authority.
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerTarget } from '../../src/connect/server-target.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { FAKE_LOGIN, fakeEngine } from '../server/fake-engine.ts';
import { type RunningServer, type StartOptions, startServer } from '../server/start.ts';
import { assert } from '../suite.ts';

/** The login every fake engine has, over checked TLS; attempts follow each other quickly. */
export function targetOf(server: RunningServer, more: Partial<ServerTarget> = {}): ServerTarget {
  return {
    address: { host: 'localhost', port: server.port },
    authentication: { type: 'sql', user: FAKE_LOGIN.login, password: FAKE_LOGIN.password },
    caFile: server.caFile,
    connectTimeoutMs: 30_000,
    retry: { attempts: 3, waitMs: 10 },
    ...more,
  };
}

/** The RegrantError a promise is rejected with. */
export async function failureOf(promise: Promise<unknown>): Promise<RegrantError> {
  const error = await promise.then(
    () => new Error('no error came'),
    (reason: unknown) => reason,
  );
  assert.instance(error, RegrantError, String(error));
  return error as RegrantError;
}

/** Runs a test with a server (by default with an engine that knows nothing), which is closed whatever happens. */
export async function withServer(
  options: Partial<StartOptions>,
  body: (server: RunningServer) => Promise<void>,
): Promise<void> {
  const server = await startServer({ engine: fakeEngine(), ...options });
  try {
    await body(server);
  } finally {
    await server.close();
  }
}

/** Waits until something holds; a guard against hanging, not a measure. */
export async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!holds()) {
    assert.ok(performance.now() < deadline, `not within 30 s: ${holds}`);
    await sleep(5);
  }
}
