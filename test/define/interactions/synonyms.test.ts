// What a view reads by a synonym has to be there before it, which no dependency of the view tells.
import { assert, suite } from '../../suite.ts';
import { definition, orderOf, uses } from '../faults/fault.ts';

const views = (base: string) => [
  definition('synonym', 'dbo.s', { base }),
  definition('view', 'dbo.a', {
    definition: 'CREATE VIEW dbo.a AS SELECT x FROM dbo.s',
    uses: uses('dbo.s'),
  }),
  definition('view', 'dbo.z', { definition: 'CREATE VIEW dbo.z AS SELECT 1 AS x' }),
];

const BEHIND = [
  'CREATE SYNONYM [dbo].[s]',
  'CREATE VIEW dbo.z AS SELECT 1 AS x',
  'CREATE VIEW dbo.a AS SELECT x FROM dbo.s',
];
const BY_NAME = [BEHIND[0], BEHIND[2], BEHIND[1]];

suite('synonyms in the order of creation', (test) => {
  for (const base of ['[dbo].[z]', '[z]', '[DBO].[Z]', '[Shop].[dbo].[z]', 'shop..Z', '"dbo".z'])
    test(`what ${base} is comes before a view that names its synonym`, async () =>
      assert.equal(await orderOf(views(base)), BEHIND));

  for (const base of ['[Other].[dbo].[z]', '[far].[Shop].[dbo].[z]', '[other].[z]'])
    test(`what ${base} is stands somewhere else`, async () =>
      assert.equal(await orderOf(views(base)), BY_NAME));

  test('a name that is two in another case is neither', async () => {
    const two = [
      ...views('[dbo].[Z]'),
      definition('view', 'DBO.z', { definition: 'CREATE VIEW DBO.z AS SELECT 2 AS x' }),
    ];
    assert.equal((await orderOf(two)).slice(0, 2), [
      'CREATE SYNONYM [dbo].[s]',
      'CREATE VIEW DBO.z AS SELECT 2 AS x',
    ]);
  });

  test('a procedure that runs itself by its synonym is no circle', async () => {
    const facts = [
      definition('synonym', 'dbo.s', { base: '[dbo].[p]' }),
      definition('procedure', 'dbo.p', {
        definition: 'CREATE PROC dbo.p AS EXEC dbo.s',
        uses: uses('dbo.s'),
      }),
    ];
    assert.equal(await orderOf(facts), ['CREATE SYNONYM [dbo].[s]', 'CREATE PROC dbo.p AS EXEC dbo.s']);
  });
});
