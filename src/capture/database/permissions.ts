// Database permissions. Rows that every server has are left out and counted, but guest's CONNECT stays a fact: a
// snapshot without it tells that it was revoked.
import { isShippedPermission } from '../../model/catalog/default-permission.ts';
import type { ExclusionRule } from '../../model/words/exclusion-words.ts';
import { id } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { numbersOf, PERMISSION_COLUMNS, type ResolvedPermission, readPermissions } from '../permissions.ts';
import type { DatabaseScope } from '../scope.ts';

const DATABASE_NUMBERS: ReadonlySet<number> = new Set(numbersOf('database'));

/** `sys.database_permissions`. */
export const databasePermissions = defineQuery<DatabaseScope>()({
  name: 'database permissions',
  view: 'sys.database_permissions',
  columns: PERMISSION_COLUMNS,
  read: (scope, at) =>
    readPermissions(
      scope,
      {
        view: 'sys.database_permissions',
        database: scope.database,
        whole: 'DATABASE',
        numbers: DATABASE_NUMBERS,
        columnName: (objectId, columnId) => scope.columns.get(objectId)?.get(columnId),
        excludedBy: (row) => excludedBy(scope.database, row),
      },
      at,
    ),
});

function excludedBy(database: string, row: ResolvedPermission): ExclusionRule | undefined {
  // Nearly all rows: an object of the users' own.
  if (row.class === 'OBJECT' && row.securable?.isShipped === false) return undefined;
  const isShipped = isShippedPermission({
    database,
    class: row.class,
    name: row.securable?.name,
    isColumn: row.isColumn,
    isShipped: row.securable?.isShipped ?? false,
    permission: row.permission,
    granteeId: row.grantee.id,
    grantee: row.grantee.name,
    grantorId: row.grantor.id,
    state: row.state,
  });
  return isShipped ? 'default-permission' : undefined;
}

/** `sys.user_token`: the principals whose denials hide things from the capturing login. */
export const userTokens = defineQuery<DatabaseScope>()({
  name: 'user tokens',
  view: 'sys.user_token',
  columns: ['principal_id'],
  read: (scope, at) => ({
    row: (row) => {
      scope.tokens.add(id(row[at.principal_id]));
    },
  }),
});
