// Where statements begin. T-SQL needs no semicolon between them, so the only sign of a new one is a word that begins
// statements and that the statement before cannot go on with. This table knows these words, and where each is part of another
// statement; what follows BEGIN and END is told by `block-stack.ts`. Pages: those of the statements named in its rows.

import type { Cursor } from './cursor.ts';

/** The statement that is being skipped, at a word that may begin the next one. */
export interface Passed {
  /** Its first words, upper case, quoted names as empty text: `ALTER TABLE  DROP`. */
  readonly head: readonly string[];
  /** How many of its tokens came before. */
  readonly count: number;
  /** The word before, and the one before that, upper case. */
  readonly before: string;
  readonly beforeThat: string;
  /** Whether UPDATE has not come to its SET, INSERT not to its rows, WITH not to its query. */
  readonly wants: 'SET' | 'rows' | 'query' | undefined;
}

interface Row {
  /** It begins a statement only before one of these. */
  readonly next?: readonly string[];
  /** It begins none behind one of these words. */
  readonly after?: readonly string[];
  /** It begins none before one of these. */
  readonly before?: readonly string[];
  /** It begins none where this holds. */
  readonly inside?: (passed: Passed, cursor: Cursor) => boolean;
  /** A permission or a query has it too, so that reading does not go on at it after a malformed statement. */
  readonly isWeak?: true;
}

const ALWAYS: Row = {};

/** What CREATE … AFTER, MERGE … THEN, a foreign key's ON, a trigger's FOR and a cursor's FOR have behind them. */
const EVENTS = ['THEN', 'ON', 'AFTER', 'BEFORE', 'FOR', 'OF', 'BULK'];

/** Words that begin statements. */
const STARTERS: ReadonlyMap<string, Row> = new Map<string, Row>([
  ['ADD', { next: ['SIGNATURE TO', 'COUNTER SIGNATURE', 'SENSITIVITY CLASSIFICATION'], isWeak: true }],
  ['ALTER', { after: ['OR'], inside: altersPart }],
  ['BULK', { next: ['INSERT'] }],
  ['CREATE', { after: ['OR', 'GRANT', 'DENY'] }],
  ['DELETE', { after: EVENTS, inside: isMainQuery, isWeak: true }],
  ['DENY', { inside: isSeeding }],
  ['DISABLE', { next: ['TRIGGER'], inside: isOfTable, isWeak: true }],
  ['DROP', { inside: dropsPart }],
  ['ENABLE', { next: ['TRIGGER'], inside: isOfTable, isWeak: true }],
  ['EXEC', { after: ['WITH'], inside: isContext }],
  ['EXECUTE', { after: ['WITH'], inside: isContext }],
  ['FETCH', { after: ['ROW', 'ROWS'] }],
  ['GET', { next: ['CONVERSATION'], isWeak: true }],
  ['GRANT', { inside: isSeeding }],
  ['IF', { inside: (_, cursor) => cursor.at('IF', 'EXISTS') && !cursor.atOperator('(', 2) }],
  ['INSERT', { after: EVENTS, inside: isMainQuery }],
  ['LINENO', ALWAYS],
  ['MERGE', { before: ['JOIN', 'RANGE', 'UNION'], inside: isMainQuery }],
  ['MOVE', { next: ['CONVERSATION'], isWeak: true }],
  ['RECEIVE', { after: ['.', ',', 'AS'], before: [',', '.', ')', '=', 'FROM'], isWeak: true }],
  ['RECONFIGURE', { after: ['GOVERNOR'] }],
  ['REVERT', { after: ['NO'] }],
  ['ROLLBACK', { after: ['WITH'] }],
  ['SAVE', { next: ['TRAN', 'TRANSACTION'] }],
  [
    'SELECT',
    { after: ['UNION', 'EXCEPT', 'INTERSECT', 'FOR', 'AS', '('], inside: goesOnWithQuery, isWeak: true },
  ],
  ['SEND', { next: ['ON CONVERSATION'], isWeak: true }],
  ['SET', { before: ['('], inside: setsPart }],
  ['THROW', { inside: (_, cursor) => !beginsThrow(cursor), isWeak: true }],
  ['TRUNCATE', { next: ['TABLE'] }],
  ['UPDATE', { after: EVENTS, inside: isMainQuery, isWeak: true }],
  [
    'WITH',
    {
      after: ['FOR', 'AS'],
      inside: (passed, cursor) => namesSpaces(passed, cursor) || !beginsCommonTable(cursor),
      isWeak: true,
    },
  ],
  ...`BACKUP BEGIN BREAK CHECKPOINT CLOSE COMMIT CONTINUE DBCC DEALLOCATE DECLARE ELSE END GOTO KILL OPEN PRINT RAISERROR
  READTEXT RESTORE RETURN REVOKE SETUSER SHUTDOWN UPDATETEXT USE WAITFOR WHILE WRITETEXT`
    .split(/\s+/)
    .map((word): [string, Row] => [word, ALWAYS]),
]);

/** Nothing came before: a statement that is read, not skipped, and that is complete. */
const NOTHING: Passed = { head: [], count: 0, before: '', beforeThat: '', wants: undefined };

/** Whether a statement begins here, or the batch ends, where the one before is `passed` (complete, without it). */
export function atBoundary(cursor: Cursor, passed: Passed = NOTHING): boolean {
  const token = cursor.peek();
  if (token.kind === 'end' || token.kind === 'go' || token.upper === ';') return true;
  if (token.kind !== 'word')
    return (
      passed === NOTHING &&
      token.upper === '(' &&
      (cursor.atOperator('(', 1) || cursor.peek(1).upper === 'SELECT')
    );
  const row = STARTERS.get(token.upper);
  if (row === undefined) return cursor.atOperator(':', 1) && cursor.atName();
  if (isKeyword(passed)) return false;
  if (row.next !== undefined && !row.next.some((words) => cursor.at(token.upper, ...words.split(' '))))
    return false;
  if (row.before?.includes(cursor.peek(1).upper) === true) return false;
  return row.after?.includes(passed.before) !== true && row.inside?.(passed, cursor) !== true;
}

/** Whether reading may go on here after a malformed statement. */
export function mayResume(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind === 'end' || token.kind === 'go' || token.upper === ';') return true;
  const row = token.kind === 'word' ? STARTERS.get(token.upper) : undefined;
  return row !== undefined && row.isWeak !== true && atBoundary(cursor);
}

/** Whether a word begins statements wherever it does not go on with one. */
export function isStarter(cursor: Cursor): boolean {
  const token = cursor.peek();
  return token.kind === 'word' && STARTERS.has(token.upper) && atBoundary(cursor);
}

/** CREATE SELECTIVE XML INDEX … WITH XMLNAMESPACES (…) FOR; WITH is next. */
function namesSpaces(passed: Passed, cursor: Cursor): boolean {
  if (!is(passed, 'CREATE', 'SELECTIVE') || !cursor.at('WITH', 'XMLNAMESPACES')) return false;
  let ahead = 2;
  while (!cursor.atOperator(')', ahead)) {
    if (['end', 'go'].includes(cursor.peek(ahead).kind)) return false;
    ahead += 1;
  }
  return cursor.peek(ahead + 1).upper === 'FOR';
}

/** `WITH name [(columns)] AS (`, `WITH XMLNAMESPACES (` or `WITH CHANGE_TRACKING_CONTEXT (`; WITH is next. */
function beginsCommonTable(cursor: Cursor): boolean {
  if (AHEAD_OF_QUERIES.has(cursor.peek(1).upper)) return cursor.atOperator('(', 2);
  if (!cursor.atName(1)) return false;
  let ahead = 2;
  if (cursor.atOperator('(', ahead)) {
    do {
      if (!cursor.atName(ahead + 1)) return false;
      ahead += 2;
    } while (cursor.atOperator(',', ahead));
    if (!cursor.atOperator(')', ahead)) return false;
    ahead += 1;
  }
  return cursor.peek(ahead).upper === 'AS' && cursor.atOperator('(', ahead + 1);
}

/** What else WITH has before a query ("WITH XMLNAMESPACES", "WITH CHANGE_TRACKING_CONTEXT (Transact-SQL)"). */
const AHEAD_OF_QUERIES = new Set(['XMLNAMESPACES', 'CHANGE_TRACKING_CONTEXT']);

function beginsThrow(cursor: Cursor): boolean {
  const { kind, upper } = cursor.peek(1);
  return ['number', 'variable', 'end', 'go'].includes(kind) || upper === ';' || upper === 'END';
}

/** The query, INSERT, UPDATE … behind a common table expression. */
function isMainQuery({ wants }: Passed): boolean {
  return wants === 'query';
}

function goesOnWithQuery({ wants, before, beforeThat }: Passed): boolean {
  return wants === 'query' || wants === 'rows' || (before === 'ALL' && beforeThat === 'UNION');
}

/** WITH EXECUTE AS and `, EXECUTE AS` are parts of a definition. */
function isContext({ before }: Passed, cursor: Cursor): boolean {
  return before === ',' && cursor.peek(1).upper === 'AS';
}

const is = ({ head }: Passed, ...words: readonly string[]): boolean =>
  words.every((word, at) => head[at] === word);

/** SET OFFSETS SELECT, EXECUTE … ON: words that are listed begin nothing. */
function isKeyword(passed: Passed): boolean {
  return is(passed, 'SET', 'OFFSETS') && (passed.before === 'OFFSETS' || passed.before === ',');
}

/** ALTER AVAILABILITY GROUP … GRANT CREATE ANY DATABASE. */
function isSeeding(passed: Passed, cursor: Cursor): boolean {
  if (!is(passed, 'ALTER', 'AVAILABILITY', 'GROUP') || passed.count !== 4) return false;
  if (!cursor.at(cursor.peek().upper, 'CREATE', 'ANY', 'DATABASE')) return false;
  return cursor.peek(4).upper !== 'TO' && cursor.peek(4).upper !== ',';
}

/** ALTER TABLE … DISABLE TRIGGER. */
function isOfTable(passed: Passed): boolean {
  return is(passed, 'ALTER', 'TABLE');
}

/** ALTER TABLE … ALTER COLUMN, ALTER INDEX … REBUILD; ALTER SECURITY POLICY … ALTER FILTER PREDICATE. */
function altersPart(passed: Passed, cursor: Cursor): boolean {
  if (!is(passed, 'ALTER')) return false;
  const { upper } = cursor.peek(1);
  if (upper === 'COLUMN') return !['ENCRYPTION', 'MASTER'].includes(cursor.peek(2).upper);
  return upper === 'FILTER' || upper === 'BLOCK' || (upper === 'INDEX' && cursor.peek(3).upper === 'REBUILD');
}

/** First words of what DROP takes as a statement ("DROP statements"); anything else is part of an ALTER. */
const DROPPED = new Set(
  `AGGREGATE APPLICATION ASSEMBLY ASYMMETRIC AVAILABILITY BROKER CERTIFICATE CONTRACT COUNTER CREDENTIAL CRYPTOGRAPHIC
   DATABASE DEFAULT ENDPOINT EXTERNAL FULLTEXT FUNCTION LOGIN MASTER MESSAGE PARTITION PROC PROCEDURE QUEUE REMOTE RESOURCE
   ROLE ROUTE RULE SCHEMA SEARCH SECURITY SENSITIVITY SEQUENCE SERVER SERVICE SIGNATURE STATISTICS SYMMETRIC SYNONYM TABLE
   TRIGGER TYPE USER VIEW WORKLOAD XML`.split(/\s+/),
);

function dropsPart(passed: Passed, cursor: Cursor): boolean {
  if (!is(passed, 'ALTER')) return false;
  const { upper } = cursor.peek(1);
  const second = cursor.peek(2).upper;
  if (upper === 'EVENT') return second !== 'SESSION' && second !== 'NOTIFICATION';
  if (upper === 'COLUMN') return second !== 'ENCRYPTION' && second !== 'MASTER';
  if (upper === 'INDEX') return cursor.peek(3).upper !== 'ON' && !cursor.atOperator('.', 3);
  return !DROPPED.has(upper);
}

/** UPDATE … SET, ALTER DATABASE … SET, ON DELETE SET NULL …; SET in parentheses is told by its row. */
function setsPart(passed: Passed, cursor: Cursor): boolean {
  const { before, count, wants } = passed;
  const { upper } = cursor.peek(1);
  if (wants === 'SET' || before === 'CONFIGURATION' || before === 'SECONDARY') return true;
  if (before === 'UPDATE' || before === 'DELETE') return true;
  if (is(passed, 'ALTER', 'DATABASE')) return count === 3;
  if (is(passed, 'ALTER', 'EXTERNAL', 'DATA')) return count === 5;
  return is(passed, 'ALTER', 'FULLTEXT') && ['CHANGE_TRACKING', 'STOPLIST', 'SEARCH'].includes(upper);
}
