// What every server and every database has: principals and schemas that no fact speaks of, and the members that cannot be
// otherwise.
// Sources: "Server-level roles", "Database-level roles", "Principals (Database Engine)", "Guest user" (Microsoft).
import {
  ADMINISTRATORS,
  MSDB_ROLES,
  MSDB_SCHEMAS,
  SYSTEM_USERS,
} from '../../model/catalog/system-principals.ts';
import type { SqlVersion } from '../../model/catalog/version.ts';
import { defined } from '../../model/defined.ts';
import type { Hex } from '../../model/fact.ts';
import { type DatabaseState, FIXED_DATABASE_ROLES } from './database-state.ts';
import { newSid } from './directory.ts';
import type { Principal } from './principal.ts';
import type { Scope } from './scope.ts';
import type { ServerState } from './server-state.ts';

const SERVER_ROLES: readonly (readonly [number, string, SqlVersion])[] = [
  'sysadmin securityadmin serveradmin setupadmin processadmin diskadmin dbcreator bulkadmin'
    .split(' ')
    .map((name, at) => [3 + at, name, 2012] as const),
  `ServerStateReader ServerStateManager DefinitionReader DatabaseConnector DatabaseManager LoginManager
   SecurityDefinitionReader PerformanceDefinitionReader ServerSecurityStateReader ServerPerformanceStateReader`
    .split(/\s+/)
    .map((name, at) => [11 + at, `##MS_${name}##`, 2022] as const),
].flat();

/** Logins that SQL Server makes for itself, as `name type`. */
const SERVER_LOGINS: readonly (readonly [string, 'S' | 'C'])[] = [
  ['##MS_SQLResourceSigningCertificate##', 'C'],
  ['##MS_SQLReplicationSigningCertificate##', 'C'],
  ['##MS_SQLAuthenticatorCertificate##', 'C'],
  ['##MS_PolicySigningCertificate##', 'C'],
  ['##MS_SmoExtendedSigningCertificate##', 'C'],
  ['##MS_AgentSigningCertificate##', 'C'],
  ['##MS_PolicyEventProcessingLogin##', 'S'],
  ['##MS_PolicyTsqlExecutionLogin##', 'S'],
];

const SCHEMA_SINCE: Readonly<Record<string, SqlVersion>> = { smart_admin: 2014, managed_backup: 2016 };

/** Adds what every server has: fixed roles, its own logins, and sysadmin's shipped members. */
export function addShippedServer(server: ServerState): void {
  role(server, 2, 'public');
  for (const [id, name, since] of SERVER_ROLES) if (server.version >= since) role(server, id, name);
  SERVER_LOGINS.forEach(([name, type], at) => {
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
  role(database, 0, 'public');
  schema(database, 'dbo', database.dbo);
  for (const [id, name, defaultSchema] of [
    [2, 'guest', 'guest'],
    [3, 'INFORMATION_SCHEMA', undefined],
    [4, 'sys', undefined],
  ] as const) {
    const user = { authenticationType: 0, ...defined({ defaultSchema }) } as const;
    schema(database, name, database.addPrincipal({ id, name, type: 'S', isSystem: true, user }));
  }
  for (const [id, name] of FIXED_DATABASE_ROLES) schema(database, name, role(database, id, name));
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
    const sid: Hex = login?.sid ?? newSid(`${database.name}/${name}`);
    const user = { authenticationType: 1, defaultSchema: 'dbo' } as const;
    database.addPrincipal({ name, type: login?.type ?? 'S', sid, isSystem: true, user });
  }
}

function addMsdb(msdb: DatabaseState, version: SqlVersion): void {
  for (const name of MSDB_ROLES) {
    msdb.addPrincipal({ name, type: 'R', isSystem: true, owner: msdb.dbo });
  }
  for (const name of MSDB_SCHEMAS) {
    if ((SCHEMA_SINCE[name] ?? 2012) <= version) schema(msdb, name, msdb.principal(name) ?? msdb.dbo);
  }
}
