// Scripts that were changed by chance: whatever stands in one that the genuine one has not is listed, or the script is refused.
import { foreignIn } from '../../src/apply/foreign-in.ts';
import { type ScriptFile, splitScript } from '../../src/apply/script-batches.ts';
import { RegrantError } from '../../src/model/errors.ts';
import { chanceFrom } from '../hostile/mutate.ts';
import { assert, suite } from '../suite.ts';
import { GenuineLines, mutantOf } from './mutant.ts';
import { capturedFixture, scriptOf } from './restored-server.ts';
import { smallServer } from './small-server.ts';

const RUNS = Number(process.env.REGRANT_RUNS ?? 60);
const SEED = Number(process.env.REGRANT_SEED ?? Date.now() % 2_147_483_648);

const { text } = await scriptOf(await capturedFixture(smallServer()));
const genuine = new GenuineLines(text);

/** The script, unless it is refused. */
function splitOrRefused(mutant: string): ScriptFile | undefined {
  try {
    return splitScript('a.sql', mutant);
  } catch (error) {
    if (error instanceof RegrantError && error.code === 'bad-script') return undefined;
    throw error;
  }
}

suite('scripts changed by chance', (test) => {
  test('the genuine one differs in nothing', async () => {
    assert.not.ok(genuine.differsIn(text));
    assert.equal(await foreignIn(splitScript('a.sql', text)), []);
  });

  test(`${RUNS} of them, seed ${SEED}: what is not genuine is listed, or nothing is run`, async () => {
    let differing = 0;
    for (let run = 0; run < RUNS; run++) {
      const mutant = mutantOf(text, chanceFrom(SEED + run));
      if (!genuine.differsIn(mutant)) continue;
      differing += 1;
      const script = splitOrRefused(mutant);
      if (script === undefined) continue;
      const found = await foreignIn(script);
      assert.ok(found.length > 0, `REGRANT_SEED=${SEED + run} REGRANT_RUNS=1\n${changesOf(mutant)}`);
    }
    assert.ok(RUNS === 1 || differing > RUNS / 3, `only ${differing} of them differ`);
  });
});

/** The lines that a mutant has and the script has not. */
function changesOf(mutant: string): string {
  const lines = new Set(text.split('\n'));
  return mutant
    .split('\n')
    .filter((line) => !lines.has(line))
    .join('\n')
    .slice(0, 3000);
}
