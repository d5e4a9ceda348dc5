// Rows of a database in which everything that may have extended properties has one.
import type { TableRows } from '../../server/engine/engine-from-tables.ts';
import { SqlVariant } from '../../server/sql-variant.ts';
import { BROKER, WATCHED } from './every-type.ts';
import { TYPED } from './typed-rows.ts';

/** A property of each class, by its class and ids, and what its statement is on. */
export const PLACES = [
  [0, 'DATABASE', 0, 0, ''],
  [1, 'OBJECT_OR_COLUMN', 10, 0, "'SCHEMA' 'Sales' 'TABLE' 'Order'"],
  [1, 'OBJECT_OR_COLUMN', 10, 2, "'SCHEMA' 'Sales' 'TABLE' 'Order' 'COLUMN' 'Made'"],
  [1, 'OBJECT_OR_COLUMN', 20, 0, "'SCHEMA' 'Sales' 'TABLE' 'Order' 'CONSTRAINT' 'PK_Order'"],
  [1, 'OBJECT_OR_COLUMN', 15, 0, "'SCHEMA' 'Sales' 'TABLE' 'Order' 'TRIGGER' 'OnOrder'"],
  [1, 'OBJECT_OR_COLUMN', 50, 0, "'TRIGGER' 'Guard'"],
  [1, 'OBJECT_OR_COLUMN', 40, 0, "'EVENT NOTIFICATION' 'N1'"],
  [2, 'PARAMETER', 14, 1, "'SCHEMA' 'dbo' 'FUNCTION' 'Rate' 'PARAMETER' '@a'"],
  [3, 'SCHEMA', 5, 0, "'SCHEMA' 'Sales'"],
  [4, 'DATABASE_PRINCIPAL', 5, 0, "'USER' 'sender'"],
  [6, 'TYPE', 300, 0, "'SCHEMA' 'dbo' 'TYPE' 'short'"],
  [7, 'INDEX', 11, 2, "'SCHEMA' 'Sales' 'TABLE' 'Line' 'INDEX' 'IX_Line'"],
  [8, 'TYPE_COLUMN', 301, 1, "'SCHEMA' 'dbo' 'TABLE_TYPE' 'rows' 'COLUMN' 'a'"],
  [10, 'XML_SCHEMA_COLLECTION', 65_600, 0, "'SCHEMA' 'dbo' 'XML SCHEMA COLLECTION' 'Shapes'"],
  [15, 'MESSAGE_TYPE', 65_536, 0, "'MESSAGE TYPE' '//a/Order'"],
  [16, 'SERVICE_CONTRACT', 65_536, 0, "'CONTRACT' '//a/Order'"],
  [17, 'SERVICE', 65_536, 0, "'SERVICE' '//a/Orders'"],
  [18, 'REMOTE_SERVICE_BINDING', 65_536, 0, "'REMOTE SERVICE BINDING' 'Bound'"],
  [19, 'ROUTE', 65_537, 0, "'ROUTE' 'There'"],
  [20, 'DATASPACE', 65_601, 0, "'PARTITION SCHEME' 'ps'"],
  [20, 'DATASPACE', 2, 0, "'FILEGROUP' 'Old'"],
  [21, 'PARTITION_FUNCTION', 65_536, 0, "'PARTITION FUNCTION' 'pf'"],
  [22, 'DATABASE_FILE', 3, 0, "'FILEGROUP' 'Old' 'LOGICAL FILE NAME' 'Second'"],
  [27, 'PLAN_GUIDE', 2, 0, "'PLAN GUIDE' 'G2'"],
] as const;

/** Rows of several examples in one database; the objects of Service Broker have numbers that others have too. */
const rowsOf = (view: string) => {
  const broker =
    view === 'sys.objects' || view === 'sys.service_queues' ? [] : BROKER[view as keyof typeof BROKER];
  return [
    ...((WATCHED as unknown as TableRows)[view] ?? []),
    ...(TYPED[view] ?? []).filter((row) => row.object_id === undefined || view === 'sys.columns'),
    ...(broker ?? []),
  ];
};

const VIEWS = new Set([...Object.keys(WATCHED), ...Object.keys(TYPED), ...Object.keys(BROKER)]);

/** The rows, with these properties. */
export function noted(properties: readonly Readonly<Record<string, unknown>>[]): TableRows {
  return {
    ...Object.fromEntries([...VIEWS].map((view) => [view, rowsOf(view)])),
    'sys.data_spaces': [
      { data_space_id: 1, name: 'PRIMARY', type: 'FG', is_default: 1 },
      { data_space_id: 2, name: 'Old', type: 'FG', is_default: 0 },
      { data_space_id: 65_601, name: 'ps', type: 'PS', is_default: 0 },
    ],
    'sys.database_files': [{ file_id: 3, name: 'Second', data_space_id: 2, type: 0 }],
    'sys.parameters': [{ object_id: 14, parameter_id: 1, name: '@a' }],
    'sys.table_types': [{ user_type_id: 301, name: 'rows', schema_id: 1, type_table_object_id: 90 }],
    'sys.objects': [
      ...WATCHED['sys.objects'],
      { object_id: 90, name: 'TT_rows_1', schema_id: 4, type: 'TT' },
    ],
    'sys.columns': [
      ...WATCHED['sys.columns'],
      { object_id: 90, column_id: 1, name: 'a', user_type_id: 56, max_length: 4 },
    ],
    'sys.extended_properties': properties,
  } as TableRows;
}

/** Rows of the example. */
export const NOTED: TableRows = noted(
  PLACES.map(([of, word, major, minor]) => ({
    class: of,
    class_desc: word,
    major_id: major,
    minor_id: minor,
    name: 'note',
    value: "it's",
  })),
);

/** Values of every type that one can be of, and how each is said. */
export const VALUES: readonly (readonly [SqlVariant | null, string])[] = [
  [null, '@value = NULL'],
  [new SqlVariant('nvarchar', "o'n", { maxLength: 6 }), "@value = N'o''n'"],
  [new SqlVariant('varchar', "o'n", { maxLength: 3 }), "@value = 'o''n'"],
  [new SqlVariant('char', 'a ', { maxLength: 2 }), "CONVERT([char](2), N'a ')"],
  [new SqlVariant('nchar', 'a ', { maxLength: 4 }), "CONVERT([nchar](2), N'a ')"],
  [new SqlVariant('int', '-5', {}), '@value = -5'],
  [new SqlVariant('bigint', '5', {}), "CONVERT([bigint], N'5')"],
  [new SqlVariant('smallint', '5', {}), "CONVERT([smallint], N'5')"],
  [new SqlVariant('tinyint', '5', {}), "CONVERT([tinyint], N'5')"],
  [new SqlVariant('bit', '1', {}), "CONVERT([bit], N'1')"],
  [new SqlVariant('decimal', '1.50', { precision: 9, scale: 2 }), "CONVERT([decimal](9, 2), N'1.50')"],
  [new SqlVariant('numeric', '7', { precision: 5, scale: 0 }), "CONVERT([numeric](5, 0), N'7')"],
  [new SqlVariant('varbinary', '0x01FF', { maxLength: 2 }), '@value = 0x01FF'],
  [new SqlVariant('binary', '0x01FF', { maxLength: 2 }), "CONVERT([binary](2), N'0x01FF', 1)"],
  [new SqlVariant('date', '2020-01-02', {}), "CONVERT([date], N'2020-01-02')"],
  [
    new SqlVariant('datetime2', '2020-01-02 03:04:05.123', { scale: 3 }),
    "CONVERT([datetime2](3), N'2020-01-02 03:04:05.123')",
  ],
  [
    new SqlVariant('uniqueidentifier', '11111111-2222-3333-4444-555555555555', {}),
    "CONVERT([uniqueidentifier], N'11111111-2222-3333-4444-555555555555')",
  ],
];
