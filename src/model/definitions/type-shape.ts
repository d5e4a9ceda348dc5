// A data type as the catalogue has it, in parts: never as text that a script would take over.
// Source: "sys.types", "sys.columns" (Microsoft).
import { object, type Shaped, YES } from '../facts/body-shape.ts';
import { hex, int, name, oneOf, opt, text } from '../facts/value-shape.ts';

/** A value in the language's own form, and the type that it was given in; without a value it is NULL. */
export const CONSTANT = object({ type: text, value: opt(text) });

/** A value and its type. */
export type Constant = Shaped<typeof CONSTANT>;

/** Something in a schema. */
export const QUALIFIED = object({ schema: name, name });

/** Something in a schema. */
export type Qualified = Shaped<typeof QUALIFIED>;

/** What a statement names: hard where it has to be there first, soft where SQL Server lets it come later. */
export const USE = object({ schema: name, name, isBound: YES, isType: YES });

/** What a statement names. */
export type Use = Shaped<typeof USE>;

/** A signature of a module or an assembly, and the key that it is by. */
export const SIGNATURE = object({
  by: oneOf('CERTIFICATE', 'ASYMMETRIC KEY'),
  key: name,
  isCounter: YES,
  signature: hex,
});

/** A signature. */
export type Signature = Shaped<typeof SIGNATURE>;

/** A data type; one of the system has no schema. */
export const TYPE_NAME = object({
  schema: opt(name),
  name,
  /** Characters or bytes; -1 is max. */
  length: opt(int),
  precision: opt(int),
  scale: opt(int),
  /** Of xml. */
  collection: opt(QUALIFIED),
  isDocument: YES,
  /** Of vector. */
  dimensions: opt(int),
  base: opt(text),
});

/** A data type. */
export type TypeName = Shaped<typeof TYPE_NAME>;

/**
 * An extended property of an object, or of the part of it that is named. The value is text; `type` tells what it is where
 * it is not nvarchar.
 */
export const EXTENDED_PROPERTY = object({
  part: opt(oneOf('COLUMN', 'CONSTRAINT', 'INDEX', 'PARAMETER', 'TRIGGER')),
  of: opt(name),
  name,
  value: opt(text),
  type: opt(TYPE_NAME),
});

/** An extended property. */
export type ExtendedProperty = Shaped<typeof EXTENDED_PROPERTY>;
