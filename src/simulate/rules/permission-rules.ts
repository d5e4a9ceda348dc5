// Why SQL Server refuses a GRANT, DENY or REVOKE.

import { GUEST_STAYS } from '../../model/catalog/default-permission.ts';
import { COLUMN_PERMISSIONS, permissionSince } from '../../model/catalog/permission-names.ts';
import { needOfPermission, whyNewer } from '../../model/catalog/release-need.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import { USERS_LEFT_ALONE } from '../../model/catalog/system-principals.ts';
import { databaseNamed, scopeOfThing } from '../effects/find-named.ts';
import { ownerOf, type PermissionAct } from '../effects/permission-act.ts';
import { actorIn } from '../run/actor.ts';
import { isMade } from '../state/principal.ts';
import type { PermissionRow } from '../state/securable.ts';
import { refusals, refuses } from './refusals.ts';

const GRANT = 'GRANT (Transact-SQL)';
const ACTING = 'EXECUTE AS (Transact-SQL)';
const ON = ['grant', 'deny', 'revoke'] as const;

/** Rules about permissions, in the order in which they are asked. */
export const PERMISSION_RULES = [
  ...refusals(ON, 'sys.fn_builtin_permissions (Transact-SQL)', {
    'server-scope-is-granted-in-master': refuses(
      { error: 4621, source: 'GRANT Server Permissions (Transact-SQL)' },
      ({ scope }, { server, database }) =>
        scope === server &&
        database.name !== 'master' &&
        `permissions of the server are given in master, and this runs in ${database.name}`,
    ),
    'class-is-of-the-release': refuses((act, { server }) =>
      whyNewer(
        { since: SECURABLE_CLASSES[act.class].since, what: `permissions on a ${act.class}` },
        server.version,
      ),
    ),
    'permission-is-of-class-and-release': refuses({ asksServer: true }, (act, { server }) => {
      if (act.permission === undefined) return `what ALL is on ${onText(act)} is not known`;
      if (permissionSince(act.class, act.permission) === undefined)
        return `a ${act.class} has no permission ${act.permission}`;
      return whyNewer(needOfPermission(act.class, act.permission, act.column !== undefined), server.version);
    }),
  }),
  ...refusals(ON, 'GRANT Object Permissions (Transact-SQL)', {
    'securable-is-of-this-database': refuses(
      15151,
      ({ class: found, scope, statement: { securable } }, context) => {
        const name = securable?.name ?? [];
        const there =
          found === 'DATABASE' ? databaseNamed(name, context) : scopeOfThing(found, name, context);
        return (
          there !== scope && `permissions on ${name.join('.')} are not given from ${context.database.name}`
        );
      },
    ),
    'columns-take-few-permissions': refuses(
      1020,
      ({ column, permission = '', class: found }) =>
        column !== undefined &&
        (found !== 'OBJECT' || COLUMN_PERMISSIONS[permission] === undefined) &&
        `${permission} on ${found} cannot be given for a column`,
    ),
  }),
  ...refusals(ON, GRANT, {
    'grantee-exists': refuses(15151, (act) =>
      act.grantee === undefined ? `there is no principal ${act.granteeName}` : undefined,
    ),
    'securable-exists': refuses(15151, (act) =>
      act.target === undefined ? `there is no ${onText(act)}` : undefined,
    ),
    'grantor-exists': refuses(
      15151,
      (act) =>
        act.statement.grantor !== undefined &&
        act.grantor === undefined &&
        `there is no principal ${act.statement.grantor} to grant as`,
    ),
    'special-principals-are-granted-nothing': refuses(
      15152,
      ({ grantee, granteeName, scope }, { server }) => {
        const isLeftAlone =
          scope === server ? grantee === server.sa : USERS_LEFT_ALONE.includes(grantee?.name ?? '');
        return isLeftAlone && `${granteeName} can be granted and denied nothing`;
      },
    ),
    'fixed-roles-are-granted-nothing': refuses(
      4617,
      ({ grantee, granteeName, scope }) =>
        grantee?.isFixed === true &&
        grantee !== scope.principal('public') &&
        `${granteeName} is a fixed role, whose permissions cannot be changed`,
    ),
    'owners-are-granted-nothing': refuses(15152, ({ target, grantee, granteeName, scope }) => {
      if (target === undefined || grantee === undefined || ownerOf(target, scope) !== grantee)
        return undefined;
      // Of what is only spoken of nobody knows whether it has an owner of its own.
      return target.securable?.schema !== undefined && !isMade(target.securable)
        ? undefined
        : `${granteeName} owns the securable, and can be granted and denied nothing on it`;
    }),
    'nobody-grants-to-himself': refuses(
      15152,
      ({ grantee, granteeName }, { server }) =>
        grantee !== undefined &&
        grantee === server.runner &&
        `${granteeName} runs the script, and cannot grant to himself`,
    ),
    'grantor-may-give': refuses({ asksServer: true, error: 4613 }, (act) =>
      act.statement.grantor === undefined || act.grantor === undefined || mayGive(act)
        ? undefined
        : `${act.statement.grantor} neither owns ${onText(act)} nor holds CONTROL of it, or ${act.permission} with the grant option`,
    ),
    'who-acts-may-give': refuses({ asksServer: true, error: 15151, source: ACTING }, (act, context) => {
      if (act.statement.grantor !== undefined || act.grantor !== undefined || act.target === undefined)
        return undefined;
      return `${actorIn(act.scope, context)?.name ?? 'whoever acts here'} neither owns ${onText(act)} nor holds ${act.permission} with the grant option`;
    }),
  }),
  ...refusals(['revoke', 'deny'], 'Guest user', {
    'guest-stays-in-master-and-tempdb': refuses(
      15182,
      ({ grantee, permission }, { database }) =>
        grantee?.name === 'guest' &&
        permission === 'CONNECT' &&
        GUEST_STAYS.includes(database.name) &&
        `guest cannot lose CONNECT in ${database.name}`,
    ),
  }),
  ...refusals(['deny', 'revoke'], 'REVOKE (Transact-SQL)', {
    'grant-option-needs-cascade': refuses(
      4611,
      (act) =>
        !act.statement.cascade &&
        holdsOption(act) &&
        `${act.granteeName} holds the grant option, so CASCADE is needed`,
    ),
  }),
];

/** The securable in words. */
function onText({ class: found, statement: { securable } }: PermissionAct): string {
  return securable === undefined ? `the ${found.toLowerCase()}` : `${found}::${securable.name.join('.')}`;
}

/** Whether the one who is named may give: the owner, sa on the server, and who holds the grant option or CONTROL. */
function mayGive({ target, scope, grantor, permission, column }: PermissionAct): boolean {
  if (target === undefined || grantor === undefined) return true;
  if (ownerOf(target, scope) === grantor || (scope.whole.class === 'SERVER' && grantor === scope.first))
    return true;
  const schema = scope.target('SCHEMA', undefined, target.securable?.schema ?? '');
  return [target, scope.whole, ...(schema ? [schema] : [])].some((place) =>
    scope.permissions.mayPassOn(place, grantor, { permission, column }, true),
  );
}

/** Whether the grantee has the grant option from this grantor, on the object or on the column. */
function holdsOption({ target, scope, grantee, grantor, permission, column }: PermissionAct): boolean {
  if (target === undefined || grantee === undefined || grantor === undefined) return false;
  const key = { permission: permission ?? '', grantee, grantor };
  const rows: (PermissionRow | undefined)[] = [scope.permissions.row(target, key)];
  if (column !== undefined) rows.push(scope.permissions.row(target, { ...key, column }));
  return rows.some((row) => row?.state === 'W');
}
