// What a capture of definitions does not bring is told.
import { assert, suite } from '../suite.ts';
import { captureRows } from './rows.ts';
import { SHOP } from './shop.ts';

const ROWS = {
  ...SHOP,
  'sys.objects': [...SHOP['sys.objects'], { object_id: 60, name: 'Outside', schema_id: 1, type: 'PC' }],
  'sys.assemblies': [{ assembly_id: 65_536, name: 'Own', principal_id: 1, is_user_defined: 1 }],
  'sys.xml_schema_collections': [{ xml_collection_id: 65_600, schema_id: 1, name: 'Shapes' }],
};

suite('objects without a definition', (test) => {
  test('are told by their kind and number, where definitions are asked for', async () => {
    const { header } = await captureRows(ROWS);
    const told = (header.notes ?? []).filter(({ code }) => code === 'definitions-not-captured');
    assert.equal(
      told.map(({ fact, count }) => [/definitions of (.*?) were/.exec(fact)?.[1], count]),
      [
        ['XML schema collections', 1],
        ['assemblies', 1],
        ['procedures of CLR', 1],
      ],
    );
    const without = await captureRows(ROWS, { definitions: false });
    assert.ok(!(without.header.notes ?? []).some(({ code }) => code === 'definitions-not-captured'));
  });
});
