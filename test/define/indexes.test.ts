// Indexes on XML, spatial, JSON and vector columns, compression and statistics of indexes: every clause.
import type { TableRows } from '../server/engine/engine-from-tables.ts';
import { assert, suite } from '../suite.ts';
import { captureRows } from './rows.ts';
import { scripted } from './scripted.ts';

const index = (index_id: number, name: string, type: number, column: number, more: object = {}) => ({
  object_id: 10,
  index_id,
  name,
  type,
  column,
  data_space_id: 2,
  allow_row_locks: 1,
  allow_page_locks: 1,
  ...more,
});

const INDEXES = [
  index(1, 'PK', 1, 1, { is_unique: 1, is_primary_key: 1 }),
  // By their names the secondary ones come before what they stand on.
  index(256_000, 'z primary', 3, 2, { fill_factor: 70, is_padded: 1 }),
  index(256_001, 'a path', 3, 2),
  index(256_002, 'b value', 3, 2, { is_disabled: 1 }),
  index(256_003, 'y selective', 3, 3),
  index(256_004, 'c one path', 3, 3),
  index(384_000, 'g grid', 4, 4, { allow_row_locks: 0 }),
  index(384_001, 'g auto', 4, 4),
  index(384_002, 'e auto', 4, 5),
  index(1_216_000, 'j some', 9, 6, { fill_factor: 80 }),
  index(1_216_001, 'j all', 9, 7),
  index(1_217_000, 'v', 8, 8),
];

const column = (column_id: number, name: string, user_type_id: number, more: object = {}) => ({
  object_id: 10,
  column_id,
  name,
  user_type_id,
  max_length: -1,
  ...more,
});

const ROWS: TableRows = {
  'sys.data_spaces': [
    { data_space_id: 1, name: 'PRIMARY', type: 'FG', is_default: 1 },
    { data_space_id: 2, name: 'Old', type: 'FG', is_default: 0 },
  ],
  'sys.objects': [
    { object_id: 10, name: 'T', schema_id: 1, type: 'U' },
    { object_id: 11, name: 'H', schema_id: 1, type: 'U' },
    { object_id: 20, name: 'PK', schema_id: 1, type: 'PK', parent_object_id: 10 },
    { object_id: 30, name: 'extended_index_10_384000', schema_id: 4, type: 'IT', parent_object_id: 10 },
  ],
  'sys.internal_tables': [
    {
      object_id: 30,
      name: 'extended_index_10_384000',
      internal_type: 207,
      parent_id: 10,
      parent_minor_id: 384_000,
    },
  ],
  'sys.columns': [
    column(1, 'id', 56, { max_length: 4, is_nullable: 0 }),
    column(2, "x'1]", 241),
    column(3, 'x2', 241),
    column(4, 'g', 129),
    column(5, 'e', 130),
    column(6, 'j', 244),
    column(7, 'k', 244),
    column(8, 'v', 255, { vector_dimensions: 3 }),
    { object_id: 11, column_id: 1, name: 'a', user_type_id: 56, max_length: 4 },
  ],
  'sys.key_constraints': [
    { object_id: 20, name: 'PK', parent_object_id: 10, type: 'PK', unique_index_id: 1 },
  ],
  'sys.indexes': [
    ...INDEXES.map(({ column: _, ...row }) => row),
    { object_id: 11, index_id: 0, type: 0, data_space_id: 1 },
  ],
  'sys.index_columns': INDEXES.map(({ index_id, column: column_id, type }) => ({
    object_id: 10,
    index_id,
    index_column_id: 1,
    column_id,
    key_ordinal: type === 1 ? 1 : 0,
  })),
  'sys.xml_indexes': [
    { object_id: 10, index_id: 256_000, name: 'z primary', xml_index_type: 0 },
    {
      object_id: 10,
      index_id: 256_001,
      name: 'a path',
      xml_index_type: 1,
      using_xml_index_id: 256_000,
      secondary_type: 'P',
    },
    {
      object_id: 10,
      index_id: 256_002,
      name: 'b value',
      xml_index_type: 1,
      using_xml_index_id: 256_000,
      secondary_type: 'V',
    },
    { object_id: 10, index_id: 256_003, name: 'y selective', xml_index_type: 2 },
    {
      object_id: 10,
      index_id: 256_004,
      name: 'c one path',
      xml_index_type: 3,
      using_xml_index_id: 256_003,
      path_id: 2,
    },
  ],
  'sys.selective_xml_index_paths': [
    {
      object_id: 10,
      index_id: 256_003,
      path_id: 1,
      name: 'p1',
      path: "/a/b['x']",
      path_type: 0,
      xquery_type_description: 'xs:string',
      xquery_max_length: 20,
      is_singleton: 1,
    },
    {
      object_id: 10,
      index_id: 256_003,
      path_id: 2,
      name: 'p]2',
      path: '/a/c',
      path_type: 1,
      user_type_id: 231,
      max_length: 40,
      is_singleton: 1,
    },
    {
      object_id: 10,
      index_id: 256_003,
      path_id: 3,
      name: 'p3',
      path: '/a/d',
      path_type: 0,
      is_node: 1,
      is_xquery_type_inferred: 1,
      is_xquery_max_length_inferred: 1,
    },
    {
      object_id: 10,
      index_id: 256_003,
      path_id: 4,
      name: 'p4',
      path: '/a/e',
      path_type: 0,
      is_xquery_type_inferred: 1,
      is_xquery_max_length_inferred: 1,
    },
  ],
  'sys.selective_xml_index_namespaces': [
    { object_id: 10, index_id: 256_003, is_default_uri: 0, uri: "http://o'k", prefix: 'o' },
    { object_id: 10, index_id: 256_003, is_default_uri: 1, uri: 'http://d' },
  ],
  'sys.spatial_index_tessellations': [
    {
      object_id: 10,
      index_id: 384_000,
      tessellation_scheme: 'GEOMETRY_GRID',
      bounding_box_xmin: -10.5,
      bounding_box_ymin: 0,
      bounding_box_xmax: 200.1,
      bounding_box_ymax: 1e21,
      level_1_grid_desc: 'LOW',
      level_2_grid_desc: 'MEDIUM',
      level_3_grid_desc: 'HIGH',
      level_4_grid_desc: 'HIGH',
      cells_per_object: 64,
    },
    {
      object_id: 10,
      index_id: 384_001,
      tessellation_scheme: 'GEOMETRY_AUTO_GRID',
      bounding_box_xmin: 0,
      bounding_box_ymin: 0,
      bounding_box_xmax: 1,
      bounding_box_ymax: 1,
      cells_per_object: 8,
    },
    { object_id: 10, index_id: 384_002, tessellation_scheme: 'GEOGRAPHY_AUTO_GRID', cells_per_object: 12 },
  ],
  'sys.json_indexes': [
    { object_id: 10, index_id: 1_216_000, name: 'j some', optimize_for_array_search: 1 },
    { object_id: 10, index_id: 1_216_001, name: 'j all' },
  ],
  'sys.json_index_paths': [
    { object_id: 10, index_id: 1_216_000, path: '$.b' },
    { object_id: 10, index_id: 1_216_000, path: "$.a'" },
    { object_id: 10, index_id: 1_216_001, path: '$' },
  ],
  'sys.vector_indexes': [
    {
      object_id: 10,
      index_id: 1_217_000,
      name: 'v',
      vector_index_type: 'DiskANN',
      distance_metric: 'COSINE',
    },
  ],
  'sys.partitions': [
    {
      partition_id: 1,
      object_id: 10,
      index_id: 1,
      partition_number: 1,
      data_compression: 2,
      xml_compression: 1,
    },
    { partition_id: 2, object_id: 11, index_id: 0, partition_number: 1, data_compression: 1 },
    { partition_id: 3, object_id: 30, index_id: 1, partition_number: 1, data_compression: 2 },
  ],
  'sys.stats': [{ object_id: 10, stats_id: 1, name: 'PK', is_incremental: 1, no_recompute: 1 }],
};

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

const without = (view: string): TableRows => ({ ...ROWS, [view]: [] });

suite('definitions of indexes on XML, spatial, JSON and vector columns', (test) => {
  test('have every clause', async () => {
    const statements = await scripted(ROWS, { version: 2025 });
    for (const statement of WANTED)
      assert.ok(statements.includes(statement), `${statement}\n--\n${statements.join('\n')}`);
  });

  test('a secondary index stands behind the one that it stands on, and one on vectors last', async () => {
    const statements = await scripted(ROWS, { version: 2025 });
    const at = (part: string) => statements.findIndex((statement) => statement.includes(part));
    assert.ok(at('INDEX [z primary]') < at('INDEX [a path]'));
    assert.ok(at('INDEX [y selective]') < at('INDEX [c one path]'));
    assert.ok(at('VECTOR INDEX') > at('JSON INDEX [j some]'));
  });

  test('compression of rows and of XML, of heaps too; statistics by partition', async () => {
    const statements = await scripted(ROWS, { version: 2025 });
    const table = (name: string) =>
      statements.find((one) => one.includes(`CREATE TABLE [dbo].[${name}]`)) ?? '';
    assert.match(
      table('T'),
      'WITH (STATISTICS_NORECOMPUTE = ON, STATISTICS_INCREMENTAL = ON, DATA_COMPRESSION = PAGE, XML_COMPRESSION = ON)',
    );
    assert.match(table('H'), ' WITH (DATA_COMPRESSION = ROW);');
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
  });
});
