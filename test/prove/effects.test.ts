// Every effect of the simulated server: what its case changes is exactly this.
import type { Fact } from '../../src/model/fact.ts';
import { sentenceOf } from '../../src/model/words/sentence.ts';
import { assert, suite } from '../suite.ts';
import { EFFECT_CASES } from './effect-cases.ts';
import { type Outcome, outcomeOf } from './world.ts';

/** A fact as a line, with those of its properties that cases are about. */
function line(fact: Fact): string {
  const { isPolicyChecked, isExpirationChecked } = fact.kind === 'login' ? fact : {};
  const { defaultSchema } = fact.kind === 'user' ? fact : {};
  const more = JSON.stringify({ isPolicyChecked, isExpirationChecked, defaultSchema });
  return more === '{}' || (fact.kind === 'user' && fact.login === undefined)
    ? sentenceOf(fact)
    : `${sentenceOf(fact)} ${more}`;
}

const lines = ({ added, removed }: Outcome): string[] =>
  [...added.map((fact) => `+ ${line(fact)}`), ...removed.map((fact) => `- ${line(fact)}`)].sort();

suite('rules: effects', (test) => {
  for (const [name, { script, changes, ...options }] of Object.entries(EFFECT_CASES)) {
    test(name, async () => {
      const outcome = await outcomeOf(script, options);
      assert.equal(outcome.failures, []);
      assert.equal(lines(outcome), [...changes].sort());
    });
  }
});
