// What has a text of its own: views, procedures, functions, triggers. The text is what somebody sent, byte for byte.
// Source: "sys.sql_modules", "sys.numbered_procedures", "sys.procedures", "sys.triggers", "sys.trigger_events" (Microsoft).
import { list, object, YES } from '../facts/body-shape.ts';
import { int, names, oneOf, opt, text } from '../facts/value-shape.ts';
import { INDEX, STATISTICS } from './index-shape.ts';
import { USE } from './type-shape.ts';

/** What every module has. */
const MODULE_PARTS = {
  /** Absent where it is encrypted. */
  definition: opt(text),
  isAnsiNullsOff: YES,
  isQuotedIdentifierOff: YES,
  isSchemaBound: YES,
  uses: opt(list(USE)),
} as const;

/** A procedure. */
export const PROCEDURE = object({
  ...MODULE_PARTS,
  isNative: YES,
  /** Of master: it runs when the server starts. */
  isStartup: YES,
  /** Its further numbers, whose texts are absent where they are encrypted. */
  numbers: opt(list(object({ number: int, definition: opt(text) }))),
});

/** A function: scalar, inline, or of several statements. */
export const FUNCTION = object({
  ...MODULE_PARTS,
  type: oneOf('FN', 'IF', 'TF'),
  isNative: YES,
});

/** A view and its indexes. */
export const VIEW = object({ ...MODULE_PARTS, indexes: opt(list(INDEX)), statistics: opt(list(STATISTICS)) });

/** A trigger of a table or a view. */
export const TRIGGER = object({
  ...MODULE_PARTS,
  isDisabled: YES,
  /** Events that it is the first trigger to fire for. */
  firstFor: opt(names),
  /** Events that it is the last trigger to fire for. */
  lastFor: opt(names),
});
