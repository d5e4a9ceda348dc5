// The faults that people report of the tools that write definitions: each with the case that shows that it is none here, or
// the reason why it is about something else. The list is the one of the reference: numbers 1 to 84, and none left out.
import { assert, suite } from '../../suite.ts';
import { INDEX_FAULTS } from './index-faults.ts';
import { MODULE_FAULTS, OTHER_MODULE_FAULTS } from './module-faults.ts';
import { CIRCLES, ORDER_FAULTS, showCircle } from './order-faults.ts';
import { OUTPUT_FAULTS } from './output-faults.ts';
import { TABLE_FAULTS } from './table-faults.ts';

const FAULTS = [
  ...ORDER_FAULTS,
  ...TABLE_FAULTS,
  ...INDEX_FAULTS,
  ...MODULE_FAULTS,
  ...OTHER_MODULE_FAULTS,
  ...OUTPUT_FAULTS,
].sort((a, b) => a.number - b.number);

suite('faults of tools that write definitions', (test) => {
  test('all of them are here, once', () => {
    assert.equal(
      FAULTS.map(({ number }) => number),
      Array.from({ length: 84 }, (_, at) => at + 1),
    );
  });

  for (const { number, fact, shown } of FAULTS) if (shown !== undefined) test(`${number}: ${fact}`, shown);

  test('what has no case says why', () => {
    for (const { number, shown, plumbing } of FAULTS)
      assert.ok((shown === undefined) !== (plumbing === undefined), `${number}`);
  });

  for (const circle of CIRCLES)
    test(`a table and a function that need each other: a ${circle[0]} closes the circle`, () =>
      showCircle(circle));
});
