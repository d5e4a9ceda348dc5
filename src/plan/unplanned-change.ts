// Differences that a plan of changes has no step for, each with its reason. None is left out.
import { defined } from '../model/defined.ts';
import type { Fact } from '../model/fact.ts';
import { databaseOf, keyOf, keyOfParts } from '../model/identity.ts';
import { sentenceOf, subjectOf } from '../model/words/sentence.ts';
import { firstOf } from '../model/words/shown.ts';
import type { PlanNote } from './plan.ts';
import type { Reason } from './reason.ts';

/** A difference between the server and the snapshot that a plan leaves as it is. */
export interface UnplannedChange {
  /** `added`: only the snapshot has the fact. `removed`: only the server has it. */
  readonly change: 'added' | 'changed' | 'removed';
  /** The identity of the fact, as `keyOf` makes it. */
  readonly key: string;
  /** The property that differs, of a fact that both have. */
  readonly property?: string;
  /** The database; absent for the server. */
  readonly database?: string;
  /** The fact in T-SQL or, of a property that differs, the fact's name and the property. */
  readonly what: string;
  /** Stable code of the reason, such as `missing-database`. */
  readonly code: string;
  /** Why there is no step, one sentence or two: the fact and the remedy. */
  readonly why: string;
}

/** A difference and its reason. */
export function unplanned(
  change: UnplannedChange['change'],
  fact: Fact,
  [code, why]: Reason,
  property?: string,
): UnplannedChange {
  const database = databaseOf(fact);
  return {
    change,
    key: keyOf(fact),
    ...defined({ property, database }),
    what: property === undefined ? sentenceOf(fact) : `${subjectOf(fact)}: ${property}`,
    code,
    why,
  };
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
    const stays = group.map(({ what }) => what);
    const note = `${why} It stays: ${firstOf(stays, SHOWN)}.`;
    return [{ code, ...defined({ database }), note }];
  });
}

const SHOWN = 5;
