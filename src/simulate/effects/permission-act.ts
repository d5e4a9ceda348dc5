// One permission of one grantee: a GRANT, DENY or REVOKE taken apart, its names looked up.
import { permissionsOf } from '../../model/catalog/permission-names.ts';
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { PermissionStatement, SecurableName, Span } from '../../parse/tree/statement.ts';
import type { RunContext } from '../rule.ts';
import { actorIn, isAdministrator } from '../run/actor.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { Principal } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { Target } from '../state/securable.ts';
import { findTarget, scopeOfClass } from './find-named.ts';
import { ALL_ON_DATABASE, catalogName, classOf } from './permission-name.ts';

/** What a GRANT, DENY or REVOKE does to one permission of one grantee. */
export interface PermissionAct {
  readonly kind: 'grant' | 'deny' | 'revoke';
  readonly span: Span;
  /** Of the server or of a database. */
  readonly scope: Scope;
  readonly isServer: boolean;
  readonly class: SecurableClass;
  /** The database that the securable's name gives, if it gives one. */
  readonly place: readonly string[];
  /** The securable in words. */
  readonly on: string;
  /** Undefined where there is no such securable. */
  readonly target: Target | undefined;
  /** Undefined where `ALL` means what a script does not say. */
  readonly permission: string | undefined;
  readonly column: string | undefined;
  readonly granteeName: string;
  readonly grantee: Principal | undefined;
  /** As whom the statement says, or undefined. */
  readonly grantorName: string | undefined;
  /** The principal that is recorded; undefined where the one that is named is not there, or it is not known. */
  readonly grantor: Principal | undefined;
  readonly withGrantOption: boolean;
  readonly grantOptionFor: boolean;
  readonly cascade: boolean;
}

/** Whom SQL Server records as grantor when a sysadmin names none. Source: "GRANT (Transact-SQL)", AS clause. */
export function ownerOf(target: Target, scope: Scope): Principal {
  if (target.principal !== undefined) return target.principal.owner ?? scope.first;
  const { securable } = target;
  if (securable?.owner !== undefined) return securable.owner;
  if (securable?.schema === undefined || securable.schema === 'sys') return scope.first;
  return scope.securable('SCHEMA', undefined, securable.schema)?.owner ?? scope.first;
}

/** Takes a statement apart. */
export function permissionActs(statement: PermissionStatement, context: RunContext): PermissionAct[] {
  return statement.permissions.flatMap((item) => {
    const columns = item.columns.length > 0 ? item.columns : statement.columns;
    const place = placeOf(statement.securable, item.permission, context);
    return namesOf(item.permission, place).flatMap((permission) =>
      statement.grantees.flatMap((grantee) => {
        const granteeName = grantee.kind === 'principal' ? grantee.name : grantee.kind;
        const columnList = columns.length > 0 ? columns : [undefined];
        return columnList.map((column) =>
          actOf(statement, place, { permission, column, granteeName }, context),
        );
      }),
    );
  });
}

interface Place extends Pick<PermissionAct, 'scope' | 'isServer' | 'class' | 'place' | 'on' | 'target'> {
  readonly database: DatabaseState;
}

function actOf(
  statement: PermissionStatement,
  place: Place,
  parts: Pick<PermissionAct, 'permission' | 'column' | 'granteeName'>,
  context: RunContext,
): PermissionAct {
  const { scope } = place;
  const grantorName = statement.grantor;
  return {
    kind: statement.kind,
    span: statement.span,
    scope,
    isServer: place.isServer,
    class: place.class,
    place: place.place,
    on: place.on,
    target: place.target,
    permission: parts.permission,
    column: parts.column,
    granteeName: parts.granteeName,
    grantee: scope.principal(parts.granteeName),
    grantorName,
    grantor: grantorName === undefined ? recorded(place, parts, context) : scope.principal(grantorName),
    withGrantOption: statement.withGrantOption,
    grantOptionFor: statement.grantOptionFor,
    cascade: statement.cascade,
  };
}

/**
 * Whom the server records where no AS says it: for an administrator the owner; for anybody else himself, if he owns the
 * securable or holds the grant option; else it is not known.
 */
function recorded(
  { scope, target }: Place,
  { permission = '', column }: Pick<PermissionAct, 'permission' | 'column'>,
  context: RunContext,
): Principal | undefined {
  const owner = target === undefined ? scope.first : ownerOf(target, scope);
  if (target === undefined || isAdministrator(scope, context)) return owner;
  const who = actorIn(scope, context);
  if (who === undefined || who === owner) return who;
  return scope.permissions.mayPassOn(target, who, { permission, column }, false) ? who : undefined;
}

/** The securable of a statement. */
function placeOf(name: SecurableName | undefined, permission: string, context: RunContext): Place {
  const { server, database } = context;
  const found = classOf(name, permission);
  const parts = name?.name ?? [];
  const scope = scopeOfClass(found, context);
  const isServer = scope === server;
  const whole = isServer ? 'the server' : `the database ${database.name}`;
  return {
    scope,
    isServer,
    class: found,
    place: found === 'DATABASE' ? parts.slice(-1) : isServer ? [] : parts.slice(-3, -2),
    on: name === undefined ? whole : `${found}::${parts.join('.')}`,
    target: findTarget(found, parts, context),
    database,
  };
}

const DATA = ['DELETE', 'INSERT', 'REFERENCES', 'SELECT', 'UPDATE'];
/** What ALL means, by `sys.objects.type`. Source: "GRANT (Transact-SQL)", ALL. */
const ALL_ON: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['U', 'V', 'TF', 'IF', 'FT'].map((type) => [type, DATA])),
  ...Object.fromEntries(['P', 'PC', 'X'].map((type) => [type, ['EXECUTE']])),
  ...Object.fromEntries(['FN', 'FS'].map((type) => [type, ['EXECUTE', 'REFERENCES']])),
};
function namesOf(
  permission: string,
  { class: found, target, database }: Place,
): readonly (string | undefined)[] {
  if (permission !== 'ALL') return [catalogName(permission)];
  if (found === 'DATABASE') {
    return ALL_ON_DATABASE.filter((name) => name !== 'CREATE DATABASE' || database.name === 'master');
  }
  if (found !== 'OBJECT') return permissionsOf(found, 2012);
  return ALL_ON[target?.securable?.fact?.type ?? ''] ?? [undefined];
}
