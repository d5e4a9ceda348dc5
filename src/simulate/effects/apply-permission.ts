// What one permission of a GRANT, DENY or REVOKE changes, and what a change of owner does to permissions.

import { defined } from '../../model/defined.ts';
import type { PermissionState } from '../../model/fact.ts';
import type { ActOf } from '../rule.ts';
import type { RunContext } from '../run-context.ts';
import { DatabaseState } from '../state/database-state.ts';
import type { Principal } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { PermissionRow, RowKey, Securable, Target } from '../state/securable.ts';
import { whereSaid } from './effect.ts';
import { databaseNamed, findTarget, scopeOfClass } from './find-named.ts';
import type { PermissionAct } from './permission-act.ts';

/** Source: "GRANT (Transact-SQL)", "DENY (Transact-SQL)", "REVOKE (Transact-SQL)". */
export function applyPermission(act: PermissionAct): void {
  const { scope, target, grantee, grantor, permission, column } = act;
  if (target === undefined || grantee === undefined || grantor === undefined || permission === undefined)
    return;
  const key: RowKey = { permission, grantee, grantor, column };
  const old = scope.permissions.row(target, key);
  if (act.statement.cascade) passedOn(scope, target, { ...key, grantor: grantee }, new Set([grantee]));
  const state = column === undefined ? nextState(act, old?.state) : columnState(act, target, key, old?.state);
  // A statement on a whole object takes away the rows of its columns. Source: "GRANT Object Permissions".
  if (column === undefined && !act.statement.grantOptionFor) {
    for (const row of scope.permissions.onColumns(target, key)) scope.permissions.remove(row);
  }
  if (old !== undefined) scope.permissions.remove(old);
  if (state === undefined) return;
  scope.permissions.put({ target, permission, grantee, grantor, column: old?.column ?? column, state });
}

/**
 * The state that a row has afterwards; undefined for no row. GRANT and DENY take each other's place; GRANT leaves an
 * option that is held (a guess); REVOKE GRANT OPTION FOR leaves the permission.
 */
function nextState(
  { kind, statement: { withGrantOption, grantOptionFor } }: PermissionAct,
  old: PermissionState | undefined,
): PermissionState | undefined {
  if (kind === 'deny') return 'D';
  if (kind === 'grant') return withGrantOption || old === 'W' ? 'W' : 'G';
  return grantOptionFor && old === 'W' ? 'G' : undefined;
}

/**
 * A column has no row where its state is that of its object, and one of state REVOKE where it is taken out of the
 * object's. Source: "sys.database_permissions (Transact-SQL)".
 */
function columnState(
  act: PermissionAct,
  target: Target,
  { column: _, ...whole }: RowKey,
  old: PermissionState | undefined,
): PermissionState | undefined {
  const state = nextState(act, old);
  const onObject = act.scope.permissions.row(target, whole)?.state;
  if (onObject === undefined) return state;
  const isSame = onObject === state || (onObject === 'W' && state === 'G');
  return isSame ? undefined : (state ?? 'R');
}

/** CASCADE: takes away what a principal granted or denied, and what came of it in turn. */
function passedOn(scope: Scope, target: Target, key: RowKey, seen: Set<Principal>): void {
  for (const row of scope.permissions.on(target)) {
    const isOurs = row.permission === key.permission && row.grantor === key.grantor;
    const isWhole = key.column !== undefined && row.column === undefined;
    if (!isOurs || (key.column !== undefined && row.column !== key.column && !isWhole)) continue;
    // A column that is taken from one who holds the whole object leaves an exception.
    if (isWhole) scope.permissions.put({ ...row, column: key.column ?? '', state: 'R' });
    else scope.permissions.remove(row);
    if (seen.has(row.grantee)) continue;
    seen.add(row.grantee);
    passedOn(scope, target, { ...key, grantor: row.grantee }, seen);
  }
}

/**
 * Permissions on what gets another owner are dropped, and with a schema those on what is in it and has no owner of its
 * own. Source: "ALTER AUTHORIZATION (Transact-SQL)".
 */
function alterAuthorization(act: ActOf<'alter-authorization'>, context: RunContext, scope: Scope): void {
  const { class: found = 'OBJECT', name } = act.securable;
  const owner = act.owner === undefined ? undefined : scope.principal(act.owner);
  if (found === 'DATABASE') {
    const sid = act.owner === undefined ? undefined : context.server.sidOf(act.owner);
    if (sid !== undefined) databaseNamed(name, context)?.setOwner(sid);
    return;
  }
  if (act.owner !== undefined && owner === undefined) return;
  const target = findTarget(found, name, context);
  if (target === undefined) return;
  const owned = target.principal ?? target.securable;
  if (owned === undefined) return;
  scope.log.change<Owned>(owned, { owner, isMentioned: undefined });
  if (target.securable !== undefined && found !== 'SCHEMA') tell(target.securable, scope, context);
  for (const row of scope.permissions.on(target)) scope.permissions.remove(row);
  if (found === 'SCHEMA') dropContained(scope, target);
}

interface Owned {
  owner?: Principal;
  isMentioned?: boolean;
}

/** A securable that has an owner of its own is a fact, whatever else is known of it. */
export function tell(
  securable: Securable,
  scope: Scope,
  { server, database }: RunContext,
  type?: string,
): void {
  if (securable.fact !== undefined) return;
  const { class: found, schema, name } = securable;
  const place =
    scope === server ? {} : { database: scope instanceof DatabaseState ? scope.name : database.name };
  if (found === 'ENDPOINT') {
    scope.log.change(securable, { fact: { kind: 'endpoint', name } });
    return;
  }
  const fact = {
    kind: 'securable',
    ...place,
    class: found,
    name,
    ...defined({ schema, type }),
  } as const;
  scope.log.change(securable, { fact });
}

function dropContained(scope: Scope, { securable: schema }: Target): void {
  const contained = (row: PermissionRow): boolean => {
    const { securable } = row.target;
    if (securable?.schema === undefined || securable.owner !== undefined) return false;
    return scope.fold(securable.schema) === scope.fold(schema?.name ?? '');
  };
  for (const row of [...scope.permissions.all()]) if (contained(row)) scope.permissions.remove(row);
}

export const OWNER_EFFECTS = whereSaid(
  ['alter-authorization'],
  ({ securable: { class: found = 'OBJECT' } }, context) =>
    found === 'DATABASE' ? context.server : scopeOfClass(found, context),
  alterAuthorization,
);
