// The plan that turns one state of a server into another: the full plan of the wanted state, less what is there, plus
// what has to go. Additive unless told otherwise: everything that takes away waits for its allowance.
import { RegrantError } from '../model/errors.ts';
import type { Fact, PermissionFact } from '../model/fact.ts';
import { keyOf } from '../model/identity.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { WITHOUT_LOGIN_SID_PREFIX } from '../model/system-principals.ts';
import type { Access, Allowance, GuardedStep, Hazard } from './allowance.ts';
import { accessNeeds, accessOf, guard } from './allowance.ts';
import type { FactChanges } from './compare-snapshots.ts';
import { changedOf, compareSnapshots } from './compare-snapshots.ts';
import { NeededSteps } from './needed-step.ts';
import type { Plan, PlanNote, Section, Step } from './plan.ts';
import { step } from './plan.ts';
import type { PlanOptions } from './plan-script.ts';
import { planScript } from './plan-script.ts';
import type { Removal } from './removal-steps.ts';
import { removalSteps, revocation } from './removal-steps.ts';
import { renamePrincipals } from './rename-principals.ts';
import type { SnapshotIndex } from './snapshot-index.ts';
import { indexSnapshot, securableOf } from './snapshot-index.ts';

/** How to plan changes. */
export interface ChangeOptions extends PlanOptions {
  readonly allow?: readonly Allowance[];
}

/** A plan, and what of it is dangerous. */
export interface ChangePlan extends Plan {
  readonly hazards: readonly Hazard[];
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
  const changes = compareSnapshots(old, facts);
  const absent = missingSecurables(changes);
  const needed = new NeededSteps(changes, wanted, lostWithOwners(changes, facts));
  const access = accessOf(live, before.header.capturedBy);
  const keep = full.sections.map((section) => ({
    section,
    steps: section.steps
      .filter((one) => needed.has(one, section.database) && !isOnAbsent(one, section.database, absent))
      .map((one) => guarded(withCascade(one, section.database, changes, wanted), section, changes, access)),
  }));
  const renameSa = renamed(before, wanted, full);
  const removals =
    after.header.complete && after.header.capturedAt !== undefined
      ? removalSteps(removable(changes, after), live)
      : [];
  const parts = arranged([...renameSa, ...keep], extraSteps(changes, wanted, access), removals, access);
  const { sections, hazards } = guard(parts, new Set(options.allow));
  return {
    ...full,
    sections: sections.filter(({ steps }) => steps.length > 0),
    hazards,
    notes: [...absentNotes(absent), ...conflictNotes(changes)],
  };
}

/** Whether a plan would run anything. */
export function isEmptyPlan({ sections }: Plan): boolean {
  return sections.every(({ steps }) => steps.every(({ commentedOut }) => commentedOut !== undefined));
}

type Part = { readonly section: Section; readonly steps: readonly GuardedStep[] };

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

/** Securables and databases that a snapshot has and the server has not: no statement about security can make them. */
function missingSecurables({ added }: FactChanges): ReadonlyMap<string, Fact> {
  return new Map([...added].filter(([, { kind }]) => kind === 'securable' || kind === 'database'));
}

function isOnAbsent(
  { values, action }: Step,
  database: string | undefined,
  absent: ReadonlyMap<string, Fact>,
): boolean {
  if (action === 'require-user') return true;
  if (database !== undefined && absent.has(keyOf({ kind: 'database', name: database } as Fact))) return true;
  const on = values.on as { class?: string; name?: string; schema?: string } | undefined;
  if (on?.name === undefined) return false;
  return absent.has(
    keyOf({ kind: 'securable', ...(database === undefined ? {} : { database }), ...on } as Fact),
  );
}

/** Permissions that are there and go with a change of owner, so that they have to be given again. */
function lostWithOwners(changes: FactChanges, facts: readonly Fact[]): ReadonlySet<string> {
  const owners = new Set<string>();
  for (const { after, properties } of changes.changed.values()) {
    if (!properties.has('owner') || after.kind === 'database') continue;
    const database = 'database' in after ? after.database : undefined;
    const kind = after.kind === 'securable' ? after.class : CLASS_OF[after.kind];
    if (kind === undefined || !('name' in after)) continue;
    owners.add(
      JSON.stringify([database, kind, after.kind === 'securable' ? after.schema : undefined, after.name]),
    );
  }
  if (owners.size === 0) return new Set();
  const lost = facts.filter((fact): fact is PermissionFact => {
    if (fact.kind !== 'permission') return false;
    const { database, class: kind, schema, name } = securableOf(fact);
    const inSchema =
      schema !== undefined && owners.has(JSON.stringify([database, 'SCHEMA', undefined, schema]));
    return inSchema || owners.has(JSON.stringify([database, kind, schema, name]));
  });
  return new Set(lost.map(keyOf));
}

const CLASS_OF: Readonly<Record<string, string>> = {
  schema: 'SCHEMA',
  role: 'ROLE',
  'server-role': 'SERVER ROLE',
};

function guarded(one: Step, { database }: Section, changes: FactChanges, access: Access): GuardedStep {
  const needs: Allowance[] = [];
  const { grantee } = one.values;
  if (one.action.startsWith('own-') && !isNew(one, database, changes)) needs.push('change-owners');
  if (grantee === 'public') needs.push('allow-public');
  if (takesAway(one, database, changes)) needs.push('revoke-extra');
  if (one.action === 'enable-login') needs.push('enable-logins');
  if (one.action === 'disable-login' && !isAdded('login', one.values.login, undefined, changes))
    needs.push('revoke-extra');
  return { step: one, needs: [...needs, ...accessNeeds(one, access)] };
}

function isAdded(
  kind: Fact['kind'],
  name: unknown,
  database: string | undefined,
  { added }: FactChanges,
): boolean {
  return added.has(keyOf({ kind, name, ...(database === undefined ? {} : { database }) } as Fact));
}

function isNew({ action, values }: Step, database: string | undefined, changes: FactChanges): boolean {
  if (action === 'own-server-role') return isAdded('server-role', values.role, undefined, changes);
  if (action === 'own-role') return isAdded('role', values.role, database, changes);
  return action === 'own-schema' && isAdded('schema', values.schema, database, changes);
}

/** A DENY in place of a GRANT, or a GRANT in place of a DENY. */
function takesAway(one: Step, database: string | undefined, changes: FactChanges): boolean {
  if (!['grant', 'deny', 'revoke'].includes(one.action)) return false;
  return [...changes.changed.values()].some(({ before, after }) => {
    if (after.kind !== 'permission' || before.kind !== 'permission' || after.database !== database)
      return false;
    const same = after.permission === one.values.permission && after.grantee === one.values.grantee;
    const denied = (state: string) => state === 'D' || state === 'R';
    return same && denied(before.state) !== denied(after.state);
  });
}

/** A DENY over a row with grant option needs CASCADE. */
function withCascade(
  one: Step,
  database: string | undefined,
  changes: FactChanges,
  wanted: SnapshotIndex,
): Step {
  if (one.action !== 'deny' && one.action !== 'revoke') return one;
  const match = changedOf(changes, 'permission').some(({ before, after }) => {
    if (before.state !== 'W' || after.database !== database) return false;
    const own = revocation(after, wanted);
    return (
      own.permission === one.values.permission &&
      own.grantee === one.values.grantee &&
      own.grantor === one.values.grantor &&
      JSON.stringify(own.on) === JSON.stringify(one.values.on) &&
      own.column === one.values.column
    );
  });
  return match ? { ...one, values: { ...one.values, cascade: true } } : one;
}

interface Extra extends GuardedStep {
  readonly database?: string;
}

/** Steps that no full plan has: it never switches anything off. */
function extraSteps(changes: FactChanges, wanted: SnapshotIndex, access: Access): readonly Extra[] {
  const found: Extra[] = [];
  for (const { before, after } of changedOf(changes, 'permission')) {
    if (before.state !== 'W' || after.state !== 'G') continue;
    const database = after.database === undefined ? {} : { database: after.database };
    const needs: Allowance[] =
      after.grantee === 'public' ? ['revoke-extra', 'allow-public'] : ['revoke-extra'];
    found.push({ step: step('revoke-grant-option', revocation(after, wanted)), needs, ...database });
  }
  for (const { before, after } of changedOf(changes, 'login')) {
    const opens =
      before.isDisabled && !after.isDisabled && 'SUE'.includes(after.type) && after.name !== wanted.sa;
    if (opens) found.push({ step: step('enable-login', { login: after.name }), needs: ['enable-logins'] });
  }
  for (const { before, after } of changedOf(changes, 'database')) {
    const { name: database } = after;
    const off = (one: Step) =>
      found.push({ step: one, needs: ['revoke-extra', ...accessNeeds(one, access)] });
    if (before.isTrustworthy && !after.isTrustworthy) off(step('clear-trustworthy', { database }));
    if (before.isDbChaining && !after.isDbChaining) off(step('clear-db-chaining', { database }));
  }
  for (const { after, properties } of changedOf(changes, 'securable')) {
    const isPlanned = after.owner !== undefined && (after.schema !== undefined || after.owner !== 'dbo');
    if (!properties.has('owner') || isPlanned || after.database === undefined) continue;
    const on = {
      class: after.class,
      name: after.name,
      ...(after.schema === undefined ? {} : { schema: after.schema }),
    };
    const owner = after.owner;
    const one = owner === undefined ? step('own-by-schema', { on }) : step('own-securable', { on, owner });
    found.push({ step: one, needs: ['change-owners'], database: after.database });
  }
  return found;
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

/** Revokes come before what is granted in their scope, drops after all of it, and the last section last. */
function arranged(
  parts: readonly Part[],
  extra: readonly Extra[],
  removals: readonly Removal[],
  access: Access,
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
    steps: [
      ...removalsOf(removals, 'revoke', database, access),
      ...extra.filter((one) => one.database === database),
    ],
  });
  const drops = (database: string | undefined): Part => ({
    section: removalSection('Dropped', database),
    steps: removalsOf(removals, 'drop', database, access),
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
  access: Access,
): readonly GuardedStep[] {
  return removals
    .filter((one) => one.kind === kind && one.database === database)
    .map(({ step: one }) => {
      const needs: Allowance[] = [kind === 'revoke' ? 'revoke-extra' : 'drop-extra'];
      if (one.values.grantee === 'public') needs.push('allow-public');
      return { step: one, needs: [...needs, ...accessNeeds(one, access)] };
    });
}

function absentNotes(absent: ReadonlyMap<string, Fact>): readonly PlanNote[] {
  return [...absent.values()].flatMap((fact): PlanNote[] => {
    if (fact.kind === 'database') {
      return [
        { code: 'missing-database', note: `Database ${fact.name} is not on the server: restore it first.` },
      ];
    }
    if (fact.kind !== 'securable') return [];
    const name = fact.schema === undefined ? fact.name : `${fact.schema}.${fact.name}`;
    const database = fact.database === undefined ? {} : { database: fact.database };
    return [
      {
        code: 'missing-securable',
        ...database,
        note: `${fact.class} ${name} is not there: nothing can be put on it.`,
      },
    ];
  });
}

/** Differences that only a person can settle. */
function conflictNotes(changes: FactChanges): readonly PlanNote[] {
  const logins = changedOf(changes, 'login').flatMap(({ before, after, properties }) => {
    const isOther = properties.has('type') || (properties.has('sid') && after.type === 'S');
    if (!isOther) return [];
    return [
      {
        code: 'other-login',
        note: `Login ${before.name} is there with another SID or of another kind: it is left as it is. Drop it if the snapshot's is meant.`,
      },
    ];
  });
  const users = changedOf(changes, 'user').flatMap(({ after, before, properties }) => {
    const kept =
      (before.sid ?? '').startsWith(WITHOUT_LOGIN_SID_PREFIX) &&
      (after.sid ?? '').startsWith(WITHOUT_LOGIN_SID_PREFIX);
    if (!properties.has('type') && (kept || !properties.has('authenticationType'))) return [];
    return [
      {
        code: 'other-user',
        database: after.database,
        note: `User ${after.name} is there as one of another kind: it is left as it is.`,
      },
    ];
  });
  return [...logins, ...users];
}

function unseen({ header }: Snapshot): RegrantError {
  return new RegrantError({
    code: 'incomplete-snapshot',
    fact: `Not all of ${header.server.name} can be seen: ${header.omissions.map(({ fact }) => fact).join(' ')}`,
    remedy: 'Use a login that sees everything, such as a sysadmin, or allow it (--allow-incomplete).',
  });
}
