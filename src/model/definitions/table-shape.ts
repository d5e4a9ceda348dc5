// A table and all that belongs to it: columns in their order, keys, checks, foreign keys and indexes by their names.
// Source: "sys.tables", "sys.columns", "sys.check_constraints", "sys.foreign_keys" (Microsoft).
import { list, listOrNone, object, type Shaped, YES } from '../facts/body-shape.ts';
import { int, name, names, oneOf, opt, text } from '../facts/value-shape.ts';
import { EDGE_CONSTRAINT } from './graph-shape.ts';
import { COMPRESSION, INDEX, KEY, STATISTICS, STORAGE } from './index-shape.ts';
import { FILE_TABLE, LEDGER } from './special-table-shape.ts';
import { QUALIFIED, TYPE_NAME, USE } from './type-shape.ts';

/** A column. */
export const COLUMN = object({
  name,
  /** Absent of a computed column, whose expression tells it. */
  type: opt(TYPE_NAME),
  /** The expression of a computed column, in parentheses. */
  computed: opt(text),
  isPersisted: YES,
  isNullable: YES,
  collation: opt(text),
  isFilestream: YES,
  isSparse: YES,
  isColumnSet: YES,
  /** The function that masks it. */
  mask: opt(text),
  /** Decimal numbers as text: they can be larger than any number here. */
  identity: opt(object({ seed: text, increment: text, isNotForReplication: YES })),
  /** `ROW START`, `ROW END` …: of GENERATED ALWAYS AS. */
  generated: opt(text),
  isHidden: YES,
  isRowGuid: YES,
  encryption: opt(object({ key: name, type: text, algorithm: text })),
  /** The default constraint; without a name where SQL Server gave it one. */
  default: opt(object({ name: opt(name), definition: text })),
  /** How sensitive what it holds is. */
  classification: opt(
    object({
      label: opt(text),
      labelId: opt(text),
      informationType: opt(text),
      informationTypeId: opt(text),
      rank: opt(oneOf('NONE', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
    }),
  ),
  boundDefault: opt(QUALIFIED),
  boundRule: opt(QUALIFIED),
  isAnsiPaddingOff: YES,
});

/** A column. */
export type ColumnShape = Shaped<typeof COLUMN>;

/** A check constraint; its expression is in parentheses. */
export const CHECK = object({
  name: opt(name),
  definition: text,
  isNotForReplication: YES,
  isNotTrusted: YES,
  isDisabled: YES,
});

/** A check constraint. */
export type CheckShape = Shaped<typeof CHECK>;

/** What a foreign key does; absent is NO ACTION. */
const ACTION = oneOf('CASCADE', 'SET NULL', 'SET DEFAULT');

/** A foreign key. */
export const FOREIGN_KEY = object({
  name: opt(name),
  columns: names,
  references: QUALIFIED,
  referencedColumns: names,
  onDelete: opt(ACTION),
  onUpdate: opt(ACTION),
  isNotForReplication: YES,
  isNotTrusted: YES,
  isDisabled: YES,
});

/** A foreign key. */
export type ForeignKeyShape = Shaped<typeof FOREIGN_KEY>;

/** A table. */
export const TABLE = object({
  /** None of an edge without columns of its own, and none of a table of files. */
  columns: listOrNone(COLUMN),
  keys: opt(list(KEY)),
  checks: opt(list(CHECK)),
  foreignKeys: opt(list(FOREIGN_KEY)),
  indexes: opt(list(INDEX)),
  statistics: opt(list(STATISTICS)),
  storage: opt(STORAGE),
  /** Of a heap; else it is that of the clustered index. */
  compression: opt(list(COMPRESSION)),
  textStorage: opt(name),
  filestreamStorage: opt(name),
  /** Most bytes of text, ntext and image that stay in a row. */
  textInRow: opt(int),
  /** Large values stand outside of their rows. */
  isLargeOutOfRow: YES,
  /** A bulk load locks the whole table. */
  isLockedOnBulkLoad: YES,
  /** Changes of its rows are tracked. */
  changeTracking: opt(object({ tracksColumns: YES })),
  lockEscalation: opt(oneOf('DISABLE', 'AUTO')),
  isAnsiNullsOff: YES,
  /** PERIOD FOR SYSTEM_TIME: its two columns. */
  period: opt(object({ start: name, end: name })),
  /** The table that keeps what its rows were, and for how long; absent is for ever. */
  history: opt(
    object({ schema: name, name, retention: opt(int), unit: opt(oneOf('DAYS', 'WEEKS', 'MONTHS', 'YEARS')) }),
  ),
  graph: opt(oneOf('NODE', 'EDGE')),
  edgeConstraints: opt(list(EDGE_CONSTRAINT)),
  ledger: opt(LEDGER),
  fileTable: opt(FILE_TABLE),
  isMemoryOptimized: YES,
  /** Of a memory-optimised table: only its definition outlives a restart. */
  isSchemaOnly: YES,
  uses: opt(list(USE)),
});

/** A table. */
export type TableShape = Shaped<typeof TABLE>;
