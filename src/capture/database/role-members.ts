// Members of database roles, each a fact: those that ship with SQL Server among them.
import { id } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { readMember } from '../role-member.ts';
import type { DatabaseScope } from '../scope.ts';

/** `sys.database_role_members`. */
export const databaseRoleMembers = defineQuery<DatabaseScope>()({
  name: 'database role members',
  view: 'sys.database_role_members',
  columns: ['role_principal_id', 'member_principal_id'],
  read: (scope, at) => ({
    row: (row) => {
      readMember(
        scope,
        'sys.database_role_members',
        id(row[at.role_principal_id]),
        id(row[at.member_principal_id]),
      );
    },
  }),
});
