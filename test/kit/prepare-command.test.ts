// regrant prepare as its users run it: how it ends where a server is down, where two run at once, where the disk is full, and
// which kits it keeps.
import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { takeLock } from '../../src/files/lock-file.ts';
import { type Ended, runCli } from '../cli/run-cli.ts';
import { type Given, withCapture } from '../cli/with-capture.ts';
import { assert, suite } from '../suite.ts';

/** Nobody listens there. */
const NOBODY = ['--server', 'localhost,1'];

const prepare = (
  { connect, folder, password }: Given,
  more: readonly string[] = [],
  fileBlocks?: number,
): Promise<Ended> =>
  runCli(['prepare', ...connect, '--out', folder, ...more], {
    env: password,
    ...(fileBlocks === undefined ? {} : { fileBlocks }),
  });

/** The kits of a folder, each held against its own sums. */
async function kitsIn(folder: string): Promise<readonly string[]> {
  const kits = (await readdir(folder)).sort();
  for (const kit of kits)
    execFileSync('bash', ['-c', 'sha256sum --check --strict --quiet SHA256SUMS'], { cwd: join(folder, kit) });
  return kits;
}

const isGood = async (folder: string, kit = ''): Promise<unknown> =>
  JSON.parse(await readFile(join(folder, kit, 'manifest.json'), 'utf8')).isGood;

suite('prepare, as a command', (test) => {
  test('with a server down: exit code 3, told on the screen and in the kit; --keep never takes the last good one', () =>
    withCapture(async (given) => {
      const { folder } = given;
      assert.is((await prepare(given, ['--keep', '1'])).code, 2, 'it is in the kit, and not ready');
      const [good = ''] = await kitsIn(folder);
      assert.is(await isGood(folder, good), true);

      const down = await prepare(given, [...NOBODY, '--keep', '1']);
      assert.is(down.code, 3, down.err);
      assert.match(down.out, /\(NOT COMPLETE\)/);
      assert.match(down.out, /localhost,1 +NOT CAPTURED\n/);
      assert.match(down.out, /\n +SMDB01 +captured, its script proven\n/);
      const [, lesser = ''] = await kitsIn(folder);
      assert.is(await isGood(folder, lesser), false);
      assert.match(
        await readFile(join(folder, lesser, 'index.html'), 'utf8'),
        /NOT COMPLETE[\s\S]*localhost,1/,
      );

      const again = await prepare(given, [...NOBODY, '--keep', '1', '--json']);
      assert.is(again.code, 3);
      const { removed, left } = JSON.parse(again.out);
      assert.equal([removed, left], [[lesser], []]);
      const kits = await kitsIn(folder);
      assert.is(kits.length, 2);
      assert.is(kits[0], good);
    }));

  test('two at once: each makes a whole kit or none, and who is refused says so', () =>
    withCapture(async (given) => {
      const { folder } = given;
      const lock = await takeLock(join(folder, 'kit'));
      const refused = await prepare(given);
      assert.is(refused.code, 1);
      assert.match(refused.err, /Another run writes to/);
      assert.equal(await readdir(folder), ['kit.lock']);
      await lock.release();

      const ended = await Promise.all([prepare(given), prepare(given), prepare(given)]);
      const made = ended.filter(({ code }) => code === 2);
      for (const { code, err } of ended.filter((one) => !made.includes(one))) {
        assert.is(code, 1);
        assert.match(err, /Another run writes to|is there already/);
      }
      assert.ok(made.length > 0);
      assert.is((await kitsIn(folder)).length, made.length);
    }));

  test('where the disk is full: exit code 1, what could not be written, and nothing is left', () =>
    withCapture(async (given) => {
      const { code, out, err } = await prepare(given, [], 64);
      assert.is(code, 1);
      assert.is(out, '');
      assert.match(err, /^error +file-failed\n +.*could not be written/m);
      assert.equal(await readdir(given.folder), []);
    }));
});
