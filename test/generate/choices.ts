// Decisions drawn out of one integer, by mixed radix: 0 takes the first choice everywhere, so a smaller number
// makes a simpler item, which is what a shrinking property test needs.

/** Draws decisions until the number is used up; from then on the first choice. */
export class Choices {
  private left: number;

  constructor(item: number) {
    this.left = item;
  }

  /** An integer from 0 to below `count`. */
  below(count: number): number {
    if (count <= 1) return 0;
    const drawn = this.left % count;
    this.left = Math.floor(this.left / count);
    return drawn;
  }

  /** One of a list that is not empty. */
  pick<T>(list: readonly T[]): T {
    const [first] = list;
    if (first === undefined) throw new Error('There is nothing to choose from.');
    return list[this.below(list.length)] ?? first;
  }

  /** True once in `count` times, never when the number is used up. */
  once(count: number): boolean {
    return this.below(count) === count - 1;
  }
}

/** An endless stream of items, the same for the same seed (mulberry32, two words an item). */
export function* itemsOf(seed: number): Generator<number, never> {
  let state = seed >>> 0;
  const word = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  for (;;) yield (word() & 0x1fffff) * 0x100000000 + word();
}
