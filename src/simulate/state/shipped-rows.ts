// The rows that a new server and a new database have, each of which a capture has as a fact.

import { DEFAULT_ENDPOINTS, defaultDatabasePermissions } from '../../model/catalog/default-permission.ts';
import { type RightRow, shippedRows } from '../../model/catalog/shipped-row.ts';
import type { DatabaseState } from './database-state.ts';
import { addPermitted, addRights } from './load-facts.ts';
import type { ServerState } from './server-state.ts';
import { addDefaultEndpoint } from './shipped.ts';

/** Adds the rows that a new server has. */
export function addDefaultServerRows(server: ServerState): void {
  for (const name of DEFAULT_ENDPOINTS) addDefaultEndpoint(server, name);
  const { name: sa } = server.sa;
  const row = {
    kind: 'permission',
    class: 'SERVER',
    permission: 'CONNECT SQL',
    grantor: sa,
    state: 'G',
  } as const;
  addRights(server, [
    { ...row, grantee: sa },
    ...shippedRows().map((one) => (one.kind === 'permission' ? { ...one, grantor: sa } : one)),
  ]);
}

/** Adds the rows that a new database has, and those that master and msdb ship with: by the lists, or as a baseline has it. */
export function addDefaultDatabaseRows(database: DatabaseState, shipped = shippedRows(database.name)): void {
  const { name } = database;
  const connect = { kind: 'permission', database: name, class: 'DATABASE', permission: 'CONNECT' } as const;
  const guest = defaultDatabasePermissions(name).map((row) => ({ ...connect, ...row }));
  const rows: readonly RightRow[] = [
    ...[{ ...connect, grantee: 'dbo' }, ...guest].map(
      (row) => ({ ...row, grantor: 'dbo', state: 'G' }) as const,
    ),
    ...shipped,
  ];
  for (const row of rows) if (row.kind === 'permission') addPermitted(database, row);
  addRights(database, rows);
}
