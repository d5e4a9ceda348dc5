// The commands that get a person on the way: doctor as a process, what init's answers make, completion in a real bash.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { completionScript } from '../../src/cli/commands/completion.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { SHELLS } from '../../src/cli/shell-completion.ts';
import { type Ask, askForConfig } from '../../src/config/ask-for-config.ts';
import { parseConfig } from '../../src/config/load-config.ts';
import { inFolder } from '../files/folder.ts';
import { assert, suite } from '../suite.ts';
import { runCli } from './run-cli.ts';
import { runAnswered } from './run-here.ts';
import { withCapture } from './with-capture.ts';

const program = () => buildProgram(() => {});

/** What bash completes, the cursor at the end. */
function completed(...words: readonly string[]): readonly string[] {
  const given = words.map((word) => `'${word}'`).join(' ');
  const ask = `COMP_WORDS=(${given}); COMP_CWORD=${words.length - 1}; _regrant; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, status, stderr } = spawnSync(
    'bash',
    ['-c', `${completionScript('bash', program())}\n${ask}`],
    {
      encoding: 'utf8',
    },
  );
  assert.is(status, 0, stderr);
  return stdout.split('\n').filter((line) => line !== '');
}

suite('set-up commands', (test) => {
  test('bash completes commands, options and the choices of an option', () => {
    assert.equal(completed('regrant', 'ca'), ['capture-login', 'capture', 'capture-script']);
    assert.equal(completed('regrant', 'capture', '--pass'), ['--passwords', '--password-hashes']);
    assert.equal(completed('regrant', 'capture', '--passwords', 'f'), ['fingerprints']);
    assert.equal(completed('regrant', 'diff', 'some-file'), []);
  });

  test('each shell’s script has every command and every option', () => {
    for (const shell of SHELLS) {
      const script = completionScript(shell, program());
      for (const command of program().commands) {
        assert.match(script, command.name());
        for (const { long } of command.options)
          assert.match(script, long ?? '', `${shell} ${command.name()}`);
      }
    }
  });

  test('init’s answers make a configuration that is valid', async () => {
    const cases: readonly (readonly [readonly string[], object])[] = [
      [
        ['SMDB01', 'RSDB01\\SCSMRS', '', 'CONTOSO\\dba', '', 'y', ''],
        {
          profile: 'service-manager',
          out: 'dr',
          servers: [{ server: 'SMDB01' }, { server: 'RSDB01\\SCSMRS' }],
        },
      ],
      [
        ['', 'a,1500', '', 'regrant_capture', 'ca.pem', '', 'out'],
        { out: 'out', servers: [{ server: 'a,1500' }] },
      ],
      [['a', '', '', '', 'n', 'x'], { out: 'x', servers: [{ server: 'a' }] }],
    ];
    for (const [answers, expected] of cases) {
      const left = [...answers];
      const ask: Ask = async (_question, byDefault = '') => (left.shift() ?? '') || byDefault;
      const { $schema: _, defaults, ...written } = await askForConfig(ask);
      assert.equal(written, expected);
      const { servers } = await parseConfig(JSON.stringify({ ...written, defaults }), 'regrant.config.json');
      assert.is(servers.length, written.servers?.length);
      assert.equal(left, []);
    }
  });

  test('init writes over nothing, and needs a terminal', () =>
    inFolder(async (folder) => {
      assert.match((await runCli(['init'], { cwd: folder })).err, 'no terminal');
      await writeFile(join(folder, 'regrant.config.json'), '{}');
      assert.match((await runCli(['init'], { cwd: folder })).err, 'is there already');
    }));

  test('init ends by Ctrl-C or Ctrl-D at a question with 130, and has written nothing', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'regrant.config.json');
      for (const key of ['\u0003', '\u0004']) {
        const { code, text } = await runAnswered(['init', '--config', path], [key], true);
        assert.is(code, 130, text);
        assert.match(text, 'The questions were not answered.');
        assert.not.ok(existsSync(path));
      }
    }));

  test('doctor: exit code 0 when all is well, 3 when a capture would miss something, 1 when it cannot get in', () =>
    withCapture(async ({ server, connect, password }) => {
      const well = await runCli(['doctor', ...connect], { env: password });
      assert.is(well.code, 0, well.err);
      assert.match(well.out, /ok {6}certificate {2}.* is in order\./);
      const quiet = await runCli(['doctor', ...connect, '--quiet'], { env: password });
      assert.equal([quiet.out, quiet.err, quiet.code], ['', '', 0]);
      const auditor = [
        '--server',
        `localhost,${server.port}`,
        '--user',
        'auditor',
        '--ca-file',
        server.caFile,
      ];
      const env = { REGRANT_PASSWORD: 'Fixture-auditor-1' };
      const weak = await runCli(['doctor', ...auditor], { env });
      assert.is(weak.code, 3, weak.out);
      assert.match(weak.out, /LOOK {4}rights .*lacks CONTROL SERVER/);
      const untrusted = await runCli(['doctor', ...auditor.slice(0, 4)], { env });
      assert.is(untrusted.code, 1);
      assert.match(untrusted.out, /FAILED {2}certificate/);
      assert.match(untrusted.out, '--ca-file');
    }));
});
