// What a capture can send, for every release: SELECT and SET only, no more than the release has, no name of a server.
import { APPLICATION_NAMES } from '../../src/capture/applications/application-name.ts';
import { APPLICATIONS } from '../../src/capture/applications/applications.ts';
import { captureBatches } from '../../src/capture/batch/batches.ts';
import { VIEWS } from '../../src/capture/batch/views.ts';
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { thingsOf } from '../server/engine/catalog/securable-classes.ts';
import { assert, suite } from '../suite.ts';
import { catalogFor, catalogPairs } from './fake-catalog.ts';

const statements = (text: string) => text.split(';\n').filter((part) => part !== '');

/** Classes that have a query of their own, which asks for more than a name and an owner. */
const OWN = ['ENDPOINT', 'OBJECT', 'SCHEMA', 'TYPE', 'ASSEMBLY', 'AVAILABILITY GROUP', 'CREDENTIAL'];

/** How many classes of a scope are read by the one query for all. */
const plain = (scope: 'server' | 'database') =>
  thingsOf(scope).filter(({ word }) => !OWN.includes(word)).length;

/** The columns of applications' tables that decide whether a database has them: no others are asked. */
const OF_APPLICATIONS = APPLICATION_NAMES.flatMap((name) =>
  APPLICATIONS[name].tables.map(([table, names]) => [table, new Set<string>(names)] as const),
);

suite('captureBatches', (test) => {
  for (const version of SQL_VERSIONS) {
    test(`${version}: every statement is a SELECT or a harmless SET`, async () => {
      for (const { text } of await captureBatches(catalogFor(version))) {
        for (const statement of statements(text)) {
          assert.match(statement, /^(SET (NOCOUNT ON|LOCK_TIMEOUT \d+)|select [^;]*)$/);
        }
      }
    });

    test(`${version}: every view and column is one the release has, in its exact case`, async () => {
      const columns = new Map([...catalogFor(version).columns, ...OF_APPLICATIONS]);
      for (const { text, name } of await captureBatches(catalogFor(version))) {
        for (const statement of statements(text).filter((part) => part.startsWith('select'))) {
          const views = [...statement.matchAll(/\[(sys|dbo|catalog)\]\.\[(\w+)\] as \[(\w+)\]/g)];
          const view = new Map(
            views.map(([, schema = '', of = '', alias = '']) => [alias, `${schema}.${of}`]),
          );
          for (const [, alias = '', column = ''] of statement.matchAll(/\[(\w)\]\.\[(\w+)\]/g)) {
            const of = view.get(alias);
            if (alias === 'p' && of === undefined) continue;
            assert.ok(columns.get(of ?? '')?.has(column), `${name}: ${of}.${column}`);
          }
        }
      }
    });
  }

  test('views of later releases are asked of those releases only', async () => {
    const text = async (version: 2012 | 2025) =>
      (await captureBatches(catalogFor(version)))
        .slice(1)
        .map((batch) => batch.text)
        .join('');
    const here = new Set(catalogPairs(2012).map(([view]) => view));
    const later = [
      'trusted_assemblies',
      ...thingsOf('database')
        .map(({ view }) => view.slice('sys.'.length))
        .filter((view) => !here.has(view)),
      'allow_encrypted_value_modifications',
      'HASHBYTES',
    ];
    const [oldest, newest] = [await text(2012), await text(2025)];
    for (const word of later) {
      assert.not.match(oldest, word);
      assert.match(newest, word);
    }
    for (const view of VIEWS) assert.match(newest, `[sys].[${view.slice(4)}]`);
  });

  test('the number of statements does not depend on what the server holds', async () => {
    const counts = (await captureBatches(catalogFor(2025))).map(({ name, text }) => [
      name,
      statements(text).length - 2,
    ]);
    assert.equal(counts, [
      ['probe', 3],
      ['server', 35 + plain('server')],
      ['server without passwords', 35 + plain('server')],
      ['database', 16 + plain('database')],
      ['definitions', 108],
      ['msdb', 16 + plain('database') + 12],
      ['report_server', 5],
      ['service_manager', 2],
      ['ssis_catalog', 4],
    ]);
  });
});
