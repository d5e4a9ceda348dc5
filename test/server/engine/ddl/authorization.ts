// ALTER AUTHORIZATION, CREATE and DROP SCHEMA. Source: "ALTER AUTHORIZATION (Transact-SQL)": but for a database, the
// new owner finds the permissions on the securable gone, and on a schema those of what it contains without an owner.
import type { Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import type { DdlContext } from './ddl-context.ts';
import { cannotDo, noPermission } from './errors.ts';
import { parseName } from './options.ts';
import { forgetPermissions } from './permissions.ts';
import {
  databasePrincipal,
  databaseTable,
  idOf,
  loginNamed,
  nextSchemaId,
  serverPrincipal,
  serverTable,
  typeOf,
  userWithSid,
} from './principals.ts';
import { holdsInDatabase, requireDatabase } from './rights.ts';
import type { Securable } from './securables.ts';
import { findSecurable, parseSecurable } from './securables.ts';
import type { Ddl } from './syntax.ts';
import { accountSid } from './windows-directory.ts';

/** After ALTER AUTHORIZATION. */
export function parseAuthorization(stream: TokenStream): Ddl {
  stream.expectWord('ON');
  const on = parseSecurable(stream);
  stream.expectWord('TO');
  const toOwner = stream.takeWord('SCHEMA', 'OWNER');
  const owner = toOwner ? undefined : parseName(stream);
  return (context) => {
    if (on.classDesc === 'DATABASE') {
      changeDatabase(on.name, owner ?? '', context);
      return;
    }
    const securable = findSecurable(on, context);
    if (on.classDesc === 'AVAILABILITY GROUP') changeGroup(securable, owner ?? '', context);
    else change(securable, owner, context);
  };
}

function change(securable: Securable, owner: string | undefined, context: DdlContext): void {
  const { state, line } = context;
  const { table, key, ownerColumn, isServer } = securable;
  if (table === undefined || key === undefined || typeof ownerColumn !== 'string') {
    throw failAt(
      line,
      15151,
      `Cannot find the ${securable.classDesc.toLowerCase()} '${securable.name}', because it does not exist or you do not have permission.`,
    );
  }
  const principal =
    owner === undefined
      ? undefined
      : isServer
        ? serverPrincipal(state, owner)
        : databasePrincipal(state, owner);
  if (owner !== undefined && principal === undefined)
    throw cannotDo(line, 'find', isServer ? 'server principal' : 'principal', owner);
  const may = isServer
    ? state.rights.has('CONTROL SERVER')
    : holdsInDatabase(state, 'CONTROL', 'TAKE OWNERSHIP') ||
      state.rightsIn(state.database).tokenIds.has(securable.ownerId);
  if (!may) throw cannotDo(line, 'find', securable.classDesc.toLowerCase(), securable.name);
  table.update(key, { [ownerColumn]: principal === undefined ? null : idOf(principal) });
  const permissions = isServer
    ? serverTable(state, 'sys.server_permissions')
    : databaseTable(state, 'sys.database_permissions');
  forgetPermissions(permissions, securable.classNumber, new Set([securable.majorId]));
  if (securable.classDesc === 'SCHEMA') forgetContents(securable.majorId, context);
}

function forgetContents(schema: number, { state }: DdlContext): void {
  const permissions = databaseTable(state, 'sys.database_permissions');
  for (const [view, id, number] of [
    ['sys.objects', 'object_id', 1],
    ['sys.types', 'user_type_id', 6],
    ['sys.xml_schema_collections', 'xml_collection_id', 10],
  ] as const) {
    const inside = databaseTable(state, view).records(
      (row) => row.schema_id === schema && row.principal_id === null,
    );
    forgetPermissions(permissions, number, new Set(inside.map((row) => Number(row[id]))));
  }
}

function changeDatabase(name: string, owner: string, { state, line }: DdlContext): void {
  const database = state.findDatabase(name);
  if (database === undefined) throw cannotDo(line, 'find', 'database', name);
  if (isOwnerFixed(database.name, state))
    throw failAt(
      line,
      15109,
      'Cannot change the owner of the master, model, tempdb or distribution database.',
    );
  const login = loginNamed(state, owner);
  const account = login === undefined ? accountSid(state.server.settings, owner) : undefined;
  if (account === undefined && (login === undefined || 'GCK'.includes(typeOf(login))))
    throw cannotDo(line, 'find', 'principal', owner);
  if (!state.rights.has('CONTROL SERVER') && !state.rightsIn(database.name).has('TAKE OWNERSHIP'))
    throw noPermission(line);
  const sid = (login?.sid ?? account ?? null) as Value;
  const user = userWithSid(state, sid, database.name);
  if (user !== undefined && idOf(user) !== 1) {
    throw failAt(
      line,
      15110,
      'The proposed new database owner is already a user or aliased in the database.',
    );
  }
  serverTable(state, 'sys.databases').update({ name: database.name }, { owner_sid: sid });
  databaseTable(state, 'sys.database_principals', database.name).update({ principal_id: 1 }, { sid });
}

function isOwnerFixed(name: string, state: DdlContext['state']): boolean {
  const [row] = serverTable(state, 'sys.databases').records((record) => record.name === name);
  return (
    ['master', 'model', 'tempdb'].includes(name) || row?.is_distributor === 1 || row?.is_distributor === true
  );
}

function changeGroup(securable: Securable, owner: string, { state, line }: DdlContext): void {
  const principal = serverPrincipal(state, owner);
  if (principal === undefined) throw cannotDo(line, 'find', 'server principal', owner);
  if (!state.rights.has('CONTROL SERVER')) throw noPermission(line);
  serverTable(state, 'sys.availability_replicas').update(
    { replica_metadata_id: securable.majorId },
    { owner_sid: (principal.sid ?? null) as Value },
  );
  forgetPermissions(
    serverTable(state, 'sys.server_permissions'),
    securable.classNumber,
    new Set([securable.majorId]),
  );
}

/** After CREATE SCHEMA. */
export function parseCreateSchema(stream: TokenStream, first: boolean): Ddl {
  if (!first)
    throw failAt(stream.line, 111, "'CREATE SCHEMA' must be the first statement in a query batch.", 15);
  const name = stream.isWord('AUTHORIZATION') ? undefined : parseName(stream);
  const owner = stream.takeWord('AUTHORIZATION') ? parseName(stream) : undefined;
  return ({ state, line }) => {
    const named = name ?? owner ?? '';
    requireDatabase(state, line, 'CREATE SCHEMA', 'ALTER ANY SCHEMA');
    const { key } = state.catalogCollation(state.database);
    const table = databaseTable(state, 'sys.schemas');
    if (table.records((row) => key(String(row.name)) === key(named)).length > 0) {
      throw failAt(line, 2714, `There is already an object named '${named}' in the database.`);
    }
    const principal = owner === undefined ? undefined : databasePrincipal(state, owner);
    if (owner !== undefined && principal === undefined) throw cannotDo(line, 'find', 'principal', owner);
    const own = state.rightsIn(state.database).userId ?? 1;
    table.insert({
      name: named,
      schema_id: nextSchemaId(state),
      principal_id: principal === undefined ? own : idOf(principal),
    });
  };
}

/** After DROP SCHEMA. */
export function parseDropSchema(stream: TokenStream): Ddl {
  const name = parseName(stream);
  return (context) => {
    const { state, line } = context;
    const schema = findSecurable({ classDesc: 'SCHEMA', name }, context);
    requireDatabase(state, line, 'ALTER ANY SCHEMA');
    if (schema.majorId <= 4) throw failAt(line, 15150, `Cannot drop the schema '${name}'.`);
    const inside = databaseTable(state, 'sys.objects').records({ schema_id: schema.majorId })[0];
    if (inside !== undefined) {
      throw failAt(
        line,
        3729,
        `Cannot drop schema '${name}' because it is being referenced by object '${String(inside.name)}'.`,
      );
    }
    databaseTable(state, 'sys.schemas').delete({ schema_id: schema.majorId });
    forgetPermissions(databaseTable(state, 'sys.database_permissions'), 3, new Set([schema.majorId]));
  };
}
