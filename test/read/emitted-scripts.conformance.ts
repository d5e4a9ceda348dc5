// The reader against Microsoft's parser on every script that the tests make: those of the embedded environment for
// every release, those of all cases and the statements that are expected of these, and those of generated environments.
// Every text inside a wrapper's call is read by both.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { captureServer } from '../../src/capture/capture-server.ts';
import { SQL_VERSIONS, type SqlVersion } from '../../src/model/catalog/version.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { engineDriver } from '../capture/engine-driver.ts';
import { caseScript } from '../cases/case-script.ts';
import { type Case, readCases } from '../cases/read-case.ts';
import { conformanceSuite } from '../conformance-bridge/gate.ts';
import { environmentArbitrary } from '../generate/environment-arbitrary.ts';
import { outcomeOf } from '../properties/outcome.ts';
import { seedOf } from '../properties/seed.ts';
import { openEnvironment } from '../server/engine/open-engine.ts';
import { assert } from '../suite.ts';
import { compareReaders } from './compare-readers.ts';

const ENVIRONMENT = fileURLToPath(new URL('../../fixtures/service-manager', import.meta.url));
const ENVIRONMENTS = 100;
/** Cases in one test. */
const CASES = 50;
const BOUNDS = { logins: 8, databases: 2, users: 8, objects: 8, securables: 10, permissions: 30 };

interface Emitted {
  readonly name: string;
  readonly text: string;
}

conformanceSuite('read: every script that the tests emit', (test) => {
  test('the embedded environment, for every release', async () => {
    const engines = await openEnvironment(ENVIRONMENT);
    const scripts: Emitted[] = [];
    for (const engine of engines) {
      const driver = engineDriver(engine, 'regrant_capture', 'Fixture-capture-1');
      const snapshot = await captureServer(driver, { now: () => new Date(0), passwords: 'hashes' });
      for (const targetVersion of SQL_VERSIONS) {
        const options = { targetVersion, unsupported: 'comment-out', allowIncomplete: true } as const;
        const { text } = await scriptSnapshot(snapshot, options);
        scripts.push({ name: `${engine.serverName} for ${targetVersion}`, text: [...text].join('') });
      }
    }
    await agree(scripts, 100);
  });

  const cases = readCases();
  for (let from = 0; from < cases.length; from += CASES) {
    const some = cases.slice(from, from + CASES);
    test(`the cases ${some[0]?.name} to ${some.at(-1)?.name}, and the statements expected of them`, async () => {
      const scripts = await scriptsOf(some);
      assert.ok(scripts.length > some.length / 2, `${scripts.length} scripts`);
      const expected = some
        .filter(({ facts }) => !facts.some(isDefinition))
        .flatMap(({ name, statements }) => statements.map((text) => ({ name, text })));
      await agree([...scripts, ...expected], 0);
    });
  }

  test(`${ENVIRONMENTS} generated environments`, async () => {
    const seed = seedOf();
    const environments = fc.sample(environmentArbitrary(BOUNDS), { numRuns: ENVIRONMENTS, seed });
    const scripts: Emitted[] = [];
    for (const [at, environment] of environments.entries())
      scripts.push({
        name: `environment ${at} of seed ${seed}`,
        text: (await outcomeOf(environment)).script,
      });
    await agree(scripts, 0);
  });
});

/** A definition stands on several lines, none of which is a statement; its script is read whole. */
const isDefinition = (line: string) => line.startsWith('{"kind":"definition"');

/** The scripts of cases, as every release that each names; where a script is refused there is none. */
async function scriptsOf(cases: readonly Case[]): Promise<Emitted[]> {
  const scripts: Emitted[] = [];
  for (const found of cases)
    for (const version of found.versions ?? [2019]) {
      const text = await caseScript(found, version as SqlVersion);
      if (text !== undefined) scripts.push({ name: `${found.name} as ${version}`, text });
    }
  return scripts;
}

/** Both readers take every script, but for what Microsoft's parser is known to lack, and read the same parts. */
async function agree(scripts: readonly Emitted[], atLeast: number): Promise<void> {
  const compared = await compareReaders(scripts);
  assert.equal(compared.differences.slice(0, 20), []);
  for (const [at, parts] of compared.taken)
    assert.ok(parts.length >= atLeast, `${scripts[at]?.name}: ${parts.length} parts`);
}
