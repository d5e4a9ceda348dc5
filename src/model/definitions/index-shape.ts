// Indexes and keys: what their rows in the catalogue say, but for what is usual.
// Source: "sys.indexes", "sys.index_columns", "sys.key_constraints" (Microsoft).
import { list, object, type Shaped, YES } from '../facts/body-shape.ts';
import { int, name, names, oneOf, opt, text } from '../facts/value-shape.ts';
import { TYPE_NAME } from './type-shape.ts';

/** Where rows are kept: a filegroup, or a partition scheme with its column. */
export const STORAGE = object({ on: name, column: opt(name) });

/** Where rows are kept. */
export type Storage = Shaped<typeof STORAGE>;

/** A column in the order of a key. */
export const KEY_COLUMN = object({
  name,
  isDescending: YES,
  /** `$node_id` …, which every node or edge has and no delimiters take. */
  isGraph: YES,
});

/** A column in the order of a key. */
export type KeyColumn = Shaped<typeof KEY_COLUMN>;

/** Partitions that are compressed alike, how is `XML` of XML_COMPRESSION; from and to are numbers of partitions, absent where all are. */
export const COMPRESSION = object({ how: text, from: opt(int), to: opt(int) });

/** What indexes and keys have alike. */
const OPTIONS = {
  fillFactor: opt(int),
  isPadded: YES,
  ignoresDuplicates: YES,
  suppressesMessages: YES,
  isNotRecomputed: YES,
  isIncremental: YES,
  refusesRowLocks: YES,
  refusesPageLocks: YES,
  isForSequentialKey: YES,
  storage: opt(STORAGE),
  compression: opt(list(COMPRESSION)),
  bucketCount: opt(int),
  isDisabled: YES,
} as const;

/** `sys.indexes.type` in the words of CREATE INDEX, of those that an index can be of. */
export const INDEX_KINDS = [
  'CLUSTERED',
  'NONCLUSTERED',
  'CLUSTERED COLUMNSTORE',
  'NONCLUSTERED COLUMNSTORE',
  'HASH',
  'XML',
  'SPATIAL',
  'JSON',
  'VECTOR',
] as const;

/** A path that a selective XML index keeps, as XQuery or as a type of SQL. */
const XML_PATH = object({
  name,
  path: text,
  /** Of XQuery: its type, where it is not found out. */
  xqueryType: opt(text),
  /** Of XQuery: most characters, where they are told. */
  most: opt(int),
  isNode: YES,
  sqlType: opt(TYPE_NAME),
  isSingleton: YES,
});

/** What XML indexes have of their own. */
const XML_PARTS = object({
  form: oneOf('PRIMARY', 'SECONDARY', 'SELECTIVE', 'SECONDARY SELECTIVE'),
  /** Of a secondary one: the index that it stands on. */
  using: opt(name),
  purpose: opt(oneOf('PATH', 'VALUE', 'PROPERTY')),
  /** Of a secondary selective one: the path that it is for. */
  path: opt(name),
  paths: opt(list(XML_PATH)),
  /** Namespaces of its paths; the default one has no prefix. */
  namespaces: opt(list(object({ prefix: opt(text), uri: text }))),
});

/** What XML indexes have of their own. */
export type XmlParts = Shaped<typeof XML_PARTS>;

/** What spatial indexes have of their own; numbers with a point as text, with all their digits. */
const SPATIAL_PARTS = object({
  scheme: oneOf('GEOMETRY_GRID', 'GEOMETRY_AUTO_GRID', 'GEOGRAPHY_GRID', 'GEOGRAPHY_AUTO_GRID'),
  box: opt(object({ xMin: text, yMin: text, xMax: text, yMax: text })),
  grids: opt(list(oneOf('LOW', 'MEDIUM', 'HIGH'))),
  cells: opt(int),
});

/** What spatial indexes have of their own. */
export type SpatialParts = Shaped<typeof SPATIAL_PARTS>;

/** An index. */
export const INDEX = object({
  name,
  kind: oneOf(...INDEX_KINDS),
  isUnique: YES,
  columns: opt(list(KEY_COLUMN)),
  included: opt(names),
  filter: opt(text),
  /** Of columnstores: the columns that they are ordered by. */
  order: opt(names),
  /** Minutes. */
  compressionDelay: opt(int),
  xml: opt(XML_PARTS),
  spatial: opt(SPATIAL_PARTS),
  /** Of JSON: its paths; absent is all. */
  json: opt(object({ paths: opt(list(text)), isForArrays: YES })),
  vector: opt(object({ metric: text, type: text })),
  ...OPTIONS,
});

/** An index. */
export type IndexShape = Shaped<typeof INDEX>;

/** Statistics that somebody made. */
export const STATISTICS = object({
  name,
  columns: names,
  filter: opt(text),
  isNotRecomputed: YES,
  isIncremental: YES,
  isAutoDropped: YES,
});

/** Statistics that somebody made. */
export type StatisticsShape = Shaped<typeof STATISTICS>;

/** A primary key or a unique constraint; it has no name where SQL Server gave it one. */
export const KEY = object({
  name: opt(name),
  isPrimary: YES,
  isClustered: YES,
  isHash: YES,
  columns: list(KEY_COLUMN),
  ...OPTIONS,
});

/** A primary key or a unique constraint. */
export type KeyShape = Shaped<typeof KEY>;
