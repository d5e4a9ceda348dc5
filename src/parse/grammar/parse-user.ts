// CREATE USER and ALTER USER ("CREATE USER (Transact-SQL)", "ALTER USER (Transact-SQL)").

import type { Statement, StatementOf, UserOptions } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import {
  EXTERNAL_OPTIONS,
  type Filled,
  into,
  nameOf,
  type OptionTable,
  parseOnOff,
  parseOptions,
  parsePassword,
  takeOldPassword,
} from './parse-option.ts';

type Options = Filled<UserOptions>;

const COMMON: OptionTable<Options> = {
  DEFAULT_SCHEMA: into('defaultSchema', (cursor) => (cursor.take('NULL') ? null : cursor.name('a schema'))),
  ALLOW_ENCRYPTED_VALUE_MODIFICATIONS: into('allowEncryptedValueModifications', parseOnOff),
};

const LANGUAGE: OptionTable<Options> = {
  DEFAULT_LANGUAGE: into('defaultLanguage', parseLanguage),
};

/** Of every user that has a FOR, FROM or WITHOUT clause. */
const MAPPED: OptionTable<Options> = { ...COMMON, ...EXTERNAL_OPTIONS };

/** The page has DEFAULT_LANGUAGE for users of logins and of Microsoft Entra, on a managed instance. */
const MANAGED: OptionTable<Options> = { ...MAPPED, ...LANGUAGE };

const CONTAINED: OptionTable<Options> = {
  ...MANAGED,
  PASSWORD: (cursor, options) => {
    cursor.want1('string', 'a password in quotes');
    options.password = { form: 'text' };
  },
};

const NEW: Readonly<Record<StatementOf<'create-user'>['source'], OptionTable<Options>>> = {
  default: CONTAINED,
  login: MANAGED,
  external: MANAGED,
  'without-login': MAPPED,
  certificate: MAPPED,
  'asymmetric-key': MAPPED,
};

const CHANGED: OptionTable<Options> = {
  ...COMMON,
  ...LANGUAGE,
  NAME: into('newName', nameOf('a user')),
  LOGIN: into('login', nameOf('a login')),
  PASSWORD: (cursor, options) => {
    parsePassword(cursor);
    options.password = { form: 'text' };
    takeOldPassword(cursor);
  },
};

/** CREATE USER; CREATE is taken, USER is next. */
export function parseCreateUser(cursor: Cursor): Statement {
  cursor.want('USER');
  const name = cursor.name('a user');
  const source = parseSource(cursor);
  const options: Options = {};
  if (cursor.take('WITH'))
    parseOptions(cursor, NEW[source.source], options, 'an option of such a user', false);
  return { kind: 'create-user', name, ...source, options, span: cursor.span() };
}

function parseSource(cursor: Cursor): Pick<StatementOf<'create-user'>, 'source' | 'sourceName'> {
  if (cursor.take('WITHOUT')) {
    cursor.want('LOGIN');
    return { source: 'without-login' };
  }
  if (!cursor.take('FOR') && !cursor.take('FROM')) return { source: 'default' };
  if (cursor.take('EXTERNAL')) {
    cursor.want('PROVIDER');
    return { source: 'external' };
  }
  if (cursor.take('LOGIN')) return { source: 'login', sourceName: cursor.name('a login') };
  if (cursor.take('CERTIFICATE')) return { source: 'certificate', sourceName: cursor.name('a certificate') };
  cursor.want('ASYMMETRIC', 'KEY');
  return { source: 'asymmetric-key', sourceName: cursor.name('an asymmetric key') };
}

/** A name, an lcid, or NONE. */
function parseLanguage(cursor: Cursor): string | null {
  const number = cursor.take1('number');
  if (number !== undefined) return number.value;
  const isNone = cursor.at('NONE');
  const name = cursor.name('a language');
  return isNone ? null : name;
}

/** ALTER USER; ALTER is taken, USER is next. */
export function parseAlterUser(cursor: Cursor): Statement {
  cursor.want('USER');
  const name = cursor.name('a user');
  cursor.want('WITH');
  const options: Options = {};
  parseOptions(cursor, CHANGED, options, 'an option of ALTER USER', false);
  return { kind: 'alter-user', name, options, span: cursor.span() };
}
