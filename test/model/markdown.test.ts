// Texts in Markdown: no sign of a name is left that would make anything but text.
import fc from 'fast-check';
import { markdownText } from '../../src/model/words/markdown.ts';
import { assert, suite } from '../suite.ts';

suite('texts in Markdown', (test) => {
  test('are text and nothing else', () => {
    for (const [text, markdown] of [
      ['SMDB01, 15.0.4430.1', 'SMDB01, 15.0.4430.1'],
      ['a*b_c`d`', 'a\\*b\\_c\\`d\\`'],
      ['[x](javascript:y)', '\\[x\\](javascript:y)'],
      ['<b>&lt;|', '\\<b\\>\\&lt;\\|'],
      ['~~x~~ $y$ ^z^', '\\~\\~x\\~\\~ \\$y\\$ \\^z\\^'],
      ['- a', '\\- a'],
      ['+ a', '\\+ a'],
      ['=', '\\='],
      ['1. a', '1\\. a'],
      ['2) a', '2\\) a'],
      ['# a', '\\# a'],
      ['    code', '&#32;&#32;&#32;&#32;code'],
      ['a  ', 'a&#32;&#32;'],
      ['http://x', 'http\\://x'],
      ['www.x', 'www\\.x'],
      ['me@example.org', 'me\\@example.org'],
      ['a :smile: b', 'a \\:smile: b'],
      ['OBJECT::[dbo].[t]', 'OBJECT::\\[dbo\\].\\[t\\]'],
      ['a\\|b', 'a\\\\\\|b'],
      ['a\nb\u202e', 'a\\\\u\\{a\\}b\\\\u\\{202e\\}'],
    ] as const) {
      assert.is(markdownText(text), markdown, text);
    }
  });

  test('hold no sign that is not escaped, whatever they are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const markdown = markdownText(text);
        assert.not.match(markdown.replaceAll('&#32;', ''), /(?<!\\)(?:\\\\)*[*_{}[\]<>#!|&~$^@`]/);
        assert.not.match(markdown, /^[ +=-]|^\d+[.)]|[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?<!\\):\/\//u);
      }),
      { numRuns: 5000 },
    );
  });
});
