// What differs after a script, and what failed in it, told apart: what every restore leaves so, and what is real.
import type { Change } from '../diff/change.ts';
import { diffSnapshots } from '../diff/diff-snapshots.ts';
import type { Fact } from '../model/fact.ts';
import { keyOf, keyOfParts } from '../model/identity.ts';
import type { LeftOut } from '../model/left-out.ts';
import { LIMITS, type LimitCode } from '../model/limit.ts';
import { ordinal } from '../model/order.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { FailedStatement, Failure } from '../simulate/failure.ts';
import { limitOfDifference } from './expected-difference.ts';
import { limitOfFailure } from './expected-failure.ts';
import type { Expected, Proof } from './proof.ts';
import type { ProofContext } from './proof-context.ts';

/** Whether a difference is of what was asked to be left out. What is there all the same is not. */
export function leftOutTest(leftOut: readonly LeftOut[]): (change: Change) => boolean {
  const facts = new Set(leftOut.flatMap(({ key, properties }) => (properties === undefined ? [key] : [])));
  const parts = new Set(
    leftOut.flatMap(({ key, properties = [] }) => properties.map((name) => keyOfParts(key, name))),
  );
  return (change) => {
    if (change.change === 'added') return false;
    const key = change.change === 'unknown' ? keyOf(change.fact) : change.key;
    if (facts.has(key)) return true;
    return (
      change.change === 'changed' &&
      change.changes.every(({ property }) => parts.has(keyOfParts(key, property)))
    );
  };
}

type Judged = Pick<Proof, 'missing' | 'extra' | 'different' | 'expected'>;

/** What differs, and which of it every restore leaves. */
export async function judge(
  wanted: Snapshot,
  facts: readonly Fact[],
  context: ProofContext,
  isLeftOut: (change: Change) => boolean,
): Promise<Judged> {
  const missing: Fact[] = [];
  const extra: Fact[] = [];
  const different: Extract<Change, { change: 'changed' }>[] = [];
  const expected = new Map<LimitCode, Change[]>();
  for await (const change of diffSnapshots(wanted, { header: wanted.header, facts }, { inventory: true })) {
    const limit = isLeftOut(change) ? 'left-out' : limitOfDifference(change, context);
    if (limit !== undefined) add(expected, limit, change);
    else if (change.change === 'changed') different.push(change);
    else if (change.change === 'removed') missing.push(change.before);
    else if (change.change === 'added') extra.push(change.after);
    else (change.missing === 'after' ? missing : extra).push(change.fact);
  }
  return { missing, extra, different, expected: listed(expected) };
}

function add<T>(into: Map<LimitCode, T[]>, code: LimitCode, item: T): void {
  const list = into.get(code);
  if (list === undefined) into.set(code, [item]);
  else list.push(item);
}

/** By their codes, in ordinal order. */
function listed<T>(found: ReadonlyMap<LimitCode, readonly T[]>): Expected<T>[] {
  const sorted = [...found].sort(([a], [b]) => ordinal(a, b));
  return sorted.map(([code, items]) => ({ code, why: LIMITS[code], items }));
}

/** Which failures are real, and which every restore has. */
export function sortFailures(
  failed: readonly FailedStatement[],
  context: ProofContext,
): { readonly real: readonly Failure[]; readonly expected: readonly Expected<Failure>[] } {
  const real: Failure[] = [];
  const expected = new Map<LimitCode, Failure[]>();
  for (const one of failed) {
    const limit = limitOfFailure(one, context);
    if (limit === undefined) real.push(one.failure);
    else add(expected, limit, one.failure);
  }
  return { real, expected: listed(expected) };
}
