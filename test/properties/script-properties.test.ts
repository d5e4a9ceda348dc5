// Properties of captures and scripts over generated environments: nothing is lost, what a script says is what was
// captured by the word of two readers, its statements can run in their order, and filters only take away.
import { assert, suite } from '../suite.ts';
import { runProperties } from './properties.ts';
import { seedOf } from './seed.ts';

/** How many there are, and in how many tests: each has its limit in time. */
const ENVIRONMENTS = 200;
const PARTS = 4;

suite('properties of captures and scripts', (test) => {
  for (let part = 0; part < PARTS; part++) {
    test(`hold for every environment, part ${part + 1}`, async () => {
      const seed = (seedOf() + part) % 2_147_483_648;
      const runs = await runProperties({ environments: ENVIRONMENTS / PARTS, seed });
      assert.ok(runs >= 1000 / PARTS, 'as many also where Microsoft’s parser is not to be had');
      console.log(`NOTE: ${runs} runs of properties, seed ${seed}`);
    });
  }
});
