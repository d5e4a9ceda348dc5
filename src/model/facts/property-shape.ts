// The shape of a kind of facts: what it is called, and what each of its properties can be.
import type { ObjectKind } from '../catalog/object-type.ts';
import { LOGIN_TYPES } from '../catalog/principal-kind.ts';
import { SECURABLE_CLASSES, type SecurableClass } from '../catalog/securable-class.ts';
import type { Fact, FactKind, FactOf } from '../fact.ts';
import { oneOf, type PropertyShape } from './value-shape.ts';

export * from './value-shape.ts';

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

/** The class of a securable. */
export const classes = oneOf(...(Object.keys(SECURABLE_CLASSES) as SecurableClass[]));
/** The type of a login or user. */
export const logins = oneOf(...LOGIN_TYPES);
