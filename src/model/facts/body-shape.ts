// Shapes of what a property holds that is more than one value: objects and lists of them. Type and JSON Schema come of
// the same words, so that neither can say what the other does not.
import type { PropertyShape } from './value-shape.ts';

/** The type of a shape's values. */
export type Shaped<S> = S extends PropertyShape<infer T, boolean> ? T : never;

type Properties = Readonly<Record<string, PropertyShape>>;

/** The type of an object with these properties. */
export type ShapedObject<P extends Properties> = {
  readonly [K in keyof P as P[K] extends { readonly optional: false } ? K : never]: Shaped<P[K]>;
} & {
  readonly [K in keyof P as P[K] extends { readonly optional: true } ? K : never]?: Shaped<P[K]>;
};

/** A closed object. */
export function object<const P extends Properties>(properties: P): PropertyShape<ShapedObject<P>, false> {
  const entries = Object.entries(properties);
  return {
    schema: {
      type: 'object',
      properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
      required: entries.filter(([, { optional }]) => !optional).map(([name]) => name),
      additionalProperties: false,
    },
    optional: false,
  };
}

/** A list in an order of its own. */
export function list<T>({ schema }: PropertyShape<T, false>): PropertyShape<readonly T[], false> {
  return { schema: { type: 'array', items: schema, minItems: 1 }, optional: false };
}

/** A list that may have nothing in it. */
export function listOrNone<T>({ schema }: PropertyShape<T, false>): PropertyShape<readonly T[], false> {
  return { schema: { type: 'array', items: schema }, optional: false };
}

/** True; what is absent is not so. */
export const YES: PropertyShape<true, true> = { schema: { enum: [true] }, optional: true };
