// Differences that every restore makes, each by the limit that it is of: what no restore can help, and what depends on
// where it was restored to. Anything else is a real difference.
import type { Change, Changed } from '../diff/change.ts';
import { limitsOfChange } from '../diff/limits-of-change.ts';
import { isAskedFor, optionRow } from '../model/catalog/configuration-option.ts';
import { principalKind } from '../model/catalog/principal-kind.ts';
import { comesWithBuild, isRight, mayDependOnBuild } from '../model/catalog/shipped-row.ts';
import type { ConfigurationFact } from '../model/fact.ts';
import { LIMITS, type LimitCode, limitOfProperty } from '../model/limit.ts';

/** Where the snapshot was taken and where it was restored. */
export interface RestoreContext {
  /** Another server, machine or domain than the one that was captured. */
  readonly elsewhere: boolean;
  /** Of another build of SQL Server. */
  readonly isOtherBuild: boolean;
  /** Whether all options of the configuration were to be set, whatever they are about. */
  readonly setsAllOptions: boolean;
  /** The login with SID 0x01. */
  readonly sa: string;
}

/** What comes with a database and is no matter of the script. */
const COMES_ALONG = ['state', 'userAccess', 'collation', 'containment', 'isReadOnly'];

/** Why a difference is none to worry about. */
export interface Explanation {
  /** A stable code, for programs. */
  readonly code: LimitCode;
  /** Why, in one sentence. */
  readonly reason: string;
}

/** The reasons that explain a difference wholly; undefined for a real one. */
export function explain(change: Change, context: RestoreContext): readonly Explanation[] | undefined {
  if (change.change !== 'changed')
    return isOfBuild(change, context) ? explained(['row-of-other-build']) : undefined;
  const limits = limitsOfChange(change, (property) => limitOf(change, property, context));
  return limits && explained(limits);
}

const explained = (codes: readonly LimitCode[]): readonly Explanation[] =>
  codes.map((code) => ({ code, reason: LIMITS[code] }));

/** A row of SQL Server's own that one of two builds has and the other lacks. */
function isOfBuild(change: Exclude<Change, Changed>, { isOtherBuild, sa }: RestoreContext): boolean {
  if (!isOtherBuild || change.change === 'unknown') return false;
  if (change.change === 'added') return isRight(change.after) && mayDependOnBuild(change.after, sa);
  return isRight(change.before) && comesWithBuild(change.before, sa);
}

function limitOf(
  { before }: Changed,
  property: string,
  { elsewhere, setsAllOptions }: RestoreContext,
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
      return ofOption(before, setsAllOptions);
    default:
      return undefined;
  }
}

function ofOption({ name, value }: ConfigurationFact, setsAllOptions: boolean): LimitCode | undefined {
  if (isAskedFor(name)) return setsAllOptions ? undefined : 'option-not-asked';
  return value === 0 && optionRow(name).policy === 'on-only' ? 'configuration-kept' : undefined;
}
