// The order of a plan of changes: what is revoked comes before what is granted in its scope, drops after all of it.
import type { Allowance, GuardedStep } from './allowance.ts';
import type { ExtraStep } from './extra-steps.ts';
import type { Section } from './plan.ts';
import type { Removal } from './removal-steps.ts';

/** A section and its steps, not yet allowed. */
export interface Part {
  readonly section: Section;
  readonly steps: readonly GuardedStep[];
}

/** Revokes come before what is granted in their scope, drops after all of it, and the last section last. */
export function arrangeChanges(
  parts: readonly Part[],
  extra: readonly ExtraStep[],
  removals: readonly Removal[],
): readonly Part[] {
  const databases = [
    ...new Set([
      ...parts.map(({ section }) => section.database),
      ...extra.map(({ database }) => database),
      ...removals.map(({ database }) => database),
    ]),
  ].filter((name): name is string => name !== undefined);
  const own = (database: string | undefined, names: (name: string) => boolean) =>
    parts.filter(({ section }) => section.database === database && names(section.name));
  const revokes = (database: string | undefined): Part => ({
    section: removalSection('Revoked and changed', database),
    steps: [...removalsOf(removals, 'revoke', database), ...extra.filter((one) => one.database === database)],
  });
  const drops = (database: string | undefined): Part => ({
    section: removalSection('Dropped', database),
    steps: removalsOf(removals, 'drop', database),
  });
  return [
    revokes(undefined),
    ...own(undefined, (name) => name !== 'finally'),
    ...databases.flatMap((name) => [revokes(name), ...own(name, () => true), drops(name)]),
    drops(undefined),
    ...own(undefined, (name) => name === 'finally'),
  ];
}

function removalSection(title: string, database: string | undefined): Section {
  return { name: 'removals', title, steps: [], ...(database === undefined ? {} : { database }) };
}

function removalsOf(
  removals: readonly Removal[],
  kind: Removal['kind'],
  database: string | undefined,
): readonly GuardedStep[] {
  return removals
    .filter((one) => one.kind === kind && one.database === database)
    .map(({ step: one }) => {
      const needs: Allowance[] = [kind === 'revoke' ? 'revoke-extra' : 'drop-extra'];
      if (one.values.grantee === 'public') needs.push('allow-public');
      return { step: one, needs };
    });
}
