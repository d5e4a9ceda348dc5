// One permission of one grantee: a GRANT, DENY or REVOKE taken apart, its names looked up.
import { permissionSince, permissionsOf } from '../../model/catalog/permission-names.ts';
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import type { NameParts } from '../../parse/tree/expression.ts';
import type { PermissionStatement, SecurableName, Span } from '../../parse/tree/statement.ts';
import type { RunContext } from '../rule.ts';
import { actorIn, isAdministrator } from '../run/actor.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { PermissionRow } from '../state/permission-row.ts';
import type { Principal } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { Target } from '../state/securable.ts';
import { ALL_ON_DATABASE, catalogName } from './permission-name.ts';

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
export function ownerOf(target: Target, scope: Scope): Principal | undefined {
  const first = scope.principalOfId(1);
  if (target.principal !== undefined) return target.principal.owner ?? first;
  const { securable } = target;
  if (securable?.owner !== undefined) return securable.owner;
  if (securable?.schema === undefined || securable.schema === 'sys') return first;
  return scope.securable('SCHEMA', undefined, securable.schema)?.owner ?? first;
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
  const owner = target === undefined ? scope.principalOfId(1) : ownerOf(target, scope);
  if (target === undefined || isAdministrator(scope, context)) return owner;
  const who = actorIn(scope, context);
  if (who === undefined || who === owner) return who;
  return scope.rowsOn(target).some((row) => givesOn(row, who, permission, column)) ? who : undefined;
}

/** Whether a row lets its grantee pass a permission on. */
export function givesOn(
  row: PermissionRow,
  who: Principal,
  permission: string | undefined,
  column: string | undefined,
): boolean {
  const isWide = row.column === undefined || row.column === column;
  return row.grantee === who && row.permission === permission && isWide && row.state === 'W';
}

/** The securable of a statement; without ON it is the server or the database, as the permission has it. */
function placeOf(name: SecurableName | undefined, permission: string, context: RunContext): Place {
  const { server, database } = context;
  if (name === undefined) {
    const found = permissionSince('DATABASE', catalogName(permission)) === undefined ? 'SERVER' : 'DATABASE';
    const isServer = found === 'SERVER' && permission !== 'ALL';
    const scope = isServer ? server : database;
    const target = scope.target(isServer ? 'SERVER' : 'DATABASE', undefined, '');
    const on = isServer ? 'the server' : `the database ${database.name}`;
    return { scope, isServer, class: isServer ? 'SERVER' : 'DATABASE', place: [], on, target, database };
  }
  const found = name.class ?? 'OBJECT';
  const isServer = SECURABLE_CLASSES[found].scope === 'server';
  const scope = isServer ? server : database;
  const on = `${found}::${name.name.join('.')}`;
  const place = found === 'DATABASE' ? name.name.slice(-1) : isServer ? [] : name.name.slice(-3, -2);
  return {
    scope,
    isServer,
    class: found,
    place,
    on,
    target: findTarget(found, name.name, context),
    database,
  };
}

/** The database that a statement about one names; without a name the current one. */
export function databaseNamed(name: NameParts, { server, database }: RunContext): DatabaseState | undefined {
  const last = name.at(-1) ?? '';
  return last === '' ? database : server.database(last);
}

/** A securable by its dotted name; without a schema one of dbo, then of sys. */
export function findTarget(
  found: SecurableClass,
  parts: readonly string[],
  { server, database }: RunContext,
): Target | undefined {
  const { scope, schemaQualified } = SECURABLE_CLASSES[found];
  const name = parts.at(-1) ?? '';
  if (scope === 'server') return server.target(found, undefined, name);
  if (found === 'DATABASE')
    return isHere(name, database) ? database.target(found, undefined, name) : undefined;
  if (!schemaQualified) return database.target(found, undefined, name);
  const other = parts.at(-3) ?? '';
  if (other !== '' && !isHere(other, database)) return undefined;
  const schema = parts.at(-2) ?? '';
  const schemas = schema === '' ? ['dbo', 'sys'] : [schema];
  for (const one of schemas) {
    if (database.securable('SCHEMA', undefined, one) === undefined) continue;
    const target = database.target(found, one, name);
    if (target !== undefined) return target;
  }
  return undefined;
}

function isHere(name: string, database: DatabaseState): boolean {
  return name === '' || database.fold(name) === database.fold(database.name);
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
