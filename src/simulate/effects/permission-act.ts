// One permission of one grantee: a GRANT, DENY or REVOKE taken apart, its names looked up.
import { permissionSince, permissionsOf } from '../../model/catalog/permission-names.ts';
import type { SecurableClass } from '../../model/catalog/securable-class.ts';
import type { PermissionStatement, SecurableName } from '../../parse/tree/statement.ts';
import { actorIn, isAdministrator } from '../run/actor.ts';
import type { RunContext } from '../run-context.ts';
import type { Principal } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import type { Target } from '../state/securable.ts';
import { findTarget, scopeOfClass } from './find-named.ts';

/** What a GRANT, DENY or REVOKE does to one permission of one grantee. */
export interface PermissionAct {
  readonly kind: 'grant' | 'deny' | 'revoke';
  readonly statement: PermissionStatement;
  /** Of the server or of a database. */
  readonly scope: Scope;
  readonly class: SecurableClass;
  /** Undefined where there is no such securable. */
  readonly target: Target | undefined;
  /** Undefined where `ALL` means what a script does not say. */
  readonly permission: string | undefined;
  readonly column: string | undefined;
  readonly granteeName: string;
  readonly grantee: Principal | undefined;
  /** The principal that is recorded; undefined where the one that is named is not there, or it is not known. */
  readonly grantor: Principal | undefined;
}

/** Whom SQL Server records as grantor when a sysadmin names none. Source: "GRANT (Transact-SQL)", AS clause. */
export function ownerOf(target: Target, scope: Scope): Principal {
  if (target.principal !== undefined) return target.principal.owner ?? scope.first;
  const { securable } = target;
  if (securable?.owner !== undefined) return securable.owner;
  if (securable?.schema === undefined || securable.schema === 'sys') return scope.first;
  return scope.schema(securable.schema)?.owner ?? scope.first;
}

/** Takes a statement apart. */
export function permissionActs(statement: PermissionStatement, context: RunContext): PermissionAct[] {
  const { kind, securable } = statement;
  const acts: PermissionAct[] = [];
  for (const item of statement.permissions) {
    const found = classOf(securable, item.permission);
    const scope = scopeOfClass(found, context);
    const target = findTarget(found, securable?.name ?? [], context);
    const columns = item.columns.length > 0 ? item.columns : statement.columns;
    for (const permission of namesOf(item.permission, found, target, context)) {
      for (const column of columns.length > 0 ? columns : [undefined]) {
        const grantor = grantorOf(statement, { scope, target, permission, column }, context);
        for (const to of statement.grantees) {
          const granteeName = to.kind === 'principal' ? to.name : to.kind;
          const grantee = scope.principal(granteeName);
          const on = { scope, class: found, target, permission, column, granteeName, grantee, grantor };
          acts.push({ kind, statement, ...on });
        }
      }
    }
  }
  return acts;
}

/**
 * Whom the server records: whom AS says; else for an administrator the owner, for anybody else himself, if he owns the
 * securable or holds the grant option; else it is not known.
 */
function grantorOf(
  { grantor }: PermissionStatement,
  { scope, target, permission, column }: Pick<PermissionAct, 'scope' | 'target' | 'permission' | 'column'>,
  context: RunContext,
): Principal | undefined {
  if (grantor !== undefined) return scope.principal(grantor);
  const owner = target === undefined ? scope.first : ownerOf(target, scope);
  if (target === undefined || isAdministrator(scope, context)) return owner;
  const who = actorIn(scope, context);
  if (who === undefined || who === owner) return who;
  return scope.permissions.mayPassOn(target, who, { permission, column }, false) ? who : undefined;
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
  found: SecurableClass,
  target: Target | undefined,
  { database }: RunContext,
): readonly (string | undefined)[] {
  if (permission !== 'ALL') return [catalogName(permission)];
  if (found === 'DATABASE') {
    return ALL_ON_DATABASE.filter((name) => name !== 'CREATE DATABASE' || database.name === 'master');
  }
  if (found !== 'OBJECT') return permissionsOf(found, 2012);
  return ALL_ON[target?.securable?.fact?.type ?? ''] ?? [undefined];
}

const SYNONYMS: Readonly<Record<string, string>> = {
  EXEC: 'EXECUTE',
  'CREATE PROC': 'CREATE PROCEDURE',
  'BACKUP TRAN': 'BACKUP LOG',
  'BACKUP TRANSACTION': 'BACKUP LOG',
};

/** The name under which the catalogue keeps a permission. */
function catalogName(permission: string): string {
  return SYNONYMS[permission] ?? permission;
}

/** The class that a permission is on: without ON the server or the database, as the permission has it. */
export function classOf(securable: SecurableName | undefined, permission: string): SecurableClass {
  if (securable !== undefined) return securable.class ?? 'OBJECT';
  const isOfDatabase =
    permission === 'ALL' || permissionSince('DATABASE', catalogName(permission)) !== undefined;
  return isOfDatabase ? 'DATABASE' : 'SERVER';
}

/** What GRANT ALL means on a database ("GRANT Database Permissions"); CREATE DATABASE is only taken in master. */
const ALL_ON_DATABASE: readonly string[] = [
  'BACKUP DATABASE',
  'BACKUP LOG',
  'CREATE DATABASE',
  'CREATE DEFAULT',
  'CREATE FUNCTION',
  'CREATE PROCEDURE',
  'CREATE RULE',
  'CREATE TABLE',
  'CREATE VIEW',
];
