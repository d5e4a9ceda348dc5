import { readFileSync } from 'node:fs';
import { readScript } from '../../src/read/read-script.ts';
import { assert, suite } from '../suite.ts';
import { corpus } from './corpus.ts';

suite('read: the corpus', (test) => {
  const scripts = corpus();
  test('holds a script in the style of each tool', () => {
    assert.ok(scripts.length >= 10);
  });
  for (const script of scripts) {
    test(script.name, async () => {
      const { snapshot, diagnostics } = await readScript(script.text);
      const expected = readFileSync(script.factsPath, 'utf8').split('\n').filter(Boolean);
      assert.equal(
        snapshot.facts,
        expected.map((line) => JSON.parse(line)),
      );
      assert.equal(
        diagnostics.filter(({ severity }) => severity === 'error'),
        [],
      );
    });
    test(`${script.name}: gives the same facts with any line end, in any chunks`, async () => {
      const { snapshot } = await readScript(script.text);
      const windows = script.text.replaceAll('\n', '\r\n');
      const pieces = windows.match(/[\s\S]{1,7}/g) ?? [];
      const again = await readScript(pieces);
      assert.equal(again.snapshot.facts, snapshot.facts);
    });
    test(`${script.name}: keeps no plain password`, async () => {
      const result = await readScript(script.text);
      assert.not.ok(JSON.stringify(result).includes('not kept'));
    });
  }
});
