// A small part of what `npm run fuzz` does at length.
import { openTediousDriver } from '../../src/connect/tedious/tedious-driver.ts';
import { assert, suite } from '../suite.ts';
import { fuzzWire } from './fuzz-wire.ts';

suite('hostile: wrong answers by chance', (test) => {
  test('300 of them end in an error or an answer', async () => {
    const { ends, failures } = await fuzzWire(300, 20_261, openTediousDriver);
    assert.equal(failures, []);
    // The faults are of all kinds, and some do no harm.
    for (const end of ['none', 'bad-answer', 'connection-failed'])
      assert.ok((ends[end] ?? 0) > 0, `${end}: ${JSON.stringify(ends)}`);
  });
});
