// Every batch that a capture can send parses for the release it is built for; the probe, which is sent before
// anything is known, for all of them.
import { captureBatches } from '../../src/capture/batch/batches.ts';
import { SQL_VERSIONS, type SqlVersion } from '../../src/model/catalog/version.ts';
import { captureScript } from '../../src/offline/capture-script.ts';
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

/** The script that reads a server without the program, one for every release, and each of the texts that it runs. */
async function captureScripts(): Promise<readonly ScriptInput[]> {
  const script = await captureScript({ passwords: 'hashes' });
  const texts = [...script.matchAll(/SET (?:@ask = @ask|@msdb = @msdb) \+ N'((?:[^']|'')*)';/g)].map(
    ([, text = '']) => text.replaceAll("''", "'"),
  );
  return [script, ...texts].map((text, at) => ({
    id: `capture script${at === 0 ? '' : `, text ${at}`}`,
    text,
    versions: SQL_VERSIONS,
  }));
}

const batches = [...(await Promise.all(SQL_VERSIONS.map(batchesFor))).flat(), ...(await captureScripts())];
const answers = available() ? await parse(batches) : [];

conformanceSuite('queries of a capture', (test) => {
  for (const [i, { id, versions }] of batches.entries()) {
    test(`${id}: parses`, () => {
      const answer = answers[i];
      assert.is(answer?.versions.length, versions?.length);
      // What the script runs stands among these by itself.
      const found =
        answer &&
        findings(answer).filter(
          (finding) => !finding.includes('capture script:') || !/not known before it runs/.test(finding),
        );
      assert.equal(found, []);
    });
  }
});
