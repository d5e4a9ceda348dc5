// Each mutation breaks one place that is there, so that none of them is lost when that place is written anew.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert, suite } from '../suite.ts';
import { MUTATIONS } from './mutations.ts';

const pathOf = (file: string): string => fileURLToPath(new URL(`../../${file}`, import.meta.url));

suite('mutations', (test) => {
  test('each finds the text that it breaks, once', () => {
    const stale = MUTATIONS.filter(
      ({ file, from }) => readFileSync(pathOf(file), 'utf8').split(from).length !== 2,
    );
    assert.equal(
      stale.map(({ what, file }) => `${what} (${file})`),
      [],
    );
  });

  test('each changes something, and names tests that are there', () => {
    for (const { what, from, to, tests } of MUTATIONS) {
      assert.is.not(from, to, what);
      const files = tests.map((one) => one.replace(/^cases:.*/, 'test/cases/update-cases.ts'));
      assert.ok(files.length > 0 && files.every((file) => existsSync(pathOf(file))), what);
    }
  });
});
