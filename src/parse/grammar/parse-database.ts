// CREATE, ALTER CREDENTIAL, ALTER DATABASE … SET, USE and RECONFIGURE ("CREATE CREDENTIAL", "ALTER CREDENTIAL",
// "ALTER DATABASE SET options", "USE", "RECONFIGURE (Transact-SQL)").

import { defined } from '../../model/defined.ts';
import type { Statement } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import { DATABASE_CHANGES, DATABASE_OPTIONS } from './database-option.ts';
import { foreign, leaf, type Parsed } from './parsed.ts';
import { Skip } from './skip.ts';

/** CREATE or ALTER [DATABASE SCOPED] CREDENTIAL; the verb is taken. The secret is dropped at once. */
export function parseCredential(cursor: Cursor, verb: 'create' | 'alter'): Statement {
  const isDatabaseScoped = cursor.take('DATABASE', 'SCOPED');
  cursor.want('CREDENTIAL');
  const name = cursor.name('a credential');
  cursor.want('WITH', 'IDENTITY', '=');
  const identity = cursor.want1('string', 'an identity in quotes').value;
  const hasSecret = cursor.takeOperator(',');
  if (hasSecret) {
    cursor.want('SECRET', '=');
    cursor.want1('string', 'a secret in quotes');
  }
  const provider =
    verb === 'create' && !isDatabaseScoped && cursor.take('FOR') ? parseProvider(cursor) : undefined;
  return {
    kind: `${verb}-credential`,
    name,
    isDatabaseScoped,
    identity,
    hasSecret,
    ...defined({ provider }),
    span: cursor.span(),
  };
}

function parseProvider(cursor: Cursor): string {
  cursor.want('CRYPTOGRAPHIC', 'PROVIDER');
  return cursor.name('a provider');
}

/** USE; it is the next token. */
export function parseUse(cursor: Cursor): Statement {
  cursor.index += 1;
  const database = cursor.name('a database');
  return { kind: 'use', database, span: cursor.span() };
}

/** RECONFIGURE [WITH OVERRIDE]; it is the next token. */
export function parseReconfigure(cursor: Cursor): Statement {
  cursor.index += 1;
  const isOverride = cursor.take('WITH');
  if (isOverride) cursor.want('OVERRIDE');
  return { kind: 'reconfigure', isOverride, span: cursor.span() };
}

/** ALTER DATABASE; ALTER is taken. What changes nothing about security is foreign. */
export function parseAlterDatabase(cursor: Cursor): Parsed {
  cursor.want('DATABASE');
  if (cursor.peek().kind === 'sqlcmd') return foreign();
  const database = cursor.take('CURRENT') ? undefined : cursor.name('a database');
  if (cursor.take('SET')) return parseSet(cursor, database);
  if (!DATABASE_CHANGES.has(cursor.next().upper)) cursor.fail(CHANGE, cursor.previous);
  if (cursor.previous?.upper === 'MODIFY' && !MODIFIED.has(cursor.peek().upper)) cursor.fail(MODIFICATION);
  if (database === undefined || !cursor.take('NAME')) return foreign();
  cursor.wantOperator('=');
  if (cursor.peek().kind === 'sqlcmd') return foreign();
  const names = { name: [database], newName: cursor.name('a database') };
  return leaf({ kind: 'rename-object', type: 'DATABASE', ...names, span: cursor.span() });
}

const CHANGE = 'SET, MODIFY, ADD or REMOVE belongs here';
const MODIFIED = new Set(['NAME', 'FILE', 'FILEGROUP', '(']);
const MODIFICATION = 'NAME, FILE or FILEGROUP belongs here';

/** The options behind SET; without one that is about security the statement is foreign. */
function parseSet(cursor: Cursor, database: string | undefined): Parsed {
  const options: Record<string, string> = {};
  do parseDatabaseOption(cursor, options);
  while (cursor.takeOperator(','));
  if (Object.keys(options).length === 0) return foreign();
  if (cursor.take('WITH')) parseTermination(cursor);
  const span = cursor.span();
  return leaf({ kind: 'alter-database-set', ...defined({ database }), options, span });
}

function parseDatabaseOption(cursor: Cursor, options: Record<string, string>): void {
  const { kind, upper } = cursor.peek();
  const form = kind === 'word' ? DATABASE_OPTIONS.get(upper)?.form : undefined;
  if (kind === 'sqlcmd') {
    new Skip('value').run(cursor);
    return;
  }
  if (form === undefined) cursor.fail('an option of ALTER DATABASE belongs here');
  cursor.index += 1;
  if (form === 'switch') options[upper] = cursor.wantOne('ON', 'OFF');
  else if (form === 'word') options[upper] = '';
  else if (form === 'containment') {
    cursor.wantOperator('=');
    options[upper] = cursor.wantOne('NONE', 'PARTIAL');
  } else skipValue(cursor);
}

/** The value of an option that is not read; one that would be is no part of it. */
function skipValue(cursor: Cursor): void {
  const from = cursor.index;
  new Skip('value').run(cursor);
  let depth = 0;
  for (const token of cursor.tokens.slice(from, cursor.index)) {
    if (token.kind === 'operator') depth += token.upper === '(' ? 1 : token.upper === ')' ? -1 : 0;
    const form = token.kind === 'word' && depth === 0 ? DATABASE_OPTIONS.get(token.upper)?.form : undefined;
    if (form === 'switch' || form === 'containment') cursor.fail('`,` belongs here', token);
  }
}

function parseTermination(cursor: Cursor): void {
  if (cursor.take('NO_WAIT')) return;
  cursor.want('ROLLBACK');
  if (cursor.take('IMMEDIATE')) return;
  cursor.want('AFTER');
  cursor.want1('number', 'a number of seconds');
  cursor.take('SECONDS');
}
