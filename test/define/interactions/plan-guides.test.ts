// A plan guide is of a module, which may be a trigger, and which cannot be dropped while the guide is there.
import { assert, suite } from '../../suite.ts';
import { batchesOf, column, definition, orderOf } from '../faults/fault.ts';

const FACTS = [
  definition('plan-guide', 'g', {
    scope: 'OBJECT',
    statement: 'SELECT 1',
    module: { schema: 'dbo', name: 'tr' },
  }),
  definition('table', 'dbo.t', { columns: [column('a')] }),
  definition(
    'trigger',
    'dbo.tr',
    { definition: 'CREATE TRIGGER dbo.tr ON dbo.t FOR INSERT AS SELECT 1' },
    { on: 't' },
  ),
];

suite('plan guides', (test) => {
  test('one of a trigger is made behind it', async () =>
    assert.equal(await orderOf(FACTS), [
      'CREATE TABLE [dbo].[t]',
      'CREATE TRIGGER dbo.tr ON dbo.t FOR INSERT AS SELECT 1',
      "EXEC sys.sp_create_plan_guide @name = N'g', @stmt = N'SELECT 1', @type = N'OBJECT', @module_or_batch = N'[dbo].[tr]",
    ]));

  test('and dropped before it', async () => {
    const dropped = (await batchesOf(FACTS, { drop: 'only' })).map((text) => text.split('\n').at(-1));
    assert.equal(dropped, [
      "EXEC sys.sp_control_plan_guide N'DROP', N'g';",
      'DROP TRIGGER [dbo].[tr];',
      'DROP TABLE [dbo].[t];',
    ]);
  });
});
