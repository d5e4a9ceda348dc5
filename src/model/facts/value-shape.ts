// What a property can be, and the words that the tables of shapes say it in: the type, the JSON Schema and what the
// property is to whoever compares or shows it.
import type { Hex } from './fact-value.ts';

/** A JSON Schema fragment for one property. */
export type PropertySchema = Readonly<Record<string, unknown>>;

/** One property of a fact kind. */
export interface PropertyShape<T = unknown, Optional extends boolean = boolean> {
  /** Its JSON Schema. */
  readonly schema: PropertySchema;
  /** Part of the fact's identity, in the order of the table. */
  readonly identity?: true;
  /** Whether it may be absent. */
  readonly optional: Optional;
  /** Never shown in a diff, a log or an error, only that it changed; the word says of what it is. */
  readonly secret?: 'password';
  /** The value is a name, or a list of names, and is shown as one. */
  readonly isName?: true;
  /** It tells what there is, not who may do what: a diff tells of it only when it is asked for the inventory. */
  readonly isInventory?: true;
  /** Never there: it carries the type of the property's value to the compiler. */
  readonly of?: T;
}

/** A property that every fact of the kind has. */
type Always<T> = PropertyShape<T, false>;

/** Text. */
export const text: Always<string> = { schema: { type: 'string' }, optional: false };
/** A name. */
export const name: Always<string> = { ...text, isName: true };
/** A list of names, never empty. */
export const names: Always<readonly string[]> = {
  schema: { type: 'array', items: { type: 'string' }, minItems: 1 },
  optional: false,
  isName: true,
};
/** Yes or no. */
export const bool: Always<boolean> = { schema: { type: 'boolean' }, optional: false };
/** A whole number. */
export const int: Always<number> = { schema: { type: 'integer' }, optional: false };
/** A SID or another binary value. */
export const hex: Always<Hex> = {
  schema: { type: 'string', pattern: '^0x([0-9A-F]{2})*$' },
  optional: false,
};
/** One of few values. */
export const oneOf = <const T extends string | number | boolean>(...values: readonly T[]): Always<T> => ({
  schema: { enum: values },
  optional: false,
});
/** Part of the identity. */
export const id = <S extends PropertyShape>(shape: S) => ({ ...shape, identity: true as const });
/** May be absent. */
export const opt = <T>(shape: Always<T>): PropertyShape<T, true> => ({ ...shape, optional: true });
/** Tells what there is, not who may do what. */
export const inventory = <S extends PropertyShape>(shape: S): S => ({ ...shape, isInventory: true });
/** Never shown. */
export const password = <T>(shape: Always<T>): PropertyShape<T, true> => ({
  ...opt(shape),
  secret: 'password',
});
