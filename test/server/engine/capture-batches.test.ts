// The product's own capture batches, unchanged, against every server of the embedded environment in every version.
import { fileURLToPath } from 'node:url';
import { captureBatches } from '../../../src/capture/batch/batches.ts';
import { SQL_VERSIONS } from '../../../src/model/catalog/version.ts';
import { catalogFor } from '../../capture/fake-catalog.ts';
import { assert, suite } from '../../suite.ts';
import { ask, column, logIn } from './ask.ts';
import { openEnvironment } from './open-engine.ts';

const FOLDER = fileURLToPath(new URL('../../../fixtures/service-manager', import.meta.url));
const LOGIN = { login: 'regrant_capture', password: 'Fixture-capture-1' };

/** Where each batch is run; master where it is not said. */
const PLACES: Readonly<Record<string, (databases: readonly string[]) => readonly string[]>> = {
  database: (databases) => databases,
  msdb: () => ['msdb'],
  report_server: (databases) => databases.filter((name) => name === 'ReportServer'),
  service_manager: (databases) => databases.filter((name) => name === 'ServiceManager'),
  ssis_catalog: (databases) => databases.filter((name) => name === 'SSISDB'),
};

suite('capture batches on the embedded environment', (test) => {
  for (const version of SQL_VERSIONS) {
    test(`${version}: every batch runs, in every database`, async () => {
      for (const engine of await openEnvironment(FOLDER, { version })) {
        const databases = column(
          logIn(engine, LOGIN),
          'SELECT name FROM sys.databases WHERE state = 0 AND HAS_DBACCESS(name) = 1',
        );
        assert.ok(databases.length > 4);
        for (const { name, text } of await captureBatches(catalogFor(version))) {
          const places = PLACES[name]?.(databases.map(String)) ?? ['master'];
          for (const database of places) {
            const { errors, sets } = ask(logIn(engine, { ...LOGIN, database }), text);
            assert.equal(errors, [], `${engine.serverName} ${database} ${name}`);
            assert.ok(sets.length > 1);
          }
        }
      }
    });
  }

  test('every permission row of the environment names principals that exist', async () => {
    for (const engine of await openEnvironment(FOLDER)) {
      const session = logIn(engine, LOGIN);
      const server =
        'SELECT p.grantee_principal_id FROM sys.server_permissions p LEFT JOIN sys.server_principals g ON g.principal_id = p.grantee_principal_id LEFT JOIN sys.server_principals r ON r.principal_id = p.grantor_principal_id WHERE g.name IS NULL OR r.name IS NULL';
      assert.equal(column(session, server), [], engine.serverName);
      for (const database of column(session, 'SELECT name FROM sys.databases WHERE state = 0')) {
        const unresolved = `USE [${String(database)}]; SELECT p.permission_name FROM sys.database_permissions p LEFT JOIN sys.database_principals g ON g.principal_id = p.grantee_principal_id LEFT JOIN sys.database_principals r ON r.principal_id = p.grantor_principal_id LEFT JOIN sys.all_objects o ON o.object_id = p.major_id WHERE g.name IS NULL OR r.name IS NULL OR (p.class = 1 AND o.name IS NULL) OR p.type IS NULL`;
        assert.equal(column(session, unresolved), [], `${engine.serverName}.${String(database)}`);
      }
    }
  });
});
