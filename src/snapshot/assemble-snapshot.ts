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

/** What the maker of a snapshot says in its header; the rest follows from the facts. */
export type HeaderParts = Omit<SnapshotHeader, 'regrant' | 'format' | 'complete' | 'counts'>;

interface Keyed {
  readonly key: string;
  readonly fact: Fact;
}

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
  const keyed = keyedFacts(facts, parts.passwords).sort((a, b) => ordinal(a.key, b.key));
  const dropped = onTwins === undefined ? refuseTwins(keyed) : dropTwins(keyed);
  const omissions = [...parts.omissions, ...(dropped.length > 0 ? (onTwins?.(dropped) ?? []) : [])];
  const header: SnapshotHeader = {
    ...parts,
    regrant: 'snapshot',
    format: SNAPSHOT_FORMAT,
    complete: omissions.length === 0,
    omissions: sorted(omissions, (omission) => omission.code),
    exclusions: sorted(parts.exclusions, (exclusion) => exclusion.rule),
    ...(parts.notes === undefined ? {} : { notes: sorted(parts.notes, (note) => note.code) }),
    counts: countKinds(keyed),
  };
  const problem = headerProblem(header);
  if (problem !== undefined) throw internalError(`The header is not valid: ${problem}.`);
  return Object.freeze({
    header: Object.freeze(header),
    facts: Object.freeze(keyed.map(({ fact }) => fact)),
  });
}

function keyedFacts(facts: Iterable<Fact>, passwords: SnapshotHeader['passwords']): Keyed[] {
  const keyed: Keyed[] = [];
  for (const fact of facts) {
    const problem = factProblem(fact, passwords);
    const key = problem === undefined ? keyOf(fact) : '';
    if (problem !== undefined) throw internalError(`The fact ${nameOf(fact)} ${problem}.`);
    keyed.push({ key, fact: Object.freeze(fact) });
  }
  return keyed;
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

function refuseTwins(keyed: readonly Keyed[]): readonly Fact[] {
  const twin = keyed.findIndex(({ key }, index) => index > 0 && key === keyed[index - 1]?.key);
  if (twin >= 0) throw internalError(`Two facts have the key ${visible(keyed[twin]?.key ?? '')}.`);
  return [];
}

/** Leaves the first of each run of equal keys, by the facts' own text, and gives the others. */
function dropTwins(keyed: Keyed[]): readonly Fact[] {
  const dropped: Fact[] = [];
  let kept = 0;
  for (const entry of keyed) {
    const last = keyed[kept - 1];
    if (kept === 0 || last === undefined || last.key !== entry.key) {
      keyed[kept++] = entry;
    } else {
      const comesFirst = ordinal(factLine(entry.fact), factLine(last.fact)) < 0;
      dropped.push(comesFirst ? last.fact : entry.fact);
      if (comesFirst) keyed[kept - 1] = entry;
    }
  }
  keyed.length = kept;
  return dropped;
}

function countKinds(keyed: readonly Keyed[]): KindCounts {
  const counts: KindCounts = {};
  for (const { fact } of keyed) counts[fact.kind] = (counts[fact.kind] ?? 0) + 1;
  return counts;
}

function sorted<T extends { readonly database?: string; readonly fact?: string }>(
  list: readonly T[],
  codeOf: (item: T) => string,
): readonly T[] {
  const text = (item: T) => JSON.stringify([item.database ?? '', codeOf(item), item.fact ?? '']);
  return [...list].sort((a, b) => ordinal(text(a), text(b)));
}
