// Statements that concern no security: how far each reaches, named by its first words. They are taken apart no further
// than it takes to see that a word of theirs is no statement of its own, and that the plainly malformed is refused.

import type { Token } from '../lex/token.ts';
import type { RawStatement } from '../tree/raw-statement.ts';
import type { Cursor } from './cursor.ts';
import { SyntaxProblem } from './cursor.ts';
import { parseValue } from './parse-expression.ts';
import { beginsCommonTable, mayFollow, skipBatch, skipStatement } from './starter.ts';

/** A statement that is named and no more; `start` is its first token, the cursor stands behind its last. */
export function other(cursor: Cursor, start: Token, verb: string): RawStatement {
  return { kind: 'leaf', statement: { kind: 'foreign', verb, span: cursor.span(start) } };
}

/** Skips a statement by its first word, which is next. */
export function skipOther(cursor: Cursor): RawStatement {
  const start = cursor.next();
  const second = cursor.peek();
  const isTwo = TWO_WORDS.has(start.upper) && second.kind === 'word';
  const check = CHECKS[start.upper];
  if (check === undefined || !check(cursor)) skipStatement(cursor, start.upper);
  return other(cursor, start, isTwo ? `${start.upper} ${second.upper}` : start.upper);
}

const TWO_WORDS = new Set('SET BEGIN BACKUP RESTORE DBCC EXECUTE EXEC DISABLE ENABLE BULK'.split(' '));

/** Refuses what cannot follow the first word; true where it has taken the whole statement. */
const CHECKS: Readonly<Record<string, (cursor: Cursor) => boolean>> = {
  PRINT: takePrinted,
  BEGIN: takeTransaction,
  COMMIT: takeTransaction,
  ROLLBACK: takeTransaction,
  SAVE: takeTransaction,
  SET: wantOption,
  WITH: wantCommonTable,
  EXEC: wantContext,
  EXECUTE: wantContext,
  '(': wantQuery,
  ADD: wantSignature,
  DECLARE: wantCursor,
  SELECT: wantColumn,
  INSERT: wantTarget,
  DELETE: wantTarget,
  UPDATE: wantSet,
};

/** A message the reader cannot take apart is skipped as the other statements are. */
function takePrinted(cursor: Cursor): boolean {
  const { index } = cursor;
  try {
    parseValue(cursor);
  } catch (problem) {
    if (!(problem instanceof SyntaxProblem) || problem.code === 'bad-token') throw problem;
    cursor.index = index;
    return false;
  }
  return !cursor.at('AT');
}

/** BEGIN, COMMIT, ROLLBACK, SAVE, the verb taken: TRANSACTION, its name and its mark; conversations are skipped. */
function takeTransaction(cursor: Cursor): boolean {
  const isBegin = cursor.previous?.upper === 'BEGIN';
  if (cursor.take('TRAN') || cursor.take('TRANSACTION') || cursor.take('WORK')) {
    if (cursor.peek().kind === 'variable') cursor.next();
    else if (cursor.atName() && !mayFollow(cursor)) cursor.name('a transaction');
  } else if (isBegin) return false;
  if (!cursor.take('WITH')) return true;
  if (isBegin) {
    cursor.want('MARK');
    cursor.take1('string');
    return true;
  }
  if (!cursor.atOperator('(')) cursor.fail('`(` belongs here');
  return false;
}

const SET_OPTIONS = new Set(
  `ANSI_DEFAULTS ANSI_NULL_DFLT_OFF ANSI_NULL_DFLT_ON ANSI_NULLS ANSI_PADDING ANSI_WARNINGS ARITHABORT ARITHIGNORE
   CONCAT_NULL_YIELDS_NULL CONTEXT_INFO CURSOR_CLOSE_ON_COMMIT DATEFIRST DATEFORMAT DEADLOCK_PRIORITY
   DISABLE_DEF_CNST_CHK ERRLVL FIPS_FLAGGER FMTONLY FORCEPLAN IDENTITY_INSERT IMPLICIT_TRANSACTIONS LANGUAGE
   LOCK_TIMEOUT NOCOUNT NOEXEC NO_BROWSETABLE NUMERIC_ROUNDABORT OFFSETS PARSEONLY PROCID QUERY_GOVERNOR_COST_LIMIT
   QUOTED_IDENTIFIER REMOTE_PROC_TRANSACTIONS RESULT_SET_CACHING ROWCOUNT SHOWPLAN_ALL SHOWPLAN_TEXT SHOWPLAN_XML
   STATISTICS TEXTSIZE TRANSACTION XACT_ABORT`.split(/\s+/),
);

/** SET has an option ("SET Statements (Transact-SQL)") or a variable. */
function wantOption(cursor: Cursor): boolean {
  const token = cursor.peek();
  const isOption = token.kind === 'word' && SET_OPTIONS.has(token.upper);
  if (!isOption && token.kind !== 'sqlcmd') cursor.fail('a variable or an option of SET belongs here');
  return false;
}

function wantSignature(cursor: Cursor): boolean {
  if (!cursor.at('SIGNATURE') && !cursor.at('COUNTER') && !cursor.at('SENSITIVITY'))
    cursor.fail('SIGNATURE belongs here');
  return false;
}

/** DECLARE of a table variable or a cursor, the verb taken. */
function wantCursor(cursor: Cursor): boolean {
  if (cursor.take1('variable') !== undefined) return false;
  cursor.name('a variable or a cursor');
  const isCursor = cursor.at('CURSOR') || cursor.at('INSENSITIVE') || cursor.at('SCROLL');
  if (!isCursor) cursor.fail('CURSOR belongs here');
  return false;
}

function wantCommonTable(cursor: Cursor): boolean {
  if (!beginsCommonTable(cursor, 0)) cursor.fail('a common table expression belongs here');
  return false;
}

/** EXECUTE AS, the verb taken. */
function wantContext(cursor: Cursor): boolean {
  cursor.want('AS');
  if (cursor.take('CALLER') || cursor.take('OWNER') || cursor.take('SELF')) return false;
  if (!cursor.take('USER') && !cursor.take('LOGIN')) cursor.fail('CALLER, USER or LOGIN belongs here');
  cursor.wantOperator('=');
  return false;
}

/** Reserved words that a column of a SELECT can begin with. */
const COLUMN_WORDS = new Set(
  `ALL CASE COALESCE CONVERT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DISTINCT IDENTITY IDENTITYCOL LEFT
   NULL NULLIF RIGHT ROWGUIDCOL SESSION_USER SYSTEM_USER TOP TRY_CONVERT USER`.split(/\s+/),
);
const COLUMN_SIGNS = new Set(['(', '*', '+', '-', '~', '.', '::', '{']);

function wantColumn(cursor: Cursor): boolean {
  const { kind, upper } = cursor.peek();
  const isWord = kind === 'word' && !cursor.atName() && !COLUMN_WORDS.has(upper);
  const isSign = kind === 'operator' && !COLUMN_SIGNS.has(upper) && !upper.startsWith('$');
  if (isWord || isSign || kind === 'end' || kind === 'go') cursor.fail('a column belongs here');
  return false;
}

const TARGET_WORDS = new Set(['INTO', 'FROM', 'TOP', 'BULK', 'OPENROWSET', 'OPENQUERY', 'OPENDATASOURCE']);

/** INSERT and DELETE, the verb taken. */
function wantTarget(cursor: Cursor): boolean {
  const { kind, upper } = cursor.peek();
  if (
    !cursor.atName() &&
    kind !== 'variable' &&
    kind !== 'sqlcmd' &&
    upper !== '.' &&
    !TARGET_WORDS.has(upper)
  )
    cursor.fail('a table belongs here');
  return false;
}

/** UPDATE, the verb taken: of statistics, or of a table up to SET. */
function wantSet(cursor: Cursor): boolean {
  if (cursor.at('STATISTICS')) return false;
  wantTarget(cursor);
  const { kind, upper } = cursor.peek();
  if (kind === 'sqlcmd' || TARGET_WORDS.has(upper)) return false;
  if (cursor.take1('variable') === undefined) cursor.parts('a table');
  const goesOn = cursor.atOperator('(') || cursor.at('WITH') || cursor.peek().kind === 'sqlcmd';
  if (!goesOn) cursor.want('SET');
  return false;
}

function wantQuery(cursor: Cursor): boolean {
  if (!cursor.at('SELECT') && !cursor.atOperator('(')) cursor.fail('a query belongs here');
  return false;
}

const MODULES = new Set(['PROC', 'PROCEDURE', 'FUNCTION', 'TRIGGER', 'VIEW', 'RULE', 'DEFAULT']);

/** First words of everything else that CREATE, ALTER and DROP take ("Transact-SQL statements"). */
const KINDS = new Set(
  `AGGREGATE ASSEMBLY ASYMMETRIC AVAILABILITY BROKER CERTIFICATE CLUSTERED COLUMN COLUMNSTORE CONTRACT COUNTER
   CRYPTOGRAPHIC DATABASE DEFAULT ENDPOINT EVENT EXTERNAL FEDERATION FULLTEXT FUNCTION INDEX JSON MASTER MATERIALIZED
   MESSAGE NONCLUSTERED PARTITION PRIMARY PROC PROCEDURE QUEUE REMOTE RESOURCE ROUTE RULE SEARCH SECURITY SELECTIVE
   SENSITIVITY SEQUENCE SERVER SERVICE SIGNATURE SPATIAL STATISTICS SYMMETRIC SYNONYM TABLE TRIGGER TYPE UNIQUE VECTOR
   VIEW WORKLOAD XML`.split(/\s+/),
);

/** CREATE, ALTER or DROP of something else, the verb taken; modules have the rest of the batch for themselves. */
export function skipThing(cursor: Cursor, start: Token): RawStatement {
  if (start.upper === 'CREATE' && cursor.take('OR')) cursor.want('ALTER');
  const what = cursor.peek();
  wantKind(cursor, what);
  cursor.next();
  const verb = `${start.upper} ${what.upper}`;
  if (what.upper === 'DATABASE' && takeDatabase(cursor, start.upper)) return other(cursor, start, verb);
  if (what.upper === 'TABLE') wantTable(cursor, start.upper);
  if (start.upper !== 'DROP' && MODULES.has(what.upper)) skipBatch(cursor);
  else skipStatement(cursor, start.upper);
  return other(cursor, start, verb);
}

/** Refuses a word after CREATE, ALTER or DROP that names no kind of thing. */
function wantKind(cursor: Cursor, what: Token): void {
  const isKind = what.kind === 'word' && KINDS.has(what.upper);
  const isServer =
    what.upper === 'SERVER' && !cursor.at('SERVER', 'AUDIT') && !cursor.at('SERVER', 'CONFIGURATION');
  if (!isKind || isServer) cursor.fail('the kind of thing belongs here');
}

/** CREATE, ALTER, DROP TABLE, these two words taken. */
function wantTable(cursor: Cursor, verb: string): void {
  if (verb === 'DROP' && cursor.at('IF', 'EXISTS')) cursor.index += 2;
  if (cursor.take1('sqlcmd') !== undefined) return;
  cursor.parts('a table');
  const { kind } = cursor.peek();
  if (verb === 'CREATE' && kind !== 'sqlcmd' && !cursor.atOperator('(') && !cursor.at('AS'))
    cursor.fail('the columns belong here');
}

const OF_DATABASES: readonly (readonly [string, string])[] = [
  ['AUDIT', 'SPECIFICATION'],
  ['ENCRYPTION', 'KEY'],
  ['SCOPED', 'CONFIGURATION'],
];
const AFTER_NAME: Readonly<Record<string, ReadonlySet<string>>> = {
  CREATE: new Set('CONTAINMENT ON COLLATE WITH LOG AS FOR ('.split(' ')),
  ALTER: new Set(
    'SET MODIFY ADD REMOVE COLLATE REBUILD PERFORM FAILOVER FORCE_FAILOVER_ALLOW_DATA_LOSS'.split(' '),
  ),
  DROP: new Set([',']),
};

/** CREATE, ALTER, DROP DATABASE, these two words taken: refuses what cannot follow the name; true at the end. */
function takeDatabase(cursor: Cursor, verb: string): boolean {
  if (OF_DATABASES.some((words) => cursor.at(...words))) return false;
  if (verb === 'DROP' && cursor.at('IF', 'EXISTS')) cursor.index += 2;
  if (!(verb === 'ALTER' && cursor.take('CURRENT')) && cursor.take1('sqlcmd') === undefined)
    cursor.name('a database');
  const isOption = AFTER_NAME[verb]?.has(cursor.peek().upper) === true && !isMisplaced(cursor);
  if (isOption) return false;
  if (verb === 'ALTER' || !mayFollow(cursor)) cursor.fail(`no ${verb} DATABASE goes on like this`);
  return true;
}

function isMisplaced(cursor: Cursor): boolean {
  if (cursor.at('WITH', 'IDENTITY')) return true;
  if (cursor.at('ON')) return cursor.peek(1).upper !== 'PRIMARY' && cursor.peek(1).upper !== '(';
  return cursor.atOperator('(') && !cursor.atOperator('=', 2);
}
