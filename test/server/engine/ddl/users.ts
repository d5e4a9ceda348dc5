// CREATE, ALTER and DROP USER. Sources: their pages in "Transact-SQL statements" (Microsoft).
import { failAt } from '../messages.ts';
import type { SessionState } from '../session/session-state.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import type { RowRecord } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { cannotDo, databasePrincipalExists } from './errors.ts';
import type { Options, OptionValue } from './options.ts';
import { bytesOf, isOn, parseName, parseOptions } from './options.ts';
import {
  bytesFor,
  databasePrincipal,
  databaseTable,
  idOf,
  loginNamed,
  nextUserId,
  typeOf,
  userWithSid,
} from './principals.ts';
import { forgetDatabasePrincipal, ownsInDatabase } from './removal.ts';
import { holdsInDatabase, requireDatabase } from './rights.ts';
import type { Ddl } from './syntax.ts';
import { accountNamed } from './windows-directory.ts';

const USER_TYPES = 'SUGCKEX';
const CREATE_OPTIONS = [
  'DEFAULT_SCHEMA',
  'DEFAULT_LANGUAGE',
  'SID',
  'ALLOW_ENCRYPTED_VALUE_MODIFICATIONS',
  'PASSWORD',
];

/** Where a user comes from. */
type Source =
  | { readonly from: 'login'; readonly name?: string }
  | { readonly from: 'none' }
  | { readonly from: 'external' }
  | { readonly from: 'certificate' | 'asymmetric key'; readonly name: string };

/** After CREATE USER. */
export function parseCreateUser(stream: TokenStream): Ddl {
  const name = parseName(stream);
  const source = parseSource(stream);
  const options: Options = stream.takeWord('WITH') ? parseOptions(stream, CREATE_OPTIONS) : new Map();
  return (context) => createUser(name, source, options, context);
}

function parseSource(stream: TokenStream): Source {
  if (stream.takeWord('WITHOUT', 'LOGIN')) return { from: 'none' };
  if (!stream.takeWord('FOR') && !stream.takeWord('FROM')) return { from: 'login' };
  if (stream.takeWord('EXTERNAL', 'PROVIDER')) return { from: 'external' };
  if (stream.takeWord('CERTIFICATE')) return { from: 'certificate', name: parseName(stream) };
  if (stream.takeWord('ASYMMETRIC', 'KEY')) return { from: 'asymmetric key', name: parseName(stream) };
  stream.expectWord('LOGIN');
  return { from: 'login', name: parseName(stream) };
}

function createUser(name: string, source: Source, options: Options, context: DdlContext): void {
  const { state, line } = context;
  requireDatabase(state, line, 'CREATE USER', 'ALTER ANY USER');
  if (databasePrincipal(state, name) !== undefined) throw databasePrincipalExists(line, name);
  const { type, sid, ...more } = identityOf(name, source, options, context);
  if (name.includes('\\') && !'UG'.includes(type)) {
    throw failAt(line, 15006, `'${name}' is not a valid name because it contains invalid characters.`);
  }
  if (userWithSid(state, sid) !== undefined) {
    throw failAt(line, 15063, 'The login already has an account under a different user name.');
  }
  const id = nextUserId(state);
  databaseTable(state, 'sys.database_principals').insert({
    name,
    principal_id: id,
    type,
    sid,
    ...optionColumns(type, options),
    ...more,
  });
  databaseTable(state, 'sys.database_permissions').insert({
    class: 0,
    major_id: 0,
    minor_id: 0,
    grantee_principal_id: id,
    grantor_principal_id: 1,
    permission_name: 'CONNECT',
    state: 'G',
  });
}

interface Identity extends RowRecord {
  readonly type: string;
  readonly sid: Uint8Array;
}

function identityOf(name: string, source: Source, options: Options, context: DdlContext): Identity {
  const { state, line } = context;
  switch (source.from) {
    case 'none':
      return { type: 'S', sid: withoutLoginSid(state, name) };
    case 'external':
      return accountOf(name, true, context);
    case 'certificate':
    case 'asymmetric key':
      return keyIdentity(source.from, source.name, context);
    case 'login': {
      const password = options.get('PASSWORD');
      if (source.name === undefined && password !== undefined)
        return containedIdentity(name, options.get('SID'), context);
      const login = loginNamed(state, source.name ?? name);
      if (login !== undefined) return ofLogin(login);
      if (source.name === undefined && name.includes('\\')) return accountOf(name, false, context);
      throw failAt(
        line,
        15007,
        `'${source.name ?? name}' is not a valid login or you do not have permission.`,
      );
    }
  }
}

function ofLogin(login: RowRecord): Identity {
  return { type: typeOf(login), sid: login.sid instanceof Uint8Array ? login.sid : new Uint8Array() };
}

function accountOf(name: string, external: boolean, { state, line }: DdlContext): Identity {
  const account = accountNamed(state.server.settings, name, external);
  if (account === undefined)
    throw failAt(line, 15401, `Windows NT user or group '${name}' not found. Check the name again.`);
  return { type: account.type, sid: account.sid };
}

function keyIdentity(
  kind: 'certificate' | 'asymmetric key',
  name: string,
  { state, line }: DdlContext,
): Identity {
  const { key } = state.catalogCollation(state.database);
  const view = kind === 'certificate' ? 'sys.certificates' : 'sys.asymmetric_keys';
  const found = databaseTable(state, view).records((row) => key(String(row.name)) === key(name))[0];
  if (!(found?.sid instanceof Uint8Array)) throw cannotDo(line, 'find', kind, name);
  return { type: kind === 'certificate' ? 'C' : 'K', sid: found.sid };
}

function containedIdentity(
  name: string,
  sid: OptionValue | undefined,
  { state, line }: DdlContext,
): Identity {
  if (state.server.databaseRow(state.database)?.isContained !== true) {
    throw failAt(line, 33233, 'You can only create a user with a password in a contained database.');
  }
  const bytes =
    sid === undefined
      ? Uint8Array.from([1, 5, 0, 0, 0, 0, 0, 9, 2, 0, 0, 0, ...bytesFor(name, 16)])
      : bytesOf(sid);
  return { type: 'S', sid: bytes, authentication_type: 2 };
}

/** Every user without login gets a SID by chance; here another one for each database, and each server. */
function withoutLoginSid(state: SessionState, name: string): Uint8Array {
  const words = `${state.server.settings.name}/${state.database}/${name}/without login`;
  return Uint8Array.from([1, 5, 0, 0, 0, 0, 0, 9, 3, 0, 0, 0, ...bytesFor(words, 16)]);
}

function optionColumns(type: string, options: Options): RowRecord {
  const schema = options.get('DEFAULT_SCHEMA')?.text;
  const language = options.get('DEFAULT_LANGUAGE');
  const encrypted = isOn(options.get('ALLOW_ENCRYPTED_VALUE_MODIFICATIONS'));
  const withSchema = !'CK'.includes(type);
  return {
    default_schema_name: withSchema ? (schema ?? (type === 'G' || type === 'X' ? null : 'dbo')) : null,
    ...(language === undefined ? {} : { default_language_name: language.text }),
    ...(encrypted === undefined ? {} : { allow_encrypted_value_modifications: encrypted ? 1 : 0 }),
  };
}

const ALTER_OPTIONS = [
  'NAME',
  'DEFAULT_SCHEMA',
  'LOGIN',
  'PASSWORD',
  'DEFAULT_LANGUAGE',
  'ALLOW_ENCRYPTED_VALUE_MODIFICATIONS',
];

/** After ALTER USER. */
export function parseAlterUser(stream: TokenStream): Ddl {
  const name = parseName(stream);
  stream.expectWord('WITH');
  const options = parseOptions(stream, ALTER_OPTIONS);
  return (context) => alterUser(name, options, context);
}

function userNamed(name: string, { state, line }: DdlContext, verb: string): RowRecord {
  const user = databasePrincipal(state, name);
  const isUser = user !== undefined && USER_TYPES.includes(typeOf(user));
  if (!isUser || !holdsInDatabase(state, 'ALTER ANY USER')) throw cannotDo(line, verb, 'user', name);
  return user;
}

function alterUser(name: string, options: Options, context: DdlContext): void {
  const { state, line } = context;
  const user = userNamed(name, context, 'alter');
  const set: Record<string, string | number | Uint8Array | null> = {};
  const to = options.get('NAME')?.text;
  const { key } = state.catalogCollation(state.database);
  if (to !== undefined) {
    if (key(to) !== key(name) && databasePrincipal(state, to) !== undefined)
      throw databasePrincipalExists(line, to);
    set.name = to;
  }
  const login = options.get('LOGIN')?.text;
  if (login !== undefined) Object.assign(set, remapped(user, login, to, context));
  const schema = options.get('DEFAULT_SCHEMA');
  if (schema !== undefined) {
    if ('CK'.includes(typeOf(user)))
      throw failAt(
        line,
        15151,
        `Cannot alter the user '${name}', because it does not exist or you do not have permission.`,
      );
    set.default_schema_name =
      schema.kind === 'word' && schema.text.toUpperCase() === 'NULL' ? null : schema.text;
  }
  const encrypted = isOn(options.get('ALLOW_ENCRYPTED_VALUE_MODIFICATIONS'));
  if (encrypted !== undefined) set.allow_encrypted_value_modifications = encrypted ? 1 : 0;
  const language = options.get('DEFAULT_LANGUAGE');
  if (language !== undefined)
    set.default_language_name = language.text.toUpperCase() === 'NONE' ? null : language.text;
  if (Object.keys(set).length > 0)
    databaseTable(state, 'sys.database_principals').update({ principal_id: idOf(user) }, set);
}

/** ALTER USER … WITH LOGIN: the SID changes; a Windows user with a Windows name takes the login's unless one is given. */
function remapped(
  user: RowRecord,
  name: string,
  to: string | undefined,
  { state, line }: DdlContext,
): RowRecord {
  const login = loginNamed(state, name);
  if (login === undefined)
    throw failAt(line, 15007, `'${name}' is not a valid login or you do not have permission.`);
  const isWindows = 'UG'.includes(typeOf(user));
  if (![1, 3].includes(Number(user.authentication_type)) || 'CK'.includes(typeOf(user))) {
    throw failAt(
      line,
      33016,
      'The user cannot be remapped to a login. Remapping can only be done for users that were mapped to Windows or SQL logins.',
    );
  }
  if (isWindows !== 'UG'.includes(typeOf(login))) {
    throw failAt(
      line,
      33017,
      'Cannot remap a user of one type to a login of a different type. For example, a SQL user must be mapped to a SQL login; it cannot be remapped to a Windows login.',
    );
  }
  const sid = login.sid instanceof Uint8Array ? login.sid : new Uint8Array();
  const other = userWithSid(state, sid);
  if (other !== undefined && idOf(other) !== idOf(user))
    throw failAt(line, 15063, 'The login already has an account under a different user name.');
  const renames = isWindows && to === undefined && String(user.name).includes('\\');
  return { sid, ...(renames ? { name: String(login.name) } : {}) };
}

/** After DROP USER. */
export function parseDropUser(stream: TokenStream): Ddl {
  const name = parseName(stream);
  return (context) => {
    const user = userNamed(name, context, 'drop');
    if (idOf(user) <= 4) throw failAt(context.line, 15150, `Cannot drop the user '${name}'.`);
    ownsInDatabase(idOf(user), context);
    forgetDatabasePrincipal(idOf(user), context.state);
  };
}
