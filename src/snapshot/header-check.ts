// What a header must be, alone and against the facts that follow it.
import type { FactKind } from '../model/fact.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';
import { HEADER_SCHEMA, HEADER_SELECTION_SCHEMA } from './line-schema.ts';
import { type Check, compileCheck } from './shape-check.ts';

/** Facts per kind while they are counted. */
export type KindCounts = Partial<Record<FactKind, number>>;

const check = compileCheck(HEADER_SCHEMA);

/** What is wrong with what a capture was given, before anything is captured with it, as a clause; else undefined. */
export const selectionProblem: Check = compileCheck(HEADER_SELECTION_SCHEMA);

/** What is wrong with a header, as a clause; else undefined. */
export function headerProblem(value: unknown): string | undefined {
  const problem = check(value);
  if (problem !== undefined) return problem;
  const header = value as SnapshotHeader;
  if (header.complete !== (header.omissions.length === 0)) return 'complete contradicts omissions';
  const keyed = header.passwordKeyId !== undefined;
  return keyed && header.passwords !== 'fingerprints'
    ? 'passwordKeyId is there without fingerprints'
    : undefined;
}

/** What is wrong with a header's counts beside the facts that were found; else undefined. */
export function countsProblem(header: SnapshotHeader, counted: KindCounts): string | undefined {
  const kinds = new Set([...Object.keys(header.counts), ...Object.keys(counted)]) as ReadonlySet<FactKind>;
  for (const kind of kinds) {
    const [said, found] = [header.counts[kind] ?? 0, counted[kind] ?? 0];
    if (said !== found) return `it says ${said} ${kind} facts where there are ${found}`;
  }
  return undefined;
}
