// Modules that are there are altered where the script is to replace them; what no ALTER knows stays as it is.
import { planScript } from '../../../src/plan/plan-script.ts';
import { assert, suite } from '../../suite.ts';
import { batchesOf, definition, snapshotOf } from '../faults/fault.ts';

const OLD = [
  definition('default', 'dbo.d', { definition: 'CREATE DEFAULT dbo.d AS 0' }),
  definition('procedure', 'dbo.p', { definition: 'CREATE PROC dbo.p AS RETURN' }),
  definition('rule', 'dbo.r', { definition: '-- a\nCREATE RULE dbo.r AS @a > 0\n' }),
];

suite('modules that are replaced', (test) => {
  test('of a script: no default and no rule', async () => {
    const { sections } = planScript(await snapshotOf(OLD), {
      definitions: true,
      existing: 'replace-modules',
    });
    const replaced = sections
      .flatMap(({ steps }) => steps)
      .flatMap(({ action, values }) =>
        action === 'define' ? [[values.makes.name, values.createAt] as const] : [],
      );
    assert.equal(replaced, [
      ['d', undefined],
      ['r', undefined],
      ['p', 0],
    ]);
  });

  test('of an export: they are made where they are not there, their texts as they were', async () => {
    const [aDefault, rule, procedure] = await batchesOf(OLD, {
      existence: 'create-or-alter',
    });
    assert.match(aDefault ?? '', /N'CREATE DEFAULT dbo\.d AS 0';\nIF NOT EXISTS/);
    assert.match(rule ?? '', /N'-- a' \+ NCHAR\(10\)\n {4}\+ N'CREATE RULE dbo\.r AS @a > 0' \+ NCHAR\(10\)/);
    assert.is(procedure, 'CREATE OR ALTER PROC dbo.p AS RETURN');
  });
});
