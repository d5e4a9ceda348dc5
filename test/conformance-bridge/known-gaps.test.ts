// A gap excuses one error at one place, and no other.
import { assert, suite } from '../suite.ts';
import { GRAMMAR_GAPS, isKnownGap } from './known-gaps.ts';
import type { ParseProblem } from './shapes.ts';

const at = (source: string, column: number): ParseProblem => ({
  line: 7,
  path: [{ via: '#regrant', line: 7, number: 1 }],
  textLine: 1,
  source,
  column,
  number: 46010,
  message: 'Incorrect syntax',
});

suite('known gaps of the grammar', (test) => {
  test('holds the four classes and nothing else', () => {
    const classes = ['DATABASE SCOPED CREDENTIAL', 'EXTERNAL LANGUAGE', 'CREDENTIAL', 'EXTERNAL MODEL'];
    assert.equal(
      GRAMMAR_GAPS.map((gap) => gap.securable),
      classes,
    );
  });

  test('excuses an error at the class word', () => {
    assert.ok(isKnownGap(at('GRANT CONTROL ON CREDENTIAL::[c] TO [p]', 18), 2022));
    assert.ok(isKnownGap(at('GRANT CONTROL ON EXTERNAL LANGUAGE::[R] TO [p]', 27), 2025));
    assert.ok(isKnownGap(at('GRANT CONTROL ON EXTERNAL LANGUAGE::[R] TO [p]', 18), 2019));
  });

  test('excuses no error elsewhere in the same statement', () => {
    assert.not(isKnownGap(at('GRANT CONTROL ON CREDENTIAL::[c] TO TO [p]', 37), 2022));
    assert.not(isKnownGap(at('GRANT GRANT ON CREDENTIAL::[c] TO [p]', 7), 2022));
    assert.not(isKnownGap(at("PRINT N'' CREDENTIAL::[c]", 11), 2022));
    assert.not(isKnownGap(at('GRANT CONTROL ON CREDENTIALS::[c] TO [p]', 18), 2022));
  });

  test('excuses EXTERNAL MODEL before 2025 only', () => {
    const problem = at('GRANT CONTROL ON EXTERNAL MODEL::[m] TO [p]', 18);
    assert.ok(isKnownGap(problem, 2022));
    assert.not(isKnownGap(problem, 2025));
  });
});
