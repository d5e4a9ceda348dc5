// Types, sequences, synonyms, old defaults and rules, and what tables are spread by.
// Source: "sys.types", "sys.table_types", "sys.sequences", "sys.synonyms", "sys.partition_functions",
// "sys.partition_schemes" (Microsoft).
import { list, object, YES } from '../facts/body-shape.ts';
import { name, names, oneOf, opt, text } from '../facts/value-shape.ts';
import { INDEX, KEY } from './index-shape.ts';
import { CHECK, COLUMN } from './table-shape.ts';
import { CONSTANT, QUALIFIED, TYPE_NAME, USE } from './type-shape.ts';

/** An alias type: a type of the system under a name of its own. */
export const ALIAS_TYPE = object({
  base: TYPE_NAME,
  isNullable: YES,
  boundDefault: opt(QUALIFIED),
  boundRule: opt(QUALIFIED),
});

/** A table type: nothing in it has a name but its columns and indexes. */
export const TABLE_TYPE = object({
  columns: list(COLUMN),
  keys: opt(list(KEY)),
  checks: opt(list(CHECK)),
  indexes: opt(list(INDEX)),
  isMemoryOptimized: YES,
  uses: opt(list(USE)),
});

/** A sequence; its numbers are decimal text, since they can be larger than any number here. */
export const SEQUENCE = object({
  type: TYPE_NAME,
  start: text,
  increment: text,
  minimum: text,
  maximum: text,
  isCycling: YES,
  /** `NO CACHE`, or how many numbers; absent where SQL Server decides. */
  cache: opt(text),
});

/** A synonym, and the name that it stands for. */
export const SYNONYM = object({ base: text });

/** An XML schema collection: its schemas one behind the other, as SQL Server tells them. */
export const XML_SCHEMA_COLLECTION = object({ schemas: text });

/** A default or a rule of its own, which is bound to types and columns. */
export const BOUND_MODULE = object({ definition: opt(text), isQuotedIdentifierOff: YES });

/** A partition function. */
export const PARTITION_FUNCTION = object({
  type: TYPE_NAME,
  collation: opt(text),
  range: oneOf('LEFT', 'RIGHT'),
  boundaries: opt(list(CONSTANT)),
});

/** A partition scheme: the filegroups of its partitions in their order, that of the next one last. */
export const PARTITION_SCHEME = object({ function: name, filegroups: names });
