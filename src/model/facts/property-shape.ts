// What a property of a fact can be, and the words that the tables of shapes say it in: the type, the JSON Schema and
// what the property is to whoever compares or shows it.
import type { ObjectKind } from '../catalog/object-type.ts';
import { LOGIN_TYPES } from '../catalog/principal-kind.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../catalog/securable-class.ts';
import type { Fact, FactKind, FactOf, Hex } from '../fact.ts';

/** A JSON Schema fragment for one property. */
export type PropertySchema = Readonly<Record<string, unknown>>;

/** One property of a fact kind. */
export interface PropertyShape<T = unknown, Optional extends boolean = boolean> {
  readonly schema: PropertySchema;
  /** Part of the fact's identity, in the order of the table. */
  readonly identity?: true;
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

/** What the product knows of one fact kind. */
export interface FactShape<F extends Fact = Fact> {
  /** What people call one of them. */
  readonly one: string;
  /** What people call them as a heading. */
  readonly many: string;
  /** The class that a permission on such a fact is of; absent for what takes none, and for what tells it itself. */
  readonly class?: SecurableClass;
  /** Whether it is a principal of its scope: it can own, be granted to, and be a member. */
  readonly isPrincipal?: true;
  /** The branch of the object tree that a selection names it by; absent where its own class or place decides. */
  readonly branch?: ObjectKind;
  /** Whether it is inventory itself, as long as it has no property that is not. */
  readonly isInventory?: true;
  readonly properties: {
    readonly [P in keyof Required<Omit<F, 'kind'>>]: PropertyShape<
      Required<F>[P],
      object extends Pick<F, P> ? true : false
    >;
  };
}

/** The shapes of some kinds of facts. */
export type ShapesOf<K extends FactKind> = { readonly [P in K]: FactShape<FactOf<P>> };

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

/** The class of a securable. */
export const classes = oneOf(...(Object.keys(SECURABLE_CLASSES) as SecurableClass[]));
/** The type of a login or user. */
export const logins = oneOf(...LOGIN_TYPES);
