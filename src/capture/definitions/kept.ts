// What the readers of one scope keep until every row is there: each reader has places of its own, and nobody else knows
// of them.

/** Where a scope keeps what its readers put by. */
export type Kept = Map<object, unknown>;

/** A place that each scope has once. */
export function keep<T>(make: () => T): (scope: { readonly kept: Kept }) => T {
  const place = {};
  return ({ kept }) => {
    if (!kept.has(place)) kept.set(place, make());
    return kept.get(place) as T;
  };
}

/** Things by the id of what they are part of, in the order in which they came. */
export class Parts<T> {
  readonly #parts = new Map<number, T[]>();

  add(of: number, part: T): void {
    const found = this.#parts.get(of);
    if (found === undefined) this.#parts.set(of, [part]);
    else found.push(part);
  }

  of(id: number): readonly T[] {
    return this.#parts.get(id) ?? [];
  }
}

/** A place for parts. */
export const keepParts = <T>() => keep(() => new Parts<T>());

/** A place for one thing by id. */
export const keepById = <T>() => keep(() => new Map<number, T>());
