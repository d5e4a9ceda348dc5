// Statements about the session: EXECUTE AS and REVERT, SETUSER, SET with ON or OFF, RETURN, transactions ("EXECUTE AS",
// "REVERT", "SETUSER", "SET Statements", "RETURN", "BEGIN TRANSACTION", "COMMIT TRANSACTION", "ROLLBACK TRANSACTION",
// "SAVE TRANSACTION (Transact-SQL)").

import { defined } from '../../model/defined.ts';
import type { Context, RawStatement } from '../tree/raw-statement.ts';
import type { StatementOf } from '../tree/statement.ts';
import { atBoundary } from './boundary.ts';
import type { Cursor } from './cursor.ts';
import { parsePiece } from './parse-expression.ts';
import { foreign, leaf, type Parsed, rest } from './parsed.ts';

/** EXECUTE AS; EXECUTE is the next token. */
export function parseExecuteAs(cursor: Cursor): RawStatement {
  cursor.index += 1;
  cursor.want('AS');
  const token = cursor.peek();
  const word = cursor.takeOne('CALLER', 'OWNER', 'SELF');
  const context = word === undefined ? parseContext(cursor) : undefined;
  const withNoRevert = cursor.take('WITH', 'NO', 'REVERT');
  if (!withNoRevert && cursor.take('WITH', 'COOKIE')) {
    cursor.want('INTO');
    cursor.want1('variable', 'a variable');
  }
  const as = context?.kind ?? ((word ?? '').toLowerCase() as 'caller' | 'owner' | 'self');
  return {
    kind: 'execute-as',
    span: cursor.span(),
    as,
    token,
    tokens: cursor.taken,
    ...defined({ name: context?.name }),
    withNoRevert,
  };
}

/** `USER = 'x'` or `LOGIN = 'x'`, behind AS. */
export function parseContext(cursor: Cursor): Context {
  const kind = cursor.wantOne('USER', 'LOGIN') === 'USER' ? 'user' : 'login';
  cursor.wantOperator('=');
  return { kind, name: parsePiece(cursor) };
}

/** REVERT; it is the next token. */
export function parseRevert(cursor: Cursor): RawStatement {
  cursor.index += 1;
  if (cursor.take('WITH')) {
    cursor.want('COOKIE', '=');
    cursor.want1('variable', 'a variable');
  }
  return leaf({ kind: 'revert', span: cursor.span() });
}

/** SETUSER, which is EXECUTE AS USER with a name, and REVERT without; it is the next token. */
export function parseSetUser(cursor: Cursor): RawStatement {
  cursor.index += 1;
  const token = cursor.peek();
  if (token.kind !== 'string' && token.kind !== 'variable')
    return leaf({ kind: 'revert', span: cursor.span() });
  const name = parsePiece(cursor);
  const withNoRevert = cursor.take('WITH', 'NORESET');
  return {
    kind: 'execute-as',
    span: cursor.span(),
    as: 'user',
    token,
    tokens: cursor.taken,
    name,
    withNoRevert,
  };
}

/** Options that SET turns ON or OFF by their names alone ("SET Statements (Transact-SQL)", and those of old releases). */
const SWITCHES: ReadonlySet<string> = new Set(
  `ANSI_DEFAULTS ANSI_NULLS ANSI_NULL_DFLT_OFF ANSI_NULL_DFLT_ON ANSI_PADDING ANSI_WARNINGS ARITHABORT ARITHIGNORE
   CONCAT_NULL_YIELDS_NULL CURSOR_CLOSE_ON_COMMIT DISABLE_DEF_CNST_CHK FMTONLY FORCEPLAN IMPLICIT_TRANSACTIONS NOCOUNT
   NOEXEC NO_BROWSETABLE NUMERIC_ROUNDABORT PARSEONLY QUOTED_IDENTIFIER REMOTE_PROC_TRANSACTIONS RESULT_SET_CACHING
   SHOWPLAN_ALL SHOWPLAN_TEXT SHOWPLAN_XML XACT_ABORT`.split(/\s+/),
);
/** Options that take something else, or more. */
const SETTINGS: ReadonlySet<string> = new Set(
  `CONTEXT_INFO DATEFIRST DATEFORMAT DEADLOCK_PRIORITY ERRLVL FIPS_FLAGGER IDENTITY_INSERT LANGUAGE LOCK_TIMEOUT OFFSETS
   QUERY_GOVERNOR_COST_LIMIT ROWCOUNT STATISTICS TEXTSIZE TRAN TRANSACTION`.split(/\s+/),
);

/** SET of options; it is the next token. Options with a value are foreign; a word that is no option is refused. */
export function parseSetOption(cursor: Cursor): Parsed {
  cursor.index += 1;
  const options: string[] = [];
  do {
    const { kind, upper } = cursor.peek();
    if (kind === 'sqlcmd' || (kind === 'word' && SETTINGS.has(upper))) return foreign();
    if (kind !== 'word' || !SWITCHES.has(upper)) cursor.fail('an option of SET belongs here');
    options.push(cursor.next().upper);
  } while (cursor.takeOperator(','));
  if (cursor.peek().kind === 'sqlcmd') return foreign();
  const isOn = cursor.wantOne('ON', 'OFF') === 'ON';
  return leaf({ kind: 'set-option', options, isOn, span: cursor.span() });
}

/** RAISERROR; what it says is skipped. */
export function parseReport(): Parsed {
  return rest((span, { verb, isPlain }) => ({
    kind: 'foreign',
    verb,
    span,
    ...(isPlain ? { isPlain: true } : {}),
  }));
}

/** RETURN; what it returns is skipped. */
export function parseReturn(): Parsed {
  return rest((span) => ({ kind: 'return', span }));
}

const ACTS: Readonly<Record<string, StatementOf<'transaction'>['act']>> = {
  BEGIN: 'begin',
  COMMIT: 'commit',
  ROLLBACK: 'rollback',
  SAVE: 'save',
};

/** BEGIN, COMMIT, ROLLBACK or SAVE of a transaction; the verb is the next token. */
export function parseTransaction(cursor: Cursor): Parsed {
  const act = ACTS[cursor.next().upper] ?? 'begin';
  cursor.take('DISTRIBUTED');
  const hasWord = cursor.take('TRAN') || cursor.take('TRANSACTION') || cursor.take('WORK');
  const isNamed = hasWord && cursor.atName() && !atBoundary(cursor);
  const name = isNamed ? { name: cursor.name() } : {};
  return rest((span) => ({ kind: 'transaction', act, ...name, span }));
}
