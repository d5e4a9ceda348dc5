// The cases about the server alone, and what holds for the list of all cases.
import { assert, suite } from '../suite.ts';
import { isOfDatabase } from './case-engine.ts';
import { checkCases } from './check-cases.ts';
import { readCases } from './read-case.ts';

const cases = readCases();

suite('list of cases', (test) => {
  test('there are enough of them, each with a name that tells', () => {
    assert.ok(cases.length >= 150, `${cases.length}`);
    for (const { name } of cases) assert.match(name, /^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  test('no two have the same title', () => {
    assert.is(new Set(cases.map(({ title }) => title)).size, cases.length);
  });

  test('a case that is about nothing would be told', () => {
    for (const { name, facts, statements, expect } of cases) {
      assert.ok(facts.length + statements.length > 0 || expect !== undefined, name);
    }
  });
});

await checkCases(
  'cases of the server',
  cases.filter((found) => !isOfDatabase(found)),
);
