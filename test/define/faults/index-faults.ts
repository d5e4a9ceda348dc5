// Faults of indexes, statistics and storage.

import { type CatalogQuery, isAnswerable } from '../../../src/capture/batch/query.ts';
import { DEFINITION_QUERIES } from '../../../src/capture/definitions/definition-queries.ts';
import { scriptObject } from '../../../src/export/script-objects.ts';
import type { IndexShape } from '../../../src/model/definitions/index-shape.ts';
import { assert } from '../../suite.ts';
import { SHOP } from '../examples/shop.ts';
import { SHOP_ROW, WHOLE } from '../examples/whole-database.ts';
import { captureRows, definitionsIn } from '../rows.ts';
import { scripted } from '../scripted.ts';
import { batchesOf, column, definition, type Fault } from './fault.ts';

/** The statements that make the indexes of a table. */
async function indexesOf(...indexes: readonly IndexShape[]): Promise<readonly string[]> {
  return (
    await batchesOf([definition('table', 'dbo.t', { columns: [column('a'), column('b')], indexes })])
  ).slice(1);
}

const PLAIN = { name: 'ix', kind: 'NONCLUSTERED', columns: [{ name: 'a' }] } as const;

/** The example with other rows of the index of Line. */
const withIndex = (change: Readonly<Record<string, string | number | null>>) => ({
  ...SHOP,
  'sys.indexes': SHOP['sys.indexes'].map((row) => (row.name === 'IX_Line' ? { ...row, ...change } : row)),
});

export const INDEX_FAULTS: readonly Fault[] = [
  {
    number: 41,
    fact: 'Columns of keys stood in the order of the table, or of the alphabet.',
    shown: async () => {
      const made = await scripted(SHOP);
      assert.ok(made.some((text) => text.includes('[IX_Line] ON [Sales].[Line] ([Order], [Amount] DESC)')));
    },
  },
  {
    number: 42,
    fact: 'An index on a view kept its last column alone.',
    shown: async () => {
      const made = await batchesOf([
        definition('view', 'dbo.v', {
          definition: 'CREATE VIEW dbo.v WITH SCHEMABINDING AS SELECT 1 AS a, 2 AS b',
          indexes: [{ ...PLAIN, kind: 'CLUSTERED', isUnique: true, columns: [{ name: 'b' }, { name: 'a' }] }],
        }),
      ]);
      assert.is(made[1], 'CREATE UNIQUE CLUSTERED INDEX [ix] ON [dbo].[v] ([b], [a]);');
    },
  },
  {
    number: 43,
    fact: 'A clustered columnstore was written as an index with columns; an unknown type as a known one.',
    shown: async () => {
      const made = await indexesOf({ name: 'cs', kind: 'CLUSTERED COLUMNSTORE' });
      assert.equal(made, ['CREATE CLUSTERED COLUMNSTORE INDEX [cs] ON [dbo].[t];']);
      const { header } = await captureRows(withIndex({ type: 99 }));
      assert.ok(header.omissions.some(({ code }) => code === 'unknown-index-type'));
    },
  },
  {
    number: 44,
    fact: 'ALTER TABLE … ADD CREATE INDEX.',
    shown: async () => {
      for (const text of await scripted(SHOP))
        assert.is(text.match(/^\s*CREATE |ADD CREATE/gm)?.length ?? 0, /^\s*CREATE/m.test(text) ? 1 : 0);
    },
  },
  {
    number: 45,
    fact: 'A filter was dropped, which made a unique index stricter.',
    shown: async () => {
      const made = await scripted(SHOP);
      assert.ok(made.some((text) => text.includes('\nWHERE ([Amount]>(0))')));
      const snapshot = await captureRows(withIndex({ filter_definition: null }));
      assert.equal(
        snapshot.header.omissions.map(({ code }) => code),
        ['filter-hidden'],
      );
      const line = definitionsIn(snapshot).find(({ name }) => name === 'Line');
      assert.is(line?.type === 'table' ? line.body.indexes : 'none', undefined);
    },
  },
  {
    number: 46,
    fact: 'IGNORE_DUP_KEY and INCLUDE were mangled.',
    shown: () => {
      const options = {
        isUnique: true,
        included: ['b'],
        fillFactor: 80,
        isPadded: true,
        ignoresDuplicates: true,
        isNotRecomputed: true,
        refusesRowLocks: true,
        refusesPageLocks: true,
      } as const;
      const words: Readonly<Record<keyof typeof options, string>> = {
        isUnique: 'CREATE UNIQUE NONCLUSTERED',
        included: '\nINCLUDE ([b])',
        fillFactor: 'FILLFACTOR = 80',
        isPadded: 'PAD_INDEX = ON',
        ignoresDuplicates: 'IGNORE_DUP_KEY = ON',
        isNotRecomputed: 'STATISTICS_NORECOMPUTE = ON',
        refusesRowLocks: 'ALLOW_ROW_LOCKS = OFF',
        refusesPageLocks: 'ALLOW_PAGE_LOCKS = OFF',
      };
      const names = Object.keys(options) as (keyof typeof options)[];
      for (const set of Array.from({ length: 2 ** names.length }, (_, bits) => bits)) {
        const chosen = names.filter((_, at) => set & (1 << at));
        const index = { ...PLAIN, ...Object.fromEntries(chosen.map((name) => [name, options[name]])) };
        const table = definition('table', 'dbo.t', { columns: [column('a')], indexes: [index] });
        const text = scriptObject(table)[1]?.text ?? '';
        assert.equal(
          names.filter((name) => text.includes(words[name])),
          chosen,
        );
      }
    },
  },
  {
    number: 47,
    fact: 'A columnstore with ORDER inside CREATE TABLE was not understood.',
    shown: async () => {
      const made = await indexesOf({ name: 'cs', kind: 'CLUSTERED COLUMNSTORE', order: ['b', 'a'] });
      assert.equal(made, ['CREATE CLUSTERED COLUMNSTORE INDEX [cs] ON [dbo].[t]\nORDER ([b], [a]);']);
    },
  },
  {
    number: 48,
    fact: 'OPTIMIZE_FOR_SEQUENTIAL_KEY = OFF was said to servers that do not know it.',
    shown: async () => {
      assert.equal(await indexesOf(PLAIN), ['CREATE NONCLUSTERED INDEX [ix] ON [dbo].[t] ([a]);']);
    },
  },
  {
    number: 49,
    fact: 'Compression was not said, or said of partitions that have none.',
    shown: async () => {
      const rows = (partitions: readonly number[], column: boolean) => ({
        ...withIndex({ data_space_id: 3, is_disabled: 0 }),
        'sys.data_spaces': [
          ...SHOP['sys.data_spaces'],
          { data_space_id: 3, name: 'Spread', type: column ? 'PS' : 'FG', is_default: 0 },
        ],
        'sys.index_columns': SHOP['sys.index_columns'].map((row) =>
          column && row.index_id === 2 && row.column_id === 1 ? { ...row, partition_ordinal: 1 } : row,
        ),
        'sys.partitions': partitions.map((partition) => ({
          object_id: 11,
          index_id: 2,
          partition_number: partition,
          data_compression: 2,
        })),
      });
      const made = async (partitions: readonly number[], column: boolean) =>
        (await scripted(rows(partitions, column))).find((text) => text.includes('INDEX [IX_Line]')) ?? '';
      assert.match(await made([1], false), 'DATA_COMPRESSION = PAGE)');
      assert.match(await made([1], true), 'DATA_COMPRESSION = PAGE ON PARTITIONS (1))');
      assert.match(
        await made([1, 2, 4], true),
        'PAGE ON PARTITIONS (1 TO 2), DATA_COMPRESSION = PAGE ON PARTITIONS (4))',
      );
      assert.not.match(await made([], false), 'DATA_COMPRESSION');
    },
  },
  {
    number: 50,
    fact: 'A key of a Synapse table was refused.',
    plumbing: 'Synapse is no SQL Server that can be restored by a script of this program.',
  },
  {
    number: 51,
    fact: 'A filter of statistics is kept in a form that CREATE STATISTICS refuses.',
    shown: async () => {
      const made = await batchesOf([
        definition('table', 'dbo.t', {
          columns: [column('a')],
          indexes: [{ ...PLAIN, filter: '([a]=(1) OR [a]=(2))' }],
          statistics: [{ name: 'st', columns: ['a'], filter: '([a]=(1) OR [a]=(2))' }],
        }),
      ]);
      assert.match(made[1] ?? '', 'WHERE ([a]=(1) OR [a]=(2))');
      assert.match(made[2] ?? '', 'WHERE ([a] IN ((2), (1)))');
    },
  },
  {
    number: 52,
    fact: 'Views of the newest release were asked of early builds of it, which do not have them.',
    shown: () => {
      const columns = new Map([['sys.columns', new Set(['object_id'])]]);
      const asked = DEFINITION_QUERIES.filter((query) =>
        isAnswerable(query as CatalogQuery<never>, { version: 2025, engineEdition: 3, columns }),
      );
      assert.equal(asked, []);
    },
  },
  {
    number: 53,
    fact: 'CREATE DATABASE with all files at once gave them other numbers.',
    shown: async () => {
      const server = { server: { 'sys.databases': [SHOP_ROW] } };
      const made = definitionsIn(await captureRows(WHOLE, {}, server)).find(
        ({ type }) => type === 'database',
      );
      const texts = made === undefined ? [] : scriptObject(made).map(({ text }) => text);
      // One of rows and one of the log have the first two numbers; the others come one by one, the lowest first.
      const named = WHOLE['sys.database_files'].toSorted((a, b) => a.file_id - b.file_id);
      assert.is(texts[0]?.match(/\bNAME = /g)?.length, 2);
      assert.equal(
        texts
          .filter((text) => text.includes(' ADD FILE ('))
          .map((text) => /NAME = N'((?:[^']|'')*)'/.exec(text)?.[1]),
        named.slice(2).map(({ name }) => name.replace("'", "''")),
      );
    },
  },
  {
    number: 54,
    fact: 'ON [PRIMARY] was refused by a target in the cloud.',
    shown: async () => {
      const table = definition('table', 'dbo.t', {
        columns: [column('a')],
        storage: { on: 'FG' },
        textStorage: 'FG',
        indexes: [{ ...PLAIN, storage: { on: 'FG' } }],
      });
      for (const text of await batchesOf([table], { filegroups: 'omit' })) assert.not.match(text, 'FG');
      assert.is((await batchesOf([table])).join('').match(/\[FG\]/g)?.length, 3);
    },
  },
  {
    number: 55,
    fact: 'A copy left out filegroups, indexes and triggers, and did not say so.',
    shown: async () => {
      const rows = { ...SHOP, 'sys.certificates': [{ certificate_id: 256, name: 'Own', principal_id: 1 }] };
      const { header } = await captureRows(rows);
      assert.ok((header.notes ?? []).some(({ code }) => code === 'definitions-not-captured'));
    },
  },
];
