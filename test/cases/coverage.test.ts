// COVERAGE.md is what the tables and the cases make it, and claims nothing that no case proves.
import { existsSync, readFileSync } from 'node:fs';
import { assert, suite } from '../suite.ts';
import { coveragePage } from './coverage-page.ts';
import { PITFALLS } from './pitfalls.ts';
import { readCases } from './read-case.ts';

const root = new URL('../../', import.meta.url);
const cases = readCases();

suite('coverage', (test) => {
  const page = coveragePage(cases);

  test('the page is up to date: npm run coverage-page writes it', () => {
    assert.is(readFileSync(new URL('COVERAGE.md', root), 'utf8'), page.text);
  });

  test('nothing counts as captured without a case that proves it', () => assert.equal(page.unproved, []));

  test('a page without cases would say so', () => {
    assert.ok(coveragePage([]).unproved.length > 150);
  });

  test('every pitfall is there, with a case, and the tests it names exist', () => {
    assert.equal(
      Object.keys(PITFALLS).map(Number),
      Array.from({ length: 43 }, (_, index) => index + 1),
    );
    const named = new Set(cases.flatMap(({ pitfalls = [] }) => pitfalls));
    for (const number of named) assert.ok(PITFALLS[number], `${number} is no pitfall`);
    for (const [number, { tests = [] }] of Object.entries(PITFALLS)) {
      assert.ok(named.has(Number(number)), `pitfall ${number}`);
      for (const path of tests) assert.ok(existsSync(new URL(path, root)), path);
    }
  });
});
