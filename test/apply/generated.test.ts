// Generated environments: the script of each, run on a server before its restore, makes the same facts, and a second
// run changes nothing; then verify is clean and a plan has nothing to do. What a proof foretells is all that is left.
import fc from 'fast-check';
import type { ApplyResult } from '../../src/apply/apply-options.ts';
import { applyScript } from '../../src/apply/apply-script.ts';
import type { ScriptFile } from '../../src/apply/script-batches.ts';
import type { Driver } from '../../src/connect/driver.ts';
import type { Change } from '../../src/diff/change.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { isEmptyPlan, planChanges } from '../../src/plan/plan-changes.ts';
import type { Proof } from '../../src/prove/proof.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { verifyServer } from '../../src/verify/verify-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { engineTablesOf } from '../generate/engine-tables.ts';
import type { Environment } from '../generate/environment.ts';
import { environmentArbitrary } from '../generate/environment-arbitrary.ts';
import { check } from '../properties/check.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';
import { checkSettings } from '../server/engine/fixture/read-environment.ts';
import { plainRow } from '../server/engine/fixture/read-rows.ts';
import { assert, suite } from '../suite.ts';
import type { Account } from './restored-server.ts';
import { captured, freshEngine, scriptOf, withServer } from './restored-server.ts';
import { addStepsOfProxies } from './steps-of-jobs.ts';

/** 1,000 at length; a test has as many as fit into its time. */
const RUNS = Number(process.env.REGRANT_RUNS ?? 8);
const CHUNK = 5;
const SEED = Number(process.env.REGRANT_SEED ?? Date.now() % 2_147_483_648);
/** One in so many goes over TDS, the others straight to the engine. */
const OVER_TDS = 20;
/** How much there is in an environment; small enough that a thousand take no half an hour. */
const BOUNDS = { logins: 8, databases: 2, users: 8, objects: 8, securables: 10, permissions: 30 };
const STATES = ['empty', 'restored'] as const;

/** The environment as files would give it, with a sysadmin who is in no way out of the ordinary. */
function fixtureOf(environment: Environment): ServerFixture {
  const { server = {}, databases = {}, ...settings } = engineTablesOf(environment);
  const rows = (views: TableRows) =>
    new Map(Object.entries(views).map(([view, list]) => [view, list.map(plainRow)]));
  const views = rows(server);
  const id = 90_000;
  views.set('sys.sql_logins', [...(views.get('sys.sql_logins') ?? []), plainRow(KEEPER(id))]);
  views.set('sys.server_role_members', [
    ...(views.get('sys.server_role_members') ?? []),
    plainRow({ role_principal_id: 3, member_principal_id: id }),
  ]);
  views.set('sys.server_permissions', [
    ...(views.get('sys.server_permissions') ?? []),
    plainRow({ grantee_principal_id: id, permission_name: 'CONNECT SQL' }),
  ]);
  return {
    settings: checkSettings({ ...settings, passwords: { [ACCOUNT.login]: ACCOUNT.password } }, 'generated'),
    server: views,
    databases: new Map(Object.entries(databases).map(([name, list]) => [name, rows(list)])),
  };
}

const ACCOUNT = { login: 'generated keeper', password: 'Keeper-1' } as const;
const KEEPER = (id: number) => ({
  name: ACCOUNT.login,
  principal_id: id,
  sid: Uint8Array.from(Array(16).fill(0xee)),
  password_hash: Uint8Array.from([2, 0, ...Array(68).fill(0xdd)]),
});

/** What no script can make, as the proof has it: a difference or a failure of any other class is none to put up with. */
const FORETOLD: ReadonlySet<string> = new Set([
  // A login's default database was dropped: nobody can give it that one.
  'absent-default-database',
  // The owner of a queue, rule or default is set by no statement, nor that of a key by which a role owns it: where
  // the database does not bring it, it is another, and so is who may be granted what by whom.
  'owner-fixed',
  'granted-by-owner',
  // Two databases know an account of one name by two SIDs, so that it was replaced: only one of them is there.
  'sid-of-account',
  // Rows for dbo or an owner, which only a backup brings.
  'ungrantable-row',
  // An owner whose login is gone can be named by no statement; whom else dbo stood for is mended.
  'unknown-owner',
  'stale-dbo',
]);

const foretold = <T>(lists: readonly { readonly code: string; readonly items: readonly T[] }[]): T[] =>
  lists.filter(({ code }) => FORETOLD.has(code)).flatMap(({ items }) => items);

/** Failures that the proof did not foretell, as text. */
function unforetold({ failures }: ApplyResult, proof: Proof): string[] {
  const known = new Set(foretold(proof.expectedFailures).map(({ statement }) => statement));
  return failures
    .filter(({ statement }) => !known.has(statement))
    .map(({ statement, message }) => `${statement}: ${message}`);
}

/** Differences that the proof did not foretell. */
function surprising(changes: readonly Change[], proof: Proof): readonly Change[] {
  const known = new Set(foretold(proof.expected).map(({ change, key }) => `${change} ${key}`));
  return changes.filter(({ change, key }) => !known.has(`${change} ${key}`));
}

interface Restored {
  readonly source: Snapshot;
  readonly fixture: ServerFixture;
  readonly script: ScriptFile;
}

async function restores(
  { source, fixture, script }: Restored,
  state: (typeof STATES)[number],
  driver: (account?: Account) => Driver,
): Promise<void> {
  const proof = await proveScript(script.text, source, { from: state, secrets: 'typed' });
  const first = await applyScript(driver(FRESH_SA), script);
  assert.equal(unforetold(first, proof), [], `${state}: failures`);
  if (state === 'empty') await addStepsOfProxies(driver(ACCOUNT), fixture);
  const once = await verifyServer(driver(ACCOUNT), source);
  assert.equal(surprising(once.real, proof), [], `${state}: differences`);
  assert.equal(once.caveats, []);
  const plan = planChanges(once.live, source);
  assert.ok(isEmptyPlan(plan), `${state}: ${JSON.stringify(plan.sections)}`);
  const second = await applyScript(driver(ACCOUNT), script);
  assert.equal(unforetold(second, proof), [], `${state}: failures of the second run`);
  const twice = await verifyServer(driver(ACCOUNT), once.live);
  assert.equal(twice.real, [], `${state}: changes of the second run`);
}

async function restoresAnywhere(environment: Environment, overTds: boolean): Promise<void> {
  const fixture = fixtureOf(environment);
  const source = await captured(new CatalogEngine(fixture), ACCOUNT);
  const script = await scriptOf(source);
  for (const state of STATES) {
    const engine = freshEngine(fixture, state);
    if (overTds) {
      await withServer(engine, async ({ driver, running }) => {
        await restores({ source, fixture, script }, state, driver);
        assert.equal(running.failures, []);
      });
    } else {
      await restores({ source, fixture, script }, state, ({ login, password } = FRESH_SA) =>
        engineDriver(engine, login, password),
      );
    }
  }
}

suite('apply: generated environments, on empty and restored servers', (test) => {
  for (let first = 0; first < RUNS; first += CHUNK) {
    const seed = (SEED + first) % 2_147_483_648;
    const numRuns = Math.min(CHUNK, RUNS - first);
    test(`${numRuns} from the ${first + 1}th on, seed ${seed}`, async () => {
      let count = first;
      const property = fc.asyncProperty(environmentArbitrary(BOUNDS), async (environment) => {
        await restoresAnywhere(environment, count++ % OVER_TDS === 0);
      });
      await check(property, { environments: numRuns, seed });
    });
  }
});
