// The live suite's own T-SQL, which never runs where there is no SQL Server, parses for every release.
import { SQL_VERSIONS } from '../../src/model/catalog/version.ts';
import { available, parse } from '../conformance-bridge/conformance.ts';
import { conformanceSuite } from '../conformance-bridge/gate.ts';
import { findings } from '../conformance-bridge/script-findings.ts';
import { assert } from '../suite.ts';
import { newScratch } from './scratch.ts';

const { objects, security, disaster, cleanUp } = newScratch('00000000');
const batches = [...objects, ...security, ...disaster, ...cleanUp].map(({ text }, at) => {
  return { id: `batch ${at + 1}`, text, versions: SQL_VERSIONS };
});
const answers = available() ? await parse(batches) : [];

conformanceSuite('T-SQL of the live suite', (test) => {
  test('parses for every release', () => {
    assert.is(answers.length, batches.length);
    // The name of sa is known only where it runs.
    const told = answers
      .flatMap(findings)
      .filter((finding) => !finding.includes('not known before it runs: EXEC'));
    assert.equal(told, []);
  });
});
