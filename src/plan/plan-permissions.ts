// Permission rows into steps, one statement a row. Rows that no statement can write are noted, never dropped silently.

import type { PermissionFact } from '../model/fact.ts';
import { keyOfParts, securableOf } from '../model/identity.ts';
import { permissionSince } from '../model/permission-names.ts';
import type { ChainEnd } from './grantor-chains.ts';
import { orderPermissions } from './grantor-order.ts';
import type { PlanNote, Step } from './plan.ts';
import { step } from './plan.ts';
import type { SnapshotIndex } from './snapshot-index.ts';

/** The steps of permission rows and what could not become one. */
export interface PermissionSteps {
  readonly steps: readonly Step[];
  readonly notes: readonly PlanNote[];
}

/** Plans the permission rows of one scope, in an order that can run. */
export function planPermissions(facts: readonly PermissionFact[], index: SnapshotIndex): PermissionSteps {
  const notes: PlanNote[] = [];
  const grantable = facts.filter((fact) => {
    const reason = ungrantable(fact, index);
    if (reason !== undefined) notes.push(noteOf('ungrantable-row', fact, reason));
    return reason === undefined;
  });
  const order = orderPermissions(grantable, index);
  for (const { fact, end } of order.unlinked) {
    const code = 'circle' in end ? 'grantor-circle' : 'missing-grantor';
    notes.push(noteOf(code, fact, `${unlinkedReason(fact, end)}; the statement is kept and may fail`));
  }
  notes.push(...unlistedNotes(grantable));
  return {
    steps: order.rows.map(({ fact, grantor, cascade }) => permissionStep(fact, grantor, cascade)),
    notes,
  };
}

/** Permissions that the closed list lacks: scripted as the catalogue gave them, and told once for each class. */
function unlistedNotes(facts: readonly PermissionFact[]): readonly PlanNote[] {
  const notes = new Map<string, PlanNote>();
  for (const { class: on, permission, database } of facts) {
    if (permissionSince(on, permission) !== undefined) continue;
    notes.set(keyOfParts(on, permission), {
      code: 'unlisted-permission',
      ...(database === undefined ? {} : { database }),
      note: `${permission} on ${on} is in no list that this release of regrant has: it is scripted as the server gave it.`,
    });
  }
  return [...notes.values()];
}

/** Why the grantor of a row may not grant it, by the names of those who are to blame. */
function unlinkedReason({ grantor }: PermissionFact, end: ChainEnd): string {
  if ('circle' in end) {
    const [first = ''] = end.circle;
    return `its grantor ${grantor} holds the grant option in a circle only (${[...end.circle, first].join(' to ')})`;
  }
  if (end.missing === grantor) return `its grantor ${grantor} holds no grant option that the snapshot has`;
  return `its grantor ${grantor} was given the grant option by way of ${end.missing}, who holds none that the snapshot has`;
}

/** The statement of one row. */
export function permissionStep(fact: PermissionFact, grantor: string | undefined, cascade = false): Step {
  const on = securableOf(fact);
  const { permission, column, grantee, state } = fact;
  if (state === 'D') return step('deny', { permission, on, column, grantee, cascade, grantor });
  if (state === 'R') return step('revoke', { permission, on, column, grantee, cascade, grantor });
  return step('grant', { permission, on, column, grantee, withGrantOption: state === 'W', grantor });
}

/** Why SQL Server takes no statement for a row; undefined where it does. Source: "GRANT (Transact-SQL)". */
function ungrantable(fact: PermissionFact, index: SnapshotIndex): string | undefined {
  const { grantee, state, column } = fact;
  const special = fact.database === undefined ? [index.sa] : ['dbo', 'INFORMATION_SCHEMA', 'sys'];
  if (special.includes(grantee)) return `${grantee} can be granted and denied nothing`;
  if (fact.name !== undefined && grantee === index.ownerOf(securableOf(fact)) && grantee !== 'dbo') {
    return `${grantee} owns the securable, and an owner can be granted and denied nothing`;
  }
  if (state === 'R' && column === undefined) return 'a REVOKE row is known only on columns';
  return undefined;
}

function noteOf(code: string, fact: PermissionFact, reason: string): PlanNote {
  const on = [fact.schema, fact.name, fact.column].filter((part) => part !== undefined).join('.');
  const what = `${fact.permission} on ${fact.class}${on === '' ? '' : ` ${on}`} for ${fact.grantee}`;
  return {
    code,
    ...(fact.database === undefined ? {} : { database: fact.database }),
    note: `${what}: ${reason}.`,
  };
}
