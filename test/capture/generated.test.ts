// Properties over generated environments: whatever a server holds, every permission row and every member is exactly one
// fact, nothing of a consistent server is missing, and the order of the rows does not show.
import fc from 'fast-check';
import { captureServer } from '../../src/capture/capture-server.ts';
import { SECURABLE_CLASSES } from '../../src/model/catalog/securable-class.ts';
import { FACT_SHAPES } from '../../src/model/fact-shape.ts';
import { keyOfParts } from '../../src/model/identity.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { engineTablesOf } from '../generate/engine-tables.ts';
import type { Environment } from '../generate/environment.ts';
import { environmentArbitrary } from '../generate/environment-arbitrary.ts';
import { seedOf } from '../properties/seed.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { engineDriver } from './engine-driver.ts';

const RUNS = Number(process.env.REGRANT_RUNS ?? 60);
const SEED = seedOf();

const capture = (engine: CatalogEngine): Promise<Snapshot> =>
  captureServer(engineDriver(engine, 'sa', 'sa'), { now: () => new Date(0), passwords: 'hashes' });

const engineOf = (environment: Environment) => {
  const tables = engineTablesOf(environment);
  return engineFromTables({ ...tables, passwords: { ...tables.passwords, sa: 'sa' } });
};

/** The rows that plain SQL counts: of permissions by class and state, and of members. */
async function counted(engine: CatalogEngine, database: string | undefined): Promise<readonly string[]> {
  const session = await engineDriver(engine, 'sa', 'sa').open(database === undefined ? {} : { database });
  const scope = database === undefined ? 'server' : 'database';
  const statements = [
    `select class, state, count(*) from sys.${scope}_permissions group by class, state`,
    `select 'members', '', count(*) from sys.${scope}_role_members`,
  ];
  const counts: string[] = [];
  for (const statement of statements) {
    for await (const set of session.run(statement)) {
      for await (const rows of set.rows) {
        for (const [of, state, count] of rows)
          if (Number(count) > 0) counts.push(lineOf(of, state, Number(count)));
      }
    }
  }
  await session.close();
  return counts.sort();
}

const lineOf = (of: unknown, state: unknown, count: number): string =>
  `${String(of)} ${String(state).trim()}: ${count}`;

/** The same of the facts: no rule leaves a permission or a member out. */
function accounted(snapshot: Snapshot, database: string | undefined): readonly string[] {
  const counts = new Map<string, number>();
  for (const fact of snapshot.facts) {
    if ((fact.kind !== 'permission' && fact.kind !== 'role-member') || fact.database !== database) continue;
    const [of, state] =
      fact.kind === 'permission' ? [SECURABLE_CLASSES[fact.class].number, fact.state] : ['members', ''];
    const key = keyOfParts(of, state);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([key, count]) => lineOf(...(key.split('/') as [string, string]), count)).sort();
}

/** Kinds of facts that no generated environment has: cases and suites of their own hold them. */
const NOT_GENERATED = [
  'definition',
  'message',
  'service-manager-role',
  'service-manager-role-member',
  'trusted-assembly',
];

suite('capture of generated environments', (test) => {
  const kinds = new Set<string>(NOT_GENERATED);

  test('what plain SQL counts by class and state is what there is of facts, and a consistent server is captured whole', async () => {
    await fc.assert(
      fc.asyncProperty(environmentArbitrary(), async (environment) => {
        const engine = engineOf(environment);
        const snapshot = await capture(engine);
        assert.equal(snapshot.header.omissions, []);
        for (const { kind } of snapshot.facts) kinds.add(kind);
        assert.equal(accounted(snapshot, undefined), await counted(engine, undefined), 'the server');
        for (const fact of snapshot.facts) {
          if (fact.kind !== 'database') continue;
          assert.equal(accounted(snapshot, fact.name), await counted(engine, fact.name), fact.name);
        }
      }),
      { numRuns: RUNS, seed: SEED },
    );
  });

  test('every other kind of facts is among them', () => {
    const never = Object.keys(FACT_SHAPES).filter((kind) => !kinds.has(kind));
    if (RUNS >= 60) assert.equal(never, []);
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
      { numRuns: Math.ceil(RUNS / 3), seed: SEED },
    );
  });
});
