// Assemblies, and what is made of them: their modules have no text, and are told in parts.
// Source: "sys.assemblies", "sys.assembly_files", "sys.assembly_references", "sys.assembly_modules", "sys.assembly_types",
// "sys.parameters", "sys.function_order_columns" (Microsoft).
import { list, object, YES } from '../facts/body-shape.ts';
import { hex, name, names, oneOf, opt, text } from '../facts/value-shape.ts';
import { KEY_COLUMN } from './index-shape.ts';
import { CONSTANT, TYPE_NAME } from './type-shape.ts';

/** An assembly: its own file first, and those that were added to it. */
export const ASSEMBLY = object({
  permissionSet: oneOf('SAFE', 'EXTERNAL_ACCESS', 'UNSAFE'),
  /** Nothing can be made of it: it came with one that refers to it. */
  isHidden: YES,
  content: hex,
  files: opt(list(object({ name: text, content: hex }))),
  /** The assemblies that it refers to. */
  references: opt(names),
});

/** What of an assembly a module is. */
const EXTERNAL = { assembly: name, className: text, method: text } as const;

/** As whom it runs; with neither as whoever calls it. */
const RUNS_AS = { isAsOwner: YES, executeAs: opt(name) } as const;

/** A parameter of a module without a text. */
export const PARAMETER = object({
  name,
  type: TYPE_NAME,
  default: opt(CONSTANT),
  isOutput: YES,
  isReadOnly: YES,
});

const PARAMETERS = { parameters: opt(list(PARAMETER)) } as const;

/** A procedure of CLR. */
export const CLR_PROCEDURE = object({ ...PARAMETERS, ...RUNS_AS, ...EXTERNAL });

/** A function of CLR: it returns a value, or a table of these columns. */
export const CLR_FUNCTION = object({
  ...PARAMETERS,
  returns: opt(TYPE_NAME),
  columns: opt(list(object({ name, type: TYPE_NAME }))),
  /** The order that its rows come in. */
  order: opt(list(KEY_COLUMN)),
  returnsNullOnNull: YES,
  ...RUNS_AS,
  ...EXTERNAL,
});

/** An aggregate. */
export const AGGREGATE = object({
  ...PARAMETERS,
  returns: TYPE_NAME,
  assembly: name,
  className: text,
});

/** A type of CLR. */
export const CLR_TYPE = object({ assembly: name, className: text });

/** A trigger of CLR, of a table, a view or the database. */
export const CLR_TRIGGER = object({
  events: names,
  isInsteadOf: YES,
  isNotForReplication: YES,
  isDisabled: YES,
  firstFor: opt(names),
  lastFor: opt(names),
  ...RUNS_AS,
  ...EXTERNAL,
});
