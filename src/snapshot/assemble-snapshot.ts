// The border of the snapshot: facts in order, no two with one key, under a header that tells of them. Their shapes are
// what the types say; they are checked where a snapshot is written and read.
import { defined } from '../model/defined.ts';
import type { Fact } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import { ordinal } from '../model/order.ts';
import { type Omission, SNAPSHOT_FORMAT, type Snapshot, type SnapshotHeader } from '../model/snapshot.ts';
import { visible } from '../model/words/visible.ts';
import { canonical, factLine } from './fact-line.ts';
import { headerProblem, type KindCounts } from './header-check.ts';
import { internalError } from './internal-error.ts';
import { HEADER_SCHEMA } from './line-schema.ts';
import type { SortedFacts } from './sort-facts.ts';

/** What the maker of a snapshot says in its header; the rest follows from the facts. */
export type HeaderParts = Omit<SnapshotHeader, 'regrant' | 'format' | 'complete' | 'counts'>;

/**
 * Makes a snapshot of sorted facts. The header's lists are put in ordinal order, facts are counted, and the snapshot
 * is complete when there are no omissions. With `onTwins` one of several facts with the same key stays, whatever order
 * they came in, and it gives the omissions that tell so.
 * Throws a RegrantError `internal` for a malformed header or, without `onTwins`, with the key two facts share.
 */
export function assembleSnapshot(
  parts: HeaderParts,
  facts: SortedFacts,
  onTwins?: (dropped: readonly Fact[]) => readonly Omission[],
): Snapshot {
  if (onTwins === undefined) refuseTwins(facts);
  const { facts: sorted, dropped } = withoutTwins(facts);
  const omissions = [...parts.omissions, ...(dropped.length > 0 ? (onTwins?.(dropped) ?? []) : [])];
  const header: SnapshotHeader = {
    ...parts,
    regrant: 'snapshot',
    format: SNAPSHOT_FORMAT,
    complete: omissions.length === 0,
    omissions: inOrder(omissions, (omission) => omission.code),
    exclusions: inOrder(parts.exclusions, (exclusion) => exclusion.rule),
    ...defined({ notes: parts.notes && inOrder(parts.notes, (note) => note.code) }),
    counts: countKinds(sorted),
  };
  const problem = headerProblem(header);
  if (problem !== undefined) throw internalError(`The header is not valid: ${problem}.`);
  return Object.freeze({
    // In one order, so that two captures that were asked for the same say the same.
    header: Object.freeze(canonical(header, HEADER_SCHEMA) as SnapshotHeader),
    facts: Object.freeze(sorted),
  });
}

function refuseTwins({ facts, twins: [place] }: SortedFacts): void {
  if (place !== undefined)
    throw internalError(`Two facts have the key ${visible(keyOf(facts[place] as Fact))}.`);
}

/** Leaves the first of each run of equal keys, by the facts' own text, and gives the others. */
function withoutTwins({ facts, twins }: SortedFacts): {
  readonly facts: readonly Fact[];
  readonly dropped: readonly Fact[];
} {
  if (twins.length === 0) return { facts, dropped: [] };
  const isTwin = new Set(twins);
  const [kept, dropped]: [Fact[], Fact[]] = [[], []];
  for (const [place, fact] of facts.entries()) {
    const last = kept.at(-1);
    if (last === undefined || !isTwin.has(place)) {
      kept.push(fact);
    } else {
      const comesFirst = ordinal(factLine(fact), factLine(last)) < 0;
      dropped.push(comesFirst ? last : fact);
      if (comesFirst) kept[kept.length - 1] = fact;
    }
  }
  return { facts: kept, dropped };
}

function countKinds(facts: readonly Fact[]): KindCounts {
  const counts: KindCounts = {};
  for (const { kind } of facts) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function inOrder<T extends { readonly database?: string; readonly fact?: string }>(
  list: readonly T[],
  codeOf: (item: T) => string,
): readonly T[] {
  const text = (item: T) => JSON.stringify([item.database ?? '', codeOf(item), item.fact ?? '']);
  return [...list].sort((a, b) => ordinal(text(a), text(b)));
}
