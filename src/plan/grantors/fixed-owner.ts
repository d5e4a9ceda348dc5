// Securables whose owner differs and that no statement gives another one: whoever owns them grants what is on them, so
// that a row of the server is the snapshot's row under another grantor; and can be given and denied nothing on them.
import type { Fact, PermissionFact } from '../../model/fact.ts';
import { keyFor, keyOf, keyOfParts, securableOf } from '../../model/identity.ts';
import type { FactChanges } from '../compare-snapshots.ts';
import { changedOf } from '../compare-snapshots.ts';
import type { SnapshotIndex } from '../lookup/snapshot-index.ts';
import { limitOfOwned } from '../rules/securable.ts';

/** Differences without the rows that no statement makes because of such an owner; and those rows. */
export interface WithoutTwins {
  readonly changes: FactChanges;
  /** Rows that differ by the grantor alone. */
  readonly twins: Pick<FactChanges, 'added' | 'removed'>;
  /** Rows whose grantee owns the securable on the server. */
  readonly toOwner: readonly Fact[];
}

/** Sets the rows apart that no statement makes, because their securable has another owner and keeps it. */
export function withoutTwins(
  changes: FactChanges,
  live: SnapshotIndex,
  wanted: SnapshotIndex,
  fixed: ReadonlySet<string>,
): WithoutTwins {
  if (fixed.size === 0) return { changes, twins: { added: new Map(), removed: [] }, toOwner: [] };
  const isFixed = (fact: Fact): fact is PermissionFact =>
    fact.kind === 'permission' && fixed.has(placeOf(fact));
  const rowsOf = (facts: Iterable<Fact>, index: SnapshotIndex) =>
    new Map(
      [...facts]
        .filter(isFixed)
        .filter((fact) => fact.grantor === index.ownerOf(securableOf(fact)))
        .map((fact) => [rowOf(fact), fact] as const),
    );
  const [there, here] = [rowsOf(changes.removed, live), rowsOf(changes.added.values(), wanted)];
  const twins = [...here.keys()].filter((row) => there.has(row));
  const keysOf = (facts: ReadonlyMap<string, Fact>) =>
    new Set(twins.map((row) => facts.get(row)).flatMap((fact) => (fact === undefined ? [] : [keyOf(fact)])));
  const [gone, come] = [keysOf(there), keysOf(here)];
  const added = [...changes.added];
  const isGone = (fact: Fact) => gone.has(keyOf(fact));
  const isToOwner = (fact: Fact) => isFixed(fact) && fact.grantee === live.ownerOf(securableOf(fact));
  return {
    changes: {
      ...changes,
      added: new Map(added.filter(([key, fact]) => !come.has(key) && !isToOwner(fact))),
      removed: changes.removed.filter((fact) => !isGone(fact)),
    },
    twins: {
      added: new Map(added.filter(([key]) => come.has(key))),
      removed: changes.removed.filter(isGone),
    },
    toOwner: added.flatMap(([key, fact]) => (!come.has(key) && isToOwner(fact) ? [fact] : [])),
  };
}

/** The keys of the securables whose owner differs and stays. */
export function fixedOwners(changes: FactChanges, wanted: SnapshotIndex): ReadonlySet<string> {
  const fixed = changedOf(changes, 'securable').filter(
    ({ after, properties }) =>
      properties.has('owner') && after.database !== undefined && limitOfOwned(after, wanted) !== undefined,
  );
  return new Set(fixed.map(({ after }) => keyOf(after)));
}

/** The key of the securable that a permission is on. */
function placeOf({ database, class: kind, schema, name }: PermissionFact): string {
  return keyFor({ kind: 'securable', database, class: kind, schema, name });
}

/** All of a row but its grantor. */
function rowOf(fact: PermissionFact): string {
  return keyOfParts(placeOf(fact), fact.column, fact.permission, fact.grantee, fact.state);
}
