// One process reads 20,000 statements in seconds; the limit is generous, since machines differ.
import { assert } from '../suite.ts';
import { available, facts } from './conformance.ts';
import { conformanceSuite } from './gate.ts';

const STATEMENTS = 20_000;
const LIMIT_SECONDS = 60;

const lines = Array.from(
  { length: STATEMENTS },
  (_, i) =>
    `EXEC #regrant ${i}, N'GRANT EXECUTE ON OBJECT::[dbo].[p_${i}] TO [r]';\n${i % 500 === 0 ? 'GO\n' : ''}`,
);

const started = Date.now();
const answer = available() ? (await facts([{ id: 'many', text: lines.join('') }]))[0] : undefined;
const seconds = (Date.now() - started) / 1000;

conformanceSuite('speed', (test) => {
  test(`reads ${STATEMENTS} statements`, () => {
    console.log(`NOTE: facts of ${STATEMENTS} statements in ${seconds.toFixed(1)} s`);
    assert.is(answer?.facts.length, STATEMENTS);
    assert.is(answer?.facts.at(-1)?.path[0]?.number, STATEMENTS - 1);
    assert.ok(seconds < LIMIT_SECONDS, `${seconds} s`);
  });
});
