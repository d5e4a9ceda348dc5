// Objects whose absent properties are really absent: the one way in which the product leaves a property out.

/** An object type without what is undefined: properties that may be become optional. */
export type Defined<T> = { [P in keyof T as undefined extends T[P] ? never : P]: T[P] } & {
  [P in keyof T as undefined extends T[P] ? P : never]?: Exclude<T[P], undefined>;
};

/** The object without its undefined properties, in the order given. The object is changed: give one made for this. */
export function defined<T extends object>(object: T): Defined<T> {
  for (const property of Object.keys(object) as (keyof T)[]) {
    if (object[property] === undefined) delete object[property];
  }
  return object as unknown as Defined<T>;
}
