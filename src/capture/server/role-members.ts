// Members of server roles, the fixed ones included.
import { id } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { SEE_MORE } from '../principal.ts';
import type { ServerScope } from '../scope.ts';

const SA_ID = 1;
const SYSADMIN_ID = 3;

/** `sys.server_role_members`; sa in sysadmin is how every server ships and cannot be otherwise. */
export const serverRoleMembers = defineQuery<ServerScope>()({
  name: 'server role members',
  view: 'sys.server_role_members',
  columns: ['role_principal_id', 'member_principal_id'],
  read: (scope, at) => ({
    row(row) {
      const roleId = id(row[at.role_principal_id]);
      const memberId = id(row[at.member_principal_id]);
      const role = scope.principals.get(roleId);
      const member = scope.principals.get(memberId);
      if (role === undefined || member === undefined) {
        const fact = 'sys.server_role_members names a role or member which is not visible.';
        scope.ledger.omit('unresolved-id', fact, SEE_MORE, 1);
      } else if (member.isInternal || (memberId === SA_ID && roleId === SYSADMIN_ID)) {
        scope.ledger.exclude('default-member', `${role.name} / ${member.name}`);
      } else {
        scope.facts.push({ kind: 'role-member', role: role.name, member: member.name });
      }
    },
  }),
});
