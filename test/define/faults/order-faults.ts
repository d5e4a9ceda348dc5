// Faults of order and of dependencies.
import { orderDefinitions } from '../../../src/define/order.ts';
import { planScript } from '../../../src/plan/plan-script.ts';
import { assert } from '../../suite.ts';
import { SHOP } from '../examples/shop.ts';
import { captureRows, definitionsIn } from '../rows.ts';
import { batchesOf, column, definition, type Fault, filesOf, orderOf, uses } from './fault.ts';

const table = definition('table', 'dbo.t', { columns: [column('id')] });
const view = (path: string, of: string) =>
  definition('view', path, { definition: `CREATE VIEW ${path} AS SELECT id FROM ${of}`, uses: uses(of) });
const inline = (path: string, of: string) =>
  definition('function', path, {
    type: 'IF',
    definition: `CREATE FUNCTION ${path}() RETURNS TABLE AS RETURN SELECT id FROM ${of}`,
    uses: uses(of),
  });

/** Rows of the example with a view more, which has one dependency. */
const withUse = (row: Readonly<Record<string, string | number>>) => ({
  ...SHOP,
  'sys.objects': [...SHOP['sys.objects'], { object_id: 17, name: 'Above', schema_id: 1, type: 'V' }],
  'sys.sql_modules': [
    ...SHOP['sys.sql_modules'],
    {
      object_id: 17,
      definition: 'CREATE VIEW dbo.Above AS SELECT 1 AS a',
      uses_ansi_nulls: 1,
      uses_quoted_identifier: 1,
    },
  ],
  'sys.sql_expression_dependencies': [
    ...SHOP['sys.sql_expression_dependencies'],
    {
      referencing_id: 17,
      referencing_class: 1,
      referenced_class: 1,
      is_schema_bound_reference: 0,
      ...row,
    },
  ],
});

export const ORDER_FAULTS: readonly Fault[] = [
  {
    number: 1,
    fact: 'Objects were made in any order, and tried again until they were there.',
    shown: async () => {
      const made = await orderOf([view('dbo.a', 'dbo.b'), view('dbo.b', 'dbo.t'), table]);
      assert.equal(
        made.map((text) => /dbo\W+\w/.exec(text)?.[0].at(-1)),
        ['t', 'b', 'a'],
      );
    },
  },
  {
    number: 2,
    fact: 'A function was made before the one that it calls.',
    shown: async () => {
      const [, first, second] = await batchesOf([inline('dbo.a', 'dbo.z'), inline('dbo.z', 'dbo.t'), table]);
      assert.match(first ?? '', 'CREATE FUNCTION dbo.z');
      assert.match(second ?? '', 'CREATE FUNCTION dbo.a');
    },
  },
  {
    number: 3,
    fact: 'A view that names another with the name of its own database was made before it.',
    shown: async () => {
      const own = {
        referenced_database_name: 'SHOP',
        referenced_schema_name: 'Sales',
        referenced_entity_name: 'Total',
      };
      const above = definitionsIn(await captureRows(withUse(own))).find(({ name }) => name === 'Above');
      assert.equal(above?.type === 'view' ? above.body.uses : undefined, uses('Sales.Total'));
    },
  },
  {
    number: 4,
    fact: 'CREATE SCHEMA stood behind tables.',
    shown: async () => {
      const { sections } = planScript(await captureRows(SHOP), { definitions: true });
      const steps = sections.flatMap(({ database, steps }) => (database === 'Shop' ? steps : []));
      const at = (action: string) => steps.findIndex((one) => one.action === action);
      assert.ok(at('create-schema') >= 0 && at('create-schema') < at('define'));
    },
  },
  {
    number: 5,
    fact: 'An external data source stood last, and a view read from it.',
    shown: async () => {
      const made = await orderOf([
        view('dbo.a', 'dbo.far'),
        definition('external-table', 'dbo.far', { columns: [column('id')], source: 'z' }),
        definition('external-data-source', 'z', { location: 'odbc://z' }),
      ]);
      assert.equal(
        made.map((text) => /EXTERNAL \w+|VIEW/.exec(text)?.[0]),
        ['EXTERNAL DATA', 'EXTERNAL TABLE', 'VIEW'],
      );
    },
  },
  {
    number: 6,
    fact: 'Versioning was switched off before what is bound to the table was gone.',
    shown: async () => {
      const kept = definition('table', 'dbo.kept', {
        columns: [column('id')],
        history: { schema: 'dbo', name: 'old' },
      });
      const old = definition('table', 'dbo.old', { columns: [column('id')] });
      const gone = await batchesOf([old, kept, inline('dbo.bound', 'dbo.kept!')], { drop: 'only' });
      assert.equal(
        gone.map((text) => /DROP \w+ \S+|SYSTEM_VERSIONING = OFF/.exec(text)?.[0]),
        [
          'DROP FUNCTION [dbo].[bound];',
          'SYSTEM_VERSIONING = OFF',
          'DROP TABLE [dbo].[kept];',
          'DROP TABLE [dbo].[old];',
        ],
      );
    },
  },
  {
    number: 7,
    fact: 'Modules that search with CONTAINS were made before the full-text index.',
    shown: async () => {
      const index = (name: string, isOnView?: true) =>
        definition('full-text-index', `dbo.${name}`, {
          key: 'k',
          catalog: 'c',
          tracking: 'AUTO',
          ...(isOnView && { isOnView }),
        });
      const made = await orderOf([
        view('dbo.a', 'dbo.v'),
        view('dbo.v', 'dbo.t'),
        index('v', true),
        index('t'),
        table,
      ]);
      assert.equal(
        made.map((text) => /FULLTEXT INDEX ON \[dbo\]\.\[.\]|TABLE|VIEW dbo\../.exec(text)?.[0]),
        ['TABLE', 'FULLTEXT INDEX ON [dbo].[t]', 'VIEW dbo.v', 'FULLTEXT INDEX ON [dbo].[v]', 'VIEW dbo.a'],
      );
    },
  },
  {
    number: 8,
    fact: 'A view was read WITH (NOEXPAND) before its index was there.',
    shown: async () => {
      const indexed = definition('view', 'dbo.z', {
        definition: 'CREATE VIEW dbo.z WITH SCHEMABINDING AS SELECT id FROM dbo.t',
        isSchemaBound: true,
        uses: uses('dbo.t!'),
        indexes: [{ name: 'cx', kind: 'CLUSTERED', isUnique: true, columns: [{ name: 'id' }] }],
      });
      const made = await batchesOf([view('dbo.a', 'dbo.z'), indexed, table]);
      assert.match(made[2] ?? '', 'CREATE UNIQUE CLUSTERED INDEX [cx] ON [dbo].[z]');
      assert.match(made[3] ?? '', 'CREATE VIEW dbo.a');
    },
  },
  {
    number: 9,
    fact: 'A clustered index was disabled before the others were made.',
    shown: async () => {
      const index = (name: string, kind: 'CLUSTERED' | 'NONCLUSTERED') =>
        ({ name, kind, columns: [{ name: 'id' }], isDisabled: true }) as const;
      const indexes = [index('a', 'CLUSTERED'), index('b', 'NONCLUSTERED')];
      const made = await orderOf([definition('table', 'dbo.t', { columns: [column('id')], indexes })]);
      assert.equal(made.slice(1), [
        'CREATE CLUSTERED INDEX [a]',
        'CREATE NONCLUSTERED INDEX [b]',
        'ALTER INDEX [b]',
        'ALTER INDEX [a]',
      ]);
    },
  },
  {
    number: 10,
    fact: 'What objects depend on was looked for with a query that was not in the package.',
    plumbing: 'The queries are part of the program; a capture asks for all of them.',
  },
  {
    number: 11,
    fact: 'A view was written twice.',
    shown: async () => {
      const made = await orderOf([
        view('dbo.a', 'dbo.v'),
        view('dbo.b', 'dbo.v'),
        view('dbo.v', 'dbo.t'),
        table,
      ]);
      assert.is(new Set(made).size, 4);
      assert.is(made.length, 4);
    },
  },
  {
    number: 12,
    fact: 'On one edition the dependencies lacked partition schemes and functions.',
    shown: async () => {
      const made = await orderOf([
        definition('table', 'dbo.t', { columns: [column('id')], storage: { on: 'a', column: 'id' } }),
        definition('partition-scheme', 'a', { function: 'z', filegroups: ['PRIMARY'] }),
        definition('partition-function', 'z', { type: { name: 'int' }, range: 'LEFT' }),
      ]);
      assert.equal(made, [
        'CREATE PARTITION FUNCTION [z]',
        'CREATE PARTITION SCHEME [a]',
        'CREATE TABLE [dbo].[t]',
      ]);
    },
  },
  {
    number: 13,
    fact: 'A kind that the search for dependencies does not know ended it.',
    shown: () => {
      const unknown = definition('view', 'dbo.v', {
        definition: 'CREATE VIEW dbo.v AS SELECT 1 AS a',
        uses: uses('dbo.nowhere', 'other.nothing!'),
      });
      assert.equal(orderDefinitions([unknown]).facts, [unknown]);
    },
  },
  {
    number: 14,
    fact: 'Nobody was told what the search for dependencies misses.',
    shown: async () => {
      const bound = (path: string, of: string) =>
        definition('view', path, {
          definition: `CREATE VIEW ${path} WITH SCHEMABINDING AS SELECT 1 AS a`,
          isSchemaBound: true,
          uses: uses(`${of}!`),
        });
      const { circles, facts } = orderDefinitions([bound('dbo.a', 'dbo.b'), bound('dbo.b', 'dbo.a')]);
      assert.equal([facts.length, circles.length, circles[0]?.isCut], [2, 1, false]);
    },
  },
  {
    number: 15,
    fact: 'Foreign keys and indexes stood before the column that they need.',
    shown: async () => {
      const made = await orderOf([
        definition('table', 'dbo.a', {
          columns: [column('id')],
          foreignKeys: [
            {
              name: 'fk',
              columns: ['id'],
              references: { schema: 'dbo', name: 't' },
              referencedColumns: ['id'],
            },
          ],
          indexes: [{ name: 'ix', kind: 'NONCLUSTERED', columns: [{ name: 'id' }] }],
        }),
        table,
      ]);
      assert.equal(made, [
        'CREATE TABLE [dbo].[a]',
        'CREATE TABLE [dbo].[t]',
        'CREATE NONCLUSTERED INDEX [ix]',
        'ALTER TABLE [dbo].[a]',
      ]);
    },
  },
  {
    number: 16,
    fact: 'A constraint of an edge stood before the rows that it would have refused to clear.',
    shown: async () => {
      const place = { schema: 'dbo', name: 't' };
      const made = await orderOf([
        definition('table', 'dbo.e', {
          columns: [],
          graph: 'EDGE',
          edgeConstraints: [{ name: 'ec', connections: [{ from: place, to: place }] }],
        }),
        definition('table', 'dbo.t', { columns: [column('id')], graph: 'NODE' }),
        view('dbo.v', 'dbo.t'),
      ]);
      assert.equal(
        made.map((text) => /TABLE \[dbo\]\.\[.\]|VIEW/.exec(text)?.[0]),
        ['TABLE [dbo].[e]', 'TABLE [dbo].[t]', 'VIEW', 'TABLE [dbo].[e]'],
      );
    },
  },
  {
    number: 17,
    fact: 'The view of dependencies was there and empty, and nothing was said.',
    shown: async () => {
      const told = async (rows: typeof SHOP) =>
        ((await captureRows(rows)).header.notes ?? []).some(({ code }) => code === 'dependencies-hidden');
      assert.not(await told(SHOP));
      assert.ok(await told({ ...SHOP, 'sys.sql_expression_dependencies': [] }));
    },
  },
];

/** A table, and a function bound to it that a part of the table calls. */
const circle = (part: 'check' | 'default' | 'computed') =>
  [
    definition('table', 'dbo.t', {
      columns: [
        column('id'),
        part === 'default'
          ? { ...column('v'), default: { name: 'df', definition: '([dbo].[f](1))' } }
          : part === 'computed'
            ? { name: 'v', computed: '([dbo].[F]([id]))' }
            : column('v'),
        ...(part === 'check' ? [{ name: 'w', computed: '([id]+(1))' }] : []),
      ],
      ...(part === 'check' ? { checks: [{ name: 'ck', definition: '([dbo].[f]([id])>(0))' }] } : {}),
      uses: uses('dbo.f!'),
    }),
    definition('function', 'dbo.f', {
      type: 'FN',
      definition:
        'CREATE FUNCTION dbo.f(@a int) RETURNS int WITH SCHEMABINDING AS BEGIN RETURN (SELECT MAX(id) FROM dbo.t) END',
      isSchemaBound: true,
      uses: uses('dbo.t!'),
    }),
  ] as const;

/** Circles: what closes one comes behind the function, and all of it is told. */
export const CIRCLES = [
  ['check', 'ALTER TABLE [dbo].[t] WITH CHECK ADD CONSTRAINT [ck] CHECK ([dbo].[f]([id])>(0));'],
  ['default', 'ALTER TABLE [dbo].[t] ADD CONSTRAINT [df] DEFAULT ([dbo].[f](1)) FOR [v];'],
  ['computed', 'ALTER TABLE [dbo].[t] ADD [v] AS ([dbo].[F]([id]));'],
] as const;

/** Shows that a circle is cut and told. */
export async function showCircle([part, statement]: (typeof CIRCLES)[number]): Promise<void> {
  const facts = circle(part);
  const [made, called, added, ...more] = await batchesOf(facts);
  assert.match(made ?? '', 'CREATE TABLE [dbo].[t]');
  assert.not.match(made ?? '', '[f]');
  assert.match(called ?? '', 'CREATE FUNCTION dbo.f');
  assert.equal([added, more], [statement, []]);
  const { facts: ordered, circles } = orderDefinitions(facts);
  assert.equal([ordered.length, circles.length, circles[0]?.isCut], [2, 1, true]);
  assert.is((await filesOf(facts)).notExported.length, 0);
}
