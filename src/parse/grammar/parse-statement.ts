// One statement: the word that begins it decides who reads it. What is not about security is skipped.

import type { Token } from '../lex/token.ts';
import type { Statement } from '../tree/statement.ts';
import { isStarter } from './boundary.ts';
import type { Cursor } from './cursor.ts';
import { SyntaxProblem } from './cursor.ts';
import { parseAssign } from './parse-assign.ts';
import { parseServerAudit } from './parse-audit.ts';
import { parseAlterDatabase, parseCredential, parseReconfigure, parseUse } from './parse-database.ts';
import { parseEndpoint } from './parse-endpoint.ts';
import { parseCall, parseExec } from './parse-exec.ts';
import { parseAlterLogin, parseCreateLogin } from './parse-login.ts';
import { atDatabase, parseAlterThing, parseCreateThing, parseDropThing } from './parse-object.ts';
import { parseAlterAuthorization, parsePermissionStatement } from './parse-permission.ts';
import {
  parseAlterRole,
  parseAlterSchema,
  parseApplicationRole,
  parseCreateRole,
  parseCreateSchema,
  parseDrop,
} from './parse-role.ts';
import {
  parseExecuteAs,
  parseReturn,
  parseRevert,
  parseSetOption,
  parseSetUser,
  parseTransaction,
} from './parse-session.ts';
import { parseServerTriggers } from './parse-trigger.ts';
import { parseAlterUser, parseCreateUser } from './parse-user.ts';
import { foreign, leaf, type Parsed } from './parsed.ts';

/**
 * The statement that is next; `isFirst` in its batch. Throws MORE, and a SyntaxProblem for a malformed statement about
 * security, or where none begins.
 */
export function parseStatement(cursor: Cursor, isFirst: boolean): Parsed {
  const token = cursor.peek();
  const read = token.kind === 'word' ? READERS[token.upper] : undefined;
  if (read !== undefined) return read(cursor, isFirst);
  if (token.kind === 'word' && cursor.atName() && cursor.atOperator(':', 1)) return parseLabel(cursor);
  if (isStarter(cursor) || token.upper === '(') return foreign();
  const isCall = cursor.atName() || token.kind === 'variable' || token.upper === '.';
  if (isFirst && isCall) return parseCall(cursor, token);
  if (token.kind === 'bad') cursor.fail('a statement belongs here');
  throw new SyntaxProblem(token, 'no statement begins so', 'unknown-statement');
}

type Read = (cursor: Cursor, isFirst: boolean) => Parsed;

const readPermission: Read = (cursor) => leaf(parsePermissionStatement(cursor));
const readExec: Read = (cursor) =>
  cursor.peek(1).upper === 'AS' && cursor.peek(1).kind === 'word'
    ? parseExecuteAs(cursor)
    : parseExec(cursor);
const readAssign: Read = (cursor) => parseAssign(cursor);
const readTransaction: Read = (cursor) => parseTransaction(cursor);

/** Who reads a statement, by its first word. */
const READERS: Readonly<Record<string, Read>> = {
  GRANT: readPermission,
  DENY: readPermission,
  REVOKE: readPermission,
  CREATE: (cursor, isFirst) => parseCreate(cursor, cursor.next(), isFirst),
  ALTER: (cursor) => parseAlter(cursor, cursor.next()),
  DROP: (cursor) => parseDropped(cursor, cursor.next()),
  ENABLE: (cursor) => readTriggers(cursor, cursor.next(), 'enable-server-trigger'),
  DISABLE: (cursor) => readTriggers(cursor, cursor.next(), 'disable-server-trigger'),
  USE: (cursor) => leaf(parseUse(cursor)),
  RECONFIGURE: (cursor) => leaf(parseReconfigure(cursor)),
  EXEC: readExec,
  EXECUTE: readExec,
  REVERT: parseRevert,
  SETUSER: parseSetUser,
  RETURN: parseReturn,
  BEGIN: (cursor) => (TRANSACTIONS.has(cursor.peek(1).upper) ? parseTransaction(cursor) : foreign()),
  COMMIT: readTransaction,
  ROLLBACK: readTransaction,
  SAVE: readTransaction,
  DECLARE: readAssign,
  SELECT: readAssign,
  SET: (cursor) => (cursor.peek(1).kind === 'variable' ? parseAssign(cursor) : parseSetOption(cursor)),
  END: (cursor) => (cursor.at('END', 'CONVERSATION') ? foreign() : cursor.fail('a statement belongs here')),
  ELSE: (cursor) => cursor.fail('a statement belongs here'),
};

const TRANSACTIONS = new Set(['TRAN', 'TRANSACTION', 'DISTRIBUTED']);

type Make = (cursor: Cursor, start: Token) => Statement;

/** Who reads CREATE and ALTER of what is about security, by its kind. */
const CREATED: Readonly<Record<string, Make>> = {
  LOGIN: parseCreateLogin,
  USER: parseCreateUser,
  ROLE: parseCreateRole,
  'SERVER ROLE': parseCreateRole,
  APPLICATION: (cursor, start) => parseApplicationRole(cursor, start, true),
  SCHEMA: parseCreateSchema,
  CREDENTIAL: (cursor, start) => parseCredential(cursor, start, true),
};
const ALTERED: Readonly<Record<string, Make>> = {
  LOGIN: parseAlterLogin,
  USER: parseAlterUser,
  ROLE: parseAlterRole,
  'SERVER ROLE': parseAlterRole,
  APPLICATION: (cursor, start) => parseApplicationRole(cursor, start, false),
  SCHEMA: parseAlterSchema,
  CREDENTIAL: (cursor, start) => parseCredential(cursor, start, false),
  AUTHORIZATION: parseAlterAuthorization,
};

/** The kind of what CREATE or ALTER names. */
function kindAt(cursor: Cursor): string {
  if (cursor.at('SERVER', 'ROLE')) return 'SERVER ROLE';
  return cursor.at('DATABASE', 'SCOPED', 'CREDENTIAL') ? 'CREDENTIAL' : cursor.peek().upper;
}

function parseCreate(cursor: Cursor, start: Token, isFirst: boolean): Parsed {
  const kind = kindAt(cursor);
  if (kind === 'SCHEMA' && !isFirst) cursor.fail('CREATE SCHEMA is the first statement of its batch', start);
  if (kind === 'ENDPOINT') return readEndpoint(cursor, start, true) ?? parseCreateThing(cursor);
  if (atAudit(cursor)) return readAudit(cursor, start, 'create-server-audit') ?? parseCreateThing(cursor);
  const make = CREATED[kind];
  return make === undefined ? parseCreateThing(cursor) : leaf(make(cursor, start));
}

function parseAlter(cursor: Cursor, start: Token): Parsed {
  const kind = kindAt(cursor);
  if (kind === 'ENDPOINT') return readEndpoint(cursor, start, false) ?? parseAlterThing(cursor);
  if (atAudit(cursor)) return readAudit(cursor, start, 'alter-server-audit') ?? parseAlterThing(cursor);
  const make = ALTERED[kind];
  if (make !== undefined) return leaf(make(cursor, start));
  return atDatabase(cursor) ? parseAlterDatabase(cursor, start) : parseAlterThing(cursor);
}

function readEndpoint(cursor: Cursor, start: Token, isNew: boolean): Parsed | undefined {
  const endpoint = parseEndpoint(cursor, start, isNew);
  return endpoint && leaf(endpoint);
}

const atAudit = (cursor: Cursor): boolean =>
  cursor.at('SERVER', 'AUDIT') && !cursor.at('SERVER', 'AUDIT', 'SPECIFICATION');

function readAudit(
  cursor: Cursor,
  start: Token,
  kind: Parameters<typeof parseServerAudit>[2],
): Parsed | undefined {
  const audit = parseServerAudit(cursor, start, kind);
  return audit && leaf(audit);
}

function readTriggers(cursor: Cursor, start: Token, kind: Parameters<typeof parseServerTriggers>[2]): Parsed {
  const found = parseServerTriggers(cursor, start, kind);
  return found === undefined ? foreign() : leaf(found);
}

function parseDropped(cursor: Cursor, start: Token): Parsed {
  if (cursor.at('TRIGGER')) return readTriggers(cursor, start, 'drop-server-trigger');
  if (atAudit(cursor)) return readAudit(cursor, start, 'drop-server-audit') ?? parseDropThing(cursor);
  const drop = parseDrop(cursor, start);
  return drop === undefined ? parseDropThing(cursor) : leaf(drop);
}

/** A label is a place: nothing runs there. */
function parseLabel(cursor: Cursor): Parsed {
  const start = cursor.next();
  cursor.index += 1;
  return { kind: 'block', body: [], span: cursor.span(start) };
}
