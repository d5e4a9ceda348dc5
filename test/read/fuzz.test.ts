import { assert, suite } from '../suite.ts';
import { fuzzReader } from './fuzz-reader.ts';

const RUNS = 2000;

suite('read: random input', (test) => {
  test(`throws nothing for ${RUNS} inputs`, async () => {
    const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);
    const { failure } = await fuzzReader(RUNS, seed);
    assert.is(
      failure,
      undefined,
      `seed ${seed}, run ${failure?.run}: ${failure?.error}\n${JSON.stringify(failure?.input)}`,
    );
  });
});
