// One statement after another: the word that begins it decides who reads it. A malformed statement is reported and
// left; reading goes on at the next one. What does not concern security is skipped and named by its verb.

import type { Token } from '../lex/token.ts';
import type { RawStatement } from '../tree/raw-statement.ts';
import type { Statement } from '../tree/statement.ts';
import { type Cursor, MORE, SyntaxProblem } from './cursor.ts';
import { isTableVariable, parseAssign } from './parse-assign.ts';
import {
  beginsOther,
  type Problem,
  parseBegin,
  parseIf,
  parseWhile,
  type StatementReader,
} from './parse-block.ts';
import {
  atDatabaseSet,
  parseAlterDatabaseSet,
  parseCredential,
  parseReconfigure,
  parseUse,
} from './parse-database.ts';
import { parseCall, parseExec } from './parse-exec.ts';
import { parseAlterLogin, parseCreateLogin } from './parse-login.ts';
import { other, skipOther, skipThing } from './parse-other.ts';
import { parseAlterAuthorization, parsePermissionStatement } from './parse-permission.ts';
import {
  parseAlterRole,
  parseAlterSchema,
  parseApplicationRole,
  parseCreateRole,
  parseCreateSchema,
  parseDrop,
} from './parse-role.ts';
import { parseAlterUser, parseCreateUser } from './parse-user.ts';
import { isSoftStart, mayFollow, recover, skipStatement, startsStatement } from './starter.ts';

/** Reads statements off a cursor and collects problems. */
export class StatementParser implements StatementReader {
  readonly cursor: Cursor;
  readonly problems: Problem[];
  /** Whether the next statement is the first of its batch. */
  #isFirst: boolean;

  constructor(cursor: Cursor, problems: Problem[], isFirst: boolean) {
    this.cursor = cursor;
    this.problems = problems;
    this.#isFirst = isFirst;
  }

  /**
   * The next statement of the batch, or undefined for a stray semicolon or one that was reported. Always takes at
   * least one token unless the batch is at its end.
   */
  next(): RawStatement | undefined {
    const { cursor } = this;
    if (cursor.takeOperator(';')) return undefined;
    const start = cursor.peek();
    const { index } = cursor;
    try {
      const statement = this.one();
      if (mayFollow(cursor)) return statement;
      this.#refuse(new SyntaxProblem(cursor.peek(), 'this statement ends before here'));
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      this.#refuse(problem);
    }
    if (cursor.index === index) cursor.next();
    recover(cursor);
    return leaf({ kind: 'unread', span: cursor.span(start) });
  }

  #refuse({ token, wanted, code }: SyntaxProblem): void {
    this.problems.push({ token, wanted, code });
  }

  one(): RawStatement {
    const { cursor } = this;
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    const token = cursor.peek();
    if (token.kind === 'bad') cursor.fail('a statement belongs here');
    const found = token.kind === 'word' || token.upper === '(' ? this.#keyword(token, isFirst) : undefined;
    if (found !== undefined) return found;
    const isLabel = token.kind === 'word' && cursor.atName() && cursor.atOperator(':', 1);
    const isCall = cursor.atName() || token.kind === 'variable' || token.upper === '.';
    if (isFirst && !isLabel && isCall) return parseCall(cursor, token);
    if (!isLabel) throw new SyntaxProblem(token, 'no statement begins so', 'unknown-statement');
    cursor.index += 2;
    return other(cursor, token, 'LABEL');
  }

  #keyword(token: Token, isFirst: boolean): RawStatement | undefined {
    const { cursor } = this;
    switch (token.upper) {
      case 'GRANT':
      case 'DENY':
      case 'REVOKE':
        return leaf(parsePermissionStatement(cursor));
      case 'CREATE':
        return this.#create(cursor.next(), isFirst);
      case 'ALTER':
        return this.#alter(cursor.next());
      case 'DROP':
        return this.#drop(cursor.next());
      case 'USE':
        return leaf(parseUse(cursor));
      case 'RECONFIGURE':
        return leaf(parseReconfigure(cursor));
      case 'EXEC':
      case 'EXECUTE':
        return cursor.at(token.upper, 'AS') ? skipOther(cursor) : parseExec(cursor);
      case 'IF':
        return parseIf(this);
      case 'WHILE':
        return parseWhile(this);
      case 'BEGIN':
        return beginsOther(cursor) ? skipOther(cursor) : parseBegin(this);
      case 'DECLARE':
      case 'SET':
      case 'SELECT':
        if (cursor.peek(1).kind !== 'variable' || isTableVariable(cursor)) return skipOther(cursor);
        return parseAssign(cursor);
      case 'END':
      case 'ELSE':
        return cursor.at('END', 'CONVERSATION') ? skipOther(cursor) : cursor.fail('a statement belongs here');
      default:
        if (cursor.atName() && !isSoftStart(cursor)) return undefined;
        return startsStatement(token) || token.upper === '(' ? skipOther(cursor) : undefined;
    }
  }

  #create(start: Token, isFirst: boolean): RawStatement {
    const { cursor } = this;
    switch (cursor.peek().upper) {
      case 'LOGIN':
        return leaf(parseCreateLogin(cursor, start));
      case 'USER':
        return leaf(parseCreateUser(cursor, start));
      case 'ROLE':
        return leaf(parseCreateRole(cursor, start));
      case 'SERVER':
        return cursor.at('SERVER', 'ROLE') ? leaf(parseCreateRole(cursor, start)) : skipThing(cursor, start);
      case 'APPLICATION':
        return leaf(parseApplicationRole(cursor, start, true));
      case 'SCHEMA':
        if (!isFirst) cursor.fail('CREATE SCHEMA is the first statement of its batch', start);
        return leaf(parseCreateSchema(cursor, start, () => skipStatement(cursor, 'CREATE')));
      default:
        return atCredential(cursor) ? leaf(parseCredential(cursor, start, true)) : skipThing(cursor, start);
    }
  }

  #alter(start: Token): RawStatement {
    const { cursor } = this;
    switch (cursor.peek().upper) {
      case 'LOGIN':
        return leaf(parseAlterLogin(cursor, start));
      case 'USER':
        return leaf(parseAlterUser(cursor, start));
      case 'ROLE':
        return leaf(parseAlterRole(cursor, start));
      case 'SERVER':
        return cursor.at('SERVER', 'ROLE') ? leaf(parseAlterRole(cursor, start)) : skipThing(cursor, start);
      case 'APPLICATION':
        return leaf(parseApplicationRole(cursor, start, false));
      case 'SCHEMA':
        return leaf(parseAlterSchema(cursor, start));
      case 'AUTHORIZATION':
        return leaf(parseAlterAuthorization(cursor, start));
      default:
        if (atCredential(cursor)) return leaf(parseCredential(cursor, start, false));
        return atDatabaseSet(cursor) ? leaf(parseAlterDatabaseSet(cursor, start)) : skipThing(cursor, start);
    }
  }

  #drop(start: Token): RawStatement {
    const drop = parseDrop(this.cursor, start);
    return drop === undefined ? skipThing(this.cursor, start) : leaf(drop);
  }
}

function atCredential(cursor: Cursor): boolean {
  return cursor.at('CREDENTIAL') || cursor.at('DATABASE', 'SCOPED', 'CREDENTIAL');
}

function leaf(statement: Statement): RawStatement {
  return { kind: 'leaf', statement };
}

/** Whether a thrown value means that more tokens are needed. */
export function isMore(thrown: unknown): boolean {
  return thrown === MORE;
}
