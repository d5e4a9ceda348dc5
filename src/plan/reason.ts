// Why a plan has no step for a difference: a limit that the whole product knows, or what is left alone on purpose. Reasons
// of more than one kind of facts stand here, the others with their kind.

import { comesWithFeature } from '../model/catalog/feature-principal.ts';
import type { Fact } from '../model/fact.ts';
import type { FactIndex } from '../model/fact-index.ts';
import { LIMITS, type LimitCode } from '../model/limit.ts';

/** A stable code, and one sentence or two: the fact and the remedy. */
export type Reason = readonly [code: string, why: string];

/** A limit as a reason. */
export function limit(code: LimitCode): Reason {
  return [code, LIMITS[code]];
}

/** Why a fact is left to the feature that makes it; undefined where none does. */
export function whyLeftToFeature(fact: Fact, wanted: FactIndex): Reason | undefined {
  return comesWithFeature(fact, wanted) ? limit('made-by-feature') : undefined;
}

export const KEPT: Reason = ['no-statement', 'No statement of a plan changes it.'];
export const CONTENTS = limit('comes-with-the-database');
export const UNGRANTABLE = limit('ungrantable-row');
export const MISSING_DATABASE: Reason = [
  'missing-database',
  'The database is not on the server: restore it first.',
];
export const MISSING_SECURABLE: Reason = [
  'missing-securable',
  'The securable is not there, and nothing can be put on it: restore it first.',
];
export const OTHER_DATABASE: Reason = [
  'other-database',
  'The snapshot does not speak of the database: it is left alone, and all that is in it.',
];
export const ABSENCE_UNKNOWN: Reason = [
  'absence-unknown',
  'The snapshot is incomplete or from a script: what it lacks may have been there.',
];
export const NOT_SELECTED: Reason = [
  'not-selected',
  'The snapshot is of a selection, and may have left it out: it is not dropped.',
];
/** Of rows that differ by their grantor, who is the owner on either side, or whose grantee owns what they are on. */
export const GRANTED_BY_OWNER = limit('granted-by-owner');
