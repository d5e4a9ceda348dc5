// Members of server roles, each a fact: those that ship with SQL Server among them.
import { id } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { readMember } from '../role-member.ts';
import type { ServerScope } from '../scope.ts';

/** `sys.server_role_members`. */
export const serverRoleMembers = defineQuery<ServerScope>()({
  name: 'server role members',
  view: 'sys.server_role_members',
  columns: ['role_principal_id', 'member_principal_id'],
  read: (scope, at) => ({
    row: (row) => {
      readMember(
        scope,
        'sys.server_role_members',
        id(row[at.role_principal_id]),
        id(row[at.member_principal_id]),
      );
    },
  }),
});
