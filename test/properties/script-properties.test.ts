// Properties of captures and scripts over generated environments: nothing is lost, what a script says is what was
// captured by the word of two readers, its statements can run in their order, and filters only take away.
import { assert, suite } from '../suite.ts';
import { runProperties } from './properties.ts';
import { seedOf } from './seed.ts';

suite('properties of captures and scripts', (test) => {
  test('hold for every environment', async () => {
    const seed = seedOf();
    const runs = await runProperties({ environments: 200, seed });
    assert.ok(runs >= 1000, 'as many also where Microsoft’s parser is not to be had');
    console.log(`NOTE: ${runs} runs of properties, seed ${seed}`);
  });
});
