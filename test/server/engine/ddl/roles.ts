// Server roles, database roles and application roles, and their members. Sources: the pages of CREATE, ALTER and DROP
// SERVER ROLE, ROLE and APPLICATION ROLE (Microsoft).
import { failAt } from '../messages.ts';
import type { SessionState } from '../session/session-state.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import type { RowRecord, Table } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import {
  cannotDo,
  databasePrincipalExists,
  noPermission,
  serverPrincipalExists,
  specialPrincipal,
} from './errors.ts';
import { parseName, parseOptions } from './options.ts';
import {
  bytesFor,
  databasePrincipal,
  databaseTable,
  idOf,
  nextServerId,
  nextUserId,
  serverPrincipal,
  serverTable,
  tokensOf,
  typeOf,
} from './principals.ts';
import { forgetDatabasePrincipal, forgetServerPrincipal, ownsInDatabase, ownsOnServer } from './removal.ts';
import { holdsInDatabase, requireDatabase, requireServer } from './rights.ts';
import type { Ddl } from './syntax.ts';

const DBO = 1;
const SA = 1;
/** Ids up to here are fixed server roles; 2 is public. */
const LAST_FIXED = 20;

/** After CREATE SERVER ROLE. */
export function parseCreateServerRole(stream: TokenStream): Ddl {
  const name = parseName(stream);
  const owner = stream.takeWord('AUTHORIZATION') ? parseName(stream) : undefined;
  return ({ state, line }) => {
    requireServer(state, line, 'CREATE SERVER ROLE', 'ALTER ANY SERVER ROLE');
    if (serverPrincipal(state, name) !== undefined) throw serverPrincipalExists(line, name);
    const found = owner === undefined ? undefined : serverPrincipal(state, owner);
    if (owner !== undefined && found === undefined) throw cannotDo(line, 'find', 'server principal', owner);
    const own = state.rights.isSysadmin ? SA : (state.identity.principalId ?? SA);
    const id = nextServerId(state);
    serverTable(state, 'sys.server_principals').insert({
      name,
      principal_id: id,
      sid: bytesFor(`role ${name}`, 16),
      type: 'R',
      owning_principal_id: found === undefined ? own : idOf(found),
    });
  };
}

/** After ALTER SERVER ROLE. */
export function parseAlterServerRole(stream: TokenStream): Ddl {
  const name = parseName(stream);
  if (stream.takeWord('WITH', 'NAME')) {
    stream.expectSymbol('=');
    const to = parseName(stream);
    return (context) => renameServerRole(name, to, context);
  }
  const add = stream.takeWord('ADD');
  if (!add) stream.expectWord('DROP');
  stream.expectWord('MEMBER');
  const member = parseName(stream);
  return (context) => changeServerMember(name, add, member, context);
}

function serverRole(name: string, { state, line }: DdlContext, verb: string): RowRecord {
  const role = serverPrincipal(state, name);
  if (role === undefined || typeOf(role) !== 'R') throw cannotDo(line, verb, 'server role', name);
  return role;
}

function renameServerRole(name: string, to: string, context: DdlContext): void {
  const { state, line } = context;
  const role = serverRole(name, context, 'alter');
  requireServer(state, line, 'ALTER ANY SERVER ROLE');
  if (idOf(role) <= LAST_FIXED) throw specialPrincipal(line, name);
  if (serverPrincipal(state, to) !== undefined) throw serverPrincipalExists(line, to);
  serverTable(state, 'sys.server_principals').update({ principal_id: idOf(role) }, { name: to });
}

function changeServerMember(name: string, add: boolean, member: string, context: DdlContext): void {
  const { state, line } = context;
  const role = serverRole(name, context, 'alter');
  if (idOf(role) === 2) throw failAt(line, 15081, 'Membership of the public role cannot be changed.');
  const tokens = state.rights.tokenIds;
  const isOwner = tokens.has(Number(role.owning_principal_id)) && idOf(role) > LAST_FIXED;
  const may =
    idOf(role) <= LAST_FIXED
      ? state.rights.isSysadmin || tokens.has(idOf(role))
      : isOwner || state.rights.has('ALTER ANY SERVER ROLE');
  if (!may) throw cannotDo(line, 'alter', 'server role', name);
  const principal = serverPrincipal(state, member);
  if (principal === undefined) throw cannotDo(line, add ? 'add' : 'drop', 'server principal', member);
  if (idOf(principal) === SA || idOf(principal) <= LAST_FIXED) throw specialPrincipal(line, member);
  change(serverTable(state, 'sys.server_role_members'), idOf(role), idOf(principal), add, context, 'server');
}

function change(
  table: Table,
  role: number,
  member: number,
  add: boolean,
  { state, line }: DdlContext,
  scope: 'server' | 'database',
): void {
  const row = { role_principal_id: role, member_principal_id: member };
  if (!add) {
    table.delete(row);
    return;
  }
  if (tokensOf(state, role, scope).has(member))
    throw failAt(line, 15413, 'Cannot make a role a member of itself.');
  if (table.records(row).length === 0) table.insert(row);
}

/** After DROP SERVER ROLE. */
export function parseDropServerRole(stream: TokenStream): Ddl {
  const name = parseName(stream);
  return (context) => {
    const { state, line } = context;
    const role = serverRole(name, context, 'drop');
    requireServer(state, line, 'ALTER ANY SERVER ROLE');
    if (idOf(role) <= LAST_FIXED) throw specialPrincipal(line, name);
    if (serverTable(state, 'sys.server_role_members').records({ role_principal_id: idOf(role) }).length > 0) {
      throw failAt(line, 15144, 'The role has members. It must be empty before it can be dropped.');
    }
    ownsOnServer(idOf(role), name, context);
    forgetServerPrincipal(idOf(role), state);
  };
}

/** After CREATE ROLE. */
export function parseCreateRole(stream: TokenStream): Ddl {
  const name = parseName(stream);
  const owner = stream.takeWord('AUTHORIZATION') ? parseName(stream) : undefined;
  return ({ state, line }) => {
    requireDatabase(state, line, 'CREATE ROLE', 'ALTER ANY ROLE');
    if (databasePrincipal(state, name) !== undefined) throw databasePrincipalExists(line, name);
    const found = owner === undefined ? undefined : databasePrincipal(state, owner);
    if (owner !== undefined && found === undefined) throw cannotDo(line, 'find', 'principal', owner);
    databaseTable(state, 'sys.database_principals').insert({
      name,
      principal_id: nextUserId(state),
      type: 'R',
      sid: roleSid(name),
      owning_principal_id: found === undefined ? ownerOfNew(state) : idOf(found),
    });
  };
}

const roleSid = (name: string): Uint8Array =>
  Uint8Array.from([1, 5, 0, 0, 0, 0, 0, 9, 4, 0, 0, 0, ...bytesFor(`role ${name}`, 16)]);

/** Who owns what the session makes without naming an owner. */
function ownerOfNew(state: SessionState): number {
  return state.rightsIn(state.database).userId ?? DBO;
}

/** After ALTER ROLE. */
export function parseAlterRole(stream: TokenStream): Ddl {
  const name = parseName(stream);
  if (stream.takeWord('WITH', 'NAME')) {
    stream.expectSymbol('=');
    const to = parseName(stream);
    return (context) => rename(name, to, databaseRole(name, context, 'alter'), context);
  }
  const add = stream.takeWord('ADD');
  if (!add) stream.expectWord('DROP');
  stream.expectWord('MEMBER');
  const member = parseName(stream);
  return (context) => changeMember(name, add, member, context);
}

function rename(name: string, to: string, role: RowRecord, { state, line }: DdlContext): void {
  requireDatabase(state, line, 'ALTER ANY ROLE');
  if (role.is_fixed_role === 1) throw specialPrincipal(line, name);
  const { key } = state.catalogCollation(state.database);
  if (key(to) !== key(name) && databasePrincipal(state, to) !== undefined)
    throw databasePrincipalExists(line, to);
  databaseTable(state, 'sys.database_principals').update({ principal_id: idOf(role) }, { name: to });
}

function databaseRole(name: string, { state, line }: DdlContext, verb: string): RowRecord {
  const role = databasePrincipal(state, name);
  if (role === undefined || typeOf(role) !== 'R') throw cannotDo(line, verb, 'role', name);
  return role;
}

function changeMember(name: string, add: boolean, member: string, context: DdlContext): void {
  const { state, line } = context;
  const role = databaseRole(name, context, 'alter');
  if (idOf(role) === 0) throw failAt(line, 15081, 'Membership of the public role cannot be changed.');
  const rights = state.rightsIn(state.database);
  const may =
    role.is_fixed_role === 1
      ? rights.has('CONTROL')
      : holdsInDatabase(state, 'ALTER ANY ROLE') || rights.isMemberOf(Number(role.owning_principal_id));
  if (!may) throw cannotDo(line, 'alter', 'role', name);
  const principal = databasePrincipal(state, member);
  if (principal === undefined) throw cannotDo(line, add ? 'add' : 'drop', 'principal', member);
  const special =
    idOf(principal) === 0 || idOf(principal) === DBO || (idOf(principal) >= 3 && idOf(principal) <= 4);
  if (special || principal.is_fixed_role === 1) throw specialPrincipal(line, member);
  change(
    databaseTable(state, 'sys.database_role_members'),
    idOf(role),
    idOf(principal),
    add,
    context,
    'database',
  );
}

/** After DROP ROLE. */
export function parseDropRole(stream: TokenStream): Ddl {
  const name = parseName(stream);
  return (context) => {
    const { state, line } = context;
    const role = databaseRole(name, context, 'drop');
    requireDatabase(state, line, 'ALTER ANY ROLE');
    if (role.is_fixed_role === 1 || idOf(role) === 0)
      throw failAt(line, 15150, `Cannot drop the role '${name}'.`);
    if (
      databaseTable(state, 'sys.database_role_members').records({ role_principal_id: idOf(role) }).length > 0
    ) {
      throw failAt(line, 15144, 'The role has members. It must be empty before it can be dropped.');
    }
    ownsInDatabase(idOf(role), context);
    forgetDatabasePrincipal(idOf(role), state);
  };
}

/** After CREATE APPLICATION ROLE. */
export function parseCreateApplicationRole(stream: TokenStream): Ddl {
  const name = parseName(stream);
  stream.expectWord('WITH');
  const options = parseOptions(stream, ['PASSWORD', 'DEFAULT_SCHEMA']);
  return ({ state, line }) => {
    requireDatabase(state, line, 'ALTER ANY APPLICATION ROLE');
    if (databasePrincipal(state, name) !== undefined) throw databasePrincipalExists(line, name);
    if (options.get('PASSWORD')?.kind !== 'text')
      throw failAt(line, 102, "Incorrect syntax near 'PASSWORD'.", 15);
    databaseTable(state, 'sys.database_principals').insert({
      name,
      principal_id: nextUserId(state),
      type: 'A',
      sid: roleSid(name),
      default_schema_name: options.get('DEFAULT_SCHEMA')?.text ?? 'dbo',
    });
  };
}

/** After ALTER APPLICATION ROLE. */
export function parseAlterApplicationRole(stream: TokenStream): Ddl {
  const name = parseName(stream);
  stream.expectWord('WITH');
  const options = parseOptions(stream, ['NAME', 'PASSWORD', 'DEFAULT_SCHEMA']);
  return (context) => {
    const { state } = context;
    const role = applicationRole(name, context, 'alter');
    const schema = options.get('DEFAULT_SCHEMA')?.text;
    const to = options.get('NAME')?.text;
    if (to !== undefined) rename(name, to, role, context);
    if (schema !== undefined)
      databaseTable(state, 'sys.database_principals').update(
        { principal_id: idOf(role) },
        { default_schema_name: schema },
      );
  };
}

function applicationRole(name: string, { state, line }: DdlContext, verb: string): RowRecord {
  const role = databasePrincipal(state, name);
  if (role === undefined || typeOf(role) !== 'A' || !holdsInDatabase(state, 'ALTER ANY APPLICATION ROLE')) {
    throw cannotDo(line, verb, 'application role', name);
  }
  return role;
}

/** After DROP APPLICATION ROLE. */
export function parseDropApplicationRole(stream: TokenStream): Ddl {
  const name = parseName(stream);
  return (context) => {
    const role = applicationRole(name, context, 'drop');
    ownsInDatabase(idOf(role), context);
    if (!context.state.rightsIn(context.state.database).has('ALTER ANY APPLICATION ROLE'))
      throw noPermission(context.line);
    forgetDatabasePrincipal(idOf(role), context.state);
  };
}
