// Two sorted streams of facts merged by key, one fact of each in hand at a time.
import type { Fact, FactKind } from '../model/fact.ts';
import { haveOneKey, keyOf } from '../model/identity.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import { caveatsOf } from './caveats.ts';
import type { Caveat, Change, DiffSummary } from './change.ts';
import { Comparison, withoutInventory } from './comparison.ts';
import { pairNames } from './pair-names.ts';
import { type RenamedObject, RenamedObjects } from './renamed-objects.ts';

/** A snapshot in memory or opened as a stream: facts unique by key and in its ordinal order. */
export interface DiffSource {
  /** The header of the snapshot. */
  readonly header: SnapshotHeader;
  /** The facts, in the ordinal order of their keys. */
  readonly facts: Iterable<Fact> | AsyncIterable<Fact>;
}

/** The differences of two snapshots, found while they are asked for. */
export interface SnapshotDiff extends AsyncIterable<Change> {
  /** The header of the older side. */
  readonly before: SnapshotHeader;
  /** The header of the younger side. */
  readonly after: SnapshotHeader;
  /** What the comparison cannot tell, and why. */
  readonly caveats: readonly Caveat[];
  /** The differences that were taken so far: the whole count once the last was. */
  readonly summary: DiffSummary;
  /**
   * Objects that have another name, told by their definitions: each is a removed one and an added one among the
   * differences. Known once the last difference was taken.
   */
  readonly renamed: readonly RenamedObject[];
}

/** How to compare. */
export interface DiffOptions {
  /**
   * Also tell what only says what there is (a table that nothing is granted on, a release), and not who may do what.
   * Default false: it is counted.
   */
  readonly inventory?: boolean;
  /** Whether definitions of objects are told, where both snapshots have them. Default true. */
  readonly definitions?: boolean;
}

const RULES: OptionRules<DiffOptions> = { inventory: 'flag', definitions: 'flag' };

const NONE: DiffSummary = { added: 0, removed: 0, changed: 0, unknown: 0, inventory: 0 };

/**
 * The differences between two snapshots in ordinal order of the facts' keys: database by database, then the
 * server. Memory does not grow with the snapshots when they are streams. Facts in changes have no secrets.
 * Iterating throws what reading the snapshots throws.
 */
export function diffSnapshots(
  before: DiffSource,
  after: DiffSource,
  options: DiffOptions = {},
): SnapshotDiff {
  checkOptions(options, RULES);
  const { inventory = false, definitions = true } = options;
  const isTold = definitions && before.header.definitions === true && after.header.definitions === true;
  const leftOut: FactKind | undefined = isTold ? undefined : 'definition';
  const comparison = new Comparison(before.header, after.header);
  let count = { ...NONE };
  let renamed = new RenamedObjects();
  return {
    before: before.header,
    after: after.header,
    caveats: caveatsOf(before.header, after.header, definitions),
    get summary() {
      return { ...count };
    },
    get renamed() {
      return renamed.all;
    },
    async *[Symbol.asyncIterator]() {
      count = { ...NONE };
      renamed = new RenamedObjects();
      const changes = merge([new Cursor(before, leftOut), new Cursor(after, leftOut)], comparison);
      for await (const found of pairNames(changes, (...two) => comparison.pair(...two))) {
        const change = inventory ? found : withoutInventory(found);
        if (change === undefined) count = { ...count, inventory: count.inventory + 1 };
        else {
          count = { ...count, [change.change]: count[change.change] + 1 };
          renamed.see(change);
          yield change;
        }
      }
    },
  };
}

async function* merge(
  [old, young]: readonly [Cursor, Cursor],
  comparison: Comparison,
): AsyncGenerator<Change, void, undefined> {
  try {
    await Promise.all([old.advance(), young.advance()]);
    while (old.fact !== undefined || young.fact !== undefined) {
      if (old.fact !== undefined && young.fact !== undefined && isOneKey(old, young)) {
        const change = comparison.pair(undefined, old.fact, young.fact);
        if (change !== undefined) yield change;
        await old.advance();
        await young.advance();
      } else if (old.fact !== undefined && (young.fact === undefined || old.key < young.key)) {
        yield comparison.lone('after', old.key, old.fact);
        await old.advance();
      } else if (young.fact !== undefined) {
        yield comparison.lone('before', young.key, young.fact);
        await young.advance();
      }
    }
  } finally {
    await Promise.all([old.close(), young.close()]);
  }
}

/** A place in one snapshot: the fact it stands on, or none at the end. */
class Cursor {
  fact: Fact | undefined;
  #key: string | undefined;
  readonly #facts: Iterator<Fact> | AsyncIterator<Fact>;

  readonly #leftOut: FactKind | undefined;

  constructor({ facts }: DiffSource, leftOut: FactKind | undefined) {
    this.#leftOut = leftOut;
    this.#facts = Symbol.asyncIterator in facts ? facts[Symbol.asyncIterator]() : facts[Symbol.iterator]();
  }

  async advance(): Promise<void> {
    do {
      const next = await this.#facts.next();
      this.fact = next.done ? undefined : next.value;
    } while (this.fact !== undefined && this.fact.kind === this.#leftOut);
    this.#key = undefined;
  }

  /** Of most facts nobody asks for it: they have one key on both sides. */
  get key(): string {
    this.#key ??= this.fact === undefined ? '' : keyOf(this.fact);
    return this.#key;
  }

  async close(): Promise<void> {
    await this.#facts.return?.();
  }
}

/** Whether both stand on one key: nearly always seen without making it. */
function isOneKey(a: Cursor, b: Cursor): boolean {
  if (a.fact !== undefined && b.fact !== undefined && haveOneKey(a.fact, b.fact)) return true;
  return a.key === b.key;
}
