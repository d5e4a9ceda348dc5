// File names of servers: no two servers share one, and no file system refuses one.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { fileNameOf } from '../../src/files/file-name.ts';
import { assert, suite } from '../suite.ts';
import { inFolder } from './folder.ts';

const signs = fc.constantFrom(
  'A',
  'b',
  '5',
  'f',
  '_',
  '\\',
  '.',
  ' ',
  '#',
  '-',
  '/',
  ':',
  'é',
  '😀',
  '\0',
  '\ud83d',
);
const names = fc.oneof(
  fc.array(signs, { maxLength: 9 }).map((list) => list.join('')),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

suite('file names of servers', (test) => {
  test('are what one expects for what servers are called', () => {
    for (const [name, file] of [
      ['SMDB01', 'SMDB01'],
      ['RSDB01\\SCSMRS', 'RSDB01_SCSMRS'],
      ['RSDB01_SCSMRS', 'RSDB01__SCSMRS'],
      ['A\\SQL_2019', 'A_SQL__2019'],
      ['A_\\B', 'A#5f#_B'],
      ['A\\_B', 'A_#5f#B'],
      ['tcp:a,1433', 'tcp#3a#a#2c#1433'],
      ['con', '#63#on'],
      ['Con.x', '#43#on.x'],
      ['nul .txt', '#6e#ul .txt'],
      ['LPT1', '#4c#PT1'],
      ['console', 'console'],
      ['con\\x', 'con_x'],
      ['a.', 'a#2e#'],
      ['a ', 'a#20#'],
      ['..', '#2e##2e#'],
      ['-x', '#2d#x'],
      ['', '##'],
      ['a/../b', 'a#2f#..#2f#b'],
    ] as const) {
      assert.is(fileNameOf(name), file, name);
    }
  });

  test('are different for different servers, also where case is not told apart', () => {
    const folded = (text: string) => text.toUpperCase();
    fc.assert(
      fc.property(names, names, (one, two) => {
        fc.pre(folded(one) !== folded(two));
        assert.not.equal(folded(fileNameOf(one)), folded(fileNameOf(two)), `${one} and ${two}`);
      }),
      { numRuns: 20_000 },
    );
  });

  test('are plain, short, no device, and neither hidden nor cut off', () => {
    fc.assert(
      fc.property(names, (name) => {
        const file = fileNameOf(name);
        assert.match(file, /^[A-Za-z0-9_#](?:[A-Za-z0-9_#. -]*[A-Za-z0-9_#-])?$/);
        assert.ok(file.length <= 120);
        assert.not.match(`${file}.x`, /^(con|prn|aux|nul|com\d|lpt\d) *\./i);
      }),
      { numRuns: 5000 },
    );
  });

  test('can be written', () =>
    inFolder(async (folder) => {
      for (const name of ['é'.repeat(500), 'a\\b', 'nul', 'x'.repeat(400), '/', '..'])
        await writeFile(join(folder, `${fileNameOf(name)}.regrant.ndjson.gz`), name, { flag: 'wx' });
    }));
});
