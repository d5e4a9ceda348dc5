// Functions that turn logins and users into names, SIDs and ids.
import type { Value } from '../../contract.ts';
import { accountNameOf, accountSid } from '../ddl/windows-directory.ts';
import { seesHashes, seesPrincipal } from '../security/server-visibility.ts';
import { keyOf } from '../sql/value.ts';
import { viewNamed } from '../store/server-state.ts';
import type { RowRecord } from '../store/table.ts';
import type { SessionState } from './session-state.ts';
import type { CallContext, SystemFunction } from './system-functions.ts';
import { unknownOption } from './system-functions.ts';

const TEXT = { kind: 'nvarchar', length: 4000 } as const;
const NAME = { kind: 'nvarchar', length: 128 } as const;
const INT = { kind: 'int' } as const;
const SID = { kind: 'varbinary', length: 85 } as const;

const own: SystemFunction = { least: 0, most: 0, type: NAME, apply: (_, { state }) => state.identity.name };

function loginNamed(state: SessionState, name: Value): RowRecord | undefined {
  const key = state.serverNameKey(String(name));
  return findLogin(state, 'name', (value) => state.serverNameKey(String(value)) === key);
}

function loginWith(state: SessionState, column: string, value: Value): RowRecord | undefined {
  const key = keyOf(value, undefined);
  return findLogin(state, column, (other) => keyOf(other, undefined) === key);
}

function findLogin(
  state: SessionState,
  column: string,
  test: (value: Value) => boolean,
): RowRecord | undefined {
  const table = state.server.table(viewNamed('sys.server_principals'), undefined);
  const read = table.reader(column);
  const type = table.reader('type');
  // Roles are principals, and no logins; a name is looked for among logins only.
  const found = table.rows.find((row) => test(read(row)) && (column !== 'name' || type(row) !== 'R'));
  return found && table.recordsOf([found])[0];
}

/** A user or role of the current database. */
function userWith(state: SessionState, test: (row: RowRecord) => boolean): RowRecord | undefined {
  return state.server.table(viewNamed('sys.database_principals'), state.database).records(test)[0];
}

function userNamed(state: SessionState, name: Value): RowRecord | undefined {
  const { key } = state.catalogCollation(state.database);
  const wanted = key(String(name));
  return userWith(state, (row) => key(String(row.name)) === wanted);
}

const nameFromSid: SystemFunction = {
  least: 0,
  most: 1,
  type: NAME,
  takes: [SID],
  apply: (values, { state }) => {
    if (values.length === 0) return state.identity.name;
    const [sid] = values;
    if (!(sid instanceof Uint8Array)) return null;
    return loginWith(state, 'sid', sid)?.name ?? accountNameOf(state.server.settings, sid) ?? null;
  },
};

const userName: SystemFunction = {
  least: 0,
  most: 1,
  type: NAME,
  takes: [INT],
  apply: (values, { state }) => {
    if (values.length === 0) return state.rightsIn(state.database).userName;
    return userWith(state, (row) => row.principal_id === values[0])?.name ?? null;
  },
};

const userId: SystemFunction = {
  least: 0,
  most: 1,
  type: INT,
  takes: [NAME],
  apply: (values, { state }) => {
    if (values.length === 0) return state.rightsIn(state.database).userId ?? null;
    return values[0] === null ? null : (userNamed(state, values[0] ?? null)?.principal_id ?? null);
  },
};

/** By upper-case name. */
export const IDENTITY_FUNCTIONS: Readonly<Record<string, SystemFunction>> = {
  ORIGINAL_LOGIN: own,
  SYSTEM_USER: own,
  SUSER_SNAME: nameFromSid,
  SUSER_NAME: {
    least: 0,
    most: 1,
    type: NAME,
    takes: [INT],
    apply: (values, { state }) =>
      values.length === 0
        ? state.identity.name
        : (loginWith(state, 'principal_id', values[0] ?? null)?.name ?? null),
  },
  SUSER_SID: {
    least: 0,
    most: 2,
    type: SID,
    takes: [NAME, INT],
    apply: (values, { state }) =>
      values.length === 0
        ? state.identity.sid
        : (loginNamed(state, values[0] ?? null)?.sid ??
          accountSid(state.server.settings, String(values[0] ?? '')) ??
          null),
  },
  SUSER_ID: {
    least: 0,
    most: 1,
    type: INT,
    takes: [NAME],
    apply: (values, { state }) =>
      (values.length === 0
        ? state.identity.principalId
        : loginNamed(state, values[0] ?? null)?.principal_id) ?? null,
  },
  USER_NAME: userName,
  CURRENT_USER: { ...userName, most: 0 },
  SESSION_USER: { ...userName, most: 0 },
  USER_ID: userId,
  DATABASE_PRINCIPAL_ID: userId,
  LOGINPROPERTY: {
    least: 2,
    most: 2,
    type: { kind: 'sql_variant' },
    takes: [NAME, TEXT],
    apply: ([name, property], context) => loginProperty(name ?? null, String(property), context),
  },
};

const LOGIN_FLAGS = ['ismustchange', 'islocked', 'isexpired'];

// NULL for what is no SQL login, for a login that the caller does not see, and for a hash it may not read.
function loginProperty(name: Value, property: string, context: CallContext): Value {
  const { state } = context;
  const wanted = property.toLowerCase();
  const login = name === null ? undefined : loginNamed(state, name);
  const isKnown = wanted in PROPERTY || LOGIN_FLAGS.includes(wanted) || wanted === 'passwordhash';
  if (!isKnown) throw unknownOption(context, `LOGINPROPERTY(…, '${property}')`);
  if (login === undefined || !seesPrincipal(state)(Number(login.principal_id), String(login.type)))
    return null;
  const preset = PROPERTY[wanted];
  if (preset !== undefined) return preset(login);
  if (login.type !== 'S') return null;
  if (wanted !== 'passwordhash') return loginFlag(state, login, wanted);
  const row = state.views
    .read(viewNamed('sys.sql_logins'), 'master')
    .find((one) => one[viewNamed('sys.sql_logins').indexOf.get('principal_id') ?? 0] === login.principal_id);
  return seesHashes(state)
    ? (row?.[viewNamed('sys.sql_logins').indexOf.get('password_hash') ?? -1] ?? null)
    : null;
}

function loginFlag(state: SessionState, login: RowRecord, flag: string): Value {
  const flags = state.server.settings.loginFlags[String(login.name)] ?? [];
  return flags.some((one) => one.toLowerCase() === flag) ? 1 : 0;
}

const PROPERTY: Readonly<Record<string, (login: RowRecord) => Value>> = {
  defaultdatabase: (login) => login.default_database_name ?? null,
  defaultlanguage: (login) => login.default_language_name ?? null,
  badpasswordcount: () => 0,
  passwordlastsettime: (login) => login.modify_date ?? null,
};
