// A table that gets a computed column behind a function has its other indexes at once: a full-text index may stand on one.
import { assert, suite } from '../../suite.ts';
import { batchesOf, column, definition, uses } from '../faults/fault.ts';

suite('tables that get a column later', (test) => {
  test('have the index that full-text search needs before it, and that of the column behind it', async () => {
    const made = await batchesOf([
      definition('table', 'dbo.t', {
        columns: [column('id'), { name: 'total', computed: '([dbo].[f]([id]))' }],
        indexes: [
          { name: 'i_total', kind: 'NONCLUSTERED', columns: [{ name: 'id' }], included: ['total'] },
          { name: 'u_id', kind: 'NONCLUSTERED', isUnique: true, columns: [{ name: 'id' }] },
        ],
        uses: uses('dbo.f!'),
      }),
      definition('function', 'dbo.f', {
        type: 'FN',
        definition:
          'CREATE FUNCTION dbo.f(@a int) RETURNS int WITH SCHEMABINDING AS BEGIN RETURN (SELECT MAX(id) FROM dbo.t) END',
        isSchemaBound: true,
        uses: uses('dbo.t!'),
      }),
      definition('full-text-index', 'dbo.t', { key: 'u_id', catalog: 'c', tracking: 'AUTO' }),
    ]);
    assert.equal(
      made.map((text) => /i_total|u_id\] ON|FULLTEXT|ADD \[total\]|dbo\.f\(|CREATE TABLE/.exec(text)?.[0]),
      ['CREATE TABLE', 'u_id] ON', 'FULLTEXT', 'dbo.f(', 'ADD [total]', 'i_total'],
    );
  });
});
