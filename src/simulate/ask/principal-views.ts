// The views of principals, of members of roles and of permissions.
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { FIXED_DATABASE_ROLE_IDS } from '../../model/catalog/system-principals.ts';
import type { DatabaseState } from '../state/database-state.ts';
import { isMade, type Principal } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';
import {
  binary,
  bit,
  type CatalogContext,
  type Cell,
  type Hint,
  hexOf,
  type Row,
  textOf,
  type View,
} from './cell.ts';

/** Roles have SIDs of their own, which nothing but the tables of msdb tells of: one that stands for it. */
export const sidCell = ({ sid, type, id }: Principal): Cell =>
  sid === undefined && type === 'R' ? { hex: `0xROLE${id}` } : binary(sid);

/** dbo has the SID of whom it stands for. */
export const userSidCell = (found: Principal, { dbo, dboSid }: DatabaseState): Cell =>
  found === dbo ? binary(dboSid) : sidCell(found);

function* principals(scope: Scope, hint: Hint): Iterable<Principal> {
  const [name, sid] = [textOf(hint.name), hexOf(hint.sid)];
  if (name === undefined && sid === undefined) {
    for (const one of scope.principals()) if (isMade(one)) yield one;
    return;
  }
  const found = name === undefined ? scope.principalOfSid(sid ?? '0x') : scope.principal(name);
  if (found !== undefined && isMade(found)) yield found;
}

function serverPrincipal(found: Principal): Row {
  const { id, name, type, login, owner, isFixed } = found;
  return {
    name,
    principal_id: id,
    sid: sidCell(found),
    type,
    is_disabled: bit(login?.isDisabled ?? false),
    default_database_name: login?.defaultDatabase ?? null,
    default_language_name: login?.defaultLanguage ?? null,
    owning_principal_id: owner?.id ?? null,
    is_fixed_role: bit(isFixed && id !== 2),
  };
}

function* sqlLogins({ server }: CatalogContext, hint: Hint): Iterable<Row> {
  for (const found of principals(server, hint)) {
    if (found.login === undefined || found.type !== 'S') continue;
    const { passwordHash, isPolicyChecked, isExpirationChecked } = found.login;
    yield {
      ...serverPrincipal(found),
      password_hash: passwordHash === undefined ? undefined : { hex: passwordHash },
      is_policy_checked: bit(isPolicyChecked),
      is_expiration_checked: bit(isExpirationChecked),
    };
  }
}

function* databasePrincipals({ database }: CatalogContext, hint: Hint): Iterable<Row> {
  const { dbo, dboSid } = database;
  const there = [...principals(database, hint)];
  const isDbo = hint.name === undefined && hexOf(hint.sid) === dboSid;
  for (const found of isDbo ? [dbo, ...there] : there) {
    yield {
      name: found.name,
      principal_id: found.id,
      type: found.type,
      sid: userSidCell(found, database),
      default_schema_name: found.user?.defaultSchema ?? found.applicationRole?.defaultSchema ?? null,
      owning_principal_id: found.owner?.id ?? null,
      is_fixed_role: bit(found.isFixed && found.id >= FIXED_DATABASE_ROLE_IDS.first),
      authentication_type: found.user?.authenticationType ?? 0,
    };
  }
}

function* permissions(scope: Scope, { grantee_principal_id: wanted }: Hint): Iterable<Row> {
  const table = scope.permissions;
  for (const row of typeof wanted === 'number' ? table.heldBy(wanted) : table.all()) {
    const { target, permission, grantee, grantor, state } = row;
    yield {
      class: SECURABLE_CLASSES[target.class].number,
      major_id: target.principal?.id ?? target.securable?.id ?? 0,
      permission_name: permission,
      type: permission === 'CONNECT SQL' ? 'COSQ' : permission === 'CONNECT' ? 'CO' : undefined,
      state,
      grantee_principal_id: grantee.id,
      grantor_principal_id: grantor.id,
    };
  }
}

function* members(scope: Scope): Iterable<Row> {
  for (const [role, member] of scope.memberships()) {
    yield { role_principal_id: role.id, member_principal_id: member.id };
  }
}

/** By their names in lower case, without the schema `sys`. */
export const PRINCIPAL_VIEWS: Readonly<Record<string, View>> = {
  *server_principals({ server }, hint) {
    for (const found of principals(server, hint)) yield serverPrincipal(found);
  },
  sql_logins: sqlLogins,
  *syslogins({ server }, hint) {
    for (const found of principals(server, hint)) {
      if (found.type !== 'R') yield { ...serverPrincipal(found), loginname: found.name };
    }
  },
  database_principals: databasePrincipals,
  sysusers: databasePrincipals,
  server_permissions: ({ server }, hint) => permissions(server, hint),
  database_permissions: ({ database }, hint) => permissions(database, hint),
  server_role_members: ({ server }) => members(server),
  database_role_members: ({ database }) => members(database),
};
