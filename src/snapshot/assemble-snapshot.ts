// The border of the snapshot: whatever order the facts came in, here they are checked, sorted once and frozen.
import type { Fact } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import { ordinal } from '../model/order.ts';
import { type Omission, SNAPSHOT_FORMAT, type Snapshot, type SnapshotHeader } from '../model/snapshot.ts';
import { visible } from '../model/visible.ts';
import { factProblem } from './fact-check.ts';
import { factLine } from './fact-line.ts';
import { headerProblem, type KindCounts } from './header-check.ts';
import { internalError } from './internal-error.ts';
import { areTwins, sortFacts } from './sort-facts.ts';

/** What the maker of a snapshot says in its header; the rest follows from the facts. */
export type HeaderParts = Omit<SnapshotHeader, 'regrant' | 'format' | 'complete' | 'counts'>;

/**
 * Makes a snapshot of facts in any order. Facts are frozen and sorted by key; the header's lists are put in
 * ordinal order, facts are counted, and the snapshot is complete when there are no omissions. With `onTwins` one of
 * several facts with the same key stays, whatever order they came in, and it gives the omissions that tell so.
 * Throws a RegrantError `internal`, with the key, for a malformed fact or, without `onTwins`, two facts with one key.
 */
export function assembleSnapshot(
  parts: HeaderParts,
  facts: Iterable<Fact>,
  onTwins?: (dropped: readonly Fact[]) => readonly Omission[],
): Snapshot {
  const sorted = sortFacts(checkedFacts(facts, parts.passwords));
  const dropped = onTwins === undefined ? refuseTwins(sorted) : dropTwins(sorted);
  const omissions = [...parts.omissions, ...(dropped.length > 0 ? (onTwins?.(dropped) ?? []) : [])];
  const header: SnapshotHeader = {
    ...parts,
    regrant: 'snapshot',
    format: SNAPSHOT_FORMAT,
    complete: omissions.length === 0,
    omissions: inOrder(omissions, (omission) => omission.code),
    exclusions: inOrder(parts.exclusions, (exclusion) => exclusion.rule),
    ...(parts.notes === undefined ? {} : { notes: inOrder(parts.notes, (note) => note.code) }),
    counts: countKinds(sorted),
  };
  const problem = headerProblem(header);
  if (problem !== undefined) throw internalError(`The header is not valid: ${problem}.`);
  return Object.freeze({
    header: Object.freeze(header),
    facts: Object.freeze(sorted),
  });
}

function checkedFacts(facts: Iterable<Fact>, passwords: SnapshotHeader['passwords']): readonly Fact[] {
  const checked: Fact[] = [];
  for (const fact of facts) {
    const problem = factProblem(fact, passwords);
    if (problem !== undefined) throw internalError(`The fact ${nameOf(fact)} ${problem}.`);
    checked.push(Object.freeze(fact));
  }
  return checked;
}

/** A malformed fact may have no key; its kind and name tell what it is of, as far as they are there. */
function nameOf(fact: unknown): string {
  const { database, name } = (fact ?? {}) as Readonly<Record<string, unknown>>;
  return (
    [database, name]
      .filter((part) => typeof part === 'string')
      .map(visible)
      .join('/') || '(without a name)'
  );
}

function refuseTwins(sorted: readonly Fact[]): readonly Fact[] {
  const twin = sorted.find((fact, at) => at > 0 && areTwins(fact, sorted[at - 1] as Fact));
  if (twin !== undefined) throw internalError(`Two facts have the key ${visible(keyOf(twin))}.`);
  return [];
}

/** Leaves the first of each run of equal keys, by the facts' own text, and gives the others. */
function dropTwins(sorted: Fact[]): readonly Fact[] {
  const dropped: Fact[] = [];
  let kept = 0;
  for (const fact of sorted) {
    const last = sorted[kept - 1];
    if (last === undefined || !areTwins(last, fact)) {
      sorted[kept++] = fact;
    } else {
      const comesFirst = ordinal(factLine(fact), factLine(last)) < 0;
      dropped.push(comesFirst ? last : fact);
      if (comesFirst) sorted[kept - 1] = fact;
    }
  }
  sorted.length = kept;
  return dropped;
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
