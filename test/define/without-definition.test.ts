// What a capture of definitions does not bring is told.
import { assert, suite } from '../suite.ts';
import { SHOP } from './examples/shop.ts';
import { captureRows } from './rows.ts';

const ROWS = {
  ...SHOP,
  'sys.certificates': [{ certificate_id: 256, name: 'Own', principal_id: 1 }],
  'sys.symmetric_keys': [{ symmetric_key_id: 256, name: 'Key', principal_id: 1 }],
};

suite('objects without a definition', (test) => {
  test('are told by their kind and number, where definitions are asked for', async () => {
    const { header } = await captureRows(ROWS);
    const told = (header.notes ?? []).filter(({ code }) => code === 'definitions-not-captured');
    assert.equal(
      told.map(({ fact, count }) => [/definitions of (.*?) were/.exec(fact)?.[1], count]),
      [
        ['certificates', 1],
        ['symmetric keys', 1],
      ],
    );
    const without = await captureRows(ROWS, { definitions: false });
    assert.ok(!(without.header.notes ?? []).some(({ code }) => code === 'definitions-not-captured'));
  });
});
