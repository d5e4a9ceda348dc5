// CREATE LOGIN and ALTER LOGIN ("CREATE LOGIN (Transact-SQL)", "ALTER LOGIN (Transact-SQL)").

import { defined } from '../../model/defined.ts';
import type { Token } from '../lex/token.ts';
import type { AlterLogin, CreateLogin, LoginOptions } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import { parseHex, parseOnOff, parseOptions, parsePassword, passwordClause } from './parse-option.ts';

type Options = { -readonly [P in keyof LoginOptions]: LoginOptions[P] };

/** CREATE LOGIN; CREATE is taken, LOGIN is next. */
export function parseCreateLogin(cursor: Cursor, start: Token): CreateLogin {
  cursor.want('LOGIN');
  const name = cursor.name('a login');
  const options: Options = {};
  const finish = (source: CreateLogin['source'], sourceName?: string): CreateLogin => ({
    kind: 'create-login',
    name,
    source,
    ...defined({ sourceName }),
    options,
    span: cursor.span(start),
  });
  if (cursor.take('WITH')) {
    parseNewPassword(cursor, options);
    return finish('password');
  }
  cursor.want('FROM');
  if (cursor.take('WINDOWS')) {
    if (cursor.take('WITH')) parseWindowsOptions(cursor, options);
    return finish('windows');
  }
  if (cursor.take('EXTERNAL')) {
    cursor.want('PROVIDER');
    if (cursor.take('WITH')) parseExternalOptions(cursor, options);
    return finish('external');
  }
  if (cursor.take('CERTIFICATE')) return finish('certificate', parseSource(cursor, options));
  cursor.want('ASYMMETRIC', 'KEY');
  return finish('asymmetric-key', parseSource(cursor, options));
}

function parseNewPassword(cursor: Cursor, options: Options): void {
  cursor.want('PASSWORD');
  cursor.wantOperator('=');
  const password = parsePassword(cursor);
  const flags = parseFlags(cursor, ['HASHED', 'MUST_CHANGE']);
  options.password = passwordClause(password, flags.has('HASHED'));
  if (flags.has('MUST_CHANGE')) options.isMustChange = true;
  if (!cursor.takeOperator(',')) return;
  parseOptions(cursor, true, (option, refuse) => {
    cursor.wantOperator('=');
    if (option === 'SID') options.sid = parseHex(cursor);
    else if (!parseCommon(cursor, option, options)) refuse('an option of a SQL login belongs here');
  });
}

/** HASHED, MUST_CHANGE, UNLOCK after a password: any order, each once. */
function parseFlags(cursor: Cursor, allowed: readonly string[]): ReadonlySet<string> {
  const flags = new Set<string>();
  while (cursor.peek().kind === 'word' && allowed.includes(cursor.peek().upper)) {
    if (flags.has(cursor.peek().upper)) cursor.fail('this option was given before');
    flags.add(cursor.next().upper);
  }
  return flags;
}

/** Options that CREATE and ALTER share; false when it is none of them. */
function parseCommon(cursor: Cursor, option: string, options: Options): boolean {
  if (option === 'DEFAULT_DATABASE') options.defaultDatabase = cursor.name('a database');
  else if (option === 'DEFAULT_LANGUAGE') options.defaultLanguage = cursor.name('a language');
  else if (option === 'CREDENTIAL') options.credential = cursor.name('a credential');
  else if (option === 'CHECK_POLICY') options.isPolicyChecked = parseOnOff(cursor);
  else if (option === 'CHECK_EXPIRATION') options.isExpirationChecked = parseOnOff(cursor);
  else return false;
  return true;
}

function parseWindowsOptions(cursor: Cursor, options: Options): void {
  parseOptions(cursor, true, (option, refuse) => {
    cursor.wantOperator('=');
    if (!option.startsWith('DEFAULT_') || !parseCommon(cursor, option, options)) {
      refuse('DEFAULT_DATABASE or DEFAULT_LANGUAGE belongs here');
    }
  });
}

function parseExternalOptions(cursor: Cursor, options: Options): void {
  const start = cursor.peek();
  parseOptions(cursor, true, (option, refuse) => {
    cursor.wantOperator('=');
    if (option === 'SID') options.sid = parseHex(cursor);
    else if (option === 'TYPE') options.externalType = cursor.name('E or X').toUpperCase();
    else if (option === 'OBJECT_ID')
      options.objectId = cursor.want1('string', 'an object id in quotes').value;
    else if (!option.startsWith('DEFAULT_') || !parseCommon(cursor, option, options)) {
      refuse('an option of an external login belongs here');
    }
  });
  if ((options.sid === undefined) !== (options.externalType === undefined)) {
    cursor.fail('SID and TYPE are given together', start);
  }
}

function parseSource(cursor: Cursor, options: Options): string {
  const name = cursor.name('a certificate or key');
  if (cursor.take('WITH')) {
    cursor.want('CREDENTIAL');
    cursor.wantOperator('=');
    options.credential = cursor.name('a credential');
  }
  return name;
}

/** ALTER LOGIN; ALTER is taken, LOGIN is next. */
export function parseAlterLogin(cursor: Cursor, start: Token): AlterLogin {
  cursor.want('LOGIN');
  const name = cursor.name('a login');
  const finish = (action: AlterLogin['action'], options: LoginOptions, credential?: string): AlterLogin => ({
    kind: 'alter-login',
    name,
    action,
    options,
    ...defined({ credential }),
    span: cursor.span(start),
  });
  if (cursor.take('ENABLE')) return finish('enable', {});
  if (cursor.take('DISABLE')) return finish('disable', {});
  if (cursor.at('ADD') || cursor.at('DROP')) {
    const action = cursor.next().upper === 'ADD' ? 'add-credential' : 'drop-credential';
    cursor.want('CREDENTIAL');
    return finish(action, {}, cursor.name('a credential'));
  }
  cursor.want('WITH');
  const options: Options = {};
  parseOptions(cursor, true, (option, refuse) => parseChange(cursor, option, options, refuse));
  return finish('set', options);
}

function parseChange(
  cursor: Cursor,
  option: string,
  options: Options,
  refuse: (wanted: string) => never,
): void {
  if (option === 'NO' && cursor.take('CREDENTIAL')) {
    options.isCredentialRemoved = true;
    return;
  }
  if (!cursor.atOperator('=')) refuse('an option of ALTER LOGIN belongs here');
  cursor.wantOperator('=');
  if (option === 'PASSWORD') parseChangedPassword(cursor, options);
  else if (option === 'NAME') options.newName = cursor.name('a login');
  else if (!parseCommon(cursor, option, options)) refuse('an option of ALTER LOGIN belongs here');
}

function parseChangedPassword(cursor: Cursor, options: Options): void {
  const password = parsePassword(cursor);
  if (cursor.take('OLD_PASSWORD')) {
    cursor.wantOperator('=');
    cursor.want1('string', 'the old password in quotes');
    options.password = passwordClause(password, false);
    return;
  }
  const flags = parseFlags(cursor, ['HASHED', 'MUST_CHANGE', 'UNLOCK']);
  options.password = passwordClause(password, flags.has('HASHED'));
  if (flags.has('MUST_CHANGE')) options.isMustChange = true;
  if (flags.has('UNLOCK')) options.isUnlock = true;
}
