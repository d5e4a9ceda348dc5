// Sorts facts by their keys without making any: names recur, so those of each part of the key are put in order once,
// and the facts are then counted into place, the last part first. Facts that share a key come out side by side, in
// the order they came in. Loops over every fact are plain ones: the first of them run before anything is compiled.
import type { Fact, FactKind } from '../model/fact.ts';
import { FACT_KINDS, propertyValue } from '../model/fact-shape.ts';
import { identityOf, partOf, prefixOf } from '../model/identity.ts';
import { ordinal } from '../model/order.ts';

/** Facts in the ordinal order of their keys, and the places of those that have the key of the one before. */
export interface SortedFacts {
  readonly facts: readonly Fact[];
  readonly twins: readonly number[];
}

/** Puts facts in order. */
export function sortFacts(facts: Iterable<Fact>): SortedFacts {
  return joinSorted(blocksOf(facts).map((block) => sortBlock(block, identityOf(block[0].kind))));
}

/** Puts lists in order, one after the other: no two may hold facts of one kind in one scope, nor of kinds in turns. */
export function joinSorted(lists: readonly SortedFacts[]): SortedFacts {
  const beginnings = lists.flatMap((list) =>
    list.facts.slice(0, 1).map((fact) => ({ list, key: begin(fact) })),
  );
  const facts: Fact[] = [];
  const twins: number[] = [];
  for (const { list } of beginnings.sort((a, b) => ordinal(a.key, b.key))) {
    for (const place of list.twins) twins.push(facts.length + place);
    for (const fact of list.facts) facts.push(fact);
  }
  return { facts, twins };
}

/** What the keys of a fact's kind and scope begin with. */
function begin(fact: Fact): string {
  return identityOf(fact.kind).length === 0 ? prefixOf(fact) : `${prefixOf(fact)}/`;
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

function sortBlock(facts: readonly Fact[], identity: readonly string[]): SortedFacts {
  const columns = numbered(facts, identity);
  let order: Uint32Array = new Uint32Array(facts.length).map((_, at) => at);
  for (const column of columns.toReversed()) {
    if (column.known.size > 1) order = placed(order, column.numbers, ranksOf(column));
  }
  const sorted: Fact[] = [];
  const twins: number[] = [];
  for (let place = 0; place < order.length; place++) {
    const at = order[place] as number;
    if (place > 0 && areTwins(columns, at, order[place - 1] as number)) twins.push(place);
    sorted.push(facts[at] as Fact);
  }
  return { facts: sorted, twins };
}

/** One property of a block's facts: its values numbered as they came, and for each fact the number of its value. */
interface Column {
  readonly property: string;
  /** What follows the property's part of the key. */
  readonly end: string;
  readonly known: Map<unknown, number>;
  readonly numbers: Uint32Array;
}

/** The properties as columns, all in one pass: the facts of a large server are more than a processor keeps at hand. */
function numbered(facts: readonly Fact[], identity: readonly string[]): readonly Column[] {
  const columns = identity.map((property, at): Column => {
    const end = at === identity.length - 1 ? '' : '/';
    return { property, end, known: new Map(), numbers: new Uint32Array(facts.length) };
  });
  // The values of most properties come in runs: one that stays is not looked up again.
  const last: unknown[] = columns.map(() => columns);
  for (let at = 0; at < facts.length; at++) {
    const fact = facts[at] as Fact;
    for (let column = 0; column < columns.length; column++) {
      const { property, known, numbers } = columns[column] as Column;
      const value = propertyValue(fact, property);
      if (value === last[column]) {
        numbers[at] = numbers[at - 1] as number;
        continue;
      }
      last[column] = value;
      let number = known.get(value);
      if (number === undefined) {
        number = known.size;
        known.set(value, number);
      }
      numbers[at] = number;
    }
  }
  return columns;
}

/** For each number of a column the rank of its value's part of the key. */
function ranksOf({ known, end }: Column): Uint32Array {
  const parts = Array.from(known.keys(), (value, number) => ({ part: partOf(value) + end, number }));
  const ranks = new Uint32Array(parts.length);
  parts
    .sort((a, b) => ordinal(a.part, b.part))
    .forEach(({ number }, rank) => {
      ranks[number] = rank;
    });
  return ranks;
}

function areTwins(columns: readonly Column[], at: number, before: number): boolean {
  // The last parts differ most often.
  for (let column = columns.length - 1; column >= 0; column--) {
    const { numbers } = columns[column] as Column;
    if (numbers[at] !== numbers[before]) return false;
  }
  return true;
}

/** One stable counting pass: the positions in `order`, by the ranks of the numbers that are there. */
function placed(order: Uint32Array, numbers: Uint32Array, ranks: Uint32Array): Uint32Array {
  const next = new Uint32Array(ranks.length + 1);
  for (let at = 0; at < numbers.length; at++) {
    const after = (ranks[numbers[at] as number] as number) + 1;
    next[after] = (next[after] as number) + 1;
  }
  for (let rank = 1; rank < next.length; rank++) {
    next[rank] = (next[rank] as number) + (next[rank - 1] as number);
  }
  const result = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place++) {
    const at = order[place] as number;
    const rank = ranks[numbers[at] as number] as number;
    const to = next[rank] as number;
    result[to] = at;
    next[rank] = to + 1;
  }
  return result;
}
