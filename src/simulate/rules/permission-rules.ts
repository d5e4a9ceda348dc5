// Why SQL Server refuses a GRANT, DENY or REVOKE.
import { COLUMN_PERMISSIONS, permissionSince } from '../../model/catalog/permission-names.ts';
import { SECURABLE_CLASSES } from '../../model/catalog/securable-class.ts';
import type { PermissionAct } from '../effects/permission-act.ts';
import { givesOn, ownerOf } from '../effects/permission-act.ts';
import { refusal } from '../rule.ts';
import { actorIn } from '../run/actor.ts';
import type { PermissionRow } from '../state/permission-row.ts';
import { isMade } from '../state/principal.ts';

const GRANT = 'GRANT (Transact-SQL)';
const ON = ['grant', 'deny', 'revoke'] as const;

/** Rules about permissions, in the order in which they are asked. */
export const PERMISSION_RULES = [
  refusal({
    name: 'server-scope-is-granted-in-master',
    source: 'GRANT Server Permissions (Transact-SQL)',
    error: 4621,
    on: ON,
    refuses: (act, { database }) =>
      act.isServer && database.name !== 'master'
        ? `permissions of the server are given in master, and this runs in ${database.name}`
        : undefined,
  }),
  refusal({
    name: 'class-is-of-the-release',
    source: 'sys.fn_builtin_permissions (Transact-SQL)',
    on: ON,
    refuses: (act, { server }) =>
      SECURABLE_CLASSES[act.class].since > server.version
        ? `permissions on a ${act.class} came with SQL Server ${SECURABLE_CLASSES[act.class].since}`
        : undefined,
  }),
  refusal({
    name: 'securable-is-of-this-database',
    source: 'GRANT Object Permissions (Transact-SQL)',
    error: 15151,
    on: ON,
    refuses: ({ place: [other = ''] }, { database }) =>
      other === '' || database.fold(other) === database.fold(database.name)
        ? undefined
        : `permissions on what is in ${other} are not given from ${database.name}`,
  }),
  refusal({
    name: 'grantee-exists',
    source: GRANT,
    error: 15151,
    on: ON,
    refuses: (act) => (act.grantee === undefined ? `there is no principal ${act.granteeName}` : undefined),
  }),
  refusal({
    name: 'securable-exists',
    source: GRANT,
    error: 15151,
    on: ON,
    refuses: (act) => (act.target === undefined ? `there is no ${act.on}` : undefined),
  }),
  refusal({
    name: 'grantor-exists',
    source: GRANT,
    error: 15151,
    on: ON,
    refuses: (act) =>
      act.grantorName !== undefined && act.grantor === undefined
        ? `there is no principal ${act.grantorName} to grant as`
        : undefined,
  }),
  refusal({
    name: 'who-acts-may-give',
    asksServer: true,
    source: 'EXECUTE AS (Transact-SQL)',
    error: 15151,
    on: ON,
    refuses: (act, context) => {
      if (act.grantorName !== undefined || act.grantor !== undefined || act.target === undefined)
        return undefined;
      return `${actorIn(act.scope, context)?.name ?? 'whoever acts here'} neither owns ${act.on} nor holds ${act.permission} with the grant option`;
    },
  }),
  refusal({
    name: 'permission-is-of-class-and-release',
    asksServer: true,
    source: 'sys.fn_builtin_permissions (Transact-SQL)',
    on: ON,
    refuses: (act, { server }) => {
      if (act.permission === undefined) return `what ALL is on ${act.on} is not known`;
      const onColumn = act.column === undefined ? undefined : COLUMN_PERMISSIONS[act.permission];
      const since = permissionSince(act.class, act.permission);
      if (since === undefined) return `a ${act.class} has no permission ${act.permission}`;
      const needed = Math.max(since, onColumn ?? 0);
      return needed > server.version ? `${act.permission} came with SQL Server ${needed}` : undefined;
    },
  }),
  refusal({
    name: 'columns-take-few-permissions',
    source: 'GRANT Object Permissions (Transact-SQL)',
    error: 1020,
    on: ON,
    refuses: ({ column, permission = '', class: found }) =>
      column !== undefined && (found !== 'OBJECT' || COLUMN_PERMISSIONS[permission] === undefined)
        ? `${permission} on ${found} cannot be given for a column`
        : undefined,
  }),
  refusal({
    name: 'special-principals-are-granted-nothing',
    source: GRANT,
    error: 15152,
    on: ON,
    refuses: ({ grantee, granteeName, isServer }) => {
      const special = isServer ? [1] : [1, 3, 4];
      return grantee !== undefined && special.includes(grantee.id)
        ? `${granteeName} can be granted and denied nothing`
        : undefined;
    },
  }),
  refusal({
    name: 'fixed-roles-are-granted-nothing',
    source: GRANT,
    error: 4617,
    on: ON,
    refuses: ({ grantee, granteeName, scope }) =>
      grantee?.isFixed === true && grantee !== scope.principal('public')
        ? `${granteeName} is a fixed role, whose permissions cannot be changed`
        : undefined,
  }),
  refusal({
    name: 'owners-are-granted-nothing',
    source: GRANT,
    error: 15152,
    on: ON,
    refuses: ({ target, grantee, granteeName, scope }) => {
      if (target === undefined || grantee === undefined || ownerOf(target, scope) !== grantee)
        return undefined;
      // Of what is only spoken of nobody knows whether it has an owner of its own.
      return target.securable?.schema !== undefined && !isMade(target.securable)
        ? undefined
        : `${granteeName} owns the securable, and can be granted and denied nothing on it`;
    },
  }),
  refusal({
    name: 'nobody-grants-to-himself',
    source: GRANT,
    error: 15152,
    on: ON,
    refuses: ({ grantee, granteeName }, { server }) =>
      grantee !== undefined && grantee === server.runner
        ? `${granteeName} runs the script, and cannot grant to himself`
        : undefined,
  }),
  refusal({
    name: 'guest-stays-in-master-and-tempdb',
    source: 'Guest user',
    error: 15182,
    on: ['revoke', 'deny'],
    refuses: ({ grantee, permission }, { database }) =>
      grantee?.name === 'guest' && permission === 'CONNECT' && ['master', 'tempdb'].includes(database.name)
        ? `guest cannot lose CONNECT in ${database.name}`
        : undefined,
  }),
  refusal({
    name: 'grantor-may-give',
    asksServer: true,
    source: GRANT,
    error: 4613,
    on: ON,
    refuses: (act) =>
      act.grantorName === undefined || act.grantor === undefined || mayGive(act)
        ? undefined
        : `${act.grantorName} neither owns ${act.on} nor holds CONTROL of it, or ${act.permission} with the grant option`,
  }),
  refusal({
    name: 'grant-option-needs-cascade',
    source: 'REVOKE (Transact-SQL)',
    error: 4611,
    on: ['deny', 'revoke'],
    refuses: (act) =>
      !act.cascade && holdsOption(act)
        ? `${act.granteeName} holds the grant option, so CASCADE is needed`
        : undefined,
  }),
];

/** Permissions that imply every other where they are held, so that they need no grant option to be passed on. */
const CONTROL: readonly string[] = ['CONTROL', 'CONTROL SERVER'];

/** Whether the one who is named may give: the owner, sa on the server, and who holds the grant option or CONTROL. */
function mayGive({ target, scope, grantor, permission, column, isServer }: PermissionAct): boolean {
  if (target === undefined || grantor === undefined) return true;
  if (ownerOf(target, scope) === grantor || (isServer && grantor.id === 1)) return true;
  const containers = ['SERVER', 'DATABASE', 'SCHEMA'].flatMap((found) => {
    const name = found === 'SCHEMA' ? (target.securable?.schema ?? '') : '';
    return scope.target(found as 'SERVER' | 'DATABASE' | 'SCHEMA', undefined, name) ?? [];
  });
  return [target, ...containers].some((place) =>
    scope.rowsOn(place).some((row) => {
      const isControl = CONTROL.includes(row.permission) && (row.state === 'W' || row.state === 'G');
      return (row.grantee === grantor && isControl) || givesOn(row, grantor, permission, column);
    }),
  );
}

/** Whether the grantee has the grant option from this grantor, on the object or on the column. */
function holdsOption({ target, scope, grantee, grantor, permission, column }: PermissionAct): boolean {
  if (target === undefined || grantee === undefined || grantor === undefined) return false;
  const key = { permission: permission ?? '', grantee, grantor };
  const rows: (PermissionRow | undefined)[] = [scope.row(target, key)];
  if (column !== undefined) rows.push(scope.row(target, { ...key, column }));
  return rows.some((row) => row?.state === 'W');
}
