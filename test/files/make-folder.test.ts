// Folders that are made, those above them included, and those that cannot be: an error, never a wait without end.
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../src/files/make-folder.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';
import { errorOf, inFolder } from './folder.ts';

suite('a folder', (test) => {
  test('is made with those above it, and left as it is where it is there', () =>
    inFolder(async (folder) => {
      const path = join(folder, 'a', 'b', 'c');
      await makeFolder(path);
      await makeFolder(path);
      assert.ok((await stat(path)).isDirectory());
    }));

  test('is refused where a file has its name, or is above it', () =>
    inFolder(async (folder) => {
      await writeFile(join(folder, 'file'), 'x');
      for (const path of [join(folder, 'file'), join(folder, 'file', 'a')]) {
        const error = await errorOf(makeFolder(path));
        assert.instance(error, RegrantError);
        assert.is(error.code, 'file-failed');
      }
    }));

  if (process.platform === 'linux') {
    test('that no one can make ends in an error', async () => {
      assert.is((await errorOf(makeFolder('/proc/x/y'))).code, 'file-failed');
    });
  }
});
