// Members of database roles, the fixed ones and msdb's own included.
import { FIXED_DATABASE_ROLE_IDS, MSDB_MEMBERS } from '../../model/catalog/system-principals.ts';
import { id } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { type Principal, SEE_MORE } from '../principal.ts';
import type { DatabaseScope } from '../scope.ts';
import { isDbo } from './principals.ts';

/** `sys.database_role_members`; the memberships that a database or msdb ships with are left out. */
export const databaseRoleMembers = defineQuery<DatabaseScope>()({
  name: 'database role members',
  view: 'sys.database_role_members',
  columns: ['role_principal_id', 'member_principal_id'],
  read: (scope, at) => ({
    row(row) {
      const role = scope.principals.get(id(row[at.role_principal_id]));
      const member = scope.principals.get(id(row[at.member_principal_id]));
      if (role === undefined || member === undefined) {
        const fact = 'sys.database_role_members names a role or member which is not visible.';
        scope.ledger.omit('unresolved-id', fact, SEE_MORE, 1);
      } else if (isDefaultMember(scope.database, role, member)) {
        scope.ledger.exclude('default-member', `${role.name} / ${member.name}`);
      } else {
        scope.facts.push({
          kind: 'role-member',
          database: scope.database,
          role: role.name,
          member: member.name,
        });
      }
    },
  }),
});

function isDefaultMember(database: string, role: Principal, member: Principal): boolean {
  if (member.isInternal) return true;
  if (isDbo(member.id)) return role.id === FIXED_DATABASE_ROLE_IDS.first;
  return database === 'msdb' && MSDB_MEMBERS.has(`${role.name}/${member.name}`);
}
