// Sorts facts by their keys without making any: names recur, so those of each part of the key are put in order once,
// and the facts are then counted into place, the last part first. Facts that share a key come out side by side, in
// the order they came in.
import type { Fact, FactKind } from '../model/fact.ts';
import { FACT_KINDS, propertyValue } from '../model/fact-shape.ts';
import { identityOf, partOf, prefixOf } from '../model/identity.ts';
import { ordinal } from '../model/order.ts';

/** The facts in the ordinal order of their keys. */
export function sortFacts(facts: Iterable<Fact>): Fact[] {
  const blocks = blocksOf(facts).map((block) => {
    const identity = identityOf(block[0].kind);
    const prefix = identity.length === 0 ? prefixOf(block[0]) : `${prefixOf(block[0])}/`;
    return { prefix, facts: sortBlock(block, identity) };
  });
  const sorted: Fact[] = [];
  for (const block of blocks.sort((a, b) => ordinal(a.prefix, b.prefix))) {
    for (const fact of block.facts) sorted.push(fact);
  }
  return sorted;
}

/** Whether two facts have the same key. */
export function areTwins(a: Fact, b: Fact): boolean {
  if (a.kind !== b.kind) return false;
  const identity = identityOf(a.kind);
  // The last parts differ most often.
  for (let at = identity.length - 1; at >= 0; at--) {
    const property = identity[at] as string;
    if (propertyValue(a, property) !== propertyValue(b, property)) return false;
  }
  return prefixOf(a) === prefixOf(b);
}

type Block = [Fact, ...Fact[]];

/** The facts by what their keys begin with: those of a block differ in the parts that follow, of which all have as many. */
function blocksOf(facts: Iterable<Fact>): Block[] {
  const blocks: Block[] = [];
  const byKind = new Map<FactKind, Map<unknown, Block>>(FACT_KINDS.map((kind) => [kind, new Map()]));
  for (const fact of facts) {
    const byDatabase = byKind.get(fact.kind);
    const database = propertyValue(fact, 'database');
    const block = byDatabase?.get(database);
    if (block !== undefined) block.push(fact);
    else {
      const begun: Block = [fact];
      byDatabase?.set(database, begun);
      blocks.push(begun);
    }
  }
  return blocks;
}

function sortBlock(facts: readonly Fact[], identity: readonly string[]): readonly Fact[] {
  if (facts.length === 1) return facts;
  let order: Uint32Array = new Uint32Array(facts.length).map((_, at) => at);
  for (const property of identity.toReversed()) {
    const ranked = rankedBy(facts, property, property === identity.at(-1) ? '' : '/');
    if (ranked.rankOf.length > 1) order = placed(order, ranked);
  }
  return Array.from(order, (at) => facts[at] as Fact);
}

/** The values of a property, numbered as they came, and the ranks of these numbers. */
interface Ranked {
  /** For each fact the number of its value. */
  readonly numbers: Uint32Array;
  /** For each number the rank of its value's part of the key; `end` follows the part. */
  readonly rankOf: Uint32Array;
}

function rankedBy(facts: readonly Fact[], property: string, end: string): Ranked {
  const known = new Map<unknown, number>();
  const numbers = new Uint32Array(facts.length);
  let [last, number]: [unknown, number] = [undefined, 0];
  for (let at = 0; at < facts.length; at++) {
    const value = propertyValue(facts[at] as Fact, property);
    if (value !== last || at === 0) {
      last = value;
      number = known.get(value) ?? known.size;
      if (number === known.size) known.set(value, number);
    }
    numbers[at] = number;
  }
  const parts = [...known.keys()].map((value, at) => ({ part: partOf(value) + end, number: at }));
  const rankOf = new Uint32Array(parts.length);
  parts
    .sort((a, b) => ordinal(a.part, b.part))
    .forEach(({ number: of }, rank) => {
      rankOf[of] = rank;
    });
  return { numbers, rankOf };
}

/** One stable counting pass: the positions in `order`, by the ranks of what is there. */
function placed(order: Uint32Array, { numbers, rankOf }: Ranked): Uint32Array {
  const counts = new Uint32Array(rankOf.length);
  for (let at = 0; at < numbers.length; at++) counts[rankAt(at)] = (counts[rankAt(at)] ?? 0) + 1;
  let begin = 0;
  const next = counts.map((count) => {
    begin += count;
    return begin - count;
  });
  const result = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) {
    const at = order[i] ?? 0;
    const place = next[rankAt(at)] ?? 0;
    result[place] = at;
    next[rankAt(at)] = place + 1;
  }
  return result;

  function rankAt(at: number): number {
    return rankOf[numbers[at] ?? 0] ?? 0;
  }
}
