// Properties over generated environments: whatever a server holds, every permission row comes to exactly one fact,
// exclusion or omission, nothing of a consistent server is missing, and the order of the rows does not show.
import fc from 'fast-check';
import { captureServer } from '../../src/capture/capture-server.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { engineTablesOf } from '../generate/engine-tables.ts';
import type { Environment } from '../generate/environment.ts';
import { environmentArbitrary } from '../generate/environment-arbitrary.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { engineDriver } from './engine-driver.ts';

const RUNS = Number(process.env.REGRANT_RUNS ?? 60);

const capture = (engine: CatalogEngine): Promise<Snapshot> =>
  captureServer(engineDriver(engine, 'sa', 'sa'), { now: () => new Date(0), passwords: 'hashes' });

const engineOf = (environment: Environment) => {
  const tables = engineTablesOf(environment);
  return engineFromTables({ ...tables, passwords: { ...tables.passwords, sa: 'sa' } });
};

async function rowCount(engine: CatalogEngine, database: string | undefined): Promise<number> {
  const session = await engineDriver(engine, 'sa', 'sa').open(database === undefined ? {} : { database });
  const view = database === undefined ? 'sys.server_permissions' : 'sys.database_permissions';
  let count = 0;
  for await (const set of session.run(`select class from ${view}`)) {
    for await (const rows of set.rows) count += rows.length;
  }
  await session.close();
  return count;
}

function accounted(snapshot: Snapshot, database: string | undefined): number {
  const { exclusions, omissions } = snapshot.header;
  const facts = snapshot.facts.filter(
    (fact) => fact.kind === 'permission' && fact.database === database,
  ).length;
  const left = exclusions.filter(
    (entry) => entry.database === database && entry.rule.endsWith('-permission'),
  );
  const missing = omissions.filter(
    (entry) => entry.database === database && entry.fact.includes('_permissions has rows'),
  );
  return facts + [...left, ...missing].reduce((sum, entry) => sum + (entry.count ?? 0), 0);
}

suite('capture of generated environments', (test) => {
  test('every permission row is accounted for once, and a consistent server is captured whole', async () => {
    await fc.assert(
      fc.asyncProperty(environmentArbitrary(), async (environment) => {
        const engine = engineOf(environment);
        const snapshot = await capture(engine);
        assert.equal(snapshot.header.omissions, []);
        assert.is(accounted(snapshot, undefined), await rowCount(engine, undefined));
        for (const fact of snapshot.facts) {
          if (fact.kind !== 'database') continue;
          assert.is(accounted(snapshot, fact.name), await rowCount(engine, fact.name), fact.name);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('the order of the rows does not show', async () => {
    await fc.assert(
      fc.asyncProperty(environmentArbitrary(), async (environment) => {
        const straight = await capture(engineOf(environment));
        for (const tables of [environment.serverTables, ...environment.databases.values()]) {
          for (const rows of tables.values()) rows.reverse();
        }
        assert.is(JSON.stringify(await capture(engineOf(environment))), JSON.stringify(straight));
      }),
      { numRuns: Math.ceil(RUNS / 3) },
    );
  });
});
