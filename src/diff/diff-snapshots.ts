// Two sorted streams of facts merged by key, one fact of each in hand at a time.
import type { Fact } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import { withoutSecrets } from '../model/secret.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import { arePasswordsComparable, caveatsOf } from './caveats.ts';
import type { Caveat, Change, DiffSummary, Side } from './change.ts';
import { compareFacts } from './compare-facts.ts';
import { mayHideIn } from './omission-reach.ts';

/** A snapshot in memory or opened as a stream: facts unique by key and in its ordinal order. */
export interface DiffSource {
  readonly header: SnapshotHeader;
  readonly facts: Iterable<Fact> | AsyncIterable<Fact>;
}

/** The differences of two snapshots, found while they are asked for. */
export interface SnapshotDiff extends AsyncIterable<Change> {
  readonly before: SnapshotHeader;
  readonly after: SnapshotHeader;
  readonly caveats: readonly Caveat[];
  /** The differences that were taken so far: the whole count once the last was. */
  readonly summary: DiffSummary;
}

/**
 * The differences between two snapshots in ordinal order of the facts' keys: database by database, then the
 * server. Memory does not grow with the snapshots when they are streams. Facts in changes have no secrets.
 * Iterating throws what reading the snapshots throws.
 */
export function diffSnapshots(before: DiffSource, after: DiffSource): SnapshotDiff {
  const count = { added: 0, removed: 0, changed: 0, unknown: 0 };
  return {
    before: before.header,
    after: after.header,
    caveats: caveatsOf(before.header, after.header),
    get summary() {
      return { ...count };
    },
    async *[Symbol.asyncIterator]() {
      Object.assign(count, { added: 0, removed: 0, changed: 0, unknown: 0 });
      for await (const change of merge(before, after)) {
        count[change.change] += 1;
        yield change;
      }
    },
  };
}

async function* merge(before: DiffSource, after: DiffSource): AsyncGenerator<Change, void, undefined> {
  const [old, young] = [new Cursor(before), new Cursor(after)];
  const comparable = arePasswordsComparable(before.header, after.header);
  try {
    await Promise.all([old.advance(), young.advance()]);
    while (old.fact !== undefined || young.fact !== undefined) {
      if (young.fact === undefined || (old.fact !== undefined && old.key < young.key)) {
        if (old.fact !== undefined) yield loneFact('after', old.key, old.fact, young.mayHide);
        await old.advance();
      } else if (old.fact === undefined || young.key < old.key) {
        yield loneFact('before', young.key, young.fact, old.mayHide);
        await young.advance();
      } else {
        const change = pair(old.key, old.fact, young.fact, comparable);
        if (change !== undefined) yield change;
        await old.advance();
        await young.advance();
      }
    }
  } finally {
    await Promise.all([old.close(), young.close()]);
  }
}

function loneFact(missing: Side, key: string, whole: Fact, mayHide: (fact: Fact) => boolean): Change {
  const fact = withoutSecrets(whole);
  if (mayHide(fact)) return { change: 'unknown', key, missing, fact };
  return missing === 'after'
    ? { change: 'removed', key, before: fact }
    : { change: 'added', key, after: fact };
}

function pair(key: string, before: Fact, after: Fact, comparable: boolean): Change | undefined {
  const changes = compareFacts(before, after, comparable);
  if (changes.length === 0) return undefined;
  return { change: 'changed', key, before: withoutSecrets(before), after: withoutSecrets(after), changes };
}

/** A place in one snapshot: the fact it stands on, or none at the end. */
class Cursor {
  fact: Fact | undefined;
  key = '';
  readonly mayHide: (fact: Fact) => boolean;
  readonly #facts: Iterator<Fact> | AsyncIterator<Fact>;

  constructor(source: DiffSource) {
    const { facts } = source;
    this.#facts = Symbol.asyncIterator in facts ? facts[Symbol.asyncIterator]() : facts[Symbol.iterator]();
    this.mayHide = mayHideIn(source.header);
  }

  async advance(): Promise<void> {
    const next = await this.#facts.next();
    this.fact = next.done ? undefined : next.value;
    this.key = this.fact === undefined ? '' : keyOf(this.fact);
  }

  async close(): Promise<void> {
    await this.#facts.return?.();
  }
}
