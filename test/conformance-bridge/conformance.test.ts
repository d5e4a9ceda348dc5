// Conformance as part of `npm test`: run where .NET is, one loud line where it is not, a failure where it must be.
import { assert, suite } from '../suite.ts';
import { available } from './build.ts';
import { REQUIRED } from './gate.ts';
import { runSuites, suiteFiles } from './run-suites.ts';

const NOT_RUN = 'CONFORMANCE WAS NOT RUN: there is no .NET SDK 10 on this machine.';

if (available()) {
  const files = suiteFiles();
  const outcomes = await runSuites(files);
  suite('conformance', (test) => {
    test('has suites', () => assert.ok(files.length > 5, files.join()));
    for (const { file, passed, failed, output } of outcomes) {
      test(`${file}: ${passed} passed`, () => assert.is(failed, 0, output));
    }
  });
} else {
  console.log(`NOTE: ${NOT_RUN}`);
  suite('conformance', (test) => {
    test('is not required here', () => assert.not(REQUIRED, NOT_RUN));
  });
}
