// Expressions and names of the catalogue: what goes into a statement as it stands is one thing, and nothing follows it.
import { RegrantError } from '../../src/model/errors.ts';
import { decimal, dottedName, parenthesized } from '../../src/text/expression.ts';
import { assert, suite } from '../suite.ts';

const refused = (make: () => unknown, what: string) =>
  assert.throws(
    make,
    (error: unknown) => error instanceof RegrantError && error.code === 'bad-snapshot',
    what,
  );

suite('expressions', (test) => {
  test('go in as SQL Server keeps them', () => {
    for (const expression of [
      '((1))',
      "(N'a)''b')",
      '([odd)name]+[x]]y])',
      '(getdate())',
      "(case when [a]='(' then (1) else (2) end)",
      '(1 /* ) */ + 2)',
      '(1 -- )\n)',
    ]) {
      assert.is(parenthesized(expression), expression);
    }
  });

  test('that are more than one group in parentheses are refused', () => {
    for (const expression of [
      '',
      '1',
      '(1',
      '(1))',
      '(1); DROP TABLE t',
      '(1;2)',
      '(1) DROP TABLE t',
      '(1),(2)',
      '(1) --',
      '(1) /*',
      '(1) /* */',
      "(N'a)",
      '([a)',
      '(1 -- )',
      '(1 /* )',
    ]) {
      refused(() => parenthesized(expression), expression);
    }
  });

  test('names are delimited anew, and nothing but a name is one', () => {
    assert.is(dottedName('db..t'), '[db]..[t]');
    assert.is(dottedName('[a.b].[c]]d]'), '[a.b].[c]]d]');
    assert.is(dottedName('"x y"'), '[x y]');
    for (const name of ['', '.t', 't.', 'a.b.c.d.e', 't; DROP TABLE u', 't u', "N't'", '[t', 't()']) {
      refused(() => dottedName(name), name);
    }
  });

  test('numbers are digits', () => {
    assert.is(decimal('-9223372036854775808'), '-9223372036854775808');
    for (const number of ['', '1.5', '1e3', '0x1', '1; DROP TABLE t', '9'.repeat(39)]) {
      refused(() => decimal(number), number);
    }
  });
});
