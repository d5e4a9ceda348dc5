// Generated environments: the script of each, run on a server before its restore, makes the same facts, and a second
// run changes nothing.
import fc from 'fast-check';
import type { ApplyResult } from '../../src/apply/apply-script.ts';
import { applyScript } from '../../src/apply/apply-script.ts';
import type { Change } from '../../src/diff/change.ts';
import { planChanges } from '../../src/plan/plan-changes.ts';
import { compareWith } from '../../src/verify/verify-server.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { engineTablesOf } from '../generate/engine-tables.ts';
import type { Environment } from '../generate/environment.ts';
import { environmentArbitrary } from '../generate/environment-arbitrary.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { FRESH_SA, freshFixture } from '../server/engine/ddl/fresh-server.ts';
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';
import { checkSettings } from '../server/engine/fixture/read-environment.ts';
import { plainRow } from '../server/engine/fixture/read-rows.ts';
import { assert, suite } from '../suite.ts';
import { captured, scriptOf } from './restored-server.ts';

const RUNS = Number(process.env.REGRANT_RUNS ?? 10);

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

/** A login's default database may have been dropped since: the script says so, and nothing can be done. */
const unexpected = ({ failures }: ApplyResult) =>
  failures.filter(({ message }) => !/^Database dropped database is not here, so login/.test(message));

const isReal = (change: Change) =>
  change.change !== 'changed' || change.changes.some(({ property }) => property !== 'defaultDatabase');

suite('apply: generated environments', (test) => {
  test('restored: the script makes the snapshot, a second run changes nothing, the plan is empty', async () => {
    await fc.assert(
      fc.asyncProperty(environmentArbitrary(), async (environment) => {
        const fixture = fixtureOf(environment);
        const source = await captured(new CatalogEngine(fixture), ACCOUNT);
        const script = await scriptOf(source);
        const engine = new CatalogEngine(freshFixture(fixture, 'restored'));
        const first = await applyScript(engineDriver(engine, FRESH_SA.login, FRESH_SA.password), script);
        const once = await captured(engine, ACCOUNT);
        assert.equal((await compareWith(source, once)).real.filter(isReal), []);
        assert.equal(unexpected(first), []);
        const second = await applyScript(engineDriver(engine, ACCOUNT.login, ACCOUNT.password), script);
        assert.equal(unexpected(second), []);
        const twice = await captured(engine, ACCOUNT);
        assert.equal((await compareWith(once, twice)).real, []);
        const left = planChanges(twice, source).sections.flatMap(({ steps }) => steps);
        assert.equal(
          left.filter(({ action, commentedOut }) => action !== 'set-default-database' && !commentedOut),
          [],
        );
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
