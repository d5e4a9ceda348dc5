// Where a statement can begin, and how far one reaches that the reader does not take apart. T-SQL needs no semicolon,
// so the only sign of a new statement is a word that begins one where the old one cannot go on with it.

import type { Token } from '../lex/token.ts';
import type { Cursor } from './cursor.ts';

/** Words that begin a statement wherever they stand outside parentheses, but for {@link goesOn}. */
const STRONG = new Set(
  `ALTER BACKUP BEGIN BREAK BULK CHECKPOINT CLOSE COMMIT CONTINUE CREATE DBCC DEALLOCATE DECLARE DENY DROP ELSE END
   EXEC EXECUTE FETCH GOTO GRANT IF INSERT KILL MERGE OPEN PRINT RAISERROR READTEXT RECONFIGURE RESTORE RETURN REVERT
   REVOKE ROLLBACK SAVE SET SETUSER SHUTDOWN TRUNCATE UPDATETEXT USE WAITFOR WHILE WRITETEXT`.split(/\s+/),
);
/** Words that begin a statement unless the statement before can hold them. */
const WEAK = new Set(['DELETE', 'SELECT', 'UPDATE', 'WITH']);
/** Words that begin a statement by what comes after them. */
const SOFT = new Set(['THROW', 'DISABLE', 'ENABLE', 'SEND', 'RECEIVE', 'MOVE', 'GET', 'ADD']);

/** Whether this token can be the first of a statement. */
export function startsStatement(token: Token): boolean {
  if (token.kind !== 'word') return false;
  return STRONG.has(token.upper) || WEAK.has(token.upper) || SOFT.has(token.upper);
}

/** Whether such a word begins a statement here. */
export function isSoftStart(cursor: Cursor): boolean {
  const after = cursor.peek(1).upper;
  switch (cursor.peek().upper) {
    case 'DISABLE':
    case 'ENABLE':
      return after === 'TRIGGER';
    case 'MOVE':
    case 'GET':
      return after === 'CONVERSATION';
    case 'ADD':
      return ['SIGNATURE', 'COUNTER', 'SENSITIVITY'].includes(after);
    case 'SEND':
      return after === 'ON' && cursor.peek(2).upper === 'CONVERSATION';
    default:
      return SOFT.has(cursor.peek().upper);
  }
}

/** Whether a finished statement may be followed by this token. */
export function mayFollow(cursor: Cursor): boolean {
  const token = cursor.peek();
  if (token.kind === 'end' || token.kind === 'go' || token.upper === ';') return true;
  if (token.upper === '(') return ['SELECT', '('].includes(cursor.peek(1).upper);
  if (token.upper === 'WITH' && token.kind === 'word') return beginsCommonTable(cursor);
  if (token.kind === 'word' && SOFT.has(token.upper)) return isSoftStart(cursor);
  return startsStatement(token) || (cursor.atName() && token.kind === 'word' && cursor.atOperator(':', 1));
}

/** Whether a common table expression, a statement's first part, follows WITH; `ahead` is where WITH ends. */
export function beginsCommonTable(cursor: Cursor, ahead = 1): boolean {
  if (!cursor.atName(ahead)) return false;
  const after = cursor.peek(ahead + 1).upper;
  return after === '(' || (after === 'AS' && cursor.peek(ahead + 2).upper === '(');
}

/**
 * Skips to where the next statement begins; `verb` is the first word of the one that is skipped. In parentheses no word
 * begins a statement: one that is not closed is refused where the statement or the batch ends.
 */
export function skipStatement(cursor: Cursor, verb: string): void {
  const state: State = { verb, cases: 0, hasRows: false };
  for (let depth = 0; ; ) {
    const token = cursor.peek();
    if (token.kind === 'end' || token.kind === 'go' || token.upper === ';') {
      if (depth > 0) cursor.fail('`)` belongs here');
      return;
    }
    if (depth === 0 && token.kind === 'word' && stopsAt(cursor, token, state)) return;
    if (token.upper === '(') depth += 1;
    else if (token.upper === ')' && depth > 0) depth -= 1;
    cursor.next();
  }
}

/** After a malformed statement: skips to the next `;` or statement, parentheses or not. */
export function recover(cursor: Cursor): void {
  for (;;) {
    const token = cursor.peek();
    if (token.kind === 'end' || token.kind === 'go' || token.upper === ';') return;
    if (token.kind === 'word' && STRONG.has(token.upper) && !goesOn(cursor, token, '')) return;
    cursor.next();
  }
}

/** Skips a condition that could not be read: to the statement it guards. */
export function skipCondition(cursor: Cursor): void {
  let depth = 0;
  for (;;) {
    const token = cursor.peek();
    if (token.kind === 'end' || token.kind === 'go' || token.upper === ';') return;
    if (depth <= 0 && token.kind === 'word' && startsStatement(token)) return;
    depth += token.upper === '(' ? 1 : token.upper === ')' ? -1 : 0;
    cursor.next();
  }
}

/** Skips to the end of the batch: procedures, functions, triggers and views have it for themselves. */
export function skipBatch(cursor: Cursor): void {
  while (cursor.peek().kind !== 'go' && cursor.peek().kind !== 'end') cursor.next();
}

interface State {
  verb: string;
  cases: number;
  /** Whether an INSERT has come to its rows. */
  hasRows: boolean;
}

function stopsAt(cursor: Cursor, token: Token, state: State): boolean {
  if (token.upper === 'CASE') state.cases += 1;
  if (state.cases > 0 && token.upper === 'ELSE') return false;
  if (state.cases > 0 && token.upper === 'END') {
    state.cases -= 1;
    return false;
  }
  if (STRONG.has(token.upper)) return !goesOn(cursor, token, insertVerb(state));
  if (token.upper === 'UPDATE' && state.verb === 'WITH') state.verb = 'UPDATE';
  if (token.upper === 'VALUES' || token.upper === 'SELECT' || token.upper === 'DEFAULT') state.hasRows = true;
  return token.upper === 'SELECT' && state.verb !== 'INSERT' && beginsQuery(cursor, state.verb);
}

function insertVerb(state: State): string {
  return state.verb === 'INSERT' && state.hasRows ? '' : state.verb;
}

function beginsQuery(cursor: Cursor, verb: string): boolean {
  if (verb === 'WITH' || verb === 'MERGE') return false;
  const before = cursor.previous?.upper ?? '';
  return !['UNION', 'ALL', 'EXCEPT', 'INTERSECT', 'FOR', 'AS', '(', ')'].includes(before);
}

const ALTER_TABLE_WORDS = new Set([
  'COLUMN',
  'CONSTRAINT',
  'PERIOD',
  'INDEX',
  'MEMBER',
  'FILE',
  'FILTER',
  'ENCRYPTION',
]);

/** Whether a word that begins statements goes on with the one before here. */
function goesOn(cursor: Cursor, token: Token, verb: string): boolean {
  const before = cursor.previous?.upper ?? '';
  const after = cursor.peek(1).upper;
  switch (token.upper) {
    case 'SET':
      return (
        verb === 'UPDATE' ||
        verb === 'MERGE' ||
        verb === 'ALTER' ||
        ['DELETE', 'UPDATE', 'ON'].includes(before)
      );
    case 'ALTER':
    case 'DROP':
      return verb === 'ALTER' && ALTER_TABLE_WORDS.has(after);
    case 'IF':
      return after === 'EXISTS' && cursor.peek(2).upper !== '(';
    case 'EXEC':
    case 'EXECUTE':
      return verb === 'INSERT' || after === 'AS';
    case 'INSERT':
    case 'MERGE':
      return before === 'THEN' || ['INNER', 'LEFT', 'FULL', 'RIGHT', 'OPTION', '('].includes(before);
    case 'FETCH':
      return before === 'ROWS' || before === 'ROW';
    case 'OPEN':
    case 'CLOSE':
      return false;
    case 'GRANT':
      return after === 'OPTION';
    case 'CREATE':
      return before === 'OR';
    default:
      return false;
  }
}
