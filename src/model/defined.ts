// Objects whose absent properties are really absent: the one way in which the product leaves a property out.

/** An object type without what is undefined: properties that may be become optional. */
export type Defined<T> = { [P in keyof T as undefined extends T[P] ? never : P]: T[P] } & {
  [P in keyof T as undefined extends T[P] ? P : never]?: Exclude<T[P], undefined>;
};

/**
 * The object without its undefined properties, in the order given: itself, where it has none of them. A copy, and not
 * the object with properties deleted, since objects that lost some are slow ever after.
 */
export function defined<T extends object>(object: T): Defined<T> {
  for (const property in object) if (object[property] === undefined) return copied(object);
  return object as unknown as Defined<T>;
}

function copied<T extends object>(object: T): Defined<T> {
  const kept: Partial<T> = {};
  for (const property in object) if (object[property] !== undefined) kept[property] = object[property];
  return kept as unknown as Defined<T>;
}
