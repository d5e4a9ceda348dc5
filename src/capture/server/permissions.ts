// Server permissions, each row a fact: also those that ship with SQL Server, so that a snapshot tells which were taken
// away.
import { id } from '../batch/cell.ts';
import { defineQuery } from '../batch/query.ts';
import { numbersOf, PERMISSION_COLUMNS, readPermissions } from '../permissions.ts';
import type { ServerScope } from '../scope.ts';

const SERVER_NUMBERS: readonly number[] = numbersOf('server');

/** `sys.server_permissions`. */
export const serverPermissions = defineQuery<ServerScope>()({
  name: 'server permissions',
  view: 'sys.server_permissions',
  columns: PERMISSION_COLUMNS,
  read: (scope, at) => {
    const credential = scope.credentialClass.number;
    const reading = {
      view: 'sys.server_permissions',
      database: undefined,
      whole: 'SERVER',
      numbers: new Set(credential === undefined ? SERVER_NUMBERS : [...SERVER_NUMBERS, credential]),
      columnName: () => undefined,
      onRow(row: { readonly class: string }) {
        if (row.class === 'CREDENTIAL') notePresumption(scope);
      },
    } as const;
    return readPermissions(scope, reading, at);
  },
});

function notePresumption(scope: ServerScope): void {
  const fact =
    'The ids of permissions on credentials were taken for credential_id, which no documentation says.';
  scope.ledger.note('presumed-class', fact, 1);
}

/** `sys.login_token`: the principals whose denials hide things from the capturing login. */
export const loginTokens = defineQuery<ServerScope>()({
  name: 'login tokens',
  view: 'sys.login_token',
  columns: ['principal_id'],
  read: (scope, at) => ({
    row: (row) => {
      scope.tokens.add(id(row[at.principal_id]));
    },
  }),
});
