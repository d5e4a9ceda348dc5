// Quoting: every name and text comes back from its quoted form, and nothing that is not a value gets through.
import fc from 'fast-check';
import { RegrantError } from '../../src/model/errors.ts';
import { binary, identifier, integer, keyword, securable, text } from '../../src/text/quote.ts';
import { assert, suite } from '../suite.ts';

const refused = (make: () => unknown) =>
  assert.throws(make, (error: unknown) => error instanceof RegrantError && error.code === 'bad-snapshot');

suite('quote', (test) => {
  test('an identifier doubles ] and nothing else', () => {
    assert.is(identifier("a]b[c'd"), "[a]]b[c'd]");
  });

  test('any name comes back from its identifier, and no ] of it ends the identifier', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 128 }), (name) => {
        const quoted = identifier(name);
        assert.is(quoted.slice(1, -1).replaceAll(']]', '\u0000').includes(']'), false);
        assert.is(quoted.slice(1, -1).replaceAll(']]', ']'), name);
      }),
    );
  });

  test('text doubles the quote', () => {
    assert.is(text("o'brien"), "N'o''brien'");
  });

  test('what is not a binary, a keyword or a whole number is refused', () => {
    assert.is(binary('0x00FF'), '0x00FF');
    assert.is(keyword('VIEW ANY DATABASE'), 'VIEW ANY DATABASE');
    assert.is(integer(-1), '-1');
    for (const bad of ['0x0', '0xZZ', '0x00; DROP', '']) refused(() => binary(bad));
    for (const bad of ['SELECT; DROP', 'SELECT--', 'select', '', 'A  B', 'SELECT\nGO'])
      refused(() => keyword(bad));
    for (const bad of [1.5, Number.NaN, 1e30]) refused(() => integer(bad));
  });

  test('a securable has its schema exactly where its class has one', () => {
    assert.is(securable({ class: 'OBJECT', schema: 'a]b', name: 't' }), 'OBJECT::[a]]b].[t]');
    assert.is(securable({ class: 'ENDPOINT', name: 'TSQL Default TCP' }), 'ENDPOINT::[TSQL Default TCP]');
    assert.is(securable({ class: 'DATABASE' }), '');
    assert.is(securable({ class: 'SERVER' }), '');
    refused(() => securable({ class: 'OBJECT', name: 't' }));
    refused(() => securable({ class: 'SCHEMA', schema: 'x', name: 't' }));
    refused(() => securable({ class: 'OBJECT', schema: 'x' }));
  });
});
