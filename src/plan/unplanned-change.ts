// Differences that a plan of changes has no step for, each with its reason. None is left out: what no row here knows is
// told as well.
import type { Fact } from '../model/fact.ts';
import { keyOf, keyOfParts } from '../model/identity.ts';
import { sentenceOf, subjectOf } from '../model/sentence.ts';
import type { FactChanges } from './compare-snapshots.ts';
import type { WithoutTwins } from './fixed-owner.ts';
import type { Settled } from './needed-step.ts';
import type { PlanNote } from './plan.ts';
import type { Reason, ReasonContext } from './unplanned-reason.ts';
import {
  GRANTED_BY_OWNER,
  GRANTED_TO_OWNER,
  whyNotAdded,
  whyNotChanged,
  whyNotRemoved,
} from './unplanned-reason.ts';

/** A difference between the server and the snapshot that a plan leaves as it is. */
export interface UnplannedChange {
  /** `added`: only the snapshot has the fact. `removed`: only the server has it. */
  readonly change: 'added' | 'changed' | 'removed';
  readonly key: string;
  /** The property that differs, of a fact that both have. */
  readonly property?: string;
  readonly database?: string;
  /** The fact in T-SQL or, of a property that differs, the fact's name and the property. */
  readonly what: string;
  /** Stable code of the reason, such as `missing-database`. */
  readonly code: string;
  /** Why there is no step, one sentence or two: the fact and the remedy. */
  readonly why: string;
}

/** The differences that no step settles. */
export function unplannedChanges(
  changes: FactChanges,
  { twins, toOwner }: Pick<WithoutTwins, 'twins' | 'toOwner'>,
  settled: readonly Settled[],
  context: ReasonContext,
): readonly UnplannedChange[] {
  const done = new Set(settled.map(({ key, property }) => keyOfParts(key, property)));
  const isOpen = (key: string, property?: string) => !done.has(keyOfParts(key, property));
  const found: UnplannedChange[] = [];
  const take = (change: UnplannedChange['change'], fact: Fact, [code, why]: Reason, property?: string) => {
    const database = 'database' in fact && fact.database !== undefined ? { database: fact.database } : {};
    const named = property === undefined ? {} : { property };
    const what = property === undefined ? sentenceOf(fact) : `${subjectOf(fact)}: ${property}`;
    found.push({ change, key: keyOf(fact), ...named, ...database, what, code, why });
  };
  for (const [key, fact] of changes.added) {
    if (isOpen(key) && !comesAlong(fact, changes)) take('added', fact, whyNotAdded(fact, context));
  }
  for (const [key, { before, after, properties }] of changes.changed) {
    for (const property of properties) {
      if (isOpen(key, property))
        take('changed', after, whyNotChanged(before, after, property, context), property);
    }
  }
  for (const fact of changes.removed) {
    if (isOpen(keyOf(fact))) take('removed', fact, whyNotRemoved(fact, context));
  }
  for (const fact of toOwner) take('added', fact, GRANTED_TO_OWNER);
  for (const fact of twins.added.values()) take('added', fact, GRANTED_BY_OWNER);
  for (const fact of twins.removed) take('removed', fact, GRANTED_BY_OWNER);
  return found;
}

/** The reasons as notes for people: one for each reason and database, with the first of the facts. */
export function unplannedNotes(changes: readonly UnplannedChange[]): readonly PlanNote[] {
  const groups = new Map<string, UnplannedChange[]>();
  for (const change of changes) {
    const key = keyOfParts(change.database, change.code);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { code, why, database } = first;
    const shown = group.slice(0, SHOWN).map(({ what }) => what);
    const more = group.length > SHOWN ? ` and ${group.length - SHOWN} more` : '';
    const note = `${why} It stays: ${shown.join(', ')}${more}.`;
    return [{ code, ...(database === undefined ? {} : { database }), note }];
  });
}

const SHOWN = 5;

/** CREATE LOGIN grants CONNECT SQL. */
function comesAlong(fact: Fact, { added }: FactChanges): boolean {
  const isConnect = fact.kind === 'permission' && fact.permission === 'CONNECT SQL' && fact.state === 'G';
  return isConnect && added.has(keyOf({ kind: 'login', name: fact.grantee } as Fact));
}
