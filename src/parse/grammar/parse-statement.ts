// One statement: the word that begins it decides who reads it. What is not about security is skipped.

import type { Statement, Verb } from '../tree/statement.ts';
import { parseServerAudit } from './audit/parse-audit.ts';
import { atSpecification, parseSpecification } from './audit/parse-audit-specification.ts';
import { isStarter } from './boundary.ts';
import { type Cursor, SyntaxProblem } from './cursor.ts';
import { parseAssign } from './parse-assign.ts';
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
  parseReport,
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
  CREATE: parseCreate,
  ALTER: parseAlter,
  DROP: parseDropped,
  ENABLE: (cursor) => parseSwitched(cursor, 'enable'),
  DISABLE: (cursor) => parseSwitched(cursor, 'disable'),
  USE: (cursor) => leaf(parseUse(cursor)),
  RECONFIGURE: (cursor) => leaf(parseReconfigure(cursor)),
  EXEC: readExec,
  EXECUTE: readExec,
  REVERT: parseRevert,
  SETUSER: parseSetUser,
  RETURN: parseReturn,
  RAISERROR: parseReport,
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

type Makers = { readonly [V in Verb]?: (cursor: Cursor, verb: V) => Statement | undefined };

/** Who reads CREATE, ALTER and DROP of what is about security, by its kind; what gives no statement is skipped. */
const DEFINED: Readonly<Record<string, Makers>> = {
  LOGIN: { create: parseCreateLogin, alter: parseAlterLogin },
  USER: { create: parseCreateUser, alter: parseAlterUser },
  ROLE: { create: parseCreateRole, alter: parseAlterRole },
  'SERVER ROLE': { create: parseCreateRole, alter: parseAlterRole },
  APPLICATION: { create: parseApplicationRole, alter: parseApplicationRole },
  SCHEMA: { create: parseCreateSchema, alter: parseAlterSchema },
  CREDENTIAL: { create: parseCredential, alter: parseCredential },
  AUTHORIZATION: { alter: parseAlterAuthorization },
  ENDPOINT: { create: parseEndpoint, alter: parseEndpoint },
  'SERVER AUDIT': { create: parseServerAudit, alter: parseServerAudit, drop: parseServerAudit },
  'AUDIT SPECIFICATION': { create: parseSpecification, alter: parseSpecification, drop: parseSpecification },
  TRIGGER: { drop: parseServerTriggers },
};

/** The kind of what CREATE, ALTER or DROP names. */
function kindAt(cursor: Cursor): string {
  if (cursor.at('SERVER', 'ROLE')) return 'SERVER ROLE';
  if (atSpecification(cursor)) return 'AUDIT SPECIFICATION';
  if (cursor.at('SERVER', 'AUDIT')) return 'SERVER AUDIT';
  return cursor.at('DATABASE', 'SCOPED', 'CREDENTIAL') ? 'CREDENTIAL' : cursor.peek().upper;
}

/** What is about security, or what else is dropped; undefined, with the cursor where it was, for what is skipped. */
function made(cursor: Cursor, verb: Verb): Parsed | undefined {
  cursor.index += 1;
  const { index } = cursor;
  const make = DEFINED[kindAt(cursor)]?.[verb] ?? (verb === 'drop' ? parseDrop : undefined);
  const statement = make?.(cursor, verb as never);
  if (statement !== undefined) return leaf(statement);
  cursor.index = index;
  return undefined;
}

function parseCreate(cursor: Cursor, isFirst: boolean): Parsed {
  if (cursor.peek(1).upper === 'SCHEMA' && !isFirst)
    cursor.fail('CREATE SCHEMA is the first statement of its batch');
  return made(cursor, 'create') ?? parseCreateThing(cursor);
}

function parseAlter(cursor: Cursor): Parsed {
  const found = made(cursor, 'alter');
  if (found !== undefined) return found;
  return atDatabase(cursor) ? parseAlterDatabase(cursor) : parseAlterThing(cursor);
}

function parseDropped(cursor: Cursor): Parsed {
  return made(cursor, 'drop') ?? parseDropThing(cursor);
}

/** ENABLE or DISABLE TRIGGER. */
function parseSwitched(cursor: Cursor, verb: 'enable' | 'disable'): Parsed {
  cursor.index += 1;
  const found = parseServerTriggers(cursor, verb);
  return found === undefined ? foreign() : leaf(found);
}

/** A label is a place: nothing runs there. */
function parseLabel(cursor: Cursor): Parsed {
  cursor.index += 2;
  return { kind: 'block', body: [], span: cursor.span() };
}
