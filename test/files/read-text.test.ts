// Scripts in the encodings that tools on Windows write, and bytes that are no text.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readScriptFile } from '../../src/apply/read-script-file.ts';
import { type ReadTextOptions, readText } from '../../src/files/read-text.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { assert, suite } from '../suite.ts';
import { inFolder } from './folder.ts';

const SCRIPT = 'CREATE LOGIN [CONTOSO\\Jürgen] FROM WINDOWS\nGO\n';

/** The text of a file with these bytes, or the error's code and fact. */
async function read(bytes: Uint8Array, options: ReadTextOptions = {}): Promise<string | RegrantError> {
  let found: string | RegrantError = '';
  await inFolder(async (folder) => {
    const path = join(folder, 'x.sql');
    writeFileSync(path, bytes);
    try {
      for await (const piece of readText(path, options)) found += piece;
      assert.is((await readScriptFile(path, options)).text, found);
    } catch (error) {
      if (!(error instanceof RegrantError)) throw error;
      found = error;
    }
  });
  return found;
}

const utf16 = (text: string, mark = ''): Buffer => Buffer.from(mark + text, 'utf16le');
const swapped = (bytes: Buffer): Buffer => Buffer.from(bytes).swap16();

suite('files: text in any encoding', (test) => {
  test('UTF-8 and UTF-16 with a byte order mark are read as they are', async () => {
    for (const bytes of [
      Buffer.from(SCRIPT),
      Buffer.from(`\ufeff${SCRIPT}`),
      utf16(SCRIPT, '\ufeff'),
      swapped(utf16(SCRIPT, '\ufeff')),
    ]) {
      assert.is(await read(bytes), SCRIPT);
    }
    assert.is(await read(utf16(SCRIPT, '\ufeff'), { encoding: 'windows-1252' }), SCRIPT);
  });

  test('what is not UTF-8 is refused with its line, and read when told how', async () => {
    const bytes = Buffer.from(`PRINT 1\n${SCRIPT}`, 'latin1');
    const error = await read(bytes);
    if (!(error instanceof RegrantError)) throw new Error('it was read');
    assert.equal(
      [error.code, /^Line 2 of .*x\.sql is no UTF-8 text\.$/.test(error.fact)],
      ['bad-script', true],
    );
    assert.match(error.remedy, /--encoding windows-1252/);
    assert.is(await read(bytes, { encoding: 'windows-1252' }), `PRINT 1\n${SCRIPT}`);
  });

  test('the line that is no text is named, wherever it stands and however the file comes in pieces', async () => {
    for (const line of [1, 2, 3, 2000]) {
      const lines = Array.from({ length: 2100 }, (_, at) =>
        at + 1 === line
          ? Buffer.from('PRINT Jürgen\n', 'latin1')
          : Buffer.from(`PRINT '${'€'.repeat(30)}'\n`),
      );
      const error = await read(Buffer.concat(lines));
      if (!(error instanceof RegrantError)) throw new Error('it was read');
      assert.match(error.fact, new RegExp(`^Line ${line} of `));
    }
  });

  test('UTF-16 without a mark is told, and read when told how', async () => {
    for (const [bytes, encoding] of [
      [utf16(SCRIPT), 'utf-16le'],
      [swapped(utf16(SCRIPT)), 'utf-16be'],
    ] as const) {
      const error = await read(bytes);
      if (!(error instanceof RegrantError)) throw new Error('it was read');
      assert.is(error.remedy, `Give --encoding ${encoding}, or save it with a byte order mark.`);
      assert.is(await read(bytes, { encoding }), SCRIPT);
    }
  });

  test('a character that is cut off, an encoding that is none, and a file without a word are refused', async () => {
    const cut = await read(Buffer.from('PRINT 1\nPRINT ü').subarray(0, 15));
    const none = await read(Buffer.from(SCRIPT), { encoding: 'klingon' });
    const empty = await read(Buffer.from(''));
    assert.equal(
      [cut, none, empty].map((error) => (error instanceof RegrantError ? error.code : error)),
      ['bad-script', 'bad-option', 'bad-script'],
    );
  });
});
