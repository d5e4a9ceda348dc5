import { replaceFile } from '../../src/files/replace-file.ts';
import { assert, suite } from '../suite.ts';
import { errorOf } from './folder.ts';

/** A rename that is refused with a code so many times. */
function refusing(code: string, times: number) {
  const calls: string[] = [];
  const rename = async (from: string, to: string) => {
    calls.push(`${from} ${to}`);
    if (calls.length <= times) throw Object.assign(new Error(code), { code });
  };
  return { calls, rename };
}

const pauses = [1, 1, 1];

suite('replaceFile', (test) => {
  test('tries again while Windows refuses for the moment', async () => {
    for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
      const { calls, rename } = refusing(code, 3);
      await replaceFile('a', 'b', { platform: 'win32', pauses, rename });
      assert.equal(calls, ['a b', 'a b', 'a b', 'a b']);
    }
  });

  test('gives up in the end with the system’s error', async () => {
    const { calls, rename } = refusing('EPERM', 99);
    const error = await errorOf(replaceFile('a', 'b', { platform: 'win32', pauses, rename }));
    assert.is(error.code, 'EPERM');
    assert.is(calls.length, 4);
  });

  test('does not repeat what will not pass, nor anything elsewhere', async () => {
    for (const [platform, code] of [
      ['win32', 'ENOSPC'],
      ['linux', 'EPERM'],
    ] as const) {
      const { calls, rename } = refusing(code, 1);
      const error = await errorOf(replaceFile('a', 'b', { platform, pauses, rename }));
      assert.is(error.code, code);
      assert.is(calls.length, 1);
    }
  });

  test('stops trying when aborted', async () => {
    const { calls, rename } = refusing('EBUSY', 99);
    const options = { platform: 'win32', pauses: [60_000], rename, signal: AbortSignal.timeout(20) } as const;
    await errorOf(replaceFile('a', 'b', options));
    assert.is(calls.length, 1);
  });
});
