// Indexes and keys: what their rows in the catalogue say, but for what is usual.
// Source: "sys.indexes", "sys.index_columns", "sys.key_constraints" (Microsoft).
import { list, object, type Shaped, YES } from '../facts/body-shape.ts';
import { int, name, names, oneOf, opt, text } from '../facts/value-shape.ts';

/** Where rows are kept: a filegroup, or a partition scheme with its column. */
export const STORAGE = object({ on: name, column: opt(name) });

/** Where rows are kept. */
export type Storage = Shaped<typeof STORAGE>;

/** A column in the order of a key. */
export const KEY_COLUMN = object({ name, isDescending: YES });

/** A column in the order of a key. */
export type KeyColumn = Shaped<typeof KEY_COLUMN>;

/** Partitions that are compressed alike; from and to are numbers of partitions, absent where all are. */
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
  isXmlCompressed: YES,
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
] as const;

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
