// Faults of tables, columns and constraints.
import type { ColumnShape, TableShape } from '../../../src/model/definitions/table-shape.ts';
import { planScript } from '../../../src/plan/plan-script.ts';
import { assert } from '../../suite.ts';
import { SHOP } from '../examples/shop.ts';
import { captureRows, definitionsIn } from '../rows.ts';
import { batchesOf, column, definition, type Fault, filesOf, snapshotOf } from './fault.ts';

/** The statements of a table. */
const tableOf = (body: TableShape, options = {}) => batchesOf([definition('table', 'dbo.t', body)], options);

/** The text of one column of a table. */
async function columnOf(shape: Partial<ColumnShape>, options = {}): Promise<string> {
  const [text = ''] = await tableOf({ columns: [{ name: 'c', ...shape }] }, options);
  return /\n {4}(.*)\n\)/.exec(text)?.[1] ?? text;
}

const KEY = { name: 'pk', isPrimary: true, isClustered: true, columns: [{ name: 'id' }] } as const;
const PERIOD = [
  { name: 'a', type: { name: 'datetime2', scale: 7 }, generated: 'ROW START' },
  { name: 'b', type: { name: 'datetime2', scale: 7 }, generated: 'ROW END' },
] as const;

export const TABLE_FAULTS: readonly Fault[] = [
  {
    number: 18,
    fact: 'A table with its history was made without its key.',
    shown: async () => {
      const [text = '', ...more] = await tableOf({
        columns: [column('id'), ...PERIOD],
        keys: [KEY],
        period: { start: 'a', end: 'b' },
        history: { schema: 'dbo', name: 'h' },
      });
      assert.equal(more, []);
      assert.match(text, /PRIMARY KEY CLUSTERED \(\[id\]\),\n.*PERIOD FOR SYSTEM_TIME/);
      assert.match(text, 'WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = [dbo].[h]))');
    },
  },
  {
    number: 19,
    fact: 'A target was asked for a feature by the name of a type that it has not.',
    shown: async () => {
      const body = { columns: [column('id'), ...PERIOD], keys: [KEY], period: { start: 'a', end: 'b' } };
      const all = await snapshotOf([
        definition('table', 'dbo.t', { ...body, history: { schema: 'dbo', name: 'h' } }),
      ]);
      assert.ok(planScript(all, { definitions: true, targetVersion: 2016 }).sections.length > 0);
      assert.throws(() => planScript(all, { definitions: true, targetVersion: 2014 }), /2016/);
    },
  },
  {
    number: 20,
    fact: 'Rows were put into columns that are always generated.',
    plumbing: 'Rows come back with the backup: nothing is put into tables.',
  },
  {
    number: 21,
    fact: 'A script that drops a table left its history.',
    shown: async () => {
      const gone = await batchesOf(
        [
          definition('table', 'dbo.t', { columns: [column('id')], history: { schema: 'dbo', name: 'h' } }),
          definition('table', 'dbo.h', { columns: [column('id')] }),
        ],
        { drop: 'only' },
      );
      assert.match(gone[0] ?? '', 'SET (SYSTEM_VERSIONING = OFF)');
      assert.equal(gone.slice(1).sort(), ['DROP TABLE [dbo].[h];', 'DROP TABLE [dbo].[t];']);
    },
  },
  {
    number: 22,
    fact: 'A table in memory with its history had two WITH clauses.',
    shown: async () => {
      const [text = ''] = await tableOf({
        columns: [column('id'), ...PERIOD],
        keys: [{ ...KEY, isClustered: undefined } as never],
        period: { start: 'a', end: 'b' },
        history: { schema: 'dbo', name: 'h' },
        isMemoryOptimized: true,
      });
      assert.is(text.match(/WITH \(/g)?.length, 1);
      assert.match(
        text,
        'WITH (MEMORY_OPTIMIZED = ON, DURABILITY = SCHEMA_AND_DATA, SYSTEM_VERSIONING = ON (HISTORY_TABLE = [dbo].[h]))',
      );
    },
  },
  {
    number: 23,
    fact: 'A collation of a column that is not the database’s was lost.',
    shown: async () => {
      const text = { type: { name: 'varchar', length: 5 }, collation: 'Latin1_General_BIN' };
      assert.is(await columnOf(text), '[c] [varchar](5) COLLATE Latin1_General_BIN NOT NULL');
    },
  },
  {
    number: 24,
    fact: 'The database’s collation was not kept.',
    shown: async () => {
      const { facts } = await captureRows(SHOP);
      assert.ok(facts.some((fact) => fact.kind === 'database' && fact.collation !== undefined));
    },
  },
  {
    number: 25,
    fact: 'PERSISTED NOT NULL was dropped.',
    shown: async () => {
      assert.is(
        await columnOf({ computed: '([id]+(1))', isPersisted: true }),
        '[c] AS ([id]+(1)) PERSISTED NOT NULL',
      );
    },
  },
  {
    number: 26,
    fact: 'A persisted column over one that is not null was made nullable.',
    shown: async () => {
      const nullable = { computed: '([id])', isPersisted: true, isNullable: true } as const;
      assert.is(await columnOf(nullable), '[c] AS ([id]) PERSISTED');
      assert.is(
        await columnOf({ ...nullable, isNullable: undefined } as never),
        '[c] AS ([id]) PERSISTED NOT NULL',
      );
    },
  },
  {
    number: 27,
    fact: 'NULL stood behind a computed column.',
    shown: async () => {
      assert.is(await columnOf({ computed: '([id]+(1))', isNullable: true }), '[c] AS ([id]+(1))');
    },
  },
  {
    number: 28,
    fact: 'Computed columns and checks of table types were lost.',
    shown: async () => {
      const [text = ''] = await batchesOf([
        definition('table-type', 'dbo.tt', {
          columns: [column('id'), { name: 'c', computed: '([id]+(1))' }],
          checks: [{ definition: '([id]>(0))' }],
        }),
      ]);
      assert.match(text, '[c] AS ([id]+(1))');
      assert.match(text, 'CHECK ([id]>(0))');
    },
  },
  {
    number: 29,
    fact: 'An index of a table type lost UNIQUE and IGNORE_DUP_KEY.',
    shown: async () => {
      const [text = ''] = await batchesOf([
        definition('table-type', 'dbo.tt', {
          columns: [column('id')],
          indexes: [
            {
              name: 'ix',
              kind: 'NONCLUSTERED',
              isUnique: true,
              ignoresDuplicates: true,
              columns: [{ name: 'id' }],
            },
          ],
        }),
      ]);
      assert.match(text, 'INDEX [ix] UNIQUE NONCLUSTERED ([id]) WITH (IGNORE_DUP_KEY = ON)');
    },
  },
  {
    number: 30,
    fact: 'Defaults stood at the end of a script, away from their table.',
    shown: async () => {
      const preset = { ...column('c'), default: { name: 'df', definition: '((1))' } };
      const { files } = await filesOf([definition('table', 'dbo.t', { columns: [preset] })]);
      assert.match(files.get('dbo/tables/t.sql') ?? '', '[c] [int] NOT NULL CONSTRAINT [df] DEFAULT ((1))');
    },
  },
  {
    number: 31,
    fact: 'Names of defaults were always dropped, or always kept.',
    shown: async () => {
      const rows = (isSystemNamed: number) => ({
        ...SHOP,
        'sys.default_constraints': SHOP['sys.default_constraints'].map((row) => ({
          ...row,
          is_system_named: isSystemNamed,
        })),
      });
      const nameIn = async (isSystemNamed: number) => {
        const order = definitionsIn(await captureRows(rows(isSystemNamed))).find(
          ({ name }) => name === 'Order',
        );
        return order?.type === 'table' ? order.body.columns[1]?.default?.name : 'none';
      };
      assert.equal([await nameIn(1), await nameIn(0)], [undefined, 'DF__Order__Made__1']);
    },
  },
  {
    number: 32,
    fact: 'A default without a name was dropped as DROP CONSTRAINT ;.',
    shown: async () => {
      const [keys = '', ...gone] = await tableOf(
        {
          columns: [{ ...column('id'), default: { definition: '((1))' } }],
          foreignKeys: [
            { columns: ['id'], references: { schema: 'dbo', name: 't' }, referencedColumns: ['id'] },
          ],
        },
        { drop: 'only' },
      );
      // Its defaults go with a table; the names of foreign keys are looked up where they are dropped.
      assert.match(keys, "DROP CONSTRAINT ' + QUOTENAME(name) + N';' FROM sys.foreign_keys");
      assert.equal(gone, ['DROP TABLE [dbo].[t];']);
    },
  },
  {
    number: 33,
    fact: 'A change of the program lost all defaults.',
    plumbing: 'It is about tests: each clause has a schema that Microsoft’s model holds its script against.',
  },
  {
    number: 34,
    fact: 'A mask is stored with other blanks than it was written with, and always differed.',
    shown: async () => {
      assert.match(
        await columnOf({ type: { name: 'varchar', length: 20 }, mask: 'partial(2, "xxxx", 0)' }),
        `MASKED WITH (FUNCTION = 'partial(2, "xxxx", 0)')`,
      );
    },
  },
  {
    number: 35,
    fact: 'A mask that a list does not know was refused.',
    shown: async () => {
      assert.match(
        await columnOf({ type: { name: 'date' }, mask: `new("it's")` }),
        `(FUNCTION = 'new("it''s")')`,
      );
    },
  },
  {
    number: 36,
    fact: 'Nodes, edges, and edges without columns ended a comparison.',
    shown: async () => {
      assert.equal(await tableOf({ columns: [column('id')], graph: 'NODE' }), [
        'CREATE TABLE [dbo].[t] (\n    [id] [int] NOT NULL\n) AS NODE;',
      ]);
      assert.equal(await tableOf({ columns: [], graph: 'EDGE' }), ['CREATE TABLE [dbo].[t] AS EDGE;']);
    },
  },
  {
    number: 37,
    fact: 'A changed classification built indexes anew.',
    plumbing: 'Changes of definitions are shown by a diff, and made by nobody.',
  },
  {
    number: 38,
    fact: 'A constraint that SQL Server named was disabled, and came back enabled, since it had no name.',
    shown: async () => {
      const {
        'sys.foreign_keys': [key],
      } = SHOP;
      const rows = {
        ...SHOP,
        'sys.foreign_keys': [{ ...key, is_system_named: 1, is_disabled: 1 }],
        'sys.key_constraints': SHOP['sys.key_constraints'].map((row) => ({ ...row, is_system_named: 1 })),
        'sys.indexes': SHOP['sys.indexes'].map((row) =>
          'is_primary_key' in row ? { ...row, is_disabled: 1 } : row,
        ),
      };
      const made = await batchesOf(definitionsIn(await captureRows(rows)));
      assert.ok(made.some((text) => text.endsWith('NOCHECK CONSTRAINT [FK_Line];')));
      assert.ok(made.some((text) => text.includes('CONSTRAINT [PK_Order] PRIMARY KEY')));
      assert.ok(made.includes('ALTER INDEX [PK_Order] ON [Sales].[Order] DISABLE;'));
    },
  },
  {
    number: 39,
    fact: 'A check got one pair of parentheses more each time.',
    shown: async () => {
      const [text = ''] = await tableOf({
        columns: [column('id')],
        checks: [{ name: 'ck', definition: '([id]>(0))' }],
      });
      assert.match(text, 'CHECK ([id]>(0))\n');
    },
  },
  {
    number: 40,
    fact: 'DEFAULT 10 came back as ((10)).',
    shown: async () => {
      assert.match(
        await columnOf({ type: { name: 'int' }, default: { definition: '((10))' } }),
        'DEFAULT ((10))',
      );
    },
  },
];
