// Permissions, one statement a row, in an order that can run. Rows that no statement can write are told, never left out
// in silence. Sources: "GRANT (Transact-SQL)", "DENY (Transact-SQL)", "REVOKE (Transact-SQL)" (Microsoft).

import { isTellingDefault } from '../../model/catalog/default-permission.ts';
import { permissionSince } from '../../model/catalog/permission-names.ts';
import { defined } from '../../model/defined.ts';
import type { PermissionFact } from '../../model/fact.ts';
import { securableOf } from '../../model/identity.ts';
import { LIMITS } from '../../model/limit.ts';
import { limitOfPermission } from '../../model/limit-of-row.ts';
import type { ChangedFact } from '../compare-snapshots.ts';
import type { ChainEnd } from '../grantors/grantor-chains.ts';
import { isDeniedConnect, isSaConnect } from '../lookup/connect-row.ts';
import type { SnapshotIndex } from '../lookup/snapshot-index.ts';
import type { World } from '../lookup/world.ts';
import type { Made, StepParts } from '../plan.ts';
import { step } from '../plan.ts';
import { CONTENTS, limit, UNGRANTABLE } from '../reason.ts';
import type { KindRule, Outcome, Told } from '../rule.ts';
import { by, COMES_ALONG, not, steps } from '../rule.ts';
import type { PhaseName } from '../steps/phase.ts';

export const PERMISSION_RULE: KindRule<'permission'> = {
  create: (fact, world) => {
    const { wanted } = world;
    if (isDeniedConnect(fact)) return steps(denied(fact, wanted));
    if (isSaConnect(fact, wanted)) return not(UNGRANTABLE);
    if (isConnectOfNewLogin(fact, world)) return COMES_ALONG;
    const code = limitOfPermission(fact, wanted);
    if (code !== undefined) return { notes: [told(code, fact, LIMITS[code])], reason: limit(code) };
    return { steps: [given(fact, world)], notes: notesOf(fact, world) };
  },
  drop: (fact, world) =>
    world.isKnown ? revoked(fact, world.live ?? world.wanted) : revokedDefault(fact, world.wanted),
  change: { state: by(changeState, UNGRANTABLE), isShipped: CONTENTS },
  sort: (facts, world) => sorted(facts, world),
};

/** Rows that can be given come in the order of their chains, all others before them. */
function sorted(facts: readonly PermissionFact[], world: World): readonly PermissionFact[] {
  const { rows } = world.permissions(facts[0]?.database);
  const wanted = facts.length === rows.size ? undefined : new Set(facts);
  const ordered = [...rows.keys()];
  return [
    ...facts.filter((fact) => !rows.has(fact)),
    ...(wanted === undefined ? ordered : ordered.filter((fact) => wanted.has(fact))),
  ];
}

const phaseOf = ({ database }: PermissionFact): { readonly phase: PhaseName } => ({
  phase: database === undefined ? 'server-permissions' : 'permissions',
});

/** A row as its statement. */
function given(fact: PermissionFact, world: World): Made {
  const row = world.permissions(fact.database).rows.get(fact);
  if (isPlainConnect(fact, row?.grantor, world)) return step('grant-connect-sql', { login: fact.grantee });
  return written(fact, row?.grantor, row?.cascade ?? false, phaseOf(fact));
}

function denied(fact: PermissionFact, { sa }: SnapshotIndex): Made {
  return written(fact, fact.grantor === sa ? undefined : fact.grantor, false, { phase: 'denied' });
}

function written(
  fact: PermissionFact,
  grantor: string | undefined,
  cascade: boolean,
  parts: Partial<StepParts>,
): Made {
  const { permission, column, grantee, state } = fact;
  const on = onOf(fact);
  if (state === 'D') return step('deny', { permission, on, column, grantee, cascade, grantor }, parts);
  if (state === 'R') return step('revoke', { permission, on, column, grantee, cascade, grantor }, parts);
  return step('grant', { permission, on, column, grantee, withGrantOption: state === 'W', grantor }, parts);
}

/** The securable as a statement names it: where it runs tells the database. */
function onOf({ class: kind, schema, name }: PermissionFact) {
  return {
    class: kind,
    ...defined({ schema, name }),
  };
}

/** A plain CONNECT SQL is what CREATE LOGIN gives: granted only where missing, so that the login that runs the script is left alone. */
function isPlainConnect(fact: PermissionFact, grantor: string | undefined, { wanted }: World): boolean {
  const isPlain = fact.permission === 'CONNECT SQL' && fact.state === 'G' && grantor === undefined;
  return isPlain && fact.grantee !== 'public' && wanted.server('login').length > 0;
}

function isConnectOfNewLogin(fact: PermissionFact, world: World): boolean {
  return fact.permission === 'CONNECT SQL' && fact.state === 'G' && world.isNew('login', fact.grantee);
}

/** A swap between what gives and what denies takes something away; a grant option goes by a statement of its own. */
function changeState({ before, after }: ChangedFact<'permission'>, world: World): readonly Made[] {
  if (before.state === 'W' && after.state === 'G') {
    return [step('revoke-grant-option', revocation(after, world.wanted), { needs: ['revoke-extra'] })];
  }
  const found = PERMISSION_RULE.create(after, world).steps ?? [];
  const isSwapped = isDenial(before) !== isDenial(after);
  return found.map((one): Made => {
    const needs = isSwapped ? (['revoke-extra'] as const) : [];
    if (before.state !== 'W' || one.action === 'grant') return { ...one, needs };
    return { ...one, needs, values: { ...one.values, cascade: true } } as Made;
  });
}

const isDenial = ({ state }: PermissionFact): boolean => state === 'D' || state === 'R';

/** A row that was granted on takes with it what its grantee gave: SQL Server asks for CASCADE. */
function revoked(fact: PermissionFact, live: SnapshotIndex): Outcome {
  if (fact.grantee === (fact.database === undefined ? live.sa : 'dbo')) return not(UNGRANTABLE);
  const cascade = fact.state === 'W';
  const parts = { phase: 'revoked', needs: ['revoke-extra'] } as const;
  return steps(step('revoke', { ...revocation(fact, live), cascade }, parts));
}

/** The parameters that a revoke of a row has, whatever it revokes of it. */
function revocation(fact: PermissionFact, index: SnapshotIndex) {
  const grantor = fact.grantor === index.ownerOf(securableOf(fact)) ? undefined : fact.grantor;
  return { permission: fact.permission, on: onOf(fact), column: fact.column, grantee: fact.grantee, grantor };
}

/** A row that every new server or database has and the captured one had lost. */
function revokedDefault(fact: PermissionFact, wanted: SnapshotIndex): Outcome {
  const { permission, grantee, name, database } = fact;
  if (fact.class === 'ENDPOINT' && name !== undefined)
    return steps(step('revoke-endpoint-default', { endpoint: name }));
  if (database !== undefined && isTellingDefault(fact)) return steps(revokedConnect(grantee));
  if (database !== undefined) return steps(step('revoke-shipped', revocation(fact, wanted)));
  const phase = 'server-defaults';
  const values = {
    permission,
    on: onOf(fact),
    column: undefined,
    grantee,
    cascade: false,
    grantor: undefined,
  };
  return steps(step('revoke', values, { phase }));
}

/** Takes from a user, or guest, the CONNECT that CREATE USER gives. */
export function revokedConnect(grantee: string): Made {
  const on = { class: 'DATABASE' } as const;
  const values = {
    permission: 'CONNECT',
    on,
    column: undefined,
    grantee,
    cascade: false,
    grantor: undefined,
  };
  return step('revoke', values, { phase: 'connects', properties: [] });
}

function notesOf(fact: PermissionFact, world: World): readonly Told[] {
  const notes: Told[] = [];
  const end = world.permissions(fact.database).ends.get(fact);
  if (end !== undefined) {
    const code = 'circle' in end ? 'grantor-circle' : 'missing-grantor';
    notes.push(told(code, fact, `${unlinkedReason(fact, end)}; the statement is kept and may fail.`));
  }
  if (permissionSince(fact.class, fact.permission) === undefined) {
    const note = `${fact.permission} on ${fact.class} is in no list that this release of regrant has: it is scripted as the server gave it.`;
    notes.push({ code: 'unlisted-permission', note });
  }
  return notes.length === 0 ? NO_NOTES : notes;
}

const NO_NOTES: readonly Told[] = [];

/** Why the grantor of a row may not grant it, by the names of those who are to blame. */
function unlinkedReason({ grantor }: PermissionFact, end: ChainEnd): string {
  if ('circle' in end) {
    const [first = ''] = end.circle;
    return `its grantor ${grantor} holds the grant option in a circle only (${[...end.circle, first].join(' to ')})`;
  }
  if (end.missing === grantor) return `its grantor ${grantor} holds no grant option that the snapshot has`;
  return `its grantor ${grantor} was given the grant option by way of ${end.missing}, who holds none that the snapshot has`;
}

function told(code: string, fact: PermissionFact, reason: string): Told {
  const on = [fact.schema, fact.name, fact.column].filter((part) => part !== undefined).join('.');
  const what = `${fact.permission} on ${fact.class}${on === '' ? '' : ` ${on}`} for ${fact.grantee}`;
  return { code, note: `${what}: ${reason}` };
}
