// What capture, verify and apply make of their options: names that are not there, passwords, exit codes, folders by
// date, and the one server of a configuration that a file is of.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { assert, suite } from '../suite.ts';
import { runCli } from './run-cli.ts';
import { withCapture } from './with-capture.ts';

const AUDITOR = { REGRANT_PASSWORD: 'Fixture-auditor-1' };

suite('command line: capture', (test) => {
  test('a database that is not there is an error, and nothing is written', () =>
    withCapture(async ({ folder, connect, password }) => {
      const args = ['capture', ...connect, '--password-hashes', '--out', folder];
      const ended = await runCli([...args, '--databases', 'Nonesuch'], { env: password });
      assert.is(ended.code, 1);
      assert.match(ended.err, 'No database of SMDB01 matches Nonesuch.');
      assert.equal(await readdir(folder), []);
      const one = await runCli([...args, '--databases', 'ServiceMan*'], { env: password });
      assert.is(one.code, 0, one.err);
      assert.match(one.out, /databases {3}ServiceManager\n/);
    }));

  test('every database that was read is named', () =>
    withCapture(async ({ folder, connect, password }) => {
      const all = await runCli(['capture', ...connect, '--password-hashes', '--out', folder], {
        env: password,
      });
      assert.match(all.out, /databases {3}SCSMPortal, ServiceManager, master, model, msdb\n/);
      assert.match(all.out, / 1 application role,/);
    }));

  test('with --script it takes hashes and proves what it writes; without them it says so', () =>
    withCapture(async ({ folder, connect, password }) => {
      const hashed = await runCli(['capture', ...connect, '--script', '--out', folder], { env: password });
      assert.is(hashed.code, 0, hashed.err);
      assert.is((await readSnapshot(join(folder, 'SMDB01.regrant.ndjson'))).header.passwords, 'hashes');
      assert.match(hashed.out, /proven: on a new server/);
      const none = await runCli(['capture', ...connect, '--script', '--passwords', 'none', '--out', folder], {
        env: password,
      });
      assert.match(none.err, /^NO PASSWORDS: with --passwords none/m);
    }));

  test('a weak login with --script: captured and incomplete, which is 3', () =>
    withCapture(async ({ folder, server }) => {
      const connect = [
        '--server',
        `localhost,${server.port}`,
        '--user',
        'auditor',
        '--ca-file',
        server.caFile,
      ];
      const ended = await runCli(['capture', ...connect, '--script', '--out', folder], { env: AUDITOR });
      assert.is(ended.code, 3, ended.err);
      assert.match(ended.err, /incomplete-snapshot/);
      assert.equal(await readdir(folder), ['SMDB01.regrant.ndjson']);
    }));

  test('of one database alone the script is proven, too: what is in master is taken as there', () =>
    withCapture(async ({ folder, connect, password }) => {
      const args = ['capture', ...connect, '--databases', 'ServiceManager', '--script', '--out', folder];
      const ended = await runCli(args, { env: password });
      assert.is(ended.code, 0, ended.err + ended.out);
      assert.match(ended.out, /^proven: /m);
    }));

  test('the snapshot of a server that was lost is not written over by what was installed in its place', () =>
    withCapture(async ({ engine, folder, connect, password }) => {
      const args = ['capture', ...connect, '--script', '--out', folder];
      assert.is((await runCli(args, { env: password })).code, 0);
      const files = () =>
        Promise.all(
          ['SMDB01.regrant.ndjson', 'SMDB01.sql'].map((name) => readFile(join(folder, name), 'utf8')),
        );
      const before = await files();
      const guid = 'AAAAAAAA-0000-0000-0000-000000000001';
      engine.table('sys.databases').update({ name: 'msdb' }, { service_broker_guid: guid });
      const anew = await runCli(args, { env: password });
      assert.is(anew.code, 1, anew.err);
      assert.match(
        anew.err,
        /was captured from SMDB01 at .*, and what would take its place is of a server that was installed anew since\./,
      );
      assert.equal(await files(), before);
      assert.is((await runCli([...args, '--dated'], { env: password })).code, 0);
    }));

  test('--dated writes a folder for each run, and over nothing', () =>
    withCapture(async ({ folder, connect, password }) => {
      const args = ['capture', ...connect, '--passwords', 'none', '--dated', '--out', folder];
      assert.is((await runCli(args, { env: password })).code, 0);
      await new Promise((resolve) => setTimeout(resolve, 1100));
      assert.is((await runCli(args, { env: password })).code, 0);
      const runs = await readdir(folder);
      assert.is(runs.length, 2);
      for (const run of runs) {
        assert.match(run, /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/);
        assert.equal(await readdir(join(folder, run)), ['SMDB01.regrant.ndjson']);
      }
    }));
});

suite('command line: the server of a configuration that a file is of', (test) => {
  test('verify and apply take its entry, and tell when there is none', () =>
    withCapture(async ({ folder, connect, server, password }) => {
      await runCli(['capture', ...connect, '--script', '--out', folder], { env: password });
      const configure = (names: readonly string[]) =>
        writeFile(
          join(folder, 'regrant.config.json'),
          JSON.stringify({
            defaults: {
              authentication: { type: 'sql', user: 'regrant_capture' },
              caFile: server.caFile,
            },
            servers: names.map((name, index) => ({
              name,
              server: `localhost,${index === 1 ? server.port : 1}`,
            })),
          }),
        );
      await configure(['DWDB01', 'smdb01', 'RSDB01']);
      const files = { script: 'SMDB01.sql', snapshot: 'SMDB01.regrant.ndjson' };
      const verified = await runCli(['verify', files.snapshot], { env: password, cwd: folder });
      assert.is(verified.code, 0, verified.err + verified.out);
      for (const file of [files.script, files.snapshot]) {
        const applied = await runCli(['apply', file, '--quiet'], { env: password, cwd: folder });
        assert.is(applied.code, 0, applied.err + applied.out);
        assert.is(applied.out, '');
      }
      await configure(['DWDB01', 'other', 'RSDB01']);
      const lost = await runCli(['verify', files.snapshot], { env: password, cwd: folder });
      assert.is(lost.code, 1);
      assert.match(lost.err, 'The file is of SMDB01, and the configuration has DWDB01, other, RSDB01.');
    }));
});

suite('command line: how it is used', (test) => {
  test('usage errors are errors like any other, in JSON too', async () => {
    const usage = await runCli(['capture', '--nonsense', '--json']);
    assert.is(usage.code, 1);
    assert.equal(JSON.parse(usage.err), {
      error: {
        code: 'bad-option',
        fact: "Unknown option '--nonsense'.",
        remedy: 'See what there is with: regrant capture --help',
      },
    });
    assert.match((await runCli(['captur'])).err, /error {2}bad-option\n.*Did you mean capture/);
    assert.is((await runCli(['diff', 'one', '--json'])).err.trim().split('\n').length, 1);
  });

  test('no help shows an empty list as a default', async () => {
    for (const command of ['capture', 'script', 'read', 'apply', 'verify', 'drill', 'prove', 'doctor']) {
      assert.not.match((await runCli([command, '--help'])).out, /default: \[\]/);
    }
  });

  test('stopped by Ctrl-C it exits with 130, and says so', () =>
    withCapture(async ({ folder, connect, server, password }) => {
      server.faults.delayMs = 60_000;
      const args = ['capture', ...connect, '--password-hashes', '--out', folder];
      const ended = await runCli(args, {
        env: password,
        interruptWhen: () => server.roundTrips > 0,
      });
      assert.is(ended.code, 130, ended.err);
      assert.match(ended.err, /^error {2}cancelled$/m);
      assert.equal(await readdir(folder), []);
    }));

  test('a folder where a file is meant is told as that', () =>
    withCapture(async ({ folder }) => {
      for (const args of [
        ['script', folder],
        ['diff', folder, folder],
        ['read', folder],
        ['prove', folder, folder],
      ]) {
        const ended = await runCli(args);
        assert.is(ended.code, 1, args.join(' '));
        assert.match(ended.err, /file-failed|bad-snapshot/, args.join(' '));
        assert.not.match(ended.err, /internal|fault of regrant/);
      }
    }));

  test('the script that was captured can be read to its end', () =>
    withCapture(async ({ folder, connect, password }) => {
      await runCli(['capture', ...connect, '--script', '--out', folder], { env: password });
      const piped = await runCli(['script', join(folder, 'SMDB01.regrant.ndjson'), '--out', '-'], {});
      assert.is(piped.code, 0, piped.err);
      assert.match(piped.err, /proven/);
      assert.is(piped.out.length > 1000, true);
      assert.ok((await readFile(join(folder, 'SMDB01.sql'), 'utf8')).includes('#regrant'));
    }));
});
