// A database itself: its filegroups and files, and its options by the words of ALTER DATABASE. Names and paths of files are
// as they were; a script may be told to put them elsewhere.
// Source: "sys.database_files", "sys.filegroups", "sys.databases", "sys.database_query_store_options",
// "sys.database_automatic_tuning_options" (Microsoft).
import { list, object, YES } from '../facts/body-shape.ts';
import { bool, int, name, oneOf, opt, text } from '../facts/value-shape.ts';

/** A filegroup. */
const FILEGROUP = object({
  name,
  /** What it holds besides rows: files of FILESTREAM, or tables in memory. */
  holds: opt(oneOf('FILESTREAM', 'MEMORY_OPTIMIZED_DATA')),
  isDefault: YES,
  isReadOnly: YES,
  growsTogether: YES,
});

/** A file; sizes are KB. */
const FILE = object({
  name,
  path: text,
  /** Absent for the log. */
  filegroup: opt(name),
  /** Absent for a folder of FILESTREAM or of tables in memory. */
  size: opt(int),
  /** Absent where nothing but the disk is the limit. */
  maxSize: opt(int),
  /** 0 where it does not grow. */
  growth: opt(int),
  /** Whether it grows by so many percent. */
  growsByPercent: YES,
});

/** What the query store keeps of a query where that was set by hand. */
const CAPTURE_POLICY = object({ executions: int, compileMs: int, executionMs: int, staleHours: int });

/** The query store, where it is on. */
const QUERY_STORE = object({
  mode: oneOf('READ_ONLY', 'READ_WRITE'),
  flushSeconds: int,
  intervalMinutes: int,
  maxStorage: int,
  staleDays: int,
  plansPerQuery: int,
  capture: text,
  /** Where `capture` is CUSTOM. */
  policy: opt(CAPTURE_POLICY),
  cleanup: text,
  /** Whether what queries wait for is kept; absent where it is, as in every new query store. */
  waits: opt(oneOf('OFF')),
});

/** A database. */
export const DATABASE = object({
  collation: opt(text),
  isContained: YES,
  /** `CATALOG_COLLATION`, where it is not the database's own. */
  catalogCollation: opt(text),
  isLedger: YES,
  /** The first is PRIMARY. */
  filegroups: list(FILEGROUP),
  files: list(FILE),
  options: opt(list(object({ name: text, value: text }))),
  queryStore: opt(QUERY_STORE),
  /** What of automatic tuning somebody switched on. */
  tuning: opt(list(oneOf('FORCE_LAST_GOOD_PLAN', 'CREATE_INDEX', 'DROP_INDEX', 'MAINTAIN_INDEX'))),
  /** How long changes are kept, where change tracking is on. */
  changeTracking: opt(object({ retention: int, unit: oneOf('MINUTES', 'HOURS', 'DAYS'), cleansUp: bool })),
  fileStream: opt(object({ access: oneOf('OFF', 'READ_ONLY', 'FULL'), directory: opt(text) })),
  isBrokerOff: YES,
  /** Who may come in, where not everybody may. */
  access: opt(oneOf('SINGLE_USER', 'RESTRICTED_USER')),
  isReadOnly: YES,
});
