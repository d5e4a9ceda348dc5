// Definitions stand in a script in the order of their sections, whatever else stands between them.
import { DEFINITION_SECTIONS } from '../../src/define/statement.ts';
import { PHASES } from '../../src/plan/steps/phase.ts';
import { assert, suite } from '../suite.ts';

suite('sections of definitions', (test) => {
  test('a script has a phase for each, in their order', () => {
    assert.equal(
      Object.keys(PHASES).filter((name) => name.startsWith('define-')),
      DEFINITION_SECTIONS.map((section) => `define-${section}`),
    );
  });
});
