// CREATE, ALTER CREDENTIAL, ALTER DATABASE … SET, USE and RECONFIGURE ("CREATE CREDENTIAL", "ALTER CREDENTIAL",
// "ALTER DATABASE SET options", "USE", "RECONFIGURE (Transact-SQL)").

import type { Token } from '../lex/token.ts';
import type { AlterDatabaseSet, CredentialStatement, Foreign, Reconfigure, Use } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import { mayFollow } from './starter.ts';

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
    ...(provider === undefined ? {} : { provider }),
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

/** The options that concern no security ("ALTER DATABASE SET options (Transact-SQL)"). */
const OTHERS = new Set(
  `ACCELERATED_DATABASE_RECOVERY ALLOW_SNAPSHOT_ISOLATION ANSI_NULL_DEFAULT ANSI_NULLS ANSI_PADDING ANSI_WARNINGS ARITHABORT
   AUTO_CLOSE AUTO_CREATE_STATISTICS AUTO_SHRINK AUTO_UPDATE_STATISTICS AUTO_UPDATE_STATISTICS_ASYNC AUTOMATIC_TUNING
   CHANGE_TRACKING COMPATIBILITY_LEVEL CONCAT_NULL_YIELDS_NULL CURSOR_CLOSE_ON_COMMIT CURSOR_DEFAULT DATA_RETENTION
   DATE_CORRELATION_OPTIMIZATION DEFAULT_FULLTEXT_LANGUAGE DEFAULT_LANGUAGE DELAYED_DURABILITY ENCRYPTION FILESTREAM HADR
   MEMORY_OPTIMIZED_ELEVATE_TO_SNAPSHOT MIXED_PAGE_ALLOCATION NESTED_TRIGGERS NUMERIC_ROUNDABORT OPTIMIZED_LOCKING
   PAGE_VERIFY PARAMETERIZATION PARTNER PERSISTENT_LOG_BUFFER QUERY_STORE QUOTED_IDENTIFIER READ_COMMITTED_SNAPSHOT
   RECOVERY RECURSIVE_TRIGGERS REMOTE_DATA_ARCHIVE RESULT_SET_CACHING SUPPLEMENTAL_LOGGING
   SUSPEND_FOR_SNAPSHOT_BACKUP TARGET_RECOVERY_TIME TEMPORAL_HISTORY_RETENTION TORN_PAGE_DETECTION
   TRANSFORM_NOISE_WORDS TWO_DIGIT_YEAR_CUTOFF VARDECIMAL_STORAGE_FORMAT WITNESS`.split(/\s+/),
);

/** Whether ALTER DATABASE goes on with SET; ALTER is taken. */
export function atDatabaseSet(cursor: Cursor): boolean {
  if (!cursor.at('DATABASE')) return false;
  const isNamed = cursor.atName(1) || cursor.peek(1).upper === 'CURRENT';
  return isNamed && cursor.peek(2).upper === 'SET' && cursor.peek(2).kind === 'word';
}

/** ALTER DATABASE name SET option, …; ALTER is taken. Without an option that concerns security it is another statement. */
export function parseAlterDatabaseSet(cursor: Cursor, start: Token): AlterDatabaseSet | Foreign {
  cursor.want('DATABASE');
  const database = cursor.take('CURRENT') ? undefined : cursor.name('a database');
  cursor.want('SET');
  const options: Record<string, string> = {};
  do parseDatabaseOption(cursor, options);
  while (cursor.takeOperator(','));
  if (cursor.take('WITH')) parseTermination(cursor);
  const span = cursor.span(start);
  if (Object.keys(options).length === 0) return { kind: 'foreign', verb: 'ALTER DATABASE', span };
  return { kind: 'alter-database-set', ...(database === undefined ? {} : { database }), options, span };
}

function parseDatabaseOption(cursor: Cursor, options: Record<string, string>): void {
  const token = cursor.peek();
  const { upper } = token;
  cursor.next();
  if (token.kind === 'sqlcmd') skipValue(cursor);
  else if (token.kind !== 'word') cursor.fail('a database option belongs here', token);
  else if (SWITCHES.has(upper)) {
    if (!cursor.at('ON') && !cursor.at('OFF')) cursor.fail('ON or OFF belongs here');
    options[upper] = cursor.next().upper;
  } else if (upper === 'CONTAINMENT') {
    cursor.wantOperator('=');
    if (!cursor.at('NONE') && !cursor.at('PARTIAL')) cursor.fail('NONE or PARTIAL belongs here');
    options[upper] = cursor.next().upper;
  } else if (BARE.has(upper)) options[upper] = '';
  else if (OTHERS.has(upper)) skipValue(cursor);
  else cursor.fail('a database option belongs here', token);
}

/** To the comma or the end of an option that is not read. */
function skipValue(cursor: Cursor): void {
  for (let depth = 0; ; ) {
    const token = cursor.peek();
    if (token.kind === 'end' || token.kind === 'go' || token.upper === ';') return;
    if (depth === 0 && (token.upper === ',' || (token.kind === 'word' && endsOption(cursor)))) return;
    depth += token.upper === '(' ? 1 : token.upper === ')' ? -1 : 0;
    cursor.next();
  }
}

function endsOption(cursor: Cursor): boolean {
  return cursor.at('WITH') || mayFollow(cursor);
}

function parseTermination(cursor: Cursor): void {
  if (cursor.take('NO_WAIT')) return;
  cursor.want('ROLLBACK');
  if (cursor.take('IMMEDIATE')) return;
  cursor.want('AFTER');
  cursor.want1('number', 'a number of seconds');
  cursor.take('SECONDS');
}
