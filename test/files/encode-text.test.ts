import fc from 'fast-check';
import { type EncodeOptions, encodeText } from '../../src/files/encode-text.ts';
import { assert, suite } from '../suite.ts';
import { errorOf } from './folder.ts';

async function bytesOf(chunks: readonly string[], options?: EncodeOptions): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of encodeText(chunks, options)) parts.push(part);
  return Buffer.concat(parts);
}

const wellFormed = fc.string({ unit: 'binary' }).filter((text) => !/\r(?!\n)/.test(text));

suite('encodeText', (test) => {
  test('gives the byte order mark and the bytes of each encoding', async () => {
    assert.is((await bytesOf(['é😀'])).toString('hex'), 'c3a9f09f9880');
    assert.is((await bytesOf(['é😀'], { encoding: 'utf8-bom' })).toString('hex'), 'efbbbfc3a9f09f9880');
    assert.is((await bytesOf(['é😀'], { encoding: 'utf16le' })).toString('hex'), 'fffee9003dd800de');
    assert.is((await bytesOf([], { encoding: 'utf16le' })).toString('hex'), 'fffe');
  });

  test('gives every line the end asked for, however the chunks are cut', async () => {
    const text = 'a\nb\r\nc\n\nd';
    for (let cut = 0; cut <= text.length; cut += 1) {
      const chunks = [text.slice(0, cut), text.slice(cut)];
      assert.is((await bytesOf(chunks, { newline: 'crlf' })).toString(), 'a\r\nb\r\nc\r\n\r\nd');
      assert.is((await bytesOf(chunks)).toString(), 'a\nb\nc\n\nd');
    }
  });

  test('holds for any text and any cut, at the border of a block too', async () => {
    const filler = 'x'.repeat(65_530);
    await fc.assert(
      fc.asyncProperty(fc.array(wellFormed), fc.nat(12), async (parts, shift) => {
        const text = filler.slice(shift) + parts.join('').replaceAll('\r\n', '\n');
        const units = text.slice(65_000).split('');
        const chunks = [text.slice(0, 65_000), ...units];
        const unix = text.replaceAll('\r\n', '\n');
        assert.is((await bytesOf(chunks)).toString('utf8'), unix);
        const wide = await bytesOf(chunks, { encoding: 'utf16le', newline: 'crlf' });
        assert.is(wide.toString('utf16le', 2), unix.replaceAll('\n', '\r\n'));
      }),
      { numRuns: 60 },
    );
  });

  test('refuses half a surrogate pair instead of writing something else', async () => {
    for (const text of ['a\ud83d', '\ude00b', 'a\ud83db']) {
      assert.is((await errorOf(bytesOf([text]))).code, 'internal');
    }
  });
});
