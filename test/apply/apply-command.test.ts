// The commands over TDS, as a person gives them: dry run, run, verify, plan, save, apply, drill.
import { copyFile, mkdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeBlock } from '../../src/files/encode-text.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { runHere, type Said } from '../cli/run-here.ts';
import { FRESH_SA } from '../server/engine/ddl/fresh-server.ts';
import { assert, suite } from '../suite.ts';
import { stateOf } from './engine-state.ts';
import type { Account, Running } from './restored-server.ts';
import {
  CAPTURER,
  capturedFixture,
  freshEngine,
  scriptOf,
  withFolder,
  withServer,
} from './restored-server.ts';
import { smallServer } from './small-server.ts';

/** Runs the command in this process against a server, logged in as an account. */
function regrant(
  port: number,
  caFile: string,
  { login, password }: Account,
  ...args: readonly string[]
): Promise<Said> {
  process.env.REGRANT_PASSWORD = password;
  process.env.REGRANT_FINGERPRINT_KEY = 'a key for tests alone';
  return runHere([...args, '--server', `localhost,${port}`, '--user', login, '--ca-file', caFile]);
}

suite('apply, verify and drill as commands', (test) => {
  test('a script: dry run writes nothing, then it runs, verifies, and nothing is left to do', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const snapshot = await capturedFixture(fixture);
      const file = join(folder, 'small.regrant.ndjson');
      const script = join(folder, 'small.sql');
      await writeSnapshot(file, snapshot);
      await writeFile(
        script,
        ['\ufeff', (await scriptOf(snapshot)).text]
          .map((text) => encodeBlock(text, 'utf16le'))
          .reduce((a, b) => Buffer.concat([a, b]), Buffer.alloc(0)),
      );
      await withServer(freshEngine(fixture, 'restored'), async ({ running }) => {
        const run = (account: Account, ...args: readonly string[]) =>
          regrant(running.port, running.caFile, account, ...args);
        const dry = await run(FRESH_SA, 'apply', script);
        assert.is(dry.code, 0, dry.text);
        assert.match(dry.text, /would run \d\d statements/);
        assert.match(dry.text, /login +\d+ as it is, .*\d+ not/);
        assert.not.ok(running.batches.some(({ text }) => /CREATE (TABLE|LOGIN|PROC)/.test(text)));
        const done = await run(FRESH_SA, 'apply', script, '--execute');
        assert.is(done.code, 0, done.text);
        assert.match(done.text, /SMALL01: done, \d\d statements/);
        const verified = await run(CAPTURER, 'verify', file);
        assert.is(verified.code, 0, verified.text);
        const nothing = await run(CAPTURER, 'apply', file);
        assert.is(nothing.code, 0, nothing.text);
        assert.match(nothing.text, /Nothing to do/);
        assert.match(await readFile(`${script}.log`, 'utf8'), /ended: \d\d statements, 0 failures/);
      });
    }));

  test('a snapshot: planned, saved, reviewed, applied; a plan of another state is refused', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const snapshot = await capturedFixture(fixture);
      const file = join(folder, 'small.regrant.ndjson');
      const plan = join(folder, 'plan.json');
      await writeSnapshot(file, snapshot);
      await withServer(freshEngine(fixture, 'restored'), async ({ running, engine }) => {
        const run = (account: Account, ...args: readonly string[]) =>
          regrant(running.port, running.caFile, account, ...args);
        const careful = await run(FRESH_SA, 'apply', file, '--change-owners');
        assert.match(
          careful.text,
          /! .*ALTER LOGIN \[sa\] WITH PASSWORD = \*\*\* HASHED {2}\(needs --allow-lockout\)/,
        );
        const dry = await run(
          FRESH_SA,
          'apply',
          file,
          '--change-owners',
          '--allow-lockout',
          '--save-plan',
          plan,
        );
        assert.is(dry.code, 2, dry.text);
        assert.match(dry.text, /\+ CREATE LOGIN \[app_login\] WITH PASSWORD = \*\*\* HASHED/);
        assert.not.match(dry.text, /0x0200/);
        const onto = await run(FRESH_SA, 'apply', plan, '--save-plan', plan);
        assert.is(onto.code, 1);
        assert.match(onto.text, /--save-plan writes the plan of a snapshot/);
        const saved = join(folder, 'kept.json');
        await copyFile(plan, saved);
        const done = await run(FRESH_SA, 'apply', plan, '--execute');
        assert.is(done.code, 0, done.text);
        assert.is((await run(CAPTURER, 'verify', file)).code, 0);
        const late = await run(CAPTURER, 'apply', saved, '--execute');
        assert.is(late.code, 1);
        assert.match(late.text, /plan-outdated/);
        engine.table('sys.server_role_members').insert({ role_principal_id: 5, member_principal_id: 3 });
        const broken = await run(CAPTURER, 'verify', file);
        assert.is(broken.code, 2, broken.text);
        assert.match(broken.text, /NOT VERIFIED/);
      });
      await writeFile(plan, (await readFile(plan, 'utf8')).replace('"create-sql-login"', '"evil"'));
      const bad = await regrant(1, plan, CAPTURER, 'apply', plan);
      assert.match(bad.text, /is no plan of this program at \/plan\/sections\/\d+\/steps\/\d+/);
    }));

  test('on another server a snapshot, a plan and a script write nothing, unless any server is said to do', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const snapshot = await capturedFixture(fixture);
      const file = join(folder, 'a.regrant.ndjson');
      const plan = join(folder, 'plan.json');
      const script = join(folder, 'a.sql');
      await writeSnapshot(file, snapshot);
      await writeFile(script, (await scriptOf(snapshot)).text);
      await withServer(freshEngine(fixture, 'restored'), ({ running }) =>
        regrant(running.port, running.caFile, FRESH_SA, 'apply', file, '--save-plan', plan),
      );
      const other = { ...fixture, settings: { ...fixture.settings, name: 'OTHER01' } };
      await withServer(freshEngine(other, 'restored'), async ({ engine, running }) => {
        const run = (...args: readonly string[]) =>
          regrant(running.port, running.caFile, FRESH_SA, 'apply', ...args);
        const before = stateOf(engine, other);
        for (const one of [file, plan, script]) {
          for (const more of [[], ['--execute']]) {
            const { code, text } = await run(one, ...more);
            assert.is(code, 1, `${one} ${more}: ${text}`);
            assert.match(text, 'OTHER01');
            assert.match(text, 'SMALL01');
          }
        }
        assert.is(stateOf(engine, other), before);
        assert.is((await run(file, '--any-server')).code, 2);
        const meant = await run(script, '--any-server', '--execute');
        assert.match(meant.text, /OTHER01: done, \d\d statements/);
        assert.is.not(stateOf(engine, other), before);
      });
    }));

  test('a foreign statement: the dry run and the proof name it and do not end well, and nothing runs', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const snapshot = await capturedFixture(fixture);
      const file = join(folder, 'a.regrant.ndjson');
      const script = join(folder, 'a.sql');
      await writeSnapshot(file, snapshot);
      const { text } = await scriptOf(snapshot);
      await writeFile(script, `${text}\nGO\nEXEC xp_cmdshell 'dir';\nGO\n`);
      await withServer(freshEngine(fixture, 'restored'), async ({ engine, running }) => {
        const before = stateOf(engine, fixture);
        for (const more of [[], ['--execute']]) {
          const said = await regrant(running.port, running.caFile, FRESH_SA, 'apply', script, ...more);
          assert.is(said.code, 1, said.text);
          assert.match(said.text, 'EXEC xp_cmdshell');
          assert.match(said.text, '--allow-foreign');
        }
        assert.is(stateOf(engine, fixture), before);
        const dry = (...more: readonly string[]) =>
          regrant(running.port, running.caFile, FRESH_SA, 'apply', script, ...more);
        assert.match((await dry()).text, /would not run: nothing of its \d\d statements is run here/);
        const allowed = await dry('--allow-foreign');
        assert.is(allowed.code, 0, allowed.text);
        assert.match(allowed.text, /these run, too, as allowed\n[\s\S]* would run \d\d statements/);
      });
      const proof = await runHere(['prove', script, file, '--from', 'restored']);
      assert.is(proof.code, 2, proof.text);
      assert.match(proof.text, 'foreign: EXEC xp_cmdshell');
    }));

  test('where a run cannot keep its log or its journal beside the file, it says what else there is, and runs nothing', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const script = join(folder, 'a.sql');
      await writeFile(script, (await scriptOf(await capturedFixture(fixture))).text);
      await withServer(freshEngine(fixture, 'restored'), async ({ engine, running }) => {
        const before = stateOf(engine, fixture);
        const run = (...more: readonly string[]) =>
          regrant(running.port, running.caFile, FRESH_SA, 'apply', script, '--execute', ...more);
        const [log, journal] = [`${script}.log`, `${script}.journal`];
        for (const one of [log, journal]) {
          await mkdir(one);
          const said = await run();
          assert.is(said.code, 1);
          assert.match(said.text, 'What a run keeps can stand elsewhere: --log FILE --journal FILE.');
          await rmdir(one);
        }
        const both = await run('--log', join(folder, 'x'), '--journal', join(folder, 'x'));
        assert.match(both.text, 'The log and the journal would both be');
        assert.is(stateOf(engine, fixture), before);
        const kept = ['--log', join(folder, 'a.log'), '--journal', join(folder, 'a.journal')];
        const said = await run(...kept);
        assert.is(said.code, 0, said.text);
        assert.equal(
          await readFile(kept.at(-1) ?? '', 'utf8').then((lines) => lines.endsWith('{"end":true}\n')),
          true,
        );
      });
    }));

  test('a drill on a scratch server, and on none, gives a report to file', () =>
    withFolder(async (folder) => {
      const fixture = smallServer();
      const file = join(folder, 'small.regrant.ndjson');
      const report = join(folder, 'drill.md');
      await writeSnapshot(file, await capturedFixture(fixture));
      const drill = (running: Running['running'], ...more: readonly string[]) =>
        regrant(running.port, running.caFile, FRESH_SA, 'drill', file, ...more);
      await withServer(freshEngine(fixture, 'restored'), async ({ engine, running }) => {
        const before = stateOf(engine, fixture);
        for (const more of [[], ['--scratch-server', 'SMALL01'], ['--scratch-server', 'SMALL02']]) {
          assert.is((await drill(running, ...more, '--execute')).code, 1);
        }
        assert.is(stateOf(engine, fixture), before);
      });
      const scratch = { ...fixture, settings: { ...fixture.settings, name: 'SCRATCH01' } };
      await withServer(freshEngine(scratch, 'restored'), async ({ engine, running }) => {
        const before = stateOf(engine, scratch);
        const dry = await drill(running, '--scratch-server', 'scratch01');
        assert.is(dry.code, 0, dry.text);
        assert.match(dry.text, /would run \d+ statements[\s\S]*Nothing was written/);
        assert.is(stateOf(engine, scratch), before);
        engine.table('sys.databases').update({ name: 'app' }, { state: 6, state_desc: 'OFFLINE' });
        const less = await drill(running, '--scratch-server', 'scratch01', '--quiet');
        assert.is(less.code, 1, less.text);
        assert.match(less.text, /PROBLEM {3}Database app is not online/);
        engine.table('sys.databases').update({ name: 'app' }, { state: 0, state_desc: 'ONLINE' });
        const { code, text: said } = await drill(
          running,
          '--scratch-server',
          'scratch01',
          '--execute',
          '--allow-lockout',
          '--out',
          report,
        );
        const text = await readFile(report, 'utf8');
        assert.is(code, 0, `${said}\n${text}`);
        assert.match(text, /^# Restore drill of SMALL01\n\n\*\*Passed\*\* on /);
        assert.match(text, /\| Logins \| 5 \|/);
        assert.match(text, /scratch server SCRATCH01/);
      });
      assert.is((await runHere(['drill', file, '--out', report, '--quiet'])).code, 0);
      assert.match(await readFile(report, 'utf8'), /on a simulated server/);
    }));
});
