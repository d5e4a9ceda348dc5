// A statement's constant: evaluated as T-SQL does, it gives the statement; as text, it can break nothing.
import fc from 'fast-check';
import { literalGroups, plainText, statementLiteral } from '../../src/text/literal.ts';
import { HOSTILE } from '../hostile-names.ts';
import { assert, suite } from '../suite.ts';

/** Evaluates `N'…' + NCHAR(n) + …`; anything else is an error. */
function evaluate(expression: string): string {
  const term = /N'((?:[^']|'')*)'|NCHAR\((\d+)\)/y;
  let value = '';
  let at = 0;
  for (;;) {
    term.lastIndex = at;
    const found = term.exec(expression);
    if (found === null) throw new Error(`no constant at ${at} of ${expression}`);
    value +=
      found[2] === undefined ? (found[1] ?? '').replaceAll("''", "'") : String.fromCharCode(Number(found[2]));
    at = term.lastIndex;
    if (at === expression.length) return value;
    if (expression.slice(at, at + 3) !== ' + ') throw new Error(`no + at ${at} of ${expression}`);
    at += 3;
  }
}

const harmless = (sql: string) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(sql) && !sql.includes('$(');

suite('literal', (test) => {
  test('plain text stays one literal', () => {
    assert.equal(statementLiteral("GRANT SELECT TO [o'b]"), {
      sql: "N'GRANT SELECT TO [o''b]'",
      plain: true,
      long: false,
    });
  });

  test('the hostile names survive', () => {
    for (const name of HOSTILE) {
      const { sql } = statementLiteral(`GRANT SELECT TO [${name}]`);
      assert.is(evaluate(sql), `GRANT SELECT TO [${name}]`);
      assert.ok(harmless(sql), sql);
    }
  });

  test('the lines of any text are the text, an expression each', () => {
    const rare = fc.constantFrom(
      'a',
      '\r',
      '\n',
      '\r\n',
      "'",
      '\t',
      '$',
      '(',
      '$(',
      '😀',
      '\ud83d',
      '\u2028',
      'é ',
    );
    const usual = fc.constantFrom('a', 'b c', '\n', '\r\n', "'", '$', '(');
    const even = fc.constantFrom('a', "N' + ", "'", 'x\n', '$\n', '\n');
    const texts = fc.oneof(...[rare, usual, even].map((part) => fc.array(part, { maxLength: 80 })));
    fc.assert(
      fc.property(texts, (parts) => {
        const groups = [...literalGroups(parts.join(''), '\n+ ')].map((group) => group.split('\n+ '));
        assert.ok(groups.every((lines) => lines.length <= 25));
        const lines = groups.flat();
        assert.is(lines.map(evaluate).join(''), parts.join(''));
        for (const line of lines) {
          assert.ok(harmless(line), JSON.stringify(line));
          assert.ok(/^[^\r\n]*(?:\r\n|\r|\n|)$/.test(evaluate(line)), JSON.stringify(line));
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('no expression has thousands of parts, however few lines a text has', () => {
    for (const text of ['\t'.repeat(9000), 'a\u2028'.repeat(3000), `${'x\ty'.repeat(400)}\n`.repeat(30)]) {
      const groups = [...literalGroups(text, '\n+ ')];
      assert.ok(groups.every((group) => group.split(' + ').length <= 530));
      assert.is(groups.flatMap((group) => group.split('\n+ ').map(evaluate)).join(''), text);
    }
  });

  test('any text survives, halves of surrogate pairs too', () => {
    const unit = fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) },
      { weight: 4, arbitrary: fc.constantFrom('$', '(', '$(', "'", '\r\n', 'GO', '😀', '--', '/*') },
      { weight: 1, arbitrary: fc.constantFrom('a', ' ') },
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (units) => {
        const { sql, plain } = statementLiteral(units.join(''));
        assert.is(evaluate(sql), units.join(''));
        assert.ok(harmless(sql), JSON.stringify(sql));
        assert.is(plain, !sql.includes(' + ') && sql.startsWith("N'"));
      }),
      { numRuns: 2000 },
    );
  });

  test('only an expression that may pass 4,000 characters is long', () => {
    assert.is(statementLiteral(`${'a'.repeat(5000)}`).long, false);
    assert.is(statementLiteral(`\n${'a'.repeat(5000)}`).long, true);
    assert.is(statementLiteral('\na').long, false);
  });

  test('text for a comment holds no line break, no comment end, no variable', () => {
    const shown = plainText('a\r\nGO\n*/ /* $(x) \u2028 \ud800');
    assert.ok(harmless(shown));
    assert.is(shown.includes('*/') || shown.includes('/*'), false);
  });
});
