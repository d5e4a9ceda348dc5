import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { writeFileAtomically } from '../../src/files/write-file-atomically.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';
import { errorOf, inFolder } from './folder.ts';

const ON_WINDOWS = process.platform === 'win32';
const WRITER = fileURLToPath(new URL('./write-in-a-loop.ts', import.meta.url));
/** What a file of the kind that the tests write begins with. */
const OLD = '# Restore drill of old';
const lines = (count: number) => Array.from({ length: count }, (_, n) => `line ${n} of some length\n`);

async function* failing(error: unknown): AsyncGenerator<string> {
  yield 'x'.repeat(200_000);
  throw error;
}

/** What a killed child left under the final name; fails for a part of a version. */
function wholeVersion(text: string, count: number): void {
  const rows = text.split('\n');
  const number = /^# Restore drill of (\d+)$/.exec(rows[0] ?? '')?.[1];
  assert.is(rows.length, count + 3, 'number of lines');
  assert.is(rows[count + 1], `end ${number}`);
  assert.ok(rows.slice(1, count + 1).every((row) => row.startsWith(`${number} `)));
}

async function killAtRandom(path: string, count: number, kills: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', WRITER, path, String(count)]);
  await once(child.stdout, 'data');
  await pause(Math.random() * 60);
  child.kill('SIGKILL');
  await once(child, 'exit');
  wholeVersion(await readFile(path, 'utf8'), count);
  if (kills > 1) await killAtRandom(path, count, kills - 1);
}

suite('writeFileAtomically', (test) => {
  test('writes text and bytes in order, alone in the folder, for its owner only', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a.sql');
      await writeFileAtomically(path, ['é', new Uint8Array([65, 10]), '\ud83d', '\ude00\n'], 'report');
      assert.is(await readFile(path, 'utf8'), 'éA\n😀\n');
      assert.equal(await readdir(folder), ['a.sql']);
      if (!ON_WINDOWS) assert.is((await stat(path)).mode & 0o777, 0o600);
    }));

  test('replaces an older file of another mode', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a');
      await writeFile(path, OLD, { mode: 0o644 });
      await writeFileAtomically(path, ['# Restore drill of new'], 'report');
      assert.is(await readFile(path, 'utf8'), '# Restore drill of new');
      if (!ON_WINDOWS) assert.is((await stat(path)).mode & 0o777, 0o600);
    }));

  test('writes an empty file and a large one, from any iterable', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a');
      await writeFileAtomically(path, [], 'report');
      assert.is(await readFile(path, 'utf8'), '');
      await writeFileAtomically(path, new Set(lines(100_000)), 'report');
      assert.is(await readFile(path, 'utf8'), lines(100_000).join(''));
    }));

  test('compresses by extension, with the same bytes each time', () =>
    inFolder(async (folder) => {
      const [one, two] = [join(folder, 'one.gz'), join(folder, 'TWO.GZ')];
      await writeFileAtomically(one, lines(50_000), 'report');
      await pause(1100); // a time in the header would differ by now
      await writeFileAtomically(two, [lines(50_000).join('')], 'report');
      const bytes = await readFile(one);
      assert.is(gunzipSync(bytes).toString(), lines(50_000).join(''));
      assert.ok(bytes.equals(await readFile(two)));
      assert.equal([...bytes.subarray(0, 10)], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
    }));

  test('pulls no faster than the disk takes', () =>
    inFolder(async (folder) => {
      let pulled = 0;
      const seen: number[] = [];
      const control = new AbortController();
      function* endless(): Generator<string> {
        for (;;) {
          pulled += 1;
          yield 'x'.repeat(65_536);
        }
      }
      const work = errorOf(
        writeFileAtomically(join(folder, 'a'), endless(), 'report', { signal: control.signal }),
      );
      while (seen.length < 5) {
        await pause(1);
        seen.push(pulled);
      }
      control.abort();
      await work;
      assert.ok(pulled < 100_000, `a sync source was pulled ${pulled} times`);
    }));

  for (const name of ['a.sql', 'a.sql.gz']) {
    test(`keeps the old file when the source fails, and throws its error (${name})`, () =>
      inFolder(async (folder) => {
        await writeFile(join(folder, name), OLD);
        for (const thrown of [new Error('the source broke'), undefined]) {
          assert.is(
            await errorOf(writeFileAtomically(join(folder, name), failing(thrown), 'report')),
            thrown,
          );
        }
        assert.is(await readFile(join(folder, name), 'utf8'), OLD);
        assert.equal(await readdir(folder), [name]);
      }));

    test(`keeps the old file when aborted while the source hangs (${name})`, () =>
      inFolder(async (folder) => {
        await writeFile(join(folder, name), OLD);
        const control = new AbortController();
        const hanging = async function* () {
          yield 'x'.repeat(200_000);
          setTimeout(() => control.abort(), 20);
          await new Promise<never>(() => undefined);
        };
        const error = await errorOf(
          writeFileAtomically(join(folder, name), hanging(), 'report', { signal: control.signal }),
        );
        assert.is(error.code, 'cancelled');
        assert.is(await readFile(join(folder, name), 'utf8'), OLD);
        assert.equal(await readdir(folder), [name]);
      }));
  }

  test('an abort with a RegrantError throws that error, and an aborted signal writes nothing', () =>
    inFolder(async (folder) => {
      const reason = new RegrantError({ code: 'timed-out', fact: 'Late.', remedy: 'Hurry.' });
      const signal = AbortSignal.abort(reason);
      assert.is(await errorOf(writeFileAtomically(join(folder, 'a'), ['x'], 'report', { signal })), reason);
      assert.equal(await readdir(folder), []);
    }));

  test('refuses folders, missing folders and devices with code, fact and remedy', () =>
    inFolder(async (folder) => {
      await mkdir(join(folder, 'taken'));
      const paths = [join(folder, 'taken'), join(folder, 'missing', 'a'), join(folder, 'x'.repeat(300))];
      if (!ON_WINDOWS) paths.push('/dev/null');
      for (const path of paths) {
        const error = await errorOf(writeFileAtomically(path, ['x'], 'report'));
        assert.is(error.code, 'file-failed', path);
        assert.ok(String(error.fact).includes(path) && error.remedy);
      }
      assert.equal(await readdir(folder), ['taken']);
    }));

  if (!ON_WINDOWS) {
    test('writes through a symbolic link', () =>
      inFolder(async (folder) => {
        await writeFile(join(folder, 'real'), OLD);
        await symlink(join(folder, 'real'), join(folder, 'link'));
        await writeFileAtomically(join(folder, 'link'), ['# Restore drill of new'], 'report');
        assert.is(await readFile(join(folder, 'real'), 'utf8'), '# Restore drill of new');
      }));

    test('a symbolic link to nothing is told, and neither replaced nor written through', () =>
      inFolder(async (folder) => {
        await symlink(join(folder, 'nowhere'), join(folder, 'link'));
        const error = await errorOf(
          writeFileAtomically(join(folder, 'link'), ['# Restore drill of new'], 'report'),
        );
        assert.is(error.code, 'file-failed');
        assert.match(String(error.fact), /link is a link to a file that is not there/);
        assert.equal(await readdir(folder), ['link']);
      }));

    test('a disk that takes no more leaves the old file and no other', () =>
      inFolder(async (folder) => {
        const path = join(folder, 'a');
        await writeFile(path, OLD);
        const command = `ulimit -f 8; exec "$0" --import tsx "$1" "$2" 100000`;
        const error = await new Promise<string>((done) => {
          execFile(
            'bash',
            ['-c', command, process.execPath, WRITER, path],
            { timeout: 30_000 },
            (_, __, text) => done(text),
          );
        });
        assert.match(error, /file-failed/);
        assert.match(error, /EFBIG/);
        assert.is(await readFile(path, 'utf8'), OLD);
        assert.equal(await readdir(folder), ['a']);
      }));
  }

  test('killed at any moment, it leaves a whole version under the final name', () =>
    inFolder(async (folder) => {
      const chains = [1, 2].map((n) => killAtRandom(join(folder, `${n}`), 5000 * n, 6));
      await Promise.all(chains);
      // What the killed ones left is gone as soon as somebody writes there again.
      await writeFileAtomically(join(folder, '3'), [OLD], 'report');
      assert.equal((await readdir(folder)).sort(), ['1', '2', '3']);
    }));
});
