// Conformance as part of `npm test`: run where .NET is, one loud line where it is not, a failure where it must be.
import { assert, suite } from '../suite.ts';
import { available, build, PackagesMissing } from './build.ts';
import { REQUIRED } from './gate.ts';
import { runSuites, suiteFiles } from './run-suites.ts';

const missing = await whatIsMissing();

if (missing === undefined) {
  const files = suiteFiles();
  const outcomes = await runSuites(files);
  suite('conformance', (test) => {
    test('has suites', () => assert.ok(files.length > 5, files.join()));
    for (const { file, passed, failed, output } of outcomes) {
      test(`${file}: ${passed} passed`, () => assert.is(failed, 0, output));
    }
  });
} else {
  console.log(`NOTE: CONFORMANCE WAS NOT RUN: ${missing}.`);
  suite('conformance', (test) => {
    test('is not required here', () => assert.not(REQUIRED, missing));
  });
}

/** Why conformance cannot run on this machine; undefined where it can. */
async function whatIsMissing(): Promise<string | undefined> {
  if (!available()) return 'there is no .NET SDK 10 on this machine';
  try {
    await build();
    return undefined;
  } catch (error) {
    if (error instanceof PackagesMissing) return 'the packages of the conformance tool cannot be had';
    throw error;
  }
}
