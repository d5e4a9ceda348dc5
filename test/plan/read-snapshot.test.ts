// A snapshot that was read from a script can be scripted, though it has no fact of a server or a database and no release:
// what applies then is said in the head.
import { readFileSync } from 'node:fs';
import { proveScript } from '../../src/prove/prove-script.ts';
import { readScript } from '../../src/read/read-script.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { assert, suite } from '../suite.ts';

const source = readFileSync(
  new URL('../../fixtures/scripts/dbatools-export-user.sql', import.meta.url),
  'utf8',
);

suite('a snapshot that was read from a script', (test) => {
  test('is scripted with every fact, and proven from both starts', async () => {
    const { snapshot } = await readScript(source);
    assert.is(snapshot.facts.length, 12);
    assert.not.ok(snapshot.facts.some(({ kind }) => kind === 'database' || kind === 'server'));
    const { plan, text } = await scriptSnapshot(snapshot, { allowIncomplete: true });
    const scripted = new Set(plan.sections.flatMap(({ steps }) => steps.map(({ fact }) => fact)));
    assert.equal(
      snapshot.facts.filter((fact) => !scripted.has(fact)),
      [],
    );
    const script = [...text].join('');
    for (const from of ['empty', 'restored'] as const) {
      const proof = await proveScript(script, snapshot, { from });
      assert.equal([proof.missing, proof.extra, proof.different, proof.failures], [[], [], [], []]);
    }
  });

  test('says for which release its script is', async () => {
    const { snapshot } = await readScript(source);
    const { plan, text } = await scriptSnapshot(snapshot, { allowIncomplete: true });
    assert.equal(
      plan.notes.map(({ code }) => code),
      ['release-unknown'],
    );
    assert.is(plan.majorVersion, 11);
    const script = [...text].join('');
    assert.match(script, /SQL Server 2012 and later/);
    assert.not.match(script, /NaN/);
    const told = await scriptSnapshot(snapshot, { allowIncomplete: true, targetVersion: 2019 });
    assert.equal([told.plan.majorVersion, told.plan.notes], [15, []]);
  });
});
