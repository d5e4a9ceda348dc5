// What reading something came to: a value, or why there is none.

/** Something that was read, or why it could not be. */
export type Reading<T> =
  | { readonly isKnown: true; readonly value: T }
  | { readonly isKnown: false; readonly why: string };

/** What was read. */
export function known<T>(value: T): Reading<T> {
  return { isKnown: true, value };
}

/** Why it could not be read: a sentence. */
export function unknown<T>(why: string): Reading<T> {
  return { isKnown: false, why };
}
