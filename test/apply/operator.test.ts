// What an operator sees, as sqlcmd shows it, where a script meets a server that it is not meant for, or a login that it
// would shut out: held against files that a DBA has read.
import { readFileSync, writeFileSync } from 'node:fs';
import { applyScript } from '../../src/apply/apply-script.ts';
import { previewText, resultText } from '../../src/apply/apply-text.ts';
import { previewScript } from '../../src/apply/preview-script.ts';
import { splitScript } from '../../src/apply/script-batches.ts';
import { refuseInEarnest } from '../../src/apply/server-guard.ts';
import { keyOf } from '../../src/model/identity.ts';
import { ordinal } from '../../src/model/order.ts';
import type { Snapshot } from '../../src/model/snapshot.ts';
import { runDrill } from '../../src/rehearse/run-drill.ts';
import { drillPassed, drillReport } from '../../src/verify/drill-report.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { failureOf } from '../connect/target-of.ts';
import type { EngineEvent } from '../server/contract.ts';
import { CatalogEngine } from '../server/engine/catalog-engine.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import type { ServerFixture } from '../server/engine/fixture/read-environment.ts';
import { assert, suite } from '../suite.ts';
import type { Account } from './restored-server.ts';
import { CAPTURER, captured, capturedFixture, freshEngine, scriptOf, withServer } from './restored-server.ts';
import { smallServer } from './small-server.ts';

const GOLDEN = new URL('../../fixtures/operator/', import.meta.url);

/** Sends a script as `sqlcmd -b -W` does, and gives what it prints. */
async function sqlcmd(
  engine: CatalogEngine,
  { login, password, windows = false }: Account & { readonly windows?: boolean },
  text: string,
  endsAtError = true,
): Promise<string> {
  const session = engine.login({
    login,
    password,
    windows,
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
    if (failed && endsAtError) return [...printed, '-- sqlcmd ends with 1', ''].join('\n');
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
    fact.kind === 'login' && fact.sid === '0x01'
      ? { ...fact, name: 'keeper', isDisabled: true }
      : fact.kind === 'database' && fact.owner === 'sa'
        ? { ...fact, owner: 'keeper' }
        : fact,
  );
  const called = (name: string): string => (name === 'sa' ? 'keeper' : name);
  const renamed = facts.map((fact) => {
    if (fact.kind === 'role-member' && fact.database === undefined)
      return { ...fact, member: called(fact.member) };
    return fact.kind === 'permission' && fact.database === undefined && fact.grantor === 'sa'
      ? { ...fact, grantor: 'keeper', grantee: called(fact.grantee) }
      : fact;
  });
  return { header: snapshot.header, facts: renamed.sort((a, b) => ordinal(keyOf(a), keyOf(b))) };
}

const on = (changed: Partial<ServerFixture['settings']> = {}): CatalogEngine =>
  freshEngine({ ...fixture, settings: { ...fixture.settings, ...changed } }, 'restored');

async function textOf(snapshot: Snapshot, allowLockout = false): Promise<string> {
  return (await scriptOf(snapshot, { allowLockout })).text;
}

const NONE = { script: 0, restore: 0, verify: 0 };
const GROUND = { captured: 'SMALL01', typed: 'SCRATCH01', configured: [] };

/** Sends a script as `sqlcmd -W` does, which goes on behind an error. */
const sqlcmdOn = (engine: CatalogEngine, text: string) => sqlcmd(engine, FRESH_SA, text, false);

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
    const options = engine.table('sys.configurations');
    options.update({ name: 'xp_cmdshell' }, { value: 1, value_in_use: 1 });
    options.update({ name: 'default language' }, { value: 1, value_in_use: 1 });
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
    const alone = {
      ...snapshot,
      facts: snapshot.facts.filter((fact) => fact.kind !== 'role-member' || fact.database === 'msdb'),
    };
    const engine = on();
    await held(
      'script-run-by-sa-alone',
      ofInterest(await sqlcmd(engine, FRESH_SA, await textOf(alone, true))),
    );
  });

  test('apply: the dry run of that script, by sa', async () => {
    const driver = engineDriver(on(), FRESH_SA.login, FRESH_SA.password);
    const text = await textOf(await withRenamedSa());
    const preview = await previewScript(driver, splitScript('a.sql', text));
    await held('apply-dry-run-by-sa', [...previewText(preview)].join(''));
    // Allowed where it is run, or in the script itself, it is done: that is what the dry run has to say.
    const allowed = splitScript('a.sql', text.replace('@allow_lockout bit = 0', '@allow_lockout bit = 1'));
    for (const told of [
      await previewScript(driver, splitScript('a.sql', text), { choices: { allowLockout: true } }),
      await previewScript(driver, allowed),
    ]) {
      const lines = [...previewText(told)].join('');
      assert.match(
        lines,
        /LOCK-OUT .* done last of all, where another enabled login is in sysadmin, as allowed\n/,
      );
      assert.not.match(lines, /left as it is|--allow-lockout/);
    }
  });

  test('apply: every statement is shown in the dry run, one that was changed under its own number too, and no secret', async () => {
    const genuine = await textOf(await capturedFixture(fixture));
    const taken = "N'ALTER SERVER ROLE [sysadmin] ADD MEMBER [app_login]'";
    const text = genuine.replace(/(?<=^EXEC #regrant \d+, )N'GRANT (?:[^']|'')*'(?=;$)/m, () => taken);
    const driver = engineDriver(on(), FRESH_SA.login, FRESH_SA.password);
    const preview = await previewScript(driver, splitScript('a.sql', text));
    const shown = [...previewText(preview, true)].join('');
    assert.match(shown, taken);
    assert.not.match([...previewText(preview)].join(''), taken);
    for (const [, number] of text.matchAll(/^EXEC #regrant(?:_login|_secret|_access)? (\d+),/gm))
      assert.match(shown, new RegExp(`^ +EXEC #regrant\\w* ${number}, `, 'm'));
    assert.match(text, /PASSWORD = 0x0200[0-9A-F]{40}/);
    assert.not.match(JSON.stringify(preview) + shown, /0x0[123]00[0-9A-F]{44}/);
  });

  test('a script, and apply, on another server: by another sysadmin, and by a login that is none', async () => {
    const text = await textOf(await capturedFixture(fixture));
    const others = { ...fixture.settings.passwords, app_login: 'Plain-1' };
    const engine = new CatalogEngine({
      ...fixture,
      settings: { ...fixture.settings, name: 'OTHER01', passwords: others },
    });
    const before = await captured(engine);
    const told: string[] = [];
    for (const account of [CAPTURER, { login: 'app_login', password: 'Plain-1' }]) {
      const driver = engineDriver(engine, account.login, account.password);
      const script = splitScript('a.sql', text);
      const preview = await previewScript(driver, script).then(
        (found) => [...previewText(found)].join(''),
        (error: Error) => `${error.message}\n`,
      );
      told.push(
        `== the script, by ${account.login}\n${ofInterest(await sqlcmd(engine, account, text))}`,
        `== apply, by ${account.login}\n${preview}`,
        `== apply --execute, by ${account.login}\n${(await failureOf(applyScript(driver, script))).message}\n`,
      );
    }
    await held('on-another-server-by-others', told.join('\n'));
    assert.equal((await captured(engine)).facts, before.facts);
  });

  test('a script that disables and re-keys the login that runs it, which is not sa', async () => {
    const snapshot = await capturedFixture(fixture);
    const facts = snapshot.facts.map((fact) =>
      fact.kind === 'login' && fact.name === CAPTURER.login
        ? { ...fact, isDisabled: true, passwordHash: `0x0200${'06'.repeat(68)}` as const }
        : fact,
    );
    const engine = on();
    await sqlcmd(engine, FRESH_SA, await textOf(snapshot, true));
    const text = await textOf({ header: snapshot.header, facts });
    const driver = engineDriver(engine, CAPTURER.login, CAPTURER.password);
    const dry = [...previewText(await previewScript(driver, splitScript('a.sql', text)))].join('');
    const run = ofInterest(await sqlcmd(engine, CAPTURER, text));
    await held('script-run-by-a-login-it-disables', `== apply\n${dry}\n== the script\n${run}`);
    assert.ok(await captured(engine), 'whoever ran it can still come in');
  });

  test('a script on a server for Windows logins only, by one of them, with the lock-out allowed', async () => {
    const engine = on({ windowsOnly: true });
    const sid = Uint8Array.from([1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, ...Array(16).fill(8)]);
    const dba = { name: 'CONTOSO\\dba', principal_id: 270, type: 'U', sid };
    engine.table('sys.server_principals').insert(dba);
    engine.table('sys.server_role_members').insert({ role_principal_id: 3, member_principal_id: 270 });
    engine
      .table('sys.server_permissions')
      .insert({ grantee_principal_id: 270, permission_name: 'CONNECT SQL' });
    const account = { login: dba.name, password: '', windows: true };
    const told = await sqlcmd(engine, account, await textOf(await withRenamedSa(), true));
    await held('script-on-a-server-for-windows-logins', ofInterest(told));
  });

  test('apply: the dry run on a server of another collation, edition and authentication mode', async () => {
    const changed = {
      windowsOnly: true,
      collation: 'Latin1_General_CI_AI',
      edition: 'Standard Edition (64-bit)',
    };
    const driver = engineDriver(on(changed), FRESH_SA.login, FRESH_SA.password);
    const text = await textOf(await capturedFixture(fixture));
    const preview = await previewScript(driver, splitScript('a.sql', text));
    await held('apply-dry-run-on-a-different-server', [...previewText(preview)].join(''));
  });

  test('a script whose database is in use: both errors, and what uses it', async () => {
    const snapshot = await capturedFixture(fixture);
    const selection = { profile: { name: 'service-manager' } };
    const ofServiceManager = { ...snapshot, header: { ...snapshot.header, selection } };
    const text = await textOf(ofServiceManager, true);
    const told = await sqlcmd(on({ busy: ['app'] }), FRESH_SA, text);
    const result = await withServer(on({ busy: ['app'] }), ({ driver }) =>
      applyScript(driver(), splitScript('a.sql', text)),
    );
    await held(
      'script-on-a-busy-database',
      `${ofInterest(told)}\n== apply\n${[...resultText({ ...result, elapsedMs: 0 })].join('')}`,
    );
  });

  test('a secret that was typed with an apostrophe that stands alone: its line is named by its number', async () => {
    const text = await textOf(await capturedFixture(fixture));
    const [line = ''] = /^EXEC #regrant_type \d+, .*$/m.exec(text) ?? [];
    const broken = text.replace(line, () => line.replace('<type the secret here>', "it's"));
    const engine = on();
    const before = await captured(engine, FRESH_SA);
    const printed = (await sqlcmdOn(engine, broken))
      .split('\n')
      .filter((told) => !/^regrant: [A-Z]/.test(told));
    const server = on();
    const driver = engineDriver(server, FRESH_SA.login, FRESH_SA.password);
    const applied = await failureOf(applyScript(driver, splitScript('a.sql', broken)));
    await held(
      'script-with-a-broken-secret',
      // What the server says of the line itself is not the test engine's to say.
      `${line}\n\n${printed.filter((told) => !told.startsWith('The test engine')).join('\n')}\n== apply --execute\n${applied.message}\n`,
    );
    assert.equal((await captured(engine, FRESH_SA)).facts, before.facts);
  });

  test('a server without a row of sys.configurations: the script still runs and tells what it ran', async () => {
    const engine = on();
    engine.table('sys.configurations').delete({ name: 'clr strict security' });
    const text = await textOf(await capturedFixture(fixture), true);
    await held('script-without-an-option', ofInterest(await sqlcmd(engine, FRESH_SA, text)));
  });

  test('drill: its report, on a simulated server and on a scratch one', async () => {
    const snapshot = await capturedFixture(fixture);
    const scratch = engineDriver(on({ name: 'SCRATCH01' }), FRESH_SA.login, FRESH_SA.password);
    const drills = [
      await runDrill(snapshot),
      await runDrill(snapshot, { from: 'empty' }),
      await runDrill(snapshot, { scratch: { driver: scratch, ground: GROUND } }),
      await runDrill(await withRenamedSa(), { scratch: { driver: scratch, ground: GROUND } }),
    ];
    const told = drills.map((drill) => drillReport({ ...drill, startedAt: new Date(0), durations: NONE }));
    await held('drill-reports', told.join('\n'));
  });

  test('drill by sa, where sa was renamed and disabled: that is left and no failure; what else fails is one', async () => {
    const drilled = async (engine: CatalogEngine) => {
      const driver = engineDriver(engine, FRESH_SA.login, FRESH_SA.password);
      return runDrill(await withRenamedSa(), { scratch: { driver, ground: GROUND } });
    };
    const well = await drilled(on({ name: 'SCRATCH01' }));
    assert.ok(drillPassed(well));
    assert.match(well.left.join('\n'), /^Login \[keeper\] is called \[sa\] here: \d\d differences/m);
    assert.not.match(well.left.join('\n'), /GRANT/, 'what is under another name only is told in one line');
    const engine = on({ name: 'SCRATCH01' });
    engine.table('sys.databases').update({ name: 'app' }, { state: 6, state_desc: 'OFFLINE' });
    const broken = await drilled(engine);
    assert.not.ok(drillPassed(broken));
    assert.match(broken.failures.join('\n'), /app/);
    assert.equal(broken.left, well.left);
  });

  test('drill: on a server for Windows logins only, of another collation and edition', async () => {
    const engine = on({
      name: 'SCRATCH01',
      windowsOnly: true,
      collation: 'Latin1_General_CI_AI',
      edition: 'Standard Edition (64-bit)',
    });
    engine.table('sys.configurations').update({ name: 'xp_cmdshell' }, { value: 1, value_in_use: 1 });
    const driver = engineDriver(engine, FRESH_SA.login, FRESH_SA.password);
    const drill = await runDrill(await capturedFixture(fixture), { scratch: { driver, ground: GROUND } });
    const told = drillReport({ ...drill, startedAt: new Date(0), durations: NONE });
    await held('drill-on-a-different-server', told);
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

  test('one section by hand, as the head says: what stands above the first, the section, the last lines', async () => {
    const text = await textOf(await capturedFixture(fixture));
    const part = (rule: RegExp) => [...text.matchAll(rule)].map(({ 1: title, index }) => ({ title, index }));
    // Nothing but a section has the rule of one.
    const sections = part(/^-- -+ (.*) --$/gm);
    const [setUp, choices, begin, end] = part(/^-- =+ (.*) ==$/gm);
    assert.equal(
      [setUp, choices, begin, end].map((one) => one?.title),
      [
        'set-up: your choices, and secrets',
        'set-up: procedures, and what this server is held against',
        'the sections',
        'the end: what failed',
      ],
    );
    assert.ok(sections.every(({ index }) => index > (begin?.index ?? 0) && index < (end?.index ?? 0)));
    const at = sections.findIndex(({ title }) => title === 'Logins');
    const section = text.slice(sections[at]?.index, sections[at + 1]?.index);
    const engine = on();
    await sqlcmdOn(engine, `${text.slice(0, begin?.index)}${section}${text.slice(end?.index)}`);
    const { facts } = await captured(engine, FRESH_SA);
    const logins = facts.flatMap((fact) => (fact.kind === 'login' ? [fact.name] : []));
    assert.ok(logins.includes('app_login'), logins.join(', '));
    assert.not.ok(
      facts.some(({ kind }) => kind === 'server-role'),
      'the section after it was not run',
    );
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
