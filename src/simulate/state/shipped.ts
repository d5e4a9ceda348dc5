// What every server and every database has: principals and schemas that no fact speaks of, and the members that cannot be
// otherwise.
// Sources: "Server-level roles", "Database-level roles", "Principals (Database Engine)", "Guest user" (Microsoft).
import {
  ADMINISTRATORS,
  DATABASE_PRINCIPAL_ID,
  DATABASE_USERS,
  FIXED_DATABASE_ROLES,
  FIXED_SERVER_ROLES,
  MSDB_ROLES,
  MSDB_SCHEMAS,
  PUBLIC_SERVER_ROLE_ID,
  SERVER_LOGINS,
  SYSTEM_USERS,
} from '../../model/catalog/system-principals.ts';
import type { SqlVersion } from '../../model/catalog/version.ts';
import { defined } from '../../model/defined.ts';
import type { Hex } from '../../model/fact.ts';
import type { DatabaseState } from './database-state.ts';
import { newSid } from './directory.ts';
import type { Principal } from './principal.ts';
import type { Scope } from './scope.ts';
import type { ServerState } from './server-state.ts';

/** Adds what every server has: fixed roles, its own logins, and sysadmin's shipped members. */
export function addShippedServer(server: ServerState): void {
  role(server, PUBLIC_SERVER_ROLE_ID, 'public');
  for (const { id, name, since } of FIXED_SERVER_ROLES) if (server.version >= since) role(server, id, name);
  SERVER_LOGINS.forEach(({ name, type }, at) => {
    const sid = newSid(name);
    const login = { isDisabled: type === 'S' };
    server.addPrincipal({ id: 101 + at, name, type, sid, isSystem: true, login });
  });
  const sysadmin = server.principal(ADMINISTRATORS.server);
  if (sysadmin === undefined) return;
  server.addMember(sysadmin, server.sa);
  server.addMember(sysadmin, server.runner);
}

function role(scope: Scope, id: number, name: string): Principal {
  return scope.addPrincipal({ id, name, type: 'R', isSystem: true, isFixed: true });
}

/** Adds an endpoint that SQL Server makes itself, where it is not there. */
export function addDefaultEndpoint(server: ServerState, name: string): void {
  if (server.securable('ENDPOINT', undefined, name) !== undefined) return;
  server.addSecurable({ class: 'ENDPOINT', name, owner: server.sa, isShipped: true });
}

/** Adds what every database has. */
export function addShippedDatabase(database: DatabaseState, server: ServerState): void {
  role(database, DATABASE_PRINCIPAL_ID.public, 'public');
  schema(database, 'dbo', database.dbo);
  for (const { id, name, defaultSchema } of DATABASE_USERS) {
    const user = { authenticationType: 0, ...defined({ defaultSchema }) } as const;
    schema(database, name, database.addPrincipal({ id, name, type: 'S', isSystem: true, user }));
  }
  for (const { id, name } of FIXED_DATABASE_ROLES) schema(database, name, role(database, id, name));
  const owners = database.principal(ADMINISTRATORS.database);
  if (owners !== undefined) database.addMember(owners, database.dbo);
  addUsers(database, server);
  if (database.name === 'msdb') addMsdb(database, server.version);
}

function schema(database: DatabaseState, name: string, owner: Principal): void {
  database.addSecurable({ class: 'SCHEMA', name, owner, shippedOwner: owner.name });
}

function addUsers(database: DatabaseState, server: ServerState): void {
  for (const name of SYSTEM_USERS[database.name] ?? []) {
    const login = server.principal(name);
    const sid: Hex = login?.sid ?? newSid('user', database.name, name);
    const user = { authenticationType: 1, defaultSchema: 'dbo' } as const;
    database.addPrincipal({ name, type: login?.type ?? 'S', sid, isSystem: true, user });
  }
}

function addMsdb(msdb: DatabaseState, version: SqlVersion): void {
  for (const name of MSDB_ROLES) {
    msdb.addPrincipal({ name, type: 'R', isSystem: true, owner: msdb.dbo });
  }
  for (const [name, since] of MSDB_SCHEMAS) {
    if (since <= version) schema(msdb, name, msdb.principal(name) ?? msdb.dbo);
  }
}
