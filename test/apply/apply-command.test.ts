// The commands over TDS, as a person gives them: dry run, run, verify, plan, save, apply, drill.
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from '../../src/cli/program.ts';
import { encodeBlock } from '../../src/files/encode-text.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
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

interface Said {
  readonly code: number;
  readonly out: string;
}

/** Runs the command in this process, and gives what it printed. */
async function regrant(
  port: number,
  caFile: string,
  { login, password }: Account,
  ...args: readonly string[]
): Promise<Said> {
  process.env.REGRANT_PASSWORD = password;
  process.env.REGRANT_FINGERPRINT_KEY = 'a key for tests alone';
  let out = '';
  const { write } = process.stdout;
  const { write: writeError } = process.stderr;
  const take = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
    out += String(chunk);
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
  process.stdout.write = take as typeof write;
  process.stderr.write = take as typeof writeError;
  try {
    const code = await runProgram([
      ...args,
      '--server',
      `localhost,${port}`,
      '--user',
      login,
      '--ca-file',
      caFile,
    ]);
    return { code, out };
  } finally {
    process.stdout.write = write;
    process.stderr.write = writeError;
  }
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
        assert.is(dry.code, 0, dry.out);
        assert.match(dry.out, /would run \d\d statements/);
        assert.match(dry.out, /login +\d+ as it is, .*\d+ not/);
        assert.not.ok(running.batches.some(({ text }) => /CREATE (TABLE|LOGIN|PROC)/.test(text)));
        const done = await run(FRESH_SA, 'apply', script, '--execute');
        assert.is(done.code, 0, done.out);
        assert.match(done.out, /SMALL01: done, \d\d statements/);
        const verified = await run(CAPTURER, 'verify', file);
        assert.is(verified.code, 0, verified.out);
        const nothing = await run(CAPTURER, 'apply', file);
        assert.is(nothing.code, 0, nothing.out);
        assert.match(nothing.out, /Nothing to do/);
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
          careful.out,
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
        assert.is(dry.code, 2, dry.out);
        assert.match(dry.out, /\+ CREATE LOGIN \[app_login\] WITH PASSWORD = \*\*\* HASHED/);
        assert.not.match(dry.out, /0x0200/);
        const onto = await run(FRESH_SA, 'apply', plan, '--save-plan', plan);
        assert.is(onto.code, 1);
        assert.match(onto.out, /--save-plan writes the plan of a snapshot/);
        const saved = join(folder, 'kept.json');
        await copyFile(plan, saved);
        const done = await run(FRESH_SA, 'apply', plan, '--execute');
        assert.is(done.code, 0, done.out);
        assert.is((await run(CAPTURER, 'verify', file)).code, 0);
        const late = await run(CAPTURER, 'apply', saved, '--execute');
        assert.is(late.code, 1);
        assert.match(late.out, /plan-outdated/);
        engine.table('sys.server_role_members').insert({ role_principal_id: 5, member_principal_id: 3 });
        const broken = await run(CAPTURER, 'verify', file);
        assert.is(broken.code, 2, broken.out);
        assert.match(broken.out, /NOT VERIFIED/);
      });
      await writeFile(plan, (await readFile(plan, 'utf8')).replace('"create-sql-login"', '"evil"'));
      const bad = await regrant(1, plan, CAPTURER, 'apply', plan);
      assert.match(bad.out, /is no plan of this program at \/plan\/sections\/\d+\/steps\/\d+/);
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
        assert.is(dry.code, 0, dry.out);
        assert.match(dry.out, /would run \d+ statements[\s\S]*Nothing was written/);
        assert.is(stateOf(engine, scratch), before);
        const { code, out } = await drill(
          running,
          '--scratch-server',
          'scratch01',
          '--execute',
          '--allow-lockout',
          '--out',
          report,
        );
        const text = await readFile(report, 'utf8');
        assert.is(code, 0, `${out}\n${text}`);
        assert.match(text, /^# Restore drill of SMALL01\n\n\*\*Passed\*\* on /);
        assert.match(text, /\| Logins \| 5 \|/);
        assert.match(text, /scratch server SCRATCH01/);
      });
      assert.is(await runProgram(['drill', file, '--out', report, '--quiet']), 0);
      assert.match(await readFile(report, 'utf8'), /on a simulated server/);
    }));
});
