// Dropping principals: what stands in the way, and what goes with them.
import { thingsOf } from '../catalog/securable-classes.ts';
import { failAt } from '../messages.ts';
import type { SessionState } from '../session/session-state.ts';
import type { DdlContext } from './ddl-context.ts';
import { databaseTable, serverTable } from './principals.ts';

/** Throws for what a server principal owns or has granted: 15141, 15173. */
export function ownsOnServer(id: number, name: string, { state, line }: DdlContext): void {
  for (const [view, column, what] of [
    ...owned('server').map(([view, what]) => [view, 'principal_id', what] as const),
    ['sys.server_principals', 'owning_principal_id', 'server role'],
  ] as const) {
    if (serverTable(state, view).records({ [column]: id }).length > 0) {
      throw failAt(line, 15141, `The server principal owns a ${what} and cannot be dropped.`);
    }
  }
  if (serverTable(state, 'sys.server_permissions').records({ grantor_principal_id: id }).length > 0) {
    throw failAt(
      line,
      15173,
      `Server principal '${name}' has granted one or more permission(s). Revoke the permission(s) before dropping the server principal.`,
    );
  }
}

/** Takes a server principal out of every table of the server. */
export function forgetServerPrincipal(id: number, state: SessionState): void {
  serverTable(state, 'sys.server_permissions').delete(
    (row) => row.grantee_principal_id === id || (row.class === 101 && row.major_id === id),
  );
  serverTable(state, 'sys.server_role_members').delete(
    (row) => row.member_principal_id === id || row.role_principal_id === id,
  );
  serverTable(state, 'sys.server_principal_credentials').delete({ principal_id: id });
  // A guess: no page tells what becomes of a dropped login's mappings.
  serverTable(state, 'sys.linked_logins').delete({ local_principal_id: id });
  serverTable(state, 'sys.sql_logins').delete({ principal_id: id });
  serverTable(state, 'sys.server_principals').delete({ principal_id: id });
}

/** What has an owner in `principal_id`: its view, and what an error calls it. */
const owned = (scope: 'server' | 'database'): readonly (readonly [string, string])[] =>
  thingsOf(scope)
    .filter(({ ownerColumn }) => ownerColumn === 'principal_id')
    .map(({ word, view }) => [view === 'sys.all_objects' ? 'sys.objects' : view, word.toLowerCase()]);

/** Throws for what a database principal owns or has granted: 15138, 15421, 15284. */
export function ownsInDatabase(id: number, { state, line }: DdlContext): void {
  for (const [view, what] of owned('database')) {
    if (databaseTable(state, view).records({ principal_id: id }).length > 0) {
      throw failAt(
        line,
        15138,
        `The database principal owns a ${what} in the database, and cannot be dropped.`,
      );
    }
  }
  if (databaseTable(state, 'sys.database_principals').records({ owning_principal_id: id }).length > 0) {
    throw failAt(line, 15421, 'The database principal owns a database role and cannot be dropped.');
  }
  if (databaseTable(state, 'sys.database_permissions').records({ grantor_principal_id: id }).length > 0) {
    throw failAt(
      line,
      15284,
      'The database principal has granted or denied permissions to objects in the database and cannot be dropped.',
    );
  }
}

/** Takes a principal out of every table of the database. */
export function forgetDatabasePrincipal(id: number, state: SessionState): void {
  databaseTable(state, 'sys.database_permissions').delete(
    (row) => row.grantee_principal_id === id || (row.class === 4 && row.major_id === id),
  );
  databaseTable(state, 'sys.database_role_members').delete(
    (row) => row.member_principal_id === id || row.role_principal_id === id,
  );
  databaseTable(state, 'sys.database_principals').delete({ principal_id: id });
}
