// What Windows does now and then cannot be had here: Node's own rename, its pauses and the name of the platform are
// stood in for while a test runs.
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { replaceFile } from '../../src/files/replace-file.ts';
import { assert, suite } from '../suite.ts';
import { errorOf } from './folder.ts';

/** What was done: renames, and pauses in milliseconds. */
interface Done {
  readonly renames: string[];
  readonly pauses: number[];
}

/** Runs where a rename is refused with a code so many times. */
async function where(
  platform: NodeJS.Platform,
  refused: { readonly code: string; readonly times: number },
  body: (done: Done) => Promise<void>,
): Promise<void> {
  const done: Done = { renames: [], pauses: [] };
  const real = { rename: files.rename, pause: timers.setTimeout, platform: process.platform };
  files.rename = async (from, to) => {
    done.renames.push(`${from} ${to}`);
    const { code, times } = refused;
    if (done.renames.length <= times) throw Object.assign(new Error(code), { code });
  };
  timers.setTimeout = async (ms, value, options) => {
    done.pauses.push(ms ?? 0);
    options?.signal?.throwIfAborted();
    return value as never;
  };
  stand(platform);
  try {
    await body(done);
  } finally {
    Object.assign(files, { rename: real.rename });
    Object.assign(timers, { setTimeout: real.pause });
    stand(real.platform);
  }
}

function stand(platform: NodeJS.Platform): void {
  syncBuiltinESMExports();
  Object.defineProperty(process, 'platform', { value: platform });
}

suite('replaceFile', (test) => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY'])
    test(`tries again while Windows refuses with ${code}`, () =>
      where('win32', { code, times: 3 }, async ({ renames, pauses }) => {
        await replaceFile('a', 'b');
        assert.equal(renames, ['a b', 'a b', 'a b', 'a b']);
        assert.equal(pauses, [10, 20, 40]);
      }));

  test('gives up after some seconds with the system’s error', () =>
    where('win32', { code: 'EPERM', times: 99 }, async ({ renames, pauses }) => {
      const error = await errorOf(replaceFile('a', 'b'));
      assert.is(error.code, 'EPERM');
      assert.is(renames.length, pauses.length + 1);
      const waited = pauses.reduce((sum, ms) => sum + ms, 0);
      assert.ok(waited > 3000 && waited < 6000, `${waited} ms`);
    }));

  for (const [platform, code] of [
    ['win32', 'ENOSPC'],
    ['linux', 'EPERM'],
  ] as const)
    test(`does not repeat ${code} on ${platform}`, () =>
      where(platform, { code, times: 1 }, async ({ renames }) => {
        const error = await errorOf(replaceFile('a', 'b'));
        assert.is(error.code, code);
        assert.is(renames.length, 1);
      }));

  test('stops trying when aborted', () =>
    where('win32', { code: 'EBUSY', times: 99 }, async ({ renames }) => {
      await errorOf(replaceFile('a', 'b', AbortSignal.abort()));
      assert.is(renames.length, 1);
    }));
});
