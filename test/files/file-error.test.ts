// What people read of a file that cannot be read or written: the fact in words, the system's code, and what to do.
import { existsSync } from 'node:fs';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileError } from '../../src/files/file-error.ts';
import { makeFolder } from '../../src/files/make-folder.ts';
import { writeFileAtomically } from '../../src/files/write-file-atomically.ts';
import { failureOf } from '../connect/target-of.ts';
import { assert, suite } from '../suite.ts';
import { inFolder } from './folder.ts';

const ofCode = (code: string) => Object.assign(new Error(code), { code });

suite('errors of files', (test) => {
  test('a read-only disk is one', () => {
    const { fact, remedy } = fileError('written', 'a', ofCode('EROFS'));
    assert.is(
      `${fact} ${remedy}`,
      'a could not be written: the disk is read-only (EROFS). Write to another one.',
    );
  });

  test('what is not there is not there, and where its folder is it cannot be made', async () => {
    await inFolder(async (folder) => {
      const there = join(folder, 'a');
      assert.match(fileError('written', there, ofCode('ENOENT')).fact, 'read-only');
      assert.match(fileError('written', join(there, 'b'), ofCode('ENOENT')).fact, 'it is not there');
      assert.match(fileError('read', there, ofCode('ENOENT')).fact, 'it is not there');
      const gone = await failureOf(writeFileAtomically(join(there, 'b'), ['x'], 'plan'));
      assert.match(gone.fact, `${join(there, 'b')} could not be written: it is not there (ENOENT).`);
    });
    if (!existsSync('/proc/self')) return;
    for (const path of ['/proc/a', '/proc/a/b'])
      assert.match(
        (await failureOf(makeFolder(path))).fact,
        `${path} could not be made: the disk is read-only`,
      );
    assert.match((await failureOf(writeFileAtomically('/proc/a', ['x'], 'plan'))).fact, 'read-only');
  });

  test('a folder where a file is', async () => {
    await inFolder(async (folder) => {
      const path = join(folder, 'dr');
      await writeFile(path, '');
      const { fact, remedy } = await failureOf(makeFolder(path));
      assert.is(fact, `${path} could not be made: a file of that name is in the way (EEXIST).`);
      assert.is(remedy, 'Give another name, or move that file away.');
      const below = await failureOf(makeFolder(join(path, 'monday')));
      assert.match(below.fact, 'a part of its path is a file and not a folder (ENOTDIR)');
      await mkdir(join(folder, 'a'));
      assert.match(
        fileError('read', 'a', await open(join(folder, 'a'), 'w').catch((error) => error)).fact,
        'folder',
      );
    });
  });

  test('what nobody knows is told as it is', () => {
    assert.is(fileError('read', 'a', ofCode('ESTALE')).fact, 'a could not be read (ESTALE).');
    assert.is(fileError('read', 'a', undefined).fact, 'a could not be read (undefined).');
  });
});
