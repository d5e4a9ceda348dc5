// CREATE USER and ALTER USER ("CREATE USER (Transact-SQL)", "ALTER USER (Transact-SQL)").

import type { Token } from '../lex/token.ts';
import type { AlterUser, CreateUser, UserOptions } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import { parseHex, parseOnOff, parseOptions, parsePassword, passwordClause } from './parse-option.ts';

type Options = { -readonly [P in keyof UserOptions]: UserOptions[P] };
type Source = Pick<CreateUser, 'source' | 'sourceName'>;

/** Options of every user that has a FOR, FROM or WITHOUT clause. */
const MAPPED_OPTIONS = new Set([
  'DEFAULT_SCHEMA',
  'SID',
  'TYPE',
  'OBJECT_ID',
  'ALLOW_ENCRYPTED_VALUE_MODIFICATIONS',
]);

/** CREATE USER; CREATE is taken, USER is next. */
export function parseCreateUser(cursor: Cursor, start: Token): CreateUser {
  cursor.want('USER');
  const name = cursor.name('a user');
  const source = parseSource(cursor);
  const options: Options = {};
  if (cursor.take('WITH')) {
    parseOptions(cursor, false, (option, refuse) => {
      if (!isAllowed(source.source, option)) {
        refuse('an option of a user with a FOR, FROM or WITHOUT clause belongs here');
      }
      cursor.wantOperator('=');
      if (!parseNewOption(cursor, option, options)) refuse('an option of CREATE USER belongs here');
    });
  }
  return { kind: 'create-user', name, ...source, options, span: cursor.span(start) };
}

/** The page has DEFAULT_LANGUAGE for users of logins and of Microsoft Entra, on a managed instance. */
function isAllowed(source: CreateUser['source'], option: string): boolean {
  if (source === 'default' || MAPPED_OPTIONS.has(option)) return true;
  return option === 'DEFAULT_LANGUAGE' && (source === 'login' || source === 'external');
}

function parseSource(cursor: Cursor): Source {
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

function parseNewOption(cursor: Cursor, option: string, options: Options): boolean {
  if (option === 'SID') options.sid = parseHex(cursor);
  else if (option === 'TYPE') options.externalType = cursor.name('E or X').toUpperCase();
  else if (option === 'OBJECT_ID') options.objectId = cursor.want1('string', 'an object id in quotes').value;
  else if (option === 'PASSWORD') {
    cursor.want1('string', 'a password in quotes');
    options.password = { form: 'text' };
  } else return parseCommon(cursor, option, options);
  return true;
}

function parseCommon(cursor: Cursor, option: string, options: Options): boolean {
  if (option === 'DEFAULT_SCHEMA') {
    options.defaultSchema = cursor.take('NULL') ? null : cursor.name('a schema');
  } else if (option === 'DEFAULT_LANGUAGE') {
    options.defaultLanguage = parseLanguage(cursor);
  } else if (option === 'ALLOW_ENCRYPTED_VALUE_MODIFICATIONS') {
    options.allowEncryptedValueModifications = parseOnOff(cursor);
  } else return false;
  return true;
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
export function parseAlterUser(cursor: Cursor, start: Token): AlterUser {
  cursor.want('USER');
  const name = cursor.name('a user');
  cursor.want('WITH');
  const options: Options = {};
  parseOptions(cursor, false, (option, refuse) => {
    cursor.wantOperator('=');
    if (option === 'NAME') options.newName = cursor.name('a user');
    else if (option === 'LOGIN') options.login = cursor.name('a login');
    else if (option === 'PASSWORD') parseChangedPassword(cursor, options);
    else if (!parseCommon(cursor, option, options)) refuse('an option of ALTER USER belongs here');
  });
  return { kind: 'alter-user', name, options, span: cursor.span(start) };
}

function parseChangedPassword(cursor: Cursor, options: Options): void {
  options.password = passwordClause(parsePassword(cursor), false);
  if (!cursor.take('OLD_PASSWORD')) return;
  cursor.wantOperator('=');
  cursor.want1('string', 'the old password in quotes');
}
