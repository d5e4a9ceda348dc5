// Constraints that SQL Server names: whether one is there is asked by all that tells it from others of its table.
import { foundMade } from '../../src/define/made.ts';
import { scriptObject } from '../../src/export/script-objects.ts';
import type { BodyOf } from '../../src/model/definitions/definition-type.ts';
import { assert, suite } from '../suite.ts';
import { definition } from './faults/fault.ts';

const p = (name: string) => ({ schema: 'dbo', name });

/** The queries that ask for the constraints of a table. */
const queriesOf = (body: Omit<BodyOf<'table'>, 'columns'>) =>
  scriptObject(
    definition('table', 'dbo.t', { ...body, columns: [{ name: 'a', type: { name: 'int' } }] }),
  ).flatMap(({ makes }) => (makes.what === 'object' ? [] : [foundMade(makes)]));

suite('constraints without a name', (test) => {
  test('a foreign key is another where it refers to another table, or has a column more', () => {
    const queries = queriesOf({
      foreignKeys: [
        { columns: ['a'], references: p('one'), referencedColumns: ['x'] },
        { columns: ['a'], references: p('two'), referencedColumns: ['x'] },
        { columns: ['a', 'b'], references: p('two'), referencedColumns: ['x', 'y'] },
      ],
    });
    assert.is(new Set(queries).size, 3);
    assert.match(queries[0] ?? '', /k\.referenced_object_id = OBJECT_ID\(N'\[dbo\]\.\[one\]'\)/);
    // All columns of the key are these, and these are all.
    for (const [at, many] of [1, 1, 2].entries())
      assert.is(queries[at]?.split(`) = ${many}`).length, 3, queries[at]);
  });

  test('an edge constraint is another where it lets an edge connect other tables', () => {
    const queries = queriesOf({
      graph: 'EDGE',
      edgeConstraints: [
        { connections: [{ from: p('one'), to: p('two') }] },
        { connections: [{ from: p('two'), to: p('one') }] },
        {
          connections: [
            { from: p('one'), to: p('two') },
            { from: p('two'), to: p('one') },
          ],
        },
      ],
    });
    assert.is(new Set(queries).size, 3);
    assert.match(
      queries[2] ?? '',
      /\(c\.from_object_id = OBJECT_ID\(N'\[dbo\]\.\[one\]'\) AND c\.to_object_id = OBJECT_ID\(N'\[dbo\]\.\[two\]'\)\) OR /,
    );
  });
});
