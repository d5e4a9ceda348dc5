// CREATE LOGIN and ALTER LOGIN ("CREATE LOGIN (Transact-SQL)", "ALTER LOGIN (Transact-SQL)").

import { defined } from '../../model/defined.ts';
import type { LoginOptions, Statement, StatementOf } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import {
  EXTERNAL_OPTIONS,
  type Filled,
  into,
  nameOf,
  type OptionTable,
  parseHex,
  parseOnOff,
  parseOptions,
  parsePassword,
  takeOldPassword,
} from './parse-option.ts';

type Options = Filled<LoginOptions>;
type Created = StatementOf<'create-login'>;
type Changed = StatementOf<'alter-login'>;

const WINDOWS: OptionTable<Options> = {
  DEFAULT_DATABASE: into('defaultDatabase', nameOf('a database')),
  DEFAULT_LANGUAGE: into('defaultLanguage', nameOf('a language')),
};

const CREDENTIAL: OptionTable<Options> = {
  CREDENTIAL: into('credential', nameOf('a credential')),
};

const EXTERNAL: OptionTable<Options> = { ...WINDOWS, ...EXTERNAL_OPTIONS };

const COMMON: OptionTable<Options> = {
  ...WINDOWS,
  ...CREDENTIAL,
  CHECK_POLICY: into('isPolicyChecked', parseOnOff),
  CHECK_EXPIRATION: into('isExpirationChecked', parseOnOff),
};

const NEW: OptionTable<Options> = { ...COMMON, SID: into('sid', parseHex) };

const CHANGED: OptionTable<Options> = {
  ...COMMON,
  PASSWORD: parseChangedPassword,
  NAME: into('newName', nameOf('a login')),
  NO: {
    alone: (cursor, options) => {
      cursor.want('CREDENTIAL');
      options.isCredentialRemoved = true;
    },
  },
};

/** CREATE LOGIN; CREATE is taken, LOGIN is next. */
export function parseCreateLogin(cursor: Cursor): Statement {
  cursor.want('LOGIN');
  const name = cursor.name('a login');
  const options: Options = {};
  const source = parseSource(cursor, options);
  return { kind: 'create-login', name, ...source, options, span: cursor.span() };
}

/** What the login is made from, and the options behind it. */
function parseSource(cursor: Cursor, options: Options): Pick<Created, 'source' | 'sourceName'> {
  if (cursor.take('WITH')) {
    cursor.want('PASSWORD', '=');
    takeFlags(cursor, options, parsePassword(cursor), ['HASHED', 'MUST_CHANGE']);
    if (cursor.takeOperator(',')) parseOptions(cursor, NEW, options, 'an option of a SQL login');
    return { source: 'password' };
  }
  cursor.want('FROM');
  if (cursor.take('WINDOWS')) {
    if (cursor.take('WITH')) parseOptions(cursor, WINDOWS, options, 'DEFAULT_DATABASE or DEFAULT_LANGUAGE');
    return { source: 'windows' };
  }
  if (cursor.take('EXTERNAL')) {
    cursor.want('PROVIDER');
    if (cursor.take('WITH')) parseExternalOptions(cursor, options);
    return { source: 'external' };
  }
  const isCertificate = cursor.take('CERTIFICATE');
  if (!isCertificate) cursor.want('ASYMMETRIC', 'KEY');
  const sourceName = cursor.name('a certificate or key');
  if (cursor.take('WITH')) parseOptions(cursor, CREDENTIAL, options, 'CREDENTIAL');
  return { source: isCertificate ? 'certificate' : 'asymmetric-key', sourceName };
}

function parseExternalOptions(cursor: Cursor, options: Options): void {
  const start = cursor.peek();
  parseOptions(cursor, EXTERNAL, options, 'an option of an external login');
  if ((options.sid === undefined) !== (options.externalType === undefined))
    cursor.fail('SID and TYPE are given together', start);
}

/** HASHED, MUST_CHANGE, UNLOCK behind a password: in any order, each once. */
function takeFlags(
  cursor: Cursor,
  options: Options,
  { binary }: ReturnType<typeof parsePassword>,
  allowed: readonly string[],
): void {
  const flags = new Set<string>();
  while (cursor.peek().kind === 'word' && allowed.includes(cursor.peek().upper)) {
    if (flags.has(cursor.peek().upper)) cursor.fail('this option was given before');
    flags.add(cursor.next().upper);
  }
  options.password = flags.has('HASHED') ? { form: 'hash', ...defined({ hash: binary }) } : { form: 'text' };
  if (flags.has('MUST_CHANGE')) options.isMustChange = true;
  if (flags.has('UNLOCK')) options.isUnlock = true;
}

/** ALTER LOGIN; ALTER is taken, LOGIN is next. */
export function parseAlterLogin(cursor: Cursor): Statement {
  cursor.want('LOGIN');
  const name = cursor.name('a login');
  const finish = (action: Changed['action'], options: LoginOptions, credential?: string): Changed =>
    defined({ kind: 'alter-login' as const, name, action, options, credential, span: cursor.span() });
  if (cursor.take('ENABLE')) return finish('enable', {});
  if (cursor.take('DISABLE')) return finish('disable', {});
  if (cursor.at('ADD') || cursor.at('DROP')) {
    const action = cursor.next().upper === 'ADD' ? 'add-credential' : 'drop-credential';
    cursor.want('CREDENTIAL');
    return finish(action, {}, cursor.name('a credential'));
  }
  cursor.want('WITH');
  const options: Options = {};
  parseOptions(cursor, CHANGED, options, 'an option of ALTER LOGIN');
  return finish('set', options);
}

function parseChangedPassword(cursor: Cursor, options: Options): void {
  const password = parsePassword(cursor);
  if (takeOldPassword(cursor)) options.password = { form: 'text' };
  else takeFlags(cursor, options, password, ['HASHED', 'MUST_CHANGE', 'UNLOCK']);
}
