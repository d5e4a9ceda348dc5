// Scripts with definitions of every type are proved: each statement is understood, and none is foreign.
import { DEFINITION_TYPE_NAMES } from '../../src/model/definitions/definition-type.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { proveText } from '../../src/prove/prove-text.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import { assert, suite } from '../suite.ts';
import { EXAMPLE_SERVERS, EXAMPLE_SETTINGS, EXAMPLES } from './examples/every-example.ts';
import { captureRows, definitionsIn } from './rows.ts';

suite('proofs of scripts with definitions', (test) => {
  test('know every statement that a definition of any type becomes', async () => {
    const seen = new Set<string>();
    for (const [name, rows] of Object.entries(EXAMPLES)) {
      const server = EXAMPLE_SERVERS[name] ?? {};
      const snapshot = await captureRows(rows, {}, { ...EXAMPLE_SETTINGS, server });
      for (const { type } of definitionsIn(snapshot)) seen.add(type);
      const { text } = await scriptSnapshot(snapshot, { definitions: true, createDatabase: true });
      const proof = await proveScript([...text].join(''), snapshot);
      assert.equal(
        proof.foreign.map(({ verb, reason }) => `${verb}: ${reason}`),
        [],
      );
      assert.ok(proof.identical, [...proveText(proof)].join(''));
    }
    assert.equal([...seen].sort(), [...DEFINITION_TYPE_NAMES].sort());
  });
});
