// The table of options is held to the rows of sys.configurations that the test server has.
import { readFileSync } from 'node:fs';
import { findOption, OPTIONS } from '../../src/model/catalog/configuration-option.ts';
import { assert, suite } from '../suite.ts';

const ROWS = 'fixtures/system/server/sys.configurations.tsv';

function fixtureRows(): Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = readFileSync(ROWS, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const columns = head.split('\t');
  return lines.map((line) =>
    Object.fromEntries(line.split('\t').map((cell, at) => [columns[at] ?? '', cell])),
  );
}

suite('options of the configuration', (test) => {
  test('names, values of a new server, releases and when a value takes effect are those of the catalogue', () => {
    const told = Object.entries(OPTIONS).map(([name, { initial, isAdvanced, needsRestart, since }]) =>
      [name, initial, isAdvanced ? 1 : 0, needsRestart ? 0 : 1, since].join('|'),
    );
    const found = fixtureRows().map((row) =>
      [row.name, row.value, row.is_advanced, row.is_dynamic, row['@since'] || 2012].join('|'),
    );
    assert.equal(told.sort(), found.sort());
    assert.ok(told.length > 90);
  });

  test('a part of a name means the one option that has it, as far as the release has it', () => {
    assert.equal(findOption('show adv'), { name: 'show advanced options' });
    assert.equal(findOption('clr strict', 2016), { problem: 'none' });
    assert.equal(findOption('clr strict', 2017), { name: 'clr strict security' });
    assert.equal(findOption('clr', 2016), { name: 'clr enabled' });
    assert.equal(findOption('clr', 2022), { problem: 'several' });
    assert.equal(findOption('clr'), { name: 'clr enabled' });
    assert.equal(findOption('REMOTE ACCESS', 2022), { name: 'remote access' });
  });
});
