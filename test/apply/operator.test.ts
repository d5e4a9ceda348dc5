// What an operator sees, as sqlcmd shows it, where a script meets a server that it is not meant for, or a login that it
// would shut out: held against files that a DBA has read.
import { readFileSync, writeFileSync } from 'node:fs';
import { previewText } from '../../src/apply/apply-text.ts';
import { previewScript } from '../../src/apply/preview-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { refuseInEarnest } from '../../src/apply/server-guard.ts';
import { keyOf } from '../../src/model/identity.ts';
import { ordinal } from '../../src/model/order.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import type { EngineEvent } from '../server/contract.ts';
import type { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';
import { assert, suite } from '../suite.ts';
import type { Account } from './restored-server.ts';
import { CAPTURER, captured, capturedFixture, freshEngine, scriptOf } from './restored-server.ts';
import { smallServer } from './small-server.ts';

const GOLDEN = new URL('../../fixtures/operator/', import.meta.url);

/** Sends a script as `sqlcmd -b -W` does, and gives what it prints. */
async function sqlcmd(engine: CatalogEngine, { login, password }: Account, text: string): Promise<string> {
  const session = engine.login({
    login,
    password,
    database: 'master',
    applicationName: 'sqlcmd',
    readOnlyIntent: false,
  });
  const printed: string[] = [];
  for (const batch of splitScript('a.sql', text).batches) {
    let failed = false;
    for await (const event of session.execute(batch.text) as AsyncIterable<EngineEvent>) {
      if (event.event === 'info') printed.push(event.message);
      if (event.event === 'columns') printed.push(event.columns.map(({ name }) => name).join(' '));
      if (event.event === 'rows')
        printed.push(...event.rows.map((row) => row.map((value) => value ?? 'NULL').join(' ')));
      if (event.event !== 'error') continue;
      failed = true;
      printed.push(`Msg ${event.number}, Level ${event.severity}`, event.message);
    }
    if (failed) return [...printed, '-- sqlcmd ends with 1', ''].join('\n');
  }
  return [...printed, '-- sqlcmd ends with 0', ''].join('\n');
}

/** The result of a script without its progress. */
const ofInterest = (printed: string): string =>
  printed
    .split('\n')
    .filter((line) => !/^regrant: (reading the secret|[A-Z]|app: |master: |msdb: |other )/.test(line))
    .join('\n');

async function held(name: string, text: string): Promise<void> {
  const file = new URL(`${name}.txt`, GOLDEN);
  if (process.env.REGRANT_UPDATE === '1') writeFileSync(file, text);
  assert.is(text, readFileSync(file, 'utf8'), name);
}

const fixture = smallServer();

/** The small server with sa renamed and disabled, and another sysadmin. */
async function withRenamedSa(): Promise<Snapshot> {
  const snapshot = await capturedFixture(fixture);
  const facts = snapshot.facts.map((fact) =>
    fact.kind === 'login' && fact.sid === '0x01' ? { ...fact, name: 'keeper', isDisabled: true } : fact,
  );
  const renamed = facts.map((fact) =>
    fact.kind === 'permission' && fact.database === undefined && fact.grantor === 'sa'
      ? { ...fact, grantor: 'keeper', grantee: fact.grantee === 'sa' ? 'keeper' : fact.grantee }
      : fact,
  );
  return { header: snapshot.header, facts: renamed.sort((a, b) => ordinal(keyOf(a), keyOf(b))) };
}

const on = (changed: Partial<ServerFixture['settings']> = {}): CatalogEngine =>
  freshEngine({ ...fixture, settings: { ...fixture.settings, ...changed } }, 'restored');

async function textOf(snapshot: Snapshot, allowLockout = false): Promise<string> {
  return (await scriptOf(snapshot, { allowLockout })).text;
}

suite('what the operator sees', (test) => {
  test('a script on another server', async () => {
    const text = await textOf(await capturedFixture(fixture));
    await held('script-on-another-server', ofInterest(await sqlcmd(on({ name: 'OTHER01' }), FRESH_SA, text)));
  });

  test('a script on a server for Windows logins only, of another collation and edition', async () => {
    const text = await textOf(await capturedFixture(fixture));
    const engine = on({
      windowsOnly: true,
      collation: 'Latin1_General_CI_AI',
      edition: 'Standard Edition (64-bit)',
    });
    await held('script-on-a-different-server', ofInterest(await sqlcmd(engine, FRESH_SA, text)));
  });

  test('a script that renames and disables sa, run by sa', async () => {
    const snapshot = await withRenamedSa();
    const engine = on();
    await held('script-run-by-sa', ofInterest(await sqlcmd(engine, FRESH_SA, await textOf(snapshot))));
    const logins = (await captured(engine)).facts.flatMap((fact) =>
      fact.kind === 'login' && fact.sid === '0x01' ? [`${fact.name} ${fact.isDisabled}`] : [],
    );
    assert.equal(logins, ['sa false'], 'whoever ran it can still come in');
  });

  test('the same where the operator allowed it: last of all, and because another sysadmin is there', async () => {
    const engine = on();
    const text = await textOf(await withRenamedSa(), true);
    await held('script-run-by-sa-allowed', ofInterest(await sqlcmd(engine, FRESH_SA, text)));
    const logins = (await captured(engine)).facts.flatMap((fact) =>
      fact.kind === 'login' && fact.sid === '0x01' ? [`${fact.name} ${fact.isDisabled}`] : [],
    );
    assert.equal(logins, ['keeper true']);
  });

  test('the same where nobody else could come in any more: it is not done', async () => {
    const snapshot = await withRenamedSa();
    const alone = { ...snapshot, facts: snapshot.facts.filter(({ kind }) => kind !== 'role-member') };
    const engine = on();
    await held(
      'script-run-by-sa-alone',
      ofInterest(await sqlcmd(engine, FRESH_SA, await textOf(alone, true))),
    );
  });

  test('apply: the dry run of that script, by sa', async () => {
    const driver = engineDriver(on(), FRESH_SA.login, FRESH_SA.password);
    const preview = await previewScript(driver, splitScript('a.sql', await textOf(await withRenamedSa())));
    await held('apply-dry-run-by-sa', [...previewText(preview)].join(''));
  });

  test('drill: on the captured server, on another than was typed, and without its name typed', async () => {
    const told = [undefined, 'SCRATCH01', 'SMALL01'].map((typed) => {
      try {
        const ground = { captured: 'SMALL01', typed, configured: [] };
        refuseInEarnest({ name: 'SMALL01', machineName: 'SMALL01' }, ground);
        return 'written to';
      } catch (error) {
        return (error as Error).message;
      }
    });
    await held('drill-in-earnest', `${told.join('\n\n')}\n`);
  });

  test('a login whose name is taken by another: what was meant for it is not given away', async () => {
    const snapshot = await capturedFixture(fixture);
    const facts = snapshot.facts.map((fact) =>
      fact.kind === 'login' && fact.name === 'app_login'
        ? { ...fact, sid: '0x07070707070707070707070707070799' as const }
        : fact,
    );
    const engine = on();
    await sqlcmd(engine, FRESH_SA, await textOf(snapshot, true));
    const before = await captured(engine);
    const told = await sqlcmd(engine, CAPTURER, await textOf({ header: snapshot.header, facts }));
    await held('script-with-a-name-taken', ofInterest(told));
    assert.equal((await captured(engine)).facts, before.facts);
  });
});
