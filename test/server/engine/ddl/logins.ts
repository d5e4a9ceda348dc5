// CREATE, ALTER and DROP LOGIN. Sources: their pages in "Transact-SQL statements" (Microsoft).
import { createHash } from 'node:crypto';
import { failAt } from '../messages.ts';
import type { SessionState } from '../session/session-state.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import { keyOf } from '../sql/value.ts';
import type { RowRecord } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { cannotDo, noPermission, serverPrincipalExists, sidInUse } from './errors.ts';
import type { Options } from './options.ts';
import { bytesOf, isOn, parseName, parseOptions } from './options.ts';
import {
  bytesFor,
  databaseTable,
  idOf,
  loginNamed,
  nextServerId,
  rowNamed,
  serverPrincipal,
  serverPrincipalWithSid,
  serverTable,
  typeOf,
} from './principals.ts';
import { forgetServerPrincipal, ownsOnServer } from './removal.ts';
import { requireServer } from './rights.ts';
import type { Ddl } from './syntax.ts';
import { accountNamed } from './windows-directory.ts';

const SQL_OPTIONS = [
  'PASSWORD',
  'SID',
  'DEFAULT_DATABASE',
  'DEFAULT_LANGUAGE',
  'CHECK_EXPIRATION',
  'CHECK_POLICY',
  'CREDENTIAL',
];
const OTHER_OPTIONS = ['DEFAULT_DATABASE', 'DEFAULT_LANGUAGE'];

/** After CREATE LOGIN. */
export function parseCreateLogin(stream: TokenStream): Ddl {
  const name = parseName(stream);
  if (stream.takeWord('WITH')) {
    if (!stream.isWord('PASSWORD')) throw stream.unexpected();
    const options = parseOptions(stream, SQL_OPTIONS);
    return (context) => createSqlLogin(name, options, context);
  }
  stream.expectWord('FROM');
  if (stream.takeWord('WINDOWS') || stream.isWord('EXTERNAL', 'PROVIDER')) {
    const external = stream.takeWord('EXTERNAL', 'PROVIDER');
    const options = stream.takeWord('WITH') ? parseOptions(stream, OTHER_OPTIONS) : new Map();
    return (context) => createAccountLogin(name, external, options, context);
  }
  const isKey = stream.takeWord('ASYMMETRIC', 'KEY');
  if (!isKey) stream.expectWord('CERTIFICATE');
  const source = parseName(stream);
  return (context) => createKeyLogin(name, isKey, source, context);
}

function checkNew(name: string, { state, line }: DdlContext): void {
  requireServer(state, line, 'ALTER ANY LOGIN');
  if (serverPrincipal(state, name) !== undefined) throw serverPrincipalExists(line, name);
}

function createSqlLogin(name: string, options: Options, context: DdlContext): void {
  const { state, line } = context;
  checkNew(name, context);
  if (name.includes('\\'))
    throw failAt(line, 15006, `'${name}' is not a valid name because it contains invalid characters.`);
  const policy = isOn(options.get('CHECK_POLICY')) ?? true;
  const expiration = isOn(options.get('CHECK_EXPIRATION')) ?? false;
  checkPolicy(policy, expiration, line);
  const given = options.get('SID');
  const sid = given === undefined ? bytesFor(name, 16) : bytesOf(given);
  if (sid.length !== 16) throw failAt(line, 15419, 'Supplied parameter sid should be binary(16).');
  if (serverPrincipalWithSid(state, sid) !== undefined) throw sidInUse(line);
  const hash = hashOf(options, state, line);
  const id = addLogin({ name, type: 'S', sid, ...defaultsOf(options, state, line) }, state);
  serverTable(state, 'sys.sql_logins').insert({
    principal_id: id,
    name,
    sid,
    type: 'S',
    password_hash: hash,
    is_policy_checked: policy,
    is_expiration_checked: expiration,
  });
}

function checkPolicy(policy: boolean, expiration: boolean, line: number): void {
  if (expiration && !policy)
    throw failAt(line, 15122, 'The CHECK_EXPIRATION option cannot be used when CHECK_POLICY is OFF.');
}

/** The hash to keep; a version that this release does not read is refused. */
function hashOf(options: Options, state: SessionState, line: number): Uint8Array {
  const password = options.get('PASSWORD');
  if (password === undefined) throw failAt(line, 102, "Incorrect syntax near 'PASSWORD'.", 15);
  if (!password.words.includes('HASHED')) {
    if (password.kind !== 'text') throw failAt(line, 102, `Incorrect syntax near '${password.text}'.`, 15);
    return hashed(password.text);
  }
  const bytes = password.kind === 'binary' ? bytesOf(password) : new Uint8Array();
  const form =
    bytes[0] === 1
      ? [26, 46]
      : bytes[0] === 2 || (bytes[0] === 3 && state.server.version >= 2022)
        ? [70]
        : [];
  if (!form.includes(bytes.length)) {
    throw failAt(line, 15021, 'Invalid value given for parameter PASSWORD. Specify a valid parameter value.');
  }
  return bytes;
}

function hashed(password: string): Uint8Array {
  const salt = bytesFor(password, 4);
  const digest = createHash('sha512').update(Buffer.from(password, 'utf16le')).update(salt).digest();
  return Uint8Array.from([2, 0, ...salt, ...digest]);
}

function createAccountLogin(name: string, external: boolean, options: Options, context: DdlContext): void {
  const { state, line } = context;
  checkNew(name, context);
  if (!external && !/^[^\\]+\\[^\\]+$/.test(name)) {
    throw failAt(
      line,
      15407,
      `'${name}' is not a valid Windows NT name. Give the complete name: <domain\\username>.`,
    );
  }
  const account = accountNamed(state.server.settings, name, external);
  if (account === undefined)
    throw failAt(line, 15401, `Windows NT user or group '${name}' not found. Check the name again.`);
  if (serverPrincipalWithSid(state, account.sid) !== undefined) throw serverPrincipalExists(line, name);
  addLogin({ name, type: account.type, sid: account.sid, ...defaultsOf(options, state, line) }, state);
}

function createKeyLogin(name: string, isKey: boolean, source: string, context: DdlContext): void {
  const { state, line } = context;
  checkNew(name, context);
  const view = isKey ? 'sys.asymmetric_keys' : 'sys.certificates';
  const { key } = state.catalogCollation('master');
  const found = databaseTable(state, view, 'master').records(
    (row) => key(String(row.name)) === key(source),
  )[0];
  if (found === undefined) throw cannotDo(line, 'find', isKey ? 'asymmetric key' : 'certificate', source);
  if (serverPrincipalWithSid(state, found.sid ?? null) !== undefined) throw sidInUse(line);
  addLogin({ name, type: isKey ? 'K' : 'C', sid: found.sid ?? null }, state);
}

function defaultsOf(options: Options, state: SessionState, line: number): RowRecord {
  const database = options.get('DEFAULT_DATABASE')?.text;
  const language = options.get('DEFAULT_LANGUAGE')?.text;
  const credential = options.get('CREDENTIAL')?.text;
  return {
    ...(database === undefined ? {} : { default_database_name: existingDatabase(database, state, line) }),
    ...(language === undefined ? {} : { default_language_name: existingLanguage(language, state, line) }),
    ...(credential === undefined ? {} : { credential_id: credentialId(credential, state, line) }),
  };
}

function existingDatabase(name: string, state: SessionState, line: number): string {
  const found = state.findDatabase(name);
  if (found === undefined)
    throw failAt(
      line,
      15010,
      `The database '${name}' does not exist. Supply a valid database name. To see available databases, use sys.databases.`,
    );
  return found.name;
}

function existingLanguage(name: string, state: SessionState, line: number): string {
  const found = serverTable(state, 'sys.syslanguages').records((row) =>
    [row.name, row.alias].some((one) => String(one).toLowerCase() === name.toLowerCase()),
  )[0];
  if (found === undefined) throw failAt(line, 15033, `'${name}' is not a valid official language name.`);
  return String(found.name);
}

/** The id of a credential; throws 15151. */
export function credentialId(name: string, state: SessionState, line: number): number {
  const found = rowNamed(serverTable(state, 'sys.credentials'), name, state);
  if (found === undefined) throw cannotDo(line, 'find', 'credential', name);
  return Number(found.credential_id);
}

/** The row, and the CONNECT SQL that every new login gets. */
function addLogin(record: RowRecord, state: SessionState): number {
  const id = nextServerId(state);
  serverTable(state, 'sys.server_principals').insert({ ...record, principal_id: id });
  serverTable(state, 'sys.server_permissions').insert({
    class: 100,
    major_id: 0,
    minor_id: 0,
    grantee_principal_id: id,
    grantor_principal_id: 1,
    permission_name: 'CONNECT SQL',
    state: 'G',
  });
  return id;
}

const ALTER_OPTIONS = [
  'PASSWORD',
  'OLD_PASSWORD',
  'DEFAULT_DATABASE',
  'DEFAULT_LANGUAGE',
  'NAME',
  'CHECK_POLICY',
  'CHECK_EXPIRATION',
  'CREDENTIAL',
  'NO',
];

/** After ALTER LOGIN. */
export function parseAlterLogin(stream: TokenStream): Ddl {
  const name = parseName(stream);
  for (const word of ['ENABLE', 'DISABLE']) {
    if (stream.takeWord(word)) return (context) => switchLogin(name, word === 'DISABLE', context);
  }
  for (const word of ['ADD', 'DROP']) {
    if (!stream.takeWord(word, 'CREDENTIAL')) continue;
    const credential = parseName(stream);
    return (context) => changeCredential(name, word === 'ADD', credential, context);
  }
  stream.expectWord('WITH');
  const options = parseOptions(stream, ALTER_OPTIONS);
  return (context) => changeLogin(name, options, context);
}

function existing(name: string, { state, line }: DdlContext, verb = 'alter'): RowRecord {
  const found = loginNamed(state, name);
  const own =
    found !== undefined && keyOf(found.sid ?? null, undefined) === keyOf(state.identity.sid, undefined);
  if (found === undefined || !(own || state.rights.has('ALTER ANY LOGIN')))
    throw cannotDo(line, verb, 'login', name);
  return found;
}

function switchLogin(name: string, off: boolean, context: DdlContext): void {
  const login = existing(name, context);
  if ('GCK'.includes(typeOf(login))) throw cannotDo(context.line, 'alter', 'login', name);
  serverTable(context.state, 'sys.server_principals').update(
    { principal_id: idOf(login) },
    { is_disabled: off ? 1 : 0 },
  );
}

function changeCredential(name: string, add: boolean, credential: string, context: DdlContext): void {
  const { state, line } = context;
  const row = {
    principal_id: idOf(existing(name, context)),
    credential_id: credentialId(credential, state, line),
  };
  const table = serverTable(state, 'sys.server_principal_credentials');
  const there = table.records(row).length > 0;
  if (!add) table.delete(row);
  else if (!there) table.insert(row);
}

function changeLogin(name: string, options: Options, context: DdlContext): void {
  const { state, line } = context;
  const login = existing(name, context);
  const id = idOf(login);
  const isSql = typeOf(login) === 'S';
  if (!isSql && ['PASSWORD', 'CHECK_POLICY', 'CHECK_EXPIRATION'].some((option) => options.has(option)))
    throw cannotDo(line, 'alter', 'login', name);
  const to = options.get('NAME')?.text;
  if (
    to !== undefined &&
    state.serverNameKey(to) !== state.serverNameKey(name) &&
    serverPrincipal(state, to) !== undefined
  ) {
    throw serverPrincipalExists(line, to);
  }
  const principal: Record<string, string | number | null> = { ...(to === undefined ? {} : { name: to }) };
  Object.assign(principal, defaultsOf(options, state, line));
  if (options.has('NO CREDENTIAL')) principal.credential_id = null;
  if (isSql) changeSql(id, options, context);
  if (Object.keys(principal).length > 0)
    serverTable(state, 'sys.server_principals').update({ principal_id: id }, principal);
}

function changeSql(id: number, options: Options, { state, line }: DdlContext): void {
  const table = serverTable(state, 'sys.sql_logins');
  if (table.records({ principal_id: id }).length === 0) table.insert({ principal_id: id });
  const now = table.records({ principal_id: id })[0] ?? {};
  const policy = isOn(options.get('CHECK_POLICY')) ?? now.is_policy_checked === 1;
  const expiration = isOn(options.get('CHECK_EXPIRATION')) ?? (now.is_expiration_checked === 1 && policy);
  checkPolicy(policy, expiration, line);
  const password = options.get('PASSWORD');
  const set: Record<string, Uint8Array | number> = {
    is_policy_checked: policy ? 1 : 0,
    is_expiration_checked: expiration ? 1 : 0,
  };
  if (password !== undefined) {
    // "ALTER LOGIN (Transact-SQL)": HASHED is refused while CHECK_POLICY is ON; the number is a guess.
    if (password.words.includes('HASHED') && policy)
      throw failAt(line, 15128, 'The HASHED option cannot be used while CHECK_POLICY is ON.');
    set.password_hash = hashOf(options, state, line);
  }
  table.update({ principal_id: id }, set);
}

/** After DROP LOGIN. */
export function parseDropLogin(stream: TokenStream): Ddl {
  const name = parseName(stream);
  return (context) => {
    const { state, line } = context;
    const login = existing(name, context, 'drop');
    if (!state.rights.has('ALTER ANY LOGIN') || idOf(login) === 1) throw noPermission(line);
    if (idOf(login) === state.identity.principalId) {
      throw failAt(line, 15434, `Could not drop login '${name}' as the user is currently logged in.`);
    }
    const owned = state.server
      .databases()
      .find(({ ownerSid }) => keyOf(ownerSid ?? null, undefined) === keyOf(login.sid ?? null, undefined));
    if (owned !== undefined)
      throw failAt(
        line,
        15174,
        `Login '${name}' owns one or more database(s). Change the owner of the database(s) before dropping the login.`,
      );
    const jobs = databaseTable(state, 'dbo.sysjobs', 'msdb').records(
      (row) => keyOf(row.owner_sid ?? null, undefined) === keyOf(login.sid ?? null, undefined),
    );
    if (jobs.length > 0) throw failAt(line, 15_170, `This login is the owner of ${jobs.length} job(s).`);
    ownsOnServer(idOf(login), name, context);
    forgetServerPrincipal(idOf(login), state);
  };
}
