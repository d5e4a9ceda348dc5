// Differences that every restore makes, each by the limit that it is of: what no restore can help, and what depends on
// where it was restored to. Anything else is a real difference.
import type { Change, Changed } from '../diff/change.ts';
import { limitsOfChange } from '../diff/limits-of-change.ts';
import { principalKind } from '../model/catalog/principal-kind.ts';
import { LIMITS, type LimitCode, limitOfProperty } from '../model/limit.ts';

/** Where the snapshot was taken and where it was restored. */
export interface RestoreContext {
  /** Another server, machine or domain than the one that was captured. */
  readonly elsewhere: boolean;
}

/** What comes with a database and is no matter of the script. */
const COMES_ALONG = ['state', 'userAccess', 'collation', 'containment', 'isReadOnly'];

const SWITCHED_ON_ONLY = ['clr enabled', 'contained database authentication', 'cross db ownership chaining'];

/** Why a difference is none to worry about. */
export interface Explanation {
  /** A stable code, for programs. */
  readonly code: LimitCode;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** The reasons that explain a difference wholly; undefined for a real one. */
export function explain(change: Change, context: RestoreContext): readonly Explanation[] | undefined {
  if (change.change !== 'changed') return undefined;
  const limits = limitsOfChange(change, (property) => limitOf(change, property, context));
  return limits?.map((code) => ({ code, reason: LIMITS[code] }));
}

function limitOf(
  { before }: Changed,
  property: string,
  { elsewhere }: RestoreContext,
): LimitCode | undefined {
  const limit = limitOfProperty(before, property);
  if (limit !== undefined) return limit;
  switch (before.kind) {
    case 'login':
    case 'user':
      return elsewhere && property === 'sid' && principalKind(before.type)?.source === 'windows'
        ? 'sid-of-account'
        : undefined;
    case 'database':
      if (property === 'brokerId') return 'broker-identity';
      if (!elsewhere) return undefined;
      if (property === 'ownerSid') return 'sid-of-account';
      return COMES_ALONG.includes(property) ? 'comes-with-the-database' : undefined;
    case 'configuration':
      return before.value === 0 && SWITCHED_ON_ONLY.includes(before.name) ? 'configuration-kept' : undefined;
    default:
      return undefined;
  }
}
