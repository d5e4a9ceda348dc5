// The single executable: it does its work in an empty folder, with an empty PATH and no file beside it.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TOOL } from '../../src/model/tool.ts';
import { assert, suite } from '../suite.ts';
import { runCli } from './run-cli.ts';
import { withCapture } from './with-capture.ts';

const home = mkdtempSync(join(tmpdir(), 'regrant-executable-'));
process.on('exit', () => rmSync(home, { recursive: true, force: true }));
let program: string | undefined;

/** Builds it, when the first test asks. */
function build(): string {
  const builder = fileURLToPath(new URL('../../.ci/executable/build.mjs', import.meta.url));
  execFileSync(process.execPath, [builder, home], { stdio: 'ignore' });
  return join(home, process.platform === 'win32' ? 'regrant.exe' : 'regrant');
}

/** Runs the executable with nothing around it. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = home) {
  program ??= build();
  return runCli(args, { program, env: { ...env, PATH: '' }, cwd });
}

suite('the single executable', (test) => {
  test('tells its version', async () => {
    assert.equal(await run(['--version']), { code: 0, out: `${TOOL.version}\n`, err: '' });
  });

  test('captures, scripts, proves, verifies, writes the runbook and prepares a kit as the package does', () =>
    withCapture(async ({ folder, connect, password }) => {
      const captured = await run(['capture', ...connect, '--script', '--out', '.'], password, folder);
      assert.is(captured.code, 0, captured.err);
      assert.equal((await readdir(folder)).sort(), ['SMDB01.regrant.ndjson', 'SMDB01.sql']);
      assert.match(captured.out, /proven: on a new server/);
      const script = await readFile(join(folder, 'SMDB01.sql'), 'utf8');

      const again = await runCli(['script', 'SMDB01.regrant.ndjson', '-o', 'again.sql'], { cwd: folder });
      assert.is(again.code, 0, again.err);
      assert.is(await readFile(join(folder, 'again.sql'), 'utf8'), script);

      const proven = await run(['prove', 'SMDB01.sql', 'SMDB01.regrant.ndjson'], {}, folder);
      assert.is(proven.code, 0, proven.out + proven.err);
      const verified = await run(['verify', 'SMDB01.regrant.ndjson', ...connect], password, folder);
      assert.is(verified.code, 0, verified.out + verified.err);

      // Of an environment of three servers there is one here, so that both tell what they miss.
      const written = await run(['runbook', ...connect, '--kept', '.', '--out', 'book'], password, folder);
      assert.is(written.code, 3, written.err);
      assert.match(await readFile(join(folder, 'book', 'runbook.md'), 'utf8'), 'RESTORE DATABASE');
      const prepared = await run(['prepare', ...connect, '--out', 'kits'], password, folder);
      assert.is(prepared.code, 2, prepared.out + prepared.err);
      const [kit = ''] = await readdir(join(folder, 'kits'));
      const manifest = JSON.parse(await readFile(join(folder, 'kits', kit, 'manifest.json'), 'utf8'));
      assert.is(manifest.isGood, true);
      for (const name of ['index.html', 'runbook.html', 'readiness.html', 'SMDB01.sql', 'capture.sql'])
        assert.ok((await readdir(join(folder, 'kits', kit))).includes(name), name);
    }));

  test('says that Microsoft Entra is not part of it', () =>
    withCapture(async ({ server, folder }) => {
      const config = join(folder, 'regrant.config.json');
      const entra = {
        servers: [
          { server: `localhost,${server.port}`, authentication: { type: 'entra' }, caFile: server.caFile },
        ],
      };
      await writeFile(config, JSON.stringify(entra));
      const ended = await run(['capture', '--config', config, '--out', folder], {}, folder);
      assert.is(ended.code, 1);
      assert.match(ended.err, /Microsoft Entra is not part of this executable/);
    }));
});
