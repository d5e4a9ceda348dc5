// The plan that turns one state of a server into another: the full plan of the wanted state, less what is there, plus
// what has to go. Additive unless told otherwise: everything that takes away waits for its allowance. Each difference
// has a step, or is told with the reason why it has none.
import { RegrantError } from '../model/errors.ts';
import type { Fact } from '../model/fact.ts';
import { renamePrincipals } from '../model/rename-principals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { absentPlaces } from './absent-place.ts';
import type { Allowance, Hazard } from './allowance.ts';
import { accessOf, guard, withAccessNeeds } from './allowance.ts';
import type { Part } from './arrange-changes.ts';
import { arrangeChanges } from './arrange-changes.ts';
import type { FactChanges } from './compare-snapshots.ts';
import { compareSnapshots } from './compare-snapshots.ts';
import { extraSteps } from './extra-steps.ts';
import { fixedOwners, withoutTwins } from './fixed-owner.ts';
import { guardedStep } from './guard-step.ts';
import { permissionsLostWithOwners } from './lost-permissions.ts';
import { NeededSteps } from './needed-step.ts';
import type { Plan, PlanNote } from './plan.ts';
import type { PlanOptions } from './plan-script.ts';
import { planScript } from './plan-script.ts';
import { removalSteps } from './removal-steps.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { indexSnapshot } from './snapshot-index.ts';
import type { UnplannedChange } from './unplanned-change.ts';
import { unplannedChanges, unplannedNotes } from './unplanned-change.ts';

/** How to plan changes. */
export interface ChangeOptions extends PlanOptions {
  readonly allow?: readonly Allowance[];
}

/** A plan, what of it is dangerous, and what it leaves as it is. */
export interface ChangePlan extends Plan {
  readonly hazards: readonly Hazard[];
  /** Differences without a step: with the steps, these are all that there are. */
  readonly unplanned: readonly UnplannedChange[];
}

/**
 * Plans what `after` has and `before`, the server as it is, has not.
 * Throws a RegrantError: what planScript throws, and `incomplete-snapshot` for a server that was not wholly captured.
 */
export function planChanges(before: Snapshot, after: Snapshot, options: ChangeOptions = {}): ChangePlan {
  if (!before.header.complete && !options.allowIncomplete) throw unseen(before);
  const full = planScript(after, options);
  const { facts } = renamePrincipals(after, options.mapping ?? {});
  const wanted = indexSnapshot({ header: after.header, facts });
  const old = underWantedName(before, wanted);
  const live = indexSnapshot({ header: before.header, facts: old });
  const all = compareSnapshots(old, facts, hasSamePasswords(before, after));
  const fixed = fixedOwners(all, wanted);
  const { changes, ...unmade } = withoutTwins(all, live, wanted, fixed);
  const absent = absentPlaces(changes, before);
  const needed = new NeededSteps(changes, wanted, permissionsLostWithOwners(changes, facts, fixed));
  const kept = full.sections.map((section) => ({
    section,
    steps: section.steps.filter(
      (one) =>
        needed.has(one, section.database) && isPossible(one) && !absent.isPlaceOf(one, section.database),
    ),
  }));
  const extra = extraSteps(changes, wanted);
  const { absenceIsKnown } = wanted;
  const removals = absenceIsKnown ? removalSteps(removable(changes, after), live) : [];
  const parts: Part[] = kept.map(({ section, steps }) => ({
    section,
    steps: steps.map((one) => guardedStep(one, section, changes, needed)),
  }));
  const arranged = arrangeChanges([...renamed(before, wanted, full), ...parts], extra, removals);
  const access = accessOf(live, before.header.capturedBy);
  const { sections, hazards } = guard(withAccessNeeds(arranged, access), new Set(options.allow));
  const settled = [
    ...kept.flatMap(({ section, steps }) => steps.flatMap((one) => needed.settledBy(one, section.database))),
    ...extra.flatMap(({ settles }) => settles),
    ...removals.map(({ key }) => ({ key })),
  ];
  const wantedSnapshot = { header: after.header, facts };
  const unplanned = unplannedChanges(changes, unmade, settled, {
    wanted: wantedSnapshot,
    absent,
    absenceIsKnown,
  });
  return {
    ...full,
    sections: sections.filter(({ steps }) => steps.length > 0),
    hazards,
    unplanned,
    notes: [...unplannedNotes(unplanned), ...passwordNotes(before, after)],
  };
}

/** Whether a plan would run anything. */
export function isEmptyPlan({ sections }: Plan): boolean {
  return sections.every(({ steps }) => steps.every(({ commentedOut }) => commentedOut !== undefined));
}

/** A user that only a backup brings gives a statement that tells so; here it is told beside the plan. */
const isPossible = ({ action }: { readonly action: string }) => action !== 'require-user';

const nameOfSa = (snapshot: Snapshot): string => indexSnapshot(snapshot).sa;

/** sa is one login whatever it is called: it is compared under the name that is wanted. */
function underWantedName(before: Snapshot, wanted: SnapshotIndex): readonly Fact[] {
  const name = nameOfSa(before);
  if (name === wanted.sa || wanted.server('login').length === 0) return before.facts;
  return renamePrincipals(before, { logins: { [name]: wanted.sa } }).facts;
}

function renamed(before: Snapshot, wanted: SnapshotIndex, full: Plan): Part[] {
  const logins = full.sections.find(({ name }) => name === 'logins');
  const found = logins?.steps.find(({ action }) => action === 'rename-sa');
  if (logins === undefined || found === undefined || nameOfSa(before) === wanted.sa) return [];
  return [{ section: { ...logins, steps: [] }, steps: [{ step: found, needs: [] }] }];
}

/** Facts of the server that may go: not those of databases that the snapshot does not speak of. */
function removable({ removed }: FactChanges, after: Snapshot): readonly Fact[] {
  const known = new Set(after.facts.flatMap((fact) => (fact.kind === 'database' ? [fact.name] : [])));
  const whole = after.header.selection === undefined;
  return removed.filter((fact) => {
    if ('database' in fact && fact.database !== undefined) return known.has(fact.database);
    return whole || fact.kind === 'permission' || fact.kind === 'role-member';
  });
}

/** Passwords can only be compared where both sides have them in the same form. */
function passwordNotes(before: Snapshot, after: Snapshot): readonly PlanNote[] {
  if (hasSamePasswords(before, after)) return [];
  const [{ header: live }, { header: wanted }] = [before, after];
  const note = `The snapshot has ${FORMS[wanted.passwords]}, and the server was looked at with ${FORMS[live.passwords]}: whether passwords differ is not known, and none is changed.`;
  return [{ code: 'passwords-not-compared', note }];
}

const hasSamePasswords = ({ header: live }: Snapshot, { header: wanted }: Snapshot): boolean =>
  live.passwords === wanted.passwords && live.passwordKeyId === wanted.passwordKeyId;

const FORMS = {
  hashes: 'password hashes',
  fingerprints: 'fingerprints of passwords under its own key',
  none: 'no passwords',
} as const;

function unseen({ header }: Snapshot): RegrantError {
  return new RegrantError({
    code: 'incomplete-snapshot',
    fact: `Not all of ${header.server.name} can be seen: ${header.omissions.map(({ fact }) => fact).join(' ')}`,
    remedy: 'Use a login that sees everything, such as a sysadmin, or allow it (--allow-incomplete).',
  });
}
