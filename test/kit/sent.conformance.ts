// What a check sends, and what a runbook has a person run, through Microsoft's parser for every release.
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { available, parse } from '../conformance-bridge/conformance.ts';
import { conformanceSuite } from '../conformance-bridge/gate.ts';
import { findings } from '../conformance-bridge/script-findings.ts';
import { assert } from '../suite.ts';
import { checkBatches, runbookCommands } from './sent.ts';

const texts = [...(await checkBatches()), ...(await runbookCommands())];
const broken = { id: 'broken', text: 'SELECT FROM WHERE;' };
const inputs = [...texts, broken].map((one) => ({ ...one, versions: SQL_VERSIONS }));
const answers = available() ? await parse(inputs) : [];

conformanceSuite('T-SQL of a kit', (test) => {
  test('there are batches of the check and commands of the runbook', () => {
    for (const what of ['check, batch 5', 'runbook, '])
      assert.ok(
        texts.some(({ id }) => id.startsWith(what)),
        what,
      );
  });

  for (const [at, { id }] of texts.entries()) {
    test(`${id}: parses`, () => {
      const answer = answers[at];
      assert.is(answer?.versions.length, SQL_VERSIONS.length);
      assert.equal(answer && findings(answer), []);
    });
  }

  test('what does not parse is found', () => {
    const answer = answers.at(-1);
    assert.ok(answer !== undefined && findings(answer).length > 0);
  });
});
