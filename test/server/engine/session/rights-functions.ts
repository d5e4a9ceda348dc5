// Functions that say what the caller may do. NULL means the server does not know the permission, not "no".
import type { Value } from '../../contract.ts';
import { isKnown } from '../security/covering.ts';
import { refusalOf } from '../security/database-access.ts';
import { viewNamed } from '../store/server-state.ts';
import { readable } from './find-view.ts';
import type { SessionState } from './session-state.ts';
import type { CallContext, SystemFunction } from './system-functions.ts';
import { unknownOption } from './system-functions.ts';

const TEXT = { kind: 'nvarchar', length: 4000 } as const;
const NAME = { kind: 'nvarchar', length: 128 } as const;
const INT = { kind: 'int' } as const;

function hasPermission([name, classDesc, permission]: readonly Value[], context: CallContext): Value {
  const { state } = context;
  const wanted = String(permission).toUpperCase();
  const securable =
    classDesc === null || classDesc === undefined ? 'SERVER' : String(classDesc).toUpperCase();
  if (securable === 'SERVER')
    return isKnown('SERVER', wanted, state.server.version) ? flag(state.rights.has(wanted)) : null;
  if (securable === 'OBJECT') return mayRead(String(name), wanted, context);
  if (securable !== 'DATABASE') throw unknownOption(context, `HAS_PERMS_BY_NAME for the class ${securable}`);
  if (!isKnown('DATABASE', wanted, state.server.version)) return null;
  const database = name === null || name === undefined ? state.database : databaseNamed(String(name));
  const row = database === undefined ? undefined : state.findDatabase(database);
  if (row === undefined) return null;
  if (refusalOf(state.server, row, state.parts.readOnlyIntent) !== undefined) return null;
  return flag(state.rightsIn(row.name).has(wanted));
}

/** Of tables, by names of three parts; NULL where the database cannot be entered or there is no such table. */
function mayRead(name: string, permission: string, context: CallContext): Value {
  const { state } = context;
  const found = readable(name, state);
  if (permission !== 'SELECT') throw unknownOption(context, `HAS_PERMS_BY_NAME for ${permission} on ${name}`);
  return found === undefined ? null : flag(state.rightsIn(found.database).mayRead(found.view));
}

const flag = (value: boolean): number => (value ? 1 : 0);

/** The database of a name as it is quoted; undefined for a plain one that would be of several parts. */
function databaseNamed(name: string): string | undefined {
  if (name.startsWith('[')) return name.slice(1, -1).replaceAll(']]', ']');
  return name.includes('.') ? undefined : name;
}

function serverRoleMember([role, login]: readonly Value[], context: CallContext): Value {
  const { state } = context;
  if (login !== undefined && login !== null)
    throw unknownOption(context, 'IS_SRVROLEMEMBER for another login');
  const key = state.serverNameKey(String(role));
  const rows = state.server.table(viewNamed('sys.server_principals'), undefined).records({ type: 'R' });
  const found = rows.find((row) => state.serverNameKey(String(row.name)) === key);
  return found === undefined ? null : flag(state.rights.tokenIds.has(Number(found.principal_id)));
}

function databaseRoleMember([role, user]: readonly Value[], context: CallContext): Value {
  const { state } = context;
  if (user !== undefined && user !== null) throw unknownOption(context, 'IS_ROLEMEMBER for another user');
  const { key } = state.catalogCollation(state.database);
  const wanted = key(String(role));
  const rows = state.server
    .table(viewNamed('sys.database_principals'), state.database)
    .records({ type: 'R' });
  const found = rows.find((row) => key(String(row.name)) === wanted);
  return found === undefined
    ? null
    : flag(state.rightsIn(state.database).isMemberOf(Number(found.principal_id)));
}

function hasAccess(state: SessionState, name: Value): Value {
  const row = name === null ? undefined : state.findDatabase(String(name));
  if (row === undefined) return null;
  if (refusalOf(state.server, row, state.parts.readOnlyIntent) !== undefined) return 0;
  return flag(state.rightsIn(row.name).canEnter);
}

/** By upper-case name. */
export const RIGHTS_FUNCTIONS: Readonly<Record<string, SystemFunction>> = {
  HAS_PERMS_BY_NAME: { least: 3, most: 5, type: INT, takes: [TEXT, NAME, NAME], apply: hasPermission },
  IS_SRVROLEMEMBER: { least: 1, most: 2, type: INT, takes: [NAME, NAME], apply: serverRoleMember },
  IS_MEMBER: { least: 1, most: 1, type: INT, takes: [NAME], apply: databaseRoleMember },
  IS_ROLEMEMBER: { least: 1, most: 2, type: INT, takes: [NAME, NAME], apply: databaseRoleMember },
  HAS_DBACCESS: {
    least: 1,
    most: 1,
    type: INT,
    takes: [NAME],
    apply: ([name], { state }) => hasAccess(state, name ?? null),
  },
};
