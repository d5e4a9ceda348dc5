// What went and what came under names that are one: taken together, as one fact that changed or did not. Changes are held
// back from the first that may have such a counterpart to the end of its kind in its database, and never more than a
// bounded number, so that memory does not grow with the snapshots.
import type { Fact } from '../model/fact.ts';
import { prefixOf } from '../model/identity.ts';
import type { Added, Change, Removed } from './change.ts';
import { foldedKey } from './same-name.ts';

/** Changes held back at most. */
const MOST_HELD = 5_000;

/** Makes one change of two facts with one name, under the key that comes first; undefined where they do not differ. */
export type PairUp = (key: string, before: Fact, after: Fact) => Change | undefined;

/** The changes with those that are one taken together, in the order of the keys. */
export async function* pairNames(
  changes: AsyncIterable<Change>,
  pairUp: PairUp,
): AsyncGenerator<Change, void, undefined> {
  let held: Change[] = [];
  let place: string | undefined;
  for await (const change of changes) {
    const here = prefixOf(factOf(change));
    if (held.length > 0 && (here !== place || held.length >= MOST_HELD)) {
      yield* paired(held, pairUp);
      held = [];
    }
    place = here;
    if (held.length > 0 || isCandidate(change)) held.push(change);
    else yield change;
  }
  yield* paired(held, pairUp);
}

function factOf(change: Change): Fact {
  if (change.change === 'unknown') return change.fact;
  return change.change === 'added' ? change.after : change.before;
}

function isCandidate(change: Change): change is Added | Removed {
  if (change.change !== 'added' && change.change !== 'removed') return false;
  return foldedKey(factOf(change)) !== undefined;
}

function* paired(held: readonly Change[], pairUp: PairUp): Generator<Change, void, undefined> {
  const partners = partnersOf(held.filter(isCandidate));
  const done = new Set<Change>();
  for (const change of held) {
    if (done.has(change)) continue;
    const partner = partners.get(change);
    if (partner === undefined) {
      yield change;
      continue;
    }
    done.add(partner);
    const [before, after] = change.change === 'removed' ? [change, partner] : [partner, change];
    const one = pairUp(change.key, factOf(before), factOf(after));
    if (one !== undefined) yield one;
  }
}

/** What came and went under one name, where only one of each did. */
function partnersOf(candidates: readonly (Added | Removed)[]): ReadonlyMap<Change, Change> {
  const groups = new Map<string, (Added | Removed)[]>();
  for (const change of candidates) {
    const key = foldedKey(factOf(change)) ?? '';
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const partners = new Map<Change, Change>();
  for (const [one, other, ...more] of groups.values()) {
    if (one === undefined || other === undefined || more.length > 0 || one.change === other.change) continue;
    partners.set(one, other);
    partners.set(other, one);
  }
  return partners;
}
