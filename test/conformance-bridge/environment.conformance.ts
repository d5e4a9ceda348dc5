// The embedded environment, visited by Microsoft's client: it logs in with a fixture's password, and the capture's own
// batches give it the result sets that they give the product.
import { fileURLToPath } from 'node:url';
import { captureBatches } from '../../src/capture/batch/batches.ts';
import { catalogFor } from '../capture/fake-catalog.ts';
import { openEnvironment } from '../server/engine/open-engine.ts';
import { startServer } from '../server/start.ts';
import { assert } from '../suite.ts';
import { available, type ClientInput, client } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const ENVIRONMENT = fileURLToPath(new URL('../../fixtures/service-manager', import.meta.url));
const LOGIN = { user: 'regrant_capture', password: 'Fixture-capture-1' };

async function visitAll() {
  const engines = await openEnvironment(ENVIRONMENT);
  const servers = await Promise.all(engines.map((engine) => startServer({ engine })));
  try {
    const visits = servers.map(async ({ engine, port, certificateFile }): Promise<ClientInput> => {
      const batches = await captureBatches(catalogFor(engine.version));
      const query = batches.find(({ name }) => name === 'server')?.text ?? '';
      const where = { host: '127.0.0.1', port, serverCertificate: certificateFile };
      const afterwards = 'SELECT name, sid FROM sys.server_principals WHERE name = @@NO_SUCH_VARIABLE';
      return { id: engine.serverName, ...where, ...LOGIN, query, afterwards };
    });
    const answers = await client(await Promise.all(visits));
    return { answers, engines, failures: servers.flatMap(({ failures }) => failures) };
  } finally {
    await Promise.all(servers.map((server) => server.close()));
  }
}

const visited = available() ? await visitAll() : undefined;

conformanceSuite('the embedded environment', (test) => {
  test('has three servers', () => assert.is(visited?.answers.length, 3));

  for (const [i, answer] of (visited?.answers ?? []).entries()) {
    test(`${answer.id}: the capture's server batch`, () => {
      assert.is(answer.loginErrors, undefined);
      assert.is(answer.query?.outcome, 'done', JSON.stringify(answer.query?.errors));
      const logins = answer.query?.resultSets.find(({ columns }) =>
        columns.some(({ name }) => name === 'default_database_name'),
      );
      assert.ok((logins?.rows.length ?? 0) > 10);
      assert.ok(answer.serverVersion?.startsWith(visited?.engines[i]?.productVersion.slice(0, 2) ?? '?'));
    });

    test(`${answer.id}: a mistake is an error with its number`, () => {
      assert.is(answer.afterwards?.outcome, 'failed');
      assert.ok((answer.afterwards?.errors[0]?.number ?? 0) > 0, JSON.stringify(answer.afterwards));
    });
  }

  test('no server failed', () => assert.equal(visited?.failures, []));
});
