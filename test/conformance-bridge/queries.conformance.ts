// Every batch that a capture can send parses for the release it is built for; the probe, which is sent before
// anything is known, for all of them.
import { captureBatches } from '../../src/capture/batch/batches.ts';
import { SQL_VERSIONS, type SqlVersion } from '../../src/model/catalog/version.ts';
import { catalogFor } from '../capture/fake-catalog.ts';
import { assert } from '../suite.ts';
import { available, parse, type ScriptInput } from './conformance.ts';
import { conformanceSuite } from './gate.ts';
import { findings } from './script-findings.ts';

async function batchesFor(version: SqlVersion): Promise<readonly ScriptInput[]> {
  const batches = await captureBatches(catalogFor(version));
  return batches.map(({ name, text }) => ({
    id: `${version} ${name}`,
    text,
    versions: name === 'probe' ? SQL_VERSIONS : [version],
  }));
}

const batches = (await Promise.all(SQL_VERSIONS.map(batchesFor))).flat();
const answers = available() ? await parse(batches) : [];

conformanceSuite('queries of a capture', (test) => {
  for (const [i, { id, versions }] of batches.entries()) {
    test(`${id}: parses`, () => {
      const answer = answers[i];
      assert.is(answer?.versions.length, versions?.length);
      assert.equal(answer === undefined ? undefined : findings(answer), []);
    });
  }
});
