// Database permissions, each row a fact: also those that ship with SQL Server, so that a snapshot tells which were taken
// away.
import { id } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { numbersOf, PERMISSION_COLUMNS, readPermissions } from '../permissions.ts';
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
      },
      at,
    ),
});

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
