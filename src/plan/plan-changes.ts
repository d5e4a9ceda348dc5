// The plan that turns one state of a server into another. Additive unless told otherwise: everything that takes away
// waits for its allowance. Each difference has a step, or is told with the reason why it has none.

import { comesWithBuild, isRight, mayDependOnBuild } from '../model/catalog/shipped-row.ts';
import { RegrantError } from '../model/errors.ts';
import type { Fact } from '../model/fact.ts';
import { FactIndex } from '../model/fact-index.ts';
import { databaseOf, databasesIn } from '../model/identity.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { ordinal } from '../model/order.ts';
import { renamePrincipals } from '../model/rename-principals.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { omissionText } from '../model/words/omission-words.ts';
import { adaptSections } from './adapt-sections.ts';
import type { FactChanges } from './compare-snapshots.ts';
import { compareSnapshots } from './compare-snapshots.ts';
import type { Differences } from './draft.ts';
import { Draft } from './draft.ts';
import type { WithoutTwins } from './grantors/fixed-owner.ts';
import { fixedOwners, withoutTwins } from './grantors/fixed-owner.ts';
import { lostPermissions } from './grantors/lost-permissions.ts';
import { accessOf, guardSections } from './guard-sections.ts';
import { absentPlaces } from './lookup/absent-place.ts';
import type { SnapshotIndex } from './lookup/snapshot-index.ts';
import { indexSnapshot } from './lookup/snapshot-index.ts';
import { World } from './lookup/world.ts';
import type { Plan, PlanNote, Statement, Step } from './plan.ts';
import { isRun, step } from './plan.ts';
import type { PlanOptions } from './plan-head.ts';
import { headOf, PLAN_OPTION_RULES } from './plan-head.ts';
import type { Reason } from './reason.ts';
import {
  ABSENCE_UNKNOWN,
  GRANTED_BY_OWNER,
  limit,
  NOT_SELECTED,
  OTHER_DATABASE,
  whyLeftToFeature,
} from './reason.ts';
import { whyNotAsked } from './rules/configuration.ts';
import type { Allowance } from './steps/allowance.ts';
import { ALLOWANCES } from './steps/allowance.ts';
import type { UnplannedChange } from './unplanned-change.ts';
import { unplanned, unplannedNotes } from './unplanned-change.ts';

/** How to plan changes. */
export interface ChangeOptions extends PlanOptions {
  /** The dangerous things that are allowed. */
  readonly allow?: readonly Allowance[];
}

/** What the options may be. */
export const CHANGE_OPTION_RULES: OptionRules<ChangeOptions> = {
  ...PLAN_OPTION_RULES,
  allow: { listOf: Object.keys(ALLOWANCES) },
};

/** A plan, and what it leaves as it is. A step that waits for an allowance is commented out, and says which it needs. */
export interface ChangePlan<S extends Statement = Step> extends Plan<S> {
  /** Differences without a step: with the steps, these are all that there are. */
  readonly unplanned: readonly UnplannedChange[];
}

/**
 * Plans what `after` has and `before`, the server as it is, has not.
 * Throws a RegrantError: what planScript throws, and `incomplete-snapshot` for a server that was not wholly captured.
 */
export function planChanges(before: Snapshot, after: Snapshot, options: ChangeOptions = {}): ChangePlan {
  checkOptions(options, CHANGE_OPTION_RULES);
  if (!before.header.complete && !options.allowIncomplete) throw unseen(before);
  const definitions = before.header.definitions === true && after.header.definitions === true;
  const { head, index: wanted } = headOf(after, { ...options, definitions });
  const old = underWantedName(before, wanted).filter(({ kind }) => definitions || kind !== 'definition');
  const live = indexSnapshot({ header: before.header, facts: old });
  const all = compareSnapshots(old, wanted.facts, hasSamePasswords(before, after));
  const fixed = fixedOwners(all, wanted);
  const { changes, ...unmade } = withoutTwins(all, live, wanted, fixed);
  const absent = absentPlaces(changes, before);
  const world = new World(wanted, { live, added: changes.added.values(), absent });
  const draft = new Draft(world);
  renameSa(draft, before, wanted);
  const again = lostPermissions(changes, live, wanted.facts, fixed);
  const kept = whyKept(wanted, after);
  const isOtherBuild = before.header.server.productVersion !== after.header.server.productVersion;
  const ofBuild = (fact: Fact, isOf: typeof comesWithBuild) =>
    isOtherBuild && isRight(fact) && isOf(fact, wanted.sa);
  const places = placesOf(changes, again, {
    whyNot: (fact) =>
      absent.whyNot(fact) ??
      whyLeftToFeature(fact, wanted) ??
      whyNotAsked(fact, options) ??
      (ofBuild(fact, comesWithBuild) ? OF_BUILD : undefined),
    whyKept: (fact) => (ofBuild(fact, mayDependOnBuild) ? OF_BUILD : kept(fact)),
  });
  for (const place of places) draft.add(place);
  const access = accessOf(live, before.header.capturedBy);
  const sections = guardSections(
    adaptSections(draft.sections(), wanted, options),
    access,
    options.allow ?? [],
  );
  const left = [...draft.unplanned, ...unmadeRows(unmade)];
  return {
    ...head,
    sections,
    unplanned: left,
    notes: [...unplannedNotes(left), ...passwordNotes(before, after)],
  };
}

const OF_BUILD = limit('row-of-other-build');

/** Whether a plan would run anything. */
export function isEmptyPlan({ sections }: Plan<Statement>): boolean {
  return sections.every(({ steps }) => !steps.some(isRun));
}

/** The differences place by place: the server first, then the databases in their order. */
function placesOf(
  changes: FactChanges,
  again: ReadonlySet<Fact>,
  reasons: Pick<Differences, 'whyNot' | 'whyKept'>,
): readonly Differences[] {
  const statuses = new Map<Fact, ReturnType<Differences['statusOf']>>();
  for (const fact of changes.added.values()) statuses.set(fact, 'added');
  for (const change of changes.changed.values()) statuses.set(change.after, change);
  for (const fact of again) if (!statuses.has(fact)) statuses.set(fact, 'again');
  const wanted = new FactIndex([...statuses.keys()]);
  const removed = new FactIndex(changes.removed);
  const databases = databasesIn([...wanted.facts, ...removed.facts]);
  return [undefined, ...[...databases].sort(ordinal)].map((database) => ({
    database,
    wanted: (kind) => wanted.inPlace(kind, database),
    statusOf: (fact) => statuses.get(fact) ?? 'again',
    removed: (kind) => removed.inPlace(kind, database),
    ...reasons,
  }));
}

/** Rows that no statement makes because of who owns what they are on. */
function unmadeRows({ twins, toOwner }: Pick<WithoutTwins, 'twins' | 'toOwner'>): UnplannedChange[] {
  return [
    ...toOwner.map((fact) => unplanned('added', fact, GRANTED_BY_OWNER)),
    ...[...twins.added.values()].map((fact) => unplanned('added', fact, GRANTED_BY_OWNER)),
    ...twins.removed.map((fact) => unplanned('removed', fact, GRANTED_BY_OWNER)),
  ];
}

const nameOfSa = (snapshot: Snapshot): string => indexSnapshot(snapshot).sa;

/** sa is one login whatever it is called: it is compared under the name that is wanted. */
function underWantedName(before: Snapshot, wanted: SnapshotIndex): readonly Fact[] {
  const name = nameOfSa(before);
  if (name === wanted.sa || wanted.server('login').length === 0) return before.facts;
  return renamePrincipals(before, { logins: { [name]: wanted.sa } }).facts;
}

/** Its new name comes first: everything else calls it by that. */
function renameSa(draft: Draft, before: Snapshot, wanted: SnapshotIndex): void {
  const sa = wanted.named('login', wanted.sa);
  const { sa: login } = wanted;
  if (sa === undefined || login === 'sa' || nameOfSa(before) === login) return;
  draft.put(sa, step('rename-sa', { login }, { phase: 'sa-name', properties: [] }));
}

/** Why a fact that only the server has stays, though a statement could take it away. */
function whyKept(wanted: SnapshotIndex, after: Snapshot): (fact: Fact) => Reason | undefined {
  const known = new Set(wanted.server('database').map(({ name }) => name));
  const isWhole = after.header.selection === undefined;
  return (fact) => {
    const database = databaseOf(fact);
    if (!wanted.absenceIsKnown) return ABSENCE_UNKNOWN;
    if (database !== undefined) return known.has(database) ? undefined : OTHER_DATABASE;
    return isWhole || isRight(fact) ? undefined : NOT_SELECTED;
  };
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
    fact: `Not all of ${header.server.name} can be seen: ${header.omissions.map(omissionText).join(' ')}`,
    remedy: 'Use a login that sees everything, such as a sysadmin, or allow it (--allow-incomplete).',
  });
}
