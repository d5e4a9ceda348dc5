// Texts of a server's bytes: whatever their length and whatever is in them, they are what the bytes say.
import { TextCache } from '../../src/connect/wire/text-cache.ts';
import { assert, suite } from '../suite.ts';

const LENGTHS = [0, 1, 127, 128, 129, 5_000, 65_535, 65_536, 65_537, 200_000];
const LAST = ['a', 'é', 'ÿ', 'Ā', 'ſ', '\u0000', '\u2028', '😀', '\ud83d'];

suite('texts in UTF-16', (test) => {
  for (const length of LENGTHS)
    test(`of ${length} characters, whichever comes last`, () => {
      const texts = new TextCache(() => 'not in a code page');
      for (const last of LAST) {
        const text = `${'x'.repeat(length)}${last}`;
        const bytes = Buffer.from(`_${text}_`, 'utf16le');
        assert.is(texts.wide(bytes, 2, bytes.length - 2), text);
      }
    });

  test('half a character more than there is is read as Node reads it', () => {
    const bytes = Buffer.from('x'.repeat(500), 'utf16le');
    assert.is(new TextCache(() => '').wide(bytes, 0, 999), bytes.toString('utf16le', 0, 999));
  });
});
