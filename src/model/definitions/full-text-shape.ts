// Full-text search. Source: "sys.fulltext_catalogs", "sys.fulltext_stoplists", "sys.registered_search_property_lists",
// "sys.fulltext_indexes", "sys.fulltext_index_columns" (Microsoft).
import { list, object, YES } from '../facts/body-shape.ts';
import { int, name, oneOf, opt, text } from '../facts/value-shape.ts';

/** A catalog. */
export const FULL_TEXT_CATALOG = object({ isDefault: YES, isAccentInsensitive: YES });

/** A stoplist; `language` is an LCID. */
export const STOPLIST = object({ words: opt(list(object({ word: text, language: int }))) });

/** A property list. */
export const PROPERTY_LIST = object({
  properties: opt(list(object({ name, set: text, id: int, description: opt(text) }))),
});

/** The full-text index of a table or a view, whose name it has. */
export const FULL_TEXT_INDEX = object({
  /** The unique index that tells its rows. */
  key: name,
  catalog: name,
  filegroup: opt(name),
  tracking: oneOf('AUTO', 'MANUAL', 'OFF'),
  /** Absent is the system's. */
  stoplist: opt(name),
  isStoplistOff: YES,
  propertyList: opt(name),
  isDisabled: YES,
  /** It stands behind the view, whose unique index it needs. */
  isOnView: YES,
  columns: opt(list(object({ name, typeColumn: opt(name), language: opt(int), isSemantic: YES }))),
});
