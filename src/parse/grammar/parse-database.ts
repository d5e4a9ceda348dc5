// CREATE, ALTER CREDENTIAL, ALTER DATABASE … SET, USE and RECONFIGURE ("CREATE CREDENTIAL", "ALTER CREDENTIAL",
// "ALTER DATABASE SET options", "USE", "RECONFIGURE (Transact-SQL)").

import { defined } from '../../model/defined.ts';
import type { Token } from '../lex/token.ts';
import type { CredentialStatement, Reconfigure, Use } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import { foreign, leaf, type Parsed } from './parsed.ts';
import { Skip } from './skip.ts';

/** CREATE or ALTER [DATABASE SCOPED] CREDENTIAL; the verb is taken. The secret is dropped at once. */
export function parseCredential(cursor: Cursor, start: Token, isNew: boolean): CredentialStatement {
  const isDatabaseScoped = cursor.take('DATABASE', 'SCOPED');
  cursor.want('CREDENTIAL');
  const name = cursor.name('a credential');
  cursor.want('WITH', 'IDENTITY');
  cursor.wantOperator('=');
  const identity = cursor.want1('string', 'an identity in quotes').value;
  const hasSecret = cursor.takeOperator(',');
  if (hasSecret) {
    cursor.want('SECRET');
    cursor.wantOperator('=');
    cursor.want1('string', 'a secret in quotes');
  }
  const provider = isNew && !isDatabaseScoped && cursor.take('FOR') ? parseProvider(cursor) : undefined;
  return {
    kind: isNew ? 'create-credential' : 'alter-credential',
    name,
    isDatabaseScoped,
    identity,
    hasSecret,
    ...defined({ provider }),
    span: cursor.span(start),
  };
}

function parseProvider(cursor: Cursor): string {
  cursor.want('CRYPTOGRAPHIC', 'PROVIDER');
  return cursor.name('a provider');
}

/** USE; it is the next token. */
export function parseUse(cursor: Cursor): Use {
  const start = cursor.next();
  const database = cursor.name('a database');
  return { kind: 'use', database, span: cursor.span(start) };
}

/** RECONFIGURE [WITH OVERRIDE]; it is the next token. */
export function parseReconfigure(cursor: Cursor): Reconfigure {
  const start = cursor.next();
  const isOverride = cursor.take('WITH');
  if (isOverride) cursor.want('OVERRIDE');
  return { kind: 'reconfigure', isOverride, span: cursor.span(start) };
}

const SWITCHES = new Set(['TRUSTWORTHY', 'DB_CHAINING', 'HONOR_BROKER_PRIORITY']);
const BARE = new Set([
  'ENABLE_BROKER',
  'DISABLE_BROKER',
  'NEW_BROKER',
  'ERROR_BROKER_CONVERSATIONS',
  'SINGLE_USER',
  'RESTRICTED_USER',
  'MULTI_USER',
  'READ_ONLY',
  'READ_WRITE',
  'ONLINE',
  'OFFLINE',
  'EMERGENCY',
]);

/** Whether ALTER DATABASE goes on with SET; ALTER is taken. */
export function atDatabaseSet(cursor: Cursor): boolean {
  if (!cursor.at('DATABASE')) return false;
  const isNamed = cursor.atName(1) || cursor.peek(1).upper === 'CURRENT';
  return isNamed && cursor.peek(2).upper === 'SET' && cursor.peek(2).kind === 'word';
}

/** ALTER DATABASE name SET option, …; ALTER is taken. Without an option that is about security it is foreign. */
export function parseAlterDatabaseSet(cursor: Cursor, start: Token): Parsed {
  cursor.want('DATABASE');
  const database = cursor.take('CURRENT') ? undefined : cursor.name('a database');
  cursor.want('SET');
  const options: Record<string, string> = {};
  do parseDatabaseOption(cursor, options);
  while (cursor.takeOperator(','));
  if (Object.keys(options).length === 0) return foreign();
  if (cursor.take('WITH')) parseTermination(cursor);
  const named = database === undefined ? {} : { database };
  return leaf({ kind: 'alter-database-set', ...named, options, span: cursor.span(start) });
}

function parseDatabaseOption(cursor: Cursor, options: Record<string, string>): void {
  const { kind, upper } = cursor.peek();
  if (kind !== 'word') new Skip('value').run(cursor);
  else if (SWITCHES.has(upper)) {
    cursor.index += 1;
    if (!cursor.at('ON') && !cursor.at('OFF')) cursor.fail('ON or OFF belongs here');
    options[upper] = cursor.next().upper;
  } else if (upper === 'CONTAINMENT') {
    cursor.index += 1;
    cursor.wantOperator('=');
    if (!cursor.at('NONE') && !cursor.at('PARTIAL')) cursor.fail('NONE or PARTIAL belongs here');
    options[upper] = cursor.next().upper;
  } else if (BARE.has(upper)) {
    cursor.index += 1;
    options[upper] = '';
  } else new Skip('value').run(cursor);
}

function parseTermination(cursor: Cursor): void {
  if (cursor.take('NO_WAIT')) return;
  cursor.want('ROLLBACK');
  if (cursor.take('IMMEDIATE')) return;
  cursor.want('AFTER');
  cursor.want1('number', 'a number of seconds');
  cursor.take('SECONDS');
}
