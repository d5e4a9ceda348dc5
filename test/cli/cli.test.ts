// The command line as a process, against the embedded environment over real sockets.
import { existsSync } from 'node:fs';
import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOOL } from '../../src/model/tool.ts';
import { readSnapshot } from '../../src/snapshot/read-snapshot.ts';
import { writeSnapshot } from '../../src/snapshot/write-snapshot.ts';
import { inFolder } from '../files/folder.ts';
import { snapshotOf } from '../snapshot/arbitrary-fact.ts';
import { assert, suite } from '../suite.ts';
import { runCli } from './run-cli.ts';
import { PASSWORD as password, withCapture } from './with-capture.ts';

const facts = async (path: string) => (await readFile(path, 'utf8')).split('\n').slice(1).join('\n');

suite('command line: offline', (test) => {
  test('the version, and help with examples', async () => {
    assert.equal(await runCli(['--version']), { code: 0, out: `${TOOL.version}\n`, err: '' });
    for (const command of [
      'capture',
      'script',
      'diff',
      'databases',
      'read',
      'prove',
      'apply',
      'verify',
      'drill',
    ]) {
      const help = await runCli([command, '--help']);
      assert.is(help.code, 0);
      assert.match(help.out, /Examples?:\n +\$ regrant /);
      assert.match(
        help.out,
        /Exit codes: 0 done, 1 error, 2 differences found, 3 captured or scripted but incomplete/,
      );
    }
  });

  test('what is not understood is refused with code 1', async () => {
    for (const args of [
      ['nonsense'],
      ['capture', '--nonsense'],
      ['diff', 'one'],
      ['capture', '--timeout', 'x'],
      ['script', 'a.ndjson', '--out', ''],
    ]) {
      assert.is((await runCli(args)).code, 1, args.join(' '));
    }
  });

  test('an error is a block of code, fact and remedy; with --json one object', async () => {
    const args = ['script', 'there-is-no-such.regrant.ndjson'];
    const block = await runCli(args);
    assert.is(block.code, 1);
    assert.match(block.err, /^error {2}file-failed\n {7}.*there-is-no-such.*\n {7}.+\n$/);
    const { error } = JSON.parse((await runCli([...args, '--json'])).err) as {
      error: Record<string, string>;
    };
    assert.equal(Object.keys(error), ['code', 'fact', 'remedy']);
  });

  test('an option that is empty is refused: a variable that a shell did not know would stand for the folder at hand', async () => {
    const { code, err } = await runCli(['capture', '--server', 'a', '--out', '']);
    assert.is(code, 1);
    assert.match(err, /^error {2}bad-option\n {7}--out is empty\.\n/);
  });

  test('a full standard output is an error like any other', async () => {
    if (!existsSync('/dev/full')) return;
    await inFolder(async (folder) => {
      const path = join(folder, 'a.regrant.ndjson');
      await writeSnapshot(path, snapshotOf([]));
      const full = await open('/dev/full', 'w');
      const { code, err } = await runCli(['diff', path, path, '--json'], { stdout: full.fd });
      await full.close();
      assert.is(code, 1, err);
      assert.match(err, /"code":"file-failed"/);
      assert.match(err, /Standard output could not be written: the disk is full \(ENOSPC\)\. *"/);
      assert.match(err, /Free some room/);
    });
  });

  test('a server must be named, and a password never on the command line', async () => {
    assert.match((await runCli(['capture'], { cwd: tmpdir() })).err, /bad-option/);
    const refused = await runCli(['capture', '--server', 'Server=x;User ID=u;Password=open-sesame']);
    assert.match(refused.err, /bad-option/);
    assert.not.match(refused.err, /open-sesame/);
    assert.match(
      (await runCli(['capture', '--server', 'localhost,1', '--user', 'u'])).err,
      /password-missing/,
    );
  });
});

suite('command line: capture, script, diff', (test) => {
  test('captures a server into a snapshot and a script; the same server gives the same bytes', () =>
    withCapture(async ({ folder, connect }) => {
      const out = (name: string) => join(folder, name);
      const args = ['capture', ...connect, '--profile', 'service-manager', '--script'];
      const first = await runCli([...args, '--out', out('a')], { env: password });
      // Only one of the three servers was given: the databases of the others are missing, and said to be.
      assert.is(first.code, 3, first.err);
      assert.match(first.out, /MISSING {5}DWRepository/);
      assert.match(first.out, /STG_Collation.*STG_MTD_ConverisonLog/);
      assert.match(first.out, /Analyst is an Analysis Services database/);
      assert.equal((await readdir(out('a'))).sort(), ['SMDB01.regrant.ndjson', 'SMDB01.sql']);
      await runCli([...args, '--out', out('b')], { env: password });
      assert.ok((await readFile(out('a/SMDB01.sql'))).equals(await readFile(out('b/SMDB01.sql'))));
      assert.ok(
        (await facts(out('a/SMDB01.regrant.ndjson'))) === (await facts(out('b/SMDB01.regrant.ndjson'))),
      );
      const script = await readFile(out('a/SMDB01.sql'), 'utf8');
      assert.not.match(script, /STG_/);
      assert.match(script, /sp_configure N''clr enabled'', 1/);
      assert.is(script.match(/sp_add_trusted_assembly/g)?.length, 2);
    }));

  test('a login, a grant and a role member that changed are exactly what diff prints', () =>
    withCapture(async ({ engine, folder, connect }) => {
      const capture = (name: string) =>
        runCli(['capture', ...connect, '--password-hashes', '--out', join(folder, name)], { env: password });
      const [before, after] = ['a', 'b'].map((name) => join(folder, name, 'SMDB01.regrant.ndjson'));
      await capture('a');
      await capture('b');
      assert.equal(await runCli(['diff', before ?? '', after ?? '']), {
        code: 0,
        out: '',
        err: 'No differences\n',
      });
      engine.table('sys.server_principals').update({ name: 'scsm_portal' }, { is_disabled: true });
      engine.table('sys.sql_logins').update({ name: 'scsm_portal' }, { is_disabled: true });
      engine
        .table('sys.database_role_members', 'ServiceManager')
        .delete({ role_principal_id: 7, member_principal_id: 9 });
      engine.table('sys.database_permissions', 'ServiceManager').insert({
        class: 1,
        major_id: 3001,
        minor_id: 0,
        grantee_principal_id: 29,
        grantor_principal_id: 1,
        permission_name: 'EXECUTE',
        state: 'G',
      });
      await capture('b');
      const diff = await runCli(['diff', before ?? '', after ?? '']);
      assert.is(diff.code, 2);
      assert.is(diff.out.trimEnd().split('\n').length, 3, diff.out);
      assert.match(diff.out, /\[scsm_portal\].*disabled/i);
      assert.match(diff.out, /EXECUTE.*p_GroomManagedEntity.*service_desk_analysts/);
      assert.match(diff.out, /^- .*\[sdk_users\]/m, diff.out);
      assert.match(diff.out, /\[CONTOSO\\svc-scsm\]/);
      const json = await runCli(['diff', before ?? '', after ?? '', '--json']);
      assert.is(json.code, 2);
      assert.is(
        json.out
          .trimEnd()
          .split('\n')
          .filter((line) => 'change' in JSON.parse(line)).length,
        3,
      );
    }));

  test('what a weaker login cannot see makes it incomplete, and a script needs the user’s word', () =>
    withCapture(async ({ folder, server }) => {
      const args = ['--server', `localhost,${server.port}`, '--user', 'auditor', '--ca-file', server.caFile];
      const env = { REGRANT_PASSWORD: 'Fixture-auditor-1' };
      const capture = await runCli(['capture', ...args, '--password-hashes', '--out', folder], { env });
      assert.is(capture.code, 3, capture.err);
      assert.match(capture.out, /NOT CAPTURED/);
      const snapshot = join(folder, 'SMDB01.regrant.ndjson');
      const refused = await runCli(['script', snapshot]);
      assert.is(refused.code, 1);
      assert.match(refused.err, /incomplete-snapshot/);
      assert.not.ok(existsSync(join(folder, 'SMDB01.sql')));
      assert.is((await runCli(['script', snapshot, '--allow-incomplete'])).code, 3);
      assert.match(await readFile(join(folder, 'SMDB01.sql'), 'utf8'), /-- INCOMPLETE\./);
    }));

  test('servers and settings come from a configuration file', () =>
    withCapture(async ({ folder, server }) => {
      await writeFile(
        join(folder, 'regrant.config.json'),
        JSON.stringify({
          servers: [{ server: `localhost,${server.port}`, caFile: server.caFile }],
          defaults: { authentication: { type: 'sql', user: 'regrant_capture' } },
          out: 'dr',
        }),
      );
      const listed = await runCli(['databases'], { env: password, cwd: folder });
      assert.is(listed.code, 0, listed.err);
      assert.match(listed.out, /^SMDB01\n(.*\n)* {2}ServiceManager +ONLINE, owner CONTOSO\\scsm\.setup\n/);
      const environment = { ...password, XDG_CONFIG_HOME: folder, APPDATA: folder };
      const captured = await runCli(['capture', '--gzip', '--quiet'], { env: environment, cwd: folder });
      assert.is(captured.code, 0, captured.err);
      assert.ok(existsSync(join(folder, 'dr', 'SMDB01.regrant.ndjson.gz')));
      assert.is((await readFile(join(folder, 'regrant', 'fingerprint.key'), 'utf8')).trim().length, 64);
    }));

  test('with a server given by its address, and quietly, nothing but the result is said', () =>
    withCapture(async ({ server }) => {
      const args = ['databases', '--server', `127.0.0.1,${server.port}`, '--user', 'regrant_capture'];
      const listed = await runCli([...args, '--ca-file', server.caFile, '--quiet'], { env: password });
      assert.is(listed.code, 0, listed.err);
      assert.is(listed.err, '');
    }));

  test('a reader that has seen enough ends neither the work nor the exit code', () =>
    withCapture(async ({ folder, connect }) => {
      const args = ['capture', ...connect, '--password-hashes', '--out', folder];
      assert.is((await runCli(args, { env: password })).code, 0);
      const printed = await runCli(['script', join(folder, 'SMDB01.regrant.ndjson'), '--out', '-'], {
        closeOutput: true,
      });
      assert.is(printed.code, 0, printed.err);
      assert.match(printed.err, /^proven: .*\n$/);
    }));

  test('a server whose script is refused is captured all the same, and its databases are not called missing', () =>
    withCapture(async ({ folder, server }) => {
      const address = `localhost,${server.port}`;
      const args = ['capture', '--server', address, '--server', 'localhost,1', '--user', 'auditor'];
      const work = ['--ca-file', server.caFile, '--profile', 'service-manager', '--script', '--out', folder];
      const env = { REGRANT_PASSWORD: 'Fixture-auditor-1' };
      const ended = await runCli([...args, ...work], { env });
      assert.is(ended.code, 1, ended.err);
      assert.match(ended.err, /incomplete-snapshot/);
      assert.match(ended.out, /ServiceManager on SMDB01/);
      assert.not.match(ended.out, /MISSING {5}ServiceManager/);
    }));

  test('killed at any moment, it leaves whole files or none', () =>
    withCapture(async ({ folder, connect }) => {
      const args = ['capture', ...connect, '--password-hashes', '--script', '--out', folder];
      for (const killAfterMs of [250, 500, 800]) {
        await runCli(args, { env: password, killAfterMs });
        for (const file of (await readdir(folder)).filter(
          (name) => !name.includes('tmp') && name.endsWith('.ndjson'),
        )) {
          assert.ok((await readSnapshot(join(folder, file))).header.complete, file);
        }
        for (const file of (await readdir(folder)).filter((name) => name.endsWith('.sql'))) {
          assert.match(await readFile(join(folder, file), 'utf8'), /statements ran[\s\S]*GO\r\n$/u);
        }
      }
    }));
});
