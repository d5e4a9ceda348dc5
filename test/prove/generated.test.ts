// Generated environments: captured, scripted, and each script proven from every start, twice in a row.
import fc from 'fast-check';
import { captureServer } from '../../src/capture/capture-server.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { proveText } from '../../src/prove/prove-text.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { engineTablesOf } from '../generate/engine-tables.ts';
import type { Environment } from '../generate/environment.ts';
import { environmentArbitrary } from '../generate/environment-arbitrary.ts';
import { check } from '../properties/check.ts';
import { engineFromTables } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';

/** 1,000 in the fuzz run; a test has as many as fit into its time. */
const RUNS = Number(process.env.REGRANT_RUNS ?? 60);
const CHUNK = 30;
const SEED = Number(process.env.REGRANT_SEED ?? Date.now() % 2_147_483_648);

async function capture(environment: Environment): Promise<Snapshot> {
  const tables = engineTablesOf(environment);
  const engine = engineFromTables({ ...tables, passwords: { ...tables.passwords, sa: 'sa' } });
  return captureServer(engineDriver(engine, 'sa', 'sa'), { now: () => new Date(0), passwords: 'hashes' });
}

async function proveAll(environment: Environment): Promise<number> {
  const snapshot = await capture(environment);
  const script = [...(await scriptSnapshot(snapshot)).text].join('');
  let statements = 0;
  for (const from of ['empty', 'restored', snapshot] as const) {
    const proof = await proveScript(script, snapshot, { from, twice: true });
    statements += proof.statements;
    assert.is(proof.identical, true, [...proveText(proof)].join(''));
  }
  return statements;
}

suite('generated environments: from empty, from restored, from themselves, twice in a row', (test) => {
  for (let first = 0; first < RUNS; first += CHUNK) {
    const runs = Math.min(CHUNK, RUNS - first);
    test(`${runs} from the ${first + 1}th on, seed ${SEED + first}`, async () => {
      let statements = 0;
      const property = fc.asyncProperty(environmentArbitrary(), async (environment) => {
        statements += await proveAll(environment);
      });
      await check(property, { environments: runs, seed: (SEED + first) % 2_147_483_648 });
      assert.ok(runs < CHUNK || statements > runs * 20, `${statements} statements were judged`);
    });
  }
});
