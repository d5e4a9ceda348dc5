// GRANT, DENY, REVOKE and ALTER AUTHORIZATION, in every form of their pages ("GRANT (Transact-SQL)" and one page per
// securable, likewise DENY and REVOKE; "ALTER AUTHORIZATION (Transact-SQL)").

import { SECURABLE_CLASSES, type SecurableClass } from '../../model/catalog/securable-class.ts';
import { defined } from '../../model/defined.ts';
import type { Token } from '../lex/token.ts';
import type {
  Grantee,
  PermissionItem,
  PermissionStatement,
  SecurableName,
  Statement,
} from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';

/** The longest permission name has seven words (ALTER ANY DATABASE EVENT SESSION ADD EVENT). */
const WORD_LIMIT = 7;
/** Words that end a permission's name although they are words. */
const STOPS = new Set('FROM GRANT IDENTITYCOL ON ROWGUIDCOL TO TRY_CONVERT WHERE WRITETEXT'.split(' '));

/** GRANT, DENY or REVOKE; the verb is the next token. */
export function parsePermissionStatement(cursor: Cursor): PermissionStatement {
  const start = cursor.next();
  const kind = start.upper.toLowerCase() as PermissionStatement['kind'];
  const grantOptionFor = kind === 'revoke' && takeGrantOptionFor(cursor);
  const permissions = cursor.list(() => parsePermission(cursor));
  const securable = cursor.take('ON') ? parseSecurable(cursor) : undefined;
  const columns = securable !== undefined && cursor.atOperator('(') ? parseColumns(cursor, permissions) : [];
  if (!(kind === 'revoke' && cursor.take('FROM'))) cursor.want('TO');
  const grantees = cursor.list(() => parseGrantee(cursor));
  const withGrantOption = kind === 'grant' && cursor.at('WITH', 'GRANT');
  if (withGrantOption) cursor.want('WITH', 'GRANT', 'OPTION');
  const cascade = kind !== 'grant' && cursor.take('CASCADE');
  const grantor = cursor.take('AS') ? cursor.name('a principal') : undefined;
  const span = cursor.span(start);
  const options = { withGrantOption, grantOptionFor, cascade };
  return defined({ kind, permissions, securable, columns, grantees, ...options, grantor, span });
}

function takeGrantOptionFor(cursor: Cursor): boolean {
  if (!cursor.at('GRANT', 'OPTION')) return false;
  cursor.want('GRANT', 'OPTION', 'FOR');
  return true;
}

function parsePermission(cursor: Cursor): PermissionItem {
  const words: string[] = [];
  while (cursor.peek().kind === 'word' && !STOPS.has(cursor.peek().upper)) {
    if (words.length >= WORD_LIMIT) cursor.fail(`no permission has more than ${WORD_LIMIT} words`);
    words.push(cursor.next().upper);
  }
  if (words.length === 0) cursor.fail('a permission belongs here');
  const columns = cursor.atOperator('(') ? cursor.nameList('a column') : [];
  const name = words.join(' ');
  return { permission: name === 'ALL PRIVILEGES' ? 'ALL' : name, columns };
}

function parseColumns(cursor: Cursor, permissions: readonly PermissionItem[]): string[] {
  if (permissions.some((item) => item.columns.length > 0)) {
    cursor.next();
    cursor.fail('columns stand after the permission or after the securable, not after both');
  }
  return cursor.nameList('a column');
}

/** The securable class of words, upper case with a blank between; undefined when they name none. */
export function classOfWords(words: string): SecurableClass | undefined {
  return Object.hasOwn(SECURABLE_CLASSES, words) ? (words as SecurableClass) : undefined;
}

/** `[CLASS::]name`, after ON. */
export function parseSecurable(cursor: Cursor): SecurableName {
  const words: Token[] = [];
  while (words.length < 4 && cursor.peek(words.length).kind === 'word') words.push(cursor.peek(words.length));
  if (words.length === 0 || !cursor.atOperator('::', words.length)) {
    return { name: cursor.parts('a securable') };
  }
  const found = classOfWords(words.map((word) => word.upper).join(' '));
  if (found === undefined) cursor.fail('a securable class belongs here');
  cursor.index += words.length + 1;
  return { class: found, name: cursor.parts('a securable') };
}

function parseGrantee(cursor: Cursor): Grantee {
  if (cursor.take('PUBLIC')) return { kind: 'public' };
  if (cursor.take('NULL')) return { kind: 'null' };
  return { kind: 'principal', name: cursor.name('a principal') };
}

/** ALTER AUTHORIZATION; ALTER is taken, AUTHORIZATION is next. */
export function parseAlterAuthorization(cursor: Cursor): Statement {
  cursor.want('AUTHORIZATION', 'ON');
  const securable = parseSecurable(cursor);
  cursor.want('TO');
  const isSchemaOwner = cursor.take('SCHEMA');
  if (isSchemaOwner) cursor.want('OWNER');
  const owner = isSchemaOwner ? undefined : cursor.name('a principal');
  return defined({ kind: 'alter-authorization' as const, securable, owner, span: cursor.span() });
}
