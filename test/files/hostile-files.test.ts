// A small part of what `npm run fuzz` tries at length: hostile files of every kind.
import { assert, suite } from '../suite.ts';
import { fuzzFiles } from './hostile-files.ts';

suite('hostile files', (test) => {
  test('are told as such, or taken; never as a fault of regrant', async () => {
    const { failure } = await fuzzFiles(
      Number(process.env.REGRANT_RUNS ?? 80),
      Number(process.env.REGRANT_SEED ?? 7),
    );
    assert.is(
      failure,
      undefined,
      failure &&
        `run ${failure.run}, ${failure.what}\n${failure.said.slice(0, 2000)}\n${failure.file.subarray(0, 300)}`,
    );
  });
});
