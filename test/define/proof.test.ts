// Scripts with definitions of every type are proved: each statement is understood, and none is foreign.
import { DEFINITION_TYPE_NAMES } from '../../src/model/definitions/definition-type.ts';
import { proveScript } from '../../src/prove/prove-script.ts';
import { proveText } from '../../src/prove/prove-text.ts';
import { scriptSnapshot } from '../../src/render/write-script.ts';
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { CLR, SETTINGS as CLR_SETTINGS } from './clr-rows.ts';
import { BROKER, BROKER_SETTINGS, SEARCHED, WATCHED } from './every-type.ts';
import { INDEXED } from './index-rows.ts';
import { MARKED } from './marked-rows.ts';
import { NOTED } from './noted-rows.ts';
import { captureRows, definitionsIn } from './rows.ts';
import { SPECIAL } from './special-rows.ts';
import { TYPED } from './typed-rows.ts';
import { WHOLE } from './whole-database.ts';

const EXAMPLES: readonly TableRows[] = [
  BROKER,
  CLR,
  INDEXED,
  MARKED,
  NOTED,
  SEARCHED,
  SPECIAL,
  WATCHED,
  TYPED,
  WHOLE,
];
const SETTINGS = {
  version: 2025 as const,
  xmlSchemas: { ...BROKER_SETTINGS.xmlSchemas, ...CLR_SETTINGS.xmlSchemas },
};

suite('proofs of scripts with definitions', (test) => {
  test('know every statement that a definition of any type becomes', async () => {
    const seen = new Set<string>();
    for (const rows of EXAMPLES) {
      const snapshot = await captureRows(rows, {}, SETTINGS);
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
