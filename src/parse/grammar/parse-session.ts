// Statements about the session: EXECUTE AS and REVERT, SETUSER, SET with ON or OFF, RETURN, transactions ("EXECUTE AS",
// "REVERT", "SETUSER", "SET Statements", "RETURN", "BEGIN TRANSACTION", "COMMIT TRANSACTION", "ROLLBACK TRANSACTION",
// "SAVE TRANSACTION (Transact-SQL)").

import type { Context, RawStatement } from '../tree/raw-statement.ts';
import type { Transaction } from '../tree/statement.ts';
import { atBoundary } from './boundary.ts';
import type { Cursor } from './cursor.ts';
import { parsePiece } from './parse-exec.ts';
import { foreign, leaf, type Parsed, rest } from './parsed.ts';

/** EXECUTE AS; EXECUTE is the next token. */
export function parseExecuteAs(cursor: Cursor): RawStatement {
  const start = cursor.next();
  cursor.want('AS');
  const token = cursor.peek();
  const word = ['CALLER', 'OWNER', 'SELF'].find((one) => cursor.take(one));
  const context = word === undefined ? parseContext(cursor) : undefined;
  const withNoRevert = cursor.take('WITH', 'NO', 'REVERT');
  if (!withNoRevert && cursor.take('WITH', 'COOKIE')) {
    cursor.want('INTO');
    cursor.want1('variable', 'a variable');
  }
  const as = context?.kind ?? ((word ?? '').toLowerCase() as 'caller' | 'owner' | 'self');
  const name = context === undefined ? {} : { name: context.name };
  return {
    kind: 'execute-as',
    span: cursor.span(start),
    as,
    token,
    tokens: cursor.taken,
    ...name,
    withNoRevert,
  };
}

/** `USER = 'x'` or `LOGIN = 'x'`, behind AS. */
export function parseContext(cursor: Cursor): Context {
  const kind = cursor.take('USER') ? 'user' : cursor.take('LOGIN') ? 'login' : undefined;
  if (kind === undefined) cursor.fail('USER or LOGIN belongs here');
  cursor.wantOperator('=');
  return { kind, name: parsePiece(cursor) };
}

/** REVERT; it is the next token. */
export function parseRevert(cursor: Cursor): RawStatement {
  const start = cursor.next();
  if (cursor.take('WITH')) {
    cursor.want('COOKIE');
    cursor.wantOperator('=');
    cursor.want1('variable', 'a variable');
  }
  return leaf({ kind: 'revert', span: cursor.span(start) });
}

/** SETUSER, which is EXECUTE AS USER with a name, and REVERT without; it is the next token. */
export function parseSetUser(cursor: Cursor): RawStatement {
  const start = cursor.next();
  const token = cursor.peek();
  if (token.kind !== 'string' && token.kind !== 'variable')
    return leaf({ kind: 'revert', span: cursor.span(start) });
  const name = parsePiece(cursor);
  const withNoRevert = cursor.take('WITH', 'NORESET');
  return {
    kind: 'execute-as',
    span: cursor.span(start),
    as: 'user',
    token,
    tokens: cursor.taken,
    name,
    withNoRevert,
  };
}

/** SET of options; it is the next token. Options with a value are foreign. */
export function parseSetOption(cursor: Cursor): Parsed {
  const start = cursor.next();
  const options: string[] = [];
  do {
    const token = cursor.peek();
    if (token.kind !== 'word') return foreign();
    options.push(cursor.next().upper);
  } while (cursor.takeOperator(','));
  if (!cursor.at('ON') && !cursor.at('OFF')) return foreign();
  const isOn = cursor.next().upper === 'ON';
  return leaf({ kind: 'set-option', options, isOn, span: cursor.span(start) });
}

/** RETURN; what it returns is skipped. */
export function parseReturn(): Parsed {
  return rest((span) => ({ kind: 'return', span }));
}

const ACTS: Readonly<Record<string, Transaction['act']>> = {
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
