// Files of lines: one writer at a time, whole lines alone, for the owner alone, and of their own kind alone.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  link,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLineFile } from '../../src/files/line-file.ts';
import { takeLock } from '../../src/files/lock-file.ts';
import { assert, suite } from '../suite.ts';
import { errorOf, inFolder } from './folder.ts';

const ON_WINDOWS = process.platform === 'win32';
const ADDER = fileURLToPath(new URL('./add-lines.ts', import.meta.url));
const DEAD = Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));
const LINE = '2026-01-02T03:04:05.678Z  one';
const lockOf = (pid: number, host = hostname()) => JSON.stringify({ regrant: 'lock', pid, host });

suite('a file of lines', (test) => {
  test('keeps whole lines; a torn one is cut off and not joined with the next', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a.log');
      for (const torn of ['', '2026-01-02T03:04', 'x'.repeat(200_000), '\u00e9'.repeat(33_000)]) {
        await writeFile(path, `${LINE}\n${LINE}\n${torn}`);
        const file = await openLineFile(path, 'log');
        assert.equal(await file.read(), [LINE, LINE]);
        await file.add('next');
        assert.equal(await file.read(), [LINE, LINE, 'next']);
        await file.close();
        assert.is(await readFile(path, 'utf8'), `${LINE}\n${LINE}\nnext\n`);
      }
      assert.equal(await readdir(folder), ['a.log']);
    }));

  test('that is new, empty or cleared has no lines', () =>
    inFolder(async (folder) => {
      const file = await openLineFile(join(folder, 'a.log'), 'log');
      assert.equal(await file.read(), []);
      await file.add('one', true);
      await file.clear();
      await file.add('two');
      await file.close();
      assert.is(await readFile(join(folder, 'a.log'), 'utf8'), 'two\n');
    }));

  test('that nothing was written to is not left behind, unless it was there before', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'there.log'), '');
      for (const name of ['new.log', 'there.log'])
        await (await openLineFile(join(folder, name), 'log')).close();
      assert.equal(await readdir(folder), ['there.log']);
    }));

  test('of another kind, a folder, or in no folder is refused and left as it is', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a');
      await mkdir(join(folder, 'taken'));
      await writeFile(path, 'CREATE LOGIN x;\nGO\n');
      const paths = [path, join(folder, 'taken'), join(folder, 'missing', 'a')];
      if (!ON_WINDOWS) paths.push('/dev/null');
      for (const kind of ['log', 'journal'] as const) {
        for (const one of paths) {
          const error = await errorOf(openLineFile(one, kind));
          assert.is(error.code, 'file-failed', one);
          assert.ok(String(error.fact).includes(one) && String(error.remedy).length > 10);
        }
      }
      assert.is(await readFile(path, 'utf8'), 'CREATE LOGIN x;\nGO\n');
      assert.equal((await readdir(folder)).sort(), ['a', 'taken']);
    }));

  if (!ON_WINDOWS) {
    test('is for its owner alone, also where it was there before', () =>
      inFolder(async (folder) => {
        const path = join(folder, 'a.log');
        await writeFile(path, `${LINE}\n`);
        await chmod(path, 0o666);
        await (await openLineFile(path, 'log')).close();
        assert.is((await stat(path)).mode & 0o777, 0o600);
      }));

    test('on a disk that is full ends in a whole line, and goes on behind it', () =>
      inFolder(async (folder) => {
        const path = join(folder, 'a.log');
        const command = 'ulimit -f 8; exec "$0" --import tsx "$1" "$2" 10000';
        const said = await new Promise<string>((done) => {
          execFile('bash', ['-c', command, process.execPath, ADDER, path], (_, __, text) => done(text));
        });
        assert.match(said, /file-failed/);
        assert.match(said, /EFBIG/);
        const text = await readFile(path, 'utf8');
        assert.ok(text.endsWith('x\n') && text.length > 1000, 'it ends in a whole line');
        const file = await openLineFile(path, 'log');
        await file.add('next');
        await file.close();
        assert.ok((await readFile(path, 'utf8')).endsWith('x\nnext\n'));
      }));
  }
});

suite('the lock of a file', (test) => {
  test('is held by one, told to the other, and gone in the end', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a.log');
      const first = await openLineFile(path, 'log');
      const error = await errorOf(openLineFile(path, 'log'));
      assert.is(error.code, 'file-locked');
      assert.match(String(error.fact), new RegExp(`process ${process.pid} on ${hostname()}`));
      await first.add(LINE);
      await first.close();
      await (await openLineFile(path, 'log')).close();
      assert.equal(await readdir(folder), ['a.log']);
    }));

  if (!ON_WINDOWS) {
    test('is one, by whichever of its names the file is opened', () =>
      inFolder(async (folder) => {
        const path = join(folder, 'a.log');
        const first = await openLineFile(path, 'log');
        await symlink(path, join(folder, 'b.log'));
        assert.is((await errorOf(openLineFile(join(folder, 'b.log'), 'log'))).code, 'file-locked');
        await first.add(LINE);
        await first.close();
        await (await openLineFile(join(folder, 'b.log'), 'log')).close();
        assert.equal(await readdir(folder), ['a.log', 'b.log']);
      }));

    test('is one: a file with another name on the disk, or a link to nothing, is refused', () =>
      inFolder(async (folder) => {
        const [path, other, dangling] = ['a.log', 'b.log', 'c.log'].map((name) => join(folder, name)) as [
          string,
          string,
          string,
        ];
        await writeFile(path, `${LINE}\n`);
        await link(path, other);
        await symlink(join(folder, 'nowhere'), dangling);
        for (const [one, why] of [
          [path, /hard link/],
          [other, /hard link/],
          [dangling, /link to a file that is not there/],
        ] as const) {
          const error = await errorOf(openLineFile(one, 'log'));
          assert.is(error.code, 'file-failed');
          assert.match(String(error.fact), why);
        }
        assert.equal((await readdir(folder)).sort(), ['a.log', 'b.log', 'c.log']);
        await rm(other);
        await (await openLineFile(path, 'log')).close();
      }));

    test('that is no file is respected, and nobody waits for what it has to say', () =>
      inFolder(async (folder) => {
        const path = join(folder, 'a');
        for (const other of ['/dev/zero', folder]) {
          await symlink(other, `${path}.lock`);
          const error = await errorOf(takeLock(path));
          assert.is(error.code, 'file-locked');
          assert.match(String(error.fact), /cannot be told by whom/);
          await rm(`${path}.lock`);
        }
      }));
  }

  test('of another process that runs is respected; killed, it is taken over, and told', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a.log');
      const child = spawn(process.execPath, ['--import', 'tsx', ADDER, path, '10000000']);
      await once(child.stdout, 'data');
      assert.is((await errorOf(openLineFile(path, 'log'))).code, 'file-locked');
      child.kill('SIGKILL');
      await once(child, 'exit');
      const file = await openLineFile(path, 'log');
      assert.is(file.takenFrom?.pid, child.pid);
      assert.ok((await file.read()).every((line) => line.endsWith('x')));
      await file.close();
    }));

  test('of another machine, or of nobody that can be told, is respected; an old empty one is not', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a');
      for (const text of [lockOf(DEAD, 'another'), 'hello', '{}', '', '[', '{"regrant":"lock","pid":-1}']) {
        await writeFile(`${path}.lock`, text);
        const error = await errorOf(takeLock(path));
        assert.is(error.code, 'file-locked', text);
        assert.ok(String(error.remedy).includes(`${path}.lock`));
        assert.is(await readFile(`${path}.lock`, 'utf8'), text);
      }
      await writeFile(`${path}.lock`, '');
      const old = new Date(Date.now() - 60_000);
      await utimes(`${path}.lock`, old, old);
      await (await takeLock(path)).release();
      assert.equal(await readdir(folder), []);
    }));

  test('of a dead process goes to one alone of many that want it', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a');
      for (let round = 0; round < 20; round++) {
        await writeFile(`${path}.lock`, lockOf(DEAD));
        const all = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(path)));
        const held = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
        assert.is(held.length, 1);
        await held[0]?.release();
        assert.equal(await readdir(folder), []);
      }
    }));

  test('that became another’s is not removed', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a');
      const lock = await takeLock(path);
      await writeFile(`${path}.lock`, lockOf(1));
      await lock.release();
      assert.is(await readFile(`${path}.lock`, 'utf8'), lockOf(1));
    }));
});
