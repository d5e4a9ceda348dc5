// What stands outside of the database: data sources, file formats, external tables, functions of libraries of the
// machine. Source: "sys.external_data_sources", "sys.external_file_formats", "sys.external_tables",
// "sys.external_models", "sys.extended_procedures" (Microsoft).
import { list, object, YES } from '../facts/body-shape.ts';
import { int, name, oneOf, opt, text } from '../facts/value-shape.ts';
import { STATISTICS } from './index-shape.ts';
import { COLUMN } from './table-shape.ts';

/** A data source; its credential is named, and made by nobody here. */
export const EXTERNAL_DATA_SOURCE = object({
  /** Absent of one whose location says what it is. */
  type: opt(oneOf('HADOOP', 'RDBMS', 'SHARD_MAP_MANAGER', 'BLOB_STORAGE')),
  location: text,
  resourceManager: opt(text),
  credential: opt(name),
  database: opt(text),
  shardMap: opt(text),
  connectionOptions: opt(text),
  isPushdownOff: YES,
});

/** A file format. */
export const EXTERNAL_FILE_FORMAT = object({
  type: text,
  fieldTerminator: opt(text),
  stringDelimiter: opt(text),
  dateFormat: opt(text),
  usesTypeDefault: YES,
  serde: opt(text),
  encoding: opt(text),
  compression: opt(text),
  firstRow: opt(int),
  parserVersion: opt(text),
});

/** A model of an endpoint, or of files of the machine; its credential is named, and made by nobody here. */
export const EXTERNAL_MODEL = object({
  location: text,
  format: text,
  type: oneOf('EMBEDDINGS'),
  model: text,
  credential: opt(name),
  /** JSON, as SQL Server tells it. */
  parameters: opt(text),
});

/** Whether its statement needs LOCAL_RUNTIME_PATH, which the catalogue does not show: ONNX Runtime runs it on the machine. */
export function hasHiddenPath({ format }: { readonly format: string }): boolean {
  return /^onnx runtime$/i.test(format);
}

/** A table whose rows stand elsewhere. */
export const EXTERNAL_TABLE = object({
  columns: list(COLUMN),
  source: name,
  format: opt(name),
  location: opt(text),
  reject: opt(object({ type: oneOf('VALUE', 'PERCENTAGE'), value: text, sample: opt(text) })),
  rejectedRows: opt(text),
  remoteSchema: opt(text),
  remoteName: opt(text),
  options: opt(text),
  distribution: opt(oneOf('SHARDED', 'REPLICATED', 'ROUND_ROBIN')),
  shardedBy: opt(name),
  statistics: opt(list(STATISTICS)),
});

/** An extended procedure, and the file of the library that it is a function of. */
export const EXTENDED_PROCEDURE = object({ library: text });
