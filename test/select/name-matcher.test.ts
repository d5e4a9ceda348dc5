// Patterns against names: what the stars and question marks take, held against a matcher that tries everything.
import fc from 'fast-check';
import { matchAny } from '../../src/select/name-matcher.ts';
import { assert, suite } from '../suite.ts';

const takes = (pattern: string, name: string): boolean => matchAny([pattern], new Set())(name);

/** The meaning of a pattern, letter by letter, by trying every end of every star. */
function means(pattern: readonly string[], name: readonly string[]): boolean {
  const [sign, ...rest] = pattern;
  if (sign === undefined) return name.length === 0;
  if (sign === '*') return name.some((_, at) => means(rest, name.slice(at))) || means(rest, []);
  const [letter, ...others] = name;
  if (letter === undefined) return false;
  return (sign === '?' || sign.toLowerCase() === letter.toLowerCase()) && means(rest, others);
}

suite('name patterns', (test) => {
  test('take what they say, whatever the case', () => {
    for (const [pattern, name, is] of [
      ['*', '', true],
      ['', '', true],
      ['', 'a', false],
      ['a*', 'ABC', true],
      ['*c', 'abC', true],
      ['a*a', 'a', false],
      ['a*a', 'aa', true],
      ['*a*a*', 'xaYax', true],
      ['a?c', 'abc', true],
      ['a?c', 'ac', false],
      ['?', '😀', true],
      ['Ä*', 'äb', true],
      ['a.c', 'abc', false],
      ['a\\b', 'A\\B', true],
      ['[a]', 'a', false],
      ['a*\n*b', 'a\nb', true],
    ] as const) {
      assert.is(takes(pattern, name), is, `${pattern} and ${name}`);
    }
  });

  test('mean the same as trying everything', () => {
    const letters = fc.array(fc.constantFrom('a', 'B', '😀', '*', '?'), { maxLength: 8 });
    const name = fc.array(fc.constantFrom('A', 'b', '😀'), { maxLength: 9 });
    fc.assert(
      fc.property(letters, name, (pattern, given) => {
        assert.is(takes(pattern.join(''), given.join('')), means(pattern, given));
      }),
      { numRuns: 2000 },
    );
  });

  test('many stars end, whatever they are held against', () => {
    const pattern = `${'*a'.repeat(64)}*b`;
    assert.not.ok(takes(pattern, 'a'.repeat(128)));
    assert.ok(takes(pattern, `${'a'.repeat(128)}b`));
    assert.not.ok(takes('*?'.repeat(60), 'a'.repeat(59)));
  });
});
