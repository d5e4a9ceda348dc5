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

function sortBlock(facts: readonly Fact[], identity: readonly string[]): Fact[] {
  let order: Uint32Array = Uint32Array.from(facts.keys());
  for (const property of identity.toReversed()) {
    order = placed(order, ranksOf(facts, property, property === identity.at(-1) ? '' : '/'));
  }
  return Array.from(order, (at) => facts[at] as Fact);
}

/** For each fact the rank of a property among all its values, as parts of keys; `end` follows the part in the key. */
function ranksOf(facts: readonly Fact[], property: string, end: string): Uint32Array {
  const numbers = new Map<unknown, number>();
  const ranks = new Uint32Array(facts.length);
  let [last, number]: [unknown, number] = [undefined, 0];
  for (let at = 0; at < facts.length; at++) {
    const value = propertyValue(facts[at] as Fact, property);
    if (value !== last || at === 0) {
      last = value;
      number = numbers.get(value) ?? numbers.size;
      if (number === numbers.size) numbers.set(value, number);
    }
    ranks[at] = number;
  }
  const parts = [...numbers].map(([value, number]) => ({ part: partOf(value) + end, number }));
  const rankOf = new Uint32Array(parts.length);
  parts
    .sort((a, b) => ordinal(a.part, b.part))
    .forEach(({ number }, rank) => {
      rankOf[number] = rank;
    });
  return ranks.map((number) => rankOf[number] ?? 0);
}

/** One stable counting pass: the positions in `order`, by the ranks of what is there. */
function placed(order: Uint32Array, ranks: Uint32Array): Uint32Array<ArrayBuffer> {
  const next = new Uint32Array(order.length + 1);
  for (const rank of ranks) next[rank + 1] = (next[rank + 1] ?? 0) + 1;
  for (let rank = 1; rank < next.length; rank++) next[rank] = (next[rank] ?? 0) + (next[rank - 1] ?? 0);
  const result = new Uint32Array(order.length);
  for (const at of order) {
    const rank = ranks[at] ?? 0;
    const place = next[rank] ?? 0;
    result[place] = at;
    next[rank] = place + 1;
  }
  return result;
}
