// Indexes on XML, spatial, JSON and vector columns, compression and statistics of indexes: every clause.
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { INDEXED } from './examples/index-rows.ts';
import { SHOP } from './examples/shop.ts';
import { captureRows } from './rows.ts';
import { scripted } from './scripted.ts';

const WANTED = [
  "CREATE PRIMARY XML INDEX [z primary] ON [dbo].[T] ([x'1]]])\nWITH (PAD_INDEX = ON, FILLFACTOR = 70);",
  "CREATE XML INDEX [a path] ON [dbo].[T] ([x'1]]])\nUSING XML INDEX [z primary] FOR PATH;",
  "CREATE XML INDEX [b value] ON [dbo].[T] ([x'1]]])\nUSING XML INDEX [z primary] FOR VALUE;",
  'ALTER INDEX [b value] ON [dbo].[T] DISABLE;',
  "CREATE SELECTIVE XML INDEX [y selective] ON [dbo].[T] ([x2])\nWITH XMLNAMESPACES (DEFAULT 'http://d', 'http://o''k' AS [o])\nFOR ([p1] = '/a/b[''x'']' AS XQUERY 'xs:string' MAXLENGTH(20) SINGLETON, [p]]2] = '/a/c' AS SQL [nvarchar](20) SINGLETON, [p3] = '/a/d' AS XQUERY 'node()', [p4] = '/a/e');",
  'CREATE XML INDEX [c one path] ON [dbo].[T] ([x2])\nUSING XML INDEX [y selective] FOR ([p]]2]);',
  'CREATE SPATIAL INDEX [g grid] ON [dbo].[T] ([g])\nUSING GEOMETRY_GRID\nWITH (BOUNDING_BOX = (XMIN = -10.5, YMIN = 0, XMAX = 200.1, YMAX = 1e+21), GRIDS = (LEVEL_1 = LOW, LEVEL_2 = MEDIUM, LEVEL_3 = HIGH, LEVEL_4 = HIGH), CELLS_PER_OBJECT = 64, ALLOW_ROW_LOCKS = OFF, DATA_COMPRESSION = PAGE)\nON [Old];',
  'CREATE SPATIAL INDEX [g auto] ON [dbo].[T] ([g])\nUSING GEOMETRY_AUTO_GRID\nWITH (BOUNDING_BOX = (XMIN = 0, YMIN = 0, XMAX = 1, YMAX = 1), CELLS_PER_OBJECT = 8)\nON [Old];',
  'CREATE SPATIAL INDEX [e auto] ON [dbo].[T] ([e])\nUSING GEOGRAPHY_AUTO_GRID\nWITH (CELLS_PER_OBJECT = 12)\nON [Old];',
  "CREATE JSON INDEX [j some] ON [dbo].[T] ([j])\nFOR ('$.a''', '$.b')\nWITH (OPTIMIZE_FOR_ARRAY_SEARCH = ON, FILLFACTOR = 80);",
  'CREATE JSON INDEX [j all] ON [dbo].[T] ([k]);',
  "CREATE VECTOR INDEX [v] ON [dbo].[T] ([v])\nWITH (METRIC = 'cosine', TYPE = 'DiskANN');",
];

const without = (view: string): TableRows => ({ ...INDEXED, [view]: [] });

suite('definitions of indexes on XML, spatial, JSON and vector columns', (test) => {
  test('have every clause', async () => {
    const statements = await scripted(INDEXED, { version: 2025 });
    for (const statement of WANTED)
      assert.ok(statements.includes(statement), `${statement}\n--\n${statements.join('\n')}`);
  });

  test('a secondary index stands behind the one that it stands on, and one on vectors last', async () => {
    const statements = await scripted(INDEXED, { version: 2025 });
    const at = (part: string) => statements.findIndex((statement) => statement.includes(part));
    assert.ok(at('INDEX [z primary]') < at('INDEX [a path]'));
    assert.ok(at('INDEX [y selective]') < at('INDEX [c one path]'));
    assert.ok(at('VECTOR INDEX') > at('JSON INDEX [j some]'));
  });

  test('compression of rows and of XML, of heaps too; statistics by partition', async () => {
    const statements = await scripted(INDEXED, { version: 2025 });
    const table = (name: string) =>
      statements.find((one) => one.includes(`CREATE TABLE [dbo].[${name}]`)) ?? '';
    assert.match(
      table('T'),
      'WITH (STATISTICS_NORECOMPUTE = ON, STATISTICS_INCREMENTAL = ON, DATA_COMPRESSION = PAGE, XML_COMPRESSION = ON)',
    );
    assert.match(table('H'), ' WITH (DATA_COMPRESSION = ROW);');
  });

  test('one that stands where things do that say nothing of it says so, where its table stands elsewhere', async () => {
    // A heap on Old, and what is on it in PRIMARY: without ON it would follow its table.
    const isOfLine = ({ object_id }: Readonly<Record<string, unknown>>) => object_id === 11;
    const rows = SHOP['sys.indexes'].map((row) => ({
      ...row,
      data_space_id: 1,
      ...(isOfLine(row) ? {} : { type: 2 }),
    }));
    const heap = { object_id: 10, index_id: 0, type: 0, data_space_id: 2 };
    const moved = rows.map((row) => (isOfLine(row) && row.type === 0 ? { ...row, data_space_id: 2 } : row));
    const texts = (await scripted({ ...SHOP, 'sys.indexes': [...moved, heap] })).join('\n');
    assert.match(texts, 'CONSTRAINT [PK_Order] PRIMARY KEY NONCLUSTERED ([Id]) ON [PRIMARY]\n) ON [Old]');
    assert.match(texts, /INDEX \[IX_Line\] ON \[Sales\]\.\[Line\][^;]*\nON \[PRIMARY\];/);
    const usual = (await scripted({ ...SHOP, 'sys.indexes': [...rows, { ...heap, data_space_id: 1 }] })).join(
      '\n',
    );
    assert.not.match(usual, /ON \[(?:PRIMARY|Old)\]/);
    // One in memory stands nowhere.
    const nowhere = moved.map((row) =>
      isOfLine(row) && row.type !== 0 ? { ...row, data_space_id: 0 } : row,
    );
    assert.not.match((await scripted({ ...SHOP, 'sys.indexes': nowhere })).join('\n'), /\nON \[/);
  });

  test('what is not understood is told, and not guessed', async () => {
    for (const view of [
      'sys.xml_indexes',
      'sys.selective_xml_index_paths',
      'sys.spatial_index_tessellations',
      'sys.json_indexes',
      'sys.vector_indexes',
    ]) {
      const { header } = await captureRows(without(view), {}, { version: 2025 });
      assert.ok(
        header.omissions.some(({ code }) => code === 'unknown-index-part'),
        view,
      );
    }
    const columns = (INDEXED['sys.index_columns'] ?? []).filter((row) => row.index_id !== 1_217_000);
    const { header } = await captureRows({ ...INDEXED, 'sys.index_columns': columns }, {}, { version: 2025 });
    assert.ok(header.omissions.some(({ code }) => code === 'unknown-index-part'));
  });
});
