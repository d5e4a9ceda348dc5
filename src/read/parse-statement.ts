// One statement after another: the word that begins it decides who reads it. A malformed statement is reported and
// left; reading goes on at the next one. What does not concern security is skipped and named by its verb.
import { type Cursor, MORE, SyntaxProblem } from './cursor.ts';
import type { Expression } from './expression.ts';
import {
  isSecurityOption,
  parseAlterDatabaseSet,
  parseCredential,
  parseReconfigure,
  parseUse,
} from './parse-database.ts';
import { parseCall, parseExec } from './parse-exec.ts';
import { parseExpression, parseType, parseValue } from './parse-expression.ts';
import { parseAlterLogin, parseCreateLogin } from './parse-login.ts';
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
import type { Assignment, RawStatement } from './raw-statement.ts';
import {
  isSoftStart,
  mayFollow,
  recover,
  skipBatch,
  skipCondition,
  skipStatement,
  startsStatement,
} from './starter.ts';
import type { Statement } from './statement.ts';
import type { Token } from './token.ts';

/** A problem, before it becomes a diagnostic. */
export interface Problem {
  readonly token: Token;
  readonly wanted: string;
  readonly code: SyntaxProblem['code'];
  /** First token of the statement. */
  readonly start: Token;
}

/** Reads statements off a cursor and collects problems. */
export class StatementParser {
  readonly #cursor: Cursor;
  readonly #problems: Problem[];
  /** Whether the next statement is the first of its batch. */
  #isFirst: boolean;

  constructor(cursor: Cursor, problems: Problem[], isFirst: boolean) {
    this.#cursor = cursor;
    this.#problems = problems;
    this.#isFirst = isFirst;
  }

  /**
   * The next statement of the batch, or undefined for a stray semicolon or one that was reported. Always takes at
   * least one token unless the batch is at its end.
   */
  next(): RawStatement | undefined {
    const cursor = this.#cursor;
    if (cursor.takeOperator(';')) return undefined;
    const start = cursor.peek();
    const index = cursor.index;
    try {
      const statement = this.#statement();
      if (!mayFollow(cursor))
        this.#report(new SyntaxProblem(cursor.peek(), 'this statement ends before here'), start);
      else return statement;
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      this.#report(problem, start);
    }
    if (cursor.index === index) cursor.next();
    recover(cursor);
    return { kind: 'leaf', statement: { kind: 'other', verb: 'malformed', span: cursor.span(start) } };
  }

  #report(problem: SyntaxProblem, start: Token): void {
    this.#problems.push({ token: problem.token, wanted: problem.wanted, code: problem.code, start });
  }

  #statement(): RawStatement {
    const cursor = this.#cursor;
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    const token = cursor.peek();
    if (token.kind === 'bad') cursor.fail('a statement belongs here');
    if (token.kind === 'word' || token.upper === '(') {
      const found = this.#keyword(token, isFirst);
      if (found !== undefined) return found;
    }
    const isLabel = token.kind === 'word' && cursor.atName() && cursor.atOperator(':', 1);
    if (isFirst && !isLabel && (cursor.atName() || token.kind === 'variable'))
      return parseCall(cursor, token);
    if (isLabel) {
      cursor.index += 2;
      return other(cursor, token, 'LABEL');
    }
    throw new SyntaxProblem(token, 'no statement begins so', 'unknown-statement');
  }

  #keyword(token: Token, isFirst: boolean): RawStatement | undefined {
    const cursor = this.#cursor;
    switch (token.upper) {
      case 'GRANT':
      case 'DENY':
      case 'REVOKE':
        return leaf(parsePermissionStatement(cursor));
      case 'CREATE':
        return this.#create(token, isFirst);
      case 'ALTER':
        return this.#alter(token);
      case 'DROP':
        return this.#drop(token);
      case 'USE':
        return leaf(parseUse(cursor));
      case 'RECONFIGURE':
        return leaf(parseReconfigure(cursor));
      case 'EXEC':
      case 'EXECUTE':
        return cursor.at(token.upper, 'AS') ? this.#skip(token) : parseExec(cursor);
      case 'IF':
        return this.#if();
      case 'WHILE':
        return this.#while();
      case 'BEGIN':
        return this.#begin(token);
      case 'DECLARE':
      case 'SET':
      case 'SELECT':
        return cursor.peek(1).kind === 'variable' ? this.#assign(token) : this.#skip(token);
      case 'END':
      case 'ELSE':
        return cursor.fail('a statement belongs here');
      default:
        if (cursor.atName() && !isSoftStart(cursor)) return undefined;
        return startsStatement(token) || token.upper === '(' ? this.#skip(token) : undefined;
    }
  }

  #create(start: Token, isFirst: boolean): RawStatement {
    const cursor = this.#cursor;
    cursor.next();
    switch (cursor.peek().upper) {
      case 'LOGIN':
        return leaf(parseCreateLogin(cursor, start));
      case 'USER':
        return leaf(parseCreateUser(cursor, start));
      case 'ROLE':
        return leaf(parseCreateRole(cursor, start));
      case 'SERVER':
        if (cursor.at('SERVER', 'ROLE')) return leaf(parseCreateRole(cursor, start));
        break;
      case 'APPLICATION':
        return leaf(parseApplicationRole(cursor, start, true));
      case 'SCHEMA':
        if (!isFirst) cursor.fail('CREATE SCHEMA is the first statement of its batch', start);
        return leaf(parseCreateSchema(cursor, start, () => skipStatement(cursor, 'CREATE')));
      case 'CREDENTIAL':
        return leaf(parseCredential(cursor, start, true));
      case 'DATABASE':
        if (cursor.at('DATABASE', 'SCOPED', 'CREDENTIAL')) return leaf(parseCredential(cursor, start, true));
        break;
      default:
    }
    return this.#skipModule(start);
  }

  #alter(start: Token): RawStatement {
    const cursor = this.#cursor;
    cursor.next();
    switch (cursor.peek().upper) {
      case 'LOGIN':
        return leaf(parseAlterLogin(cursor, start));
      case 'USER':
        return leaf(parseAlterUser(cursor, start));
      case 'ROLE':
        return leaf(parseAlterRole(cursor, start));
      case 'SERVER':
        if (cursor.at('SERVER', 'ROLE')) return leaf(parseAlterRole(cursor, start));
        break;
      case 'APPLICATION':
        return leaf(parseApplicationRole(cursor, start, false));
      case 'SCHEMA':
        return leaf(parseAlterSchema(cursor, start));
      case 'AUTHORIZATION':
        return leaf(parseAlterAuthorization(cursor, start));
      case 'CREDENTIAL':
        return leaf(parseCredential(cursor, start, false));
      case 'DATABASE':
        if (cursor.at('DATABASE', 'SCOPED', 'CREDENTIAL')) return leaf(parseCredential(cursor, start, false));
        if (isSecurityOption(cursor)) return leaf(parseAlterDatabaseSet(cursor, start));
        break;
      default:
    }
    return this.#skipModule(start);
  }

  /** CREATE or ALTER of something else; modules have the rest of the batch for themselves. */
  #skipModule(start: Token): RawStatement {
    const cursor = this.#cursor;
    if (cursor.take('OR')) cursor.want('ALTER');
    const what = cursor.peek();
    this.#wantKind();
    cursor.next();
    const verb = `${start.upper} ${what.upper}`;
    if (MODULES.has(what.upper)) skipBatch(cursor);
    else skipStatement(cursor, start.upper);
    return other(cursor, start, verb);
  }

  #drop(start: Token): RawStatement {
    const cursor = this.#cursor;
    cursor.next();
    const drop = parseDrop(cursor, start);
    if (drop !== undefined) return leaf(drop);
    const what = cursor.peek();
    this.#wantKind();
    skipStatement(cursor, 'DROP');
    return other(cursor, start, `DROP ${what.upper}`);
  }

  #skip(start: Token): RawStatement {
    const cursor = this.#cursor;
    cursor.next();
    const second = cursor.peek();
    skipStatement(cursor, start.upper);
    const isTwo = TWO_WORDS.has(start.upper) && second.kind === 'word';
    return other(cursor, start, isTwo ? `${start.upper} ${second.upper}` : start.upper);
  }

  #if(): RawStatement {
    const cursor = this.#cursor;
    const start = cursor.next();
    const condition = this.#condition();
    const body = this.#nested();
    const mark = cursor.index;
    while (cursor.takeOperator(';'));
    const hasElse = cursor.take('ELSE');
    if (!hasElse) cursor.index = mark;
    const otherwise = hasElse ? this.#nested() : [];
    return { kind: 'if', condition, body, otherwise, span: cursor.span(start) };
  }

  #while(): RawStatement {
    const cursor = this.#cursor;
    const start = cursor.next();
    const condition = this.#condition();
    return { kind: 'while', condition, body: this.#nested(), span: cursor.span(start) };
  }

  #condition(): Expression {
    const cursor = this.#cursor;
    const start = cursor.peek();
    const index = cursor.index;
    try {
      const condition = parseExpression(cursor);
      if (startsStatement(cursor.peek()) || cursor.peek().upper === '(') return condition;
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem)) throw problem;
      if (problem.code === 'bad-token') throw problem;
    }
    cursor.index = index;
    skipCondition(cursor);
    this.#problems.push({ token: start, wanted: '', code: 'unknown-condition', start });
    return { kind: 'opaque' };
  }

  /** The statement that IF, ELSE or WHILE governs: one statement or a block. */
  #nested(): RawStatement[] {
    const cursor = this.#cursor;
    return cursor.nested(() => {
      if (cursor.at('BEGIN') && !this.#isTransaction()) return this.#block(cursor.next(), []);
      const statement = this.#statement();
      return [statement];
    });
  }

  #isTransaction(): boolean {
    return BEGIN_WORDS.has(this.#cursor.peek(1).upper);
  }

  #begin(start: Token): RawStatement {
    const cursor = this.#cursor;
    if (cursor.at('BEGIN', 'TRY')) return cursor.nested(() => this.#try(start));
    if (this.#isTransaction()) return this.#skip(start);
    cursor.next();
    const body = cursor.nested(() => this.#block(start, []));
    const always: Expression = { kind: 'literal', type: 'number', value: '1' };
    const condition: Expression = { kind: 'operation', operator: '=', left: always, right: always };
    return { kind: 'if', condition, body, otherwise: [], span: cursor.span(start) };
  }

  #try(start: Token): RawStatement {
    const cursor = this.#cursor;
    cursor.want('BEGIN', 'TRY');
    const body = this.#block(start, ['TRY']);
    while (cursor.takeOperator(';'));
    const handlerStart = cursor.peek();
    cursor.want('BEGIN', 'CATCH');
    const handler = this.#block(handlerStart, ['CATCH']);
    return { kind: 'try', body, handler, span: cursor.span(start) };
  }

  /** Statements up to END (and the words after it); an empty block is refused, but for a CATCH. */
  #block(start: Token, after: readonly string[]): RawStatement[] {
    const cursor = this.#cursor;
    const body: RawStatement[] = [];
    while (!cursor.at('END')) {
      const { kind } = cursor.peek();
      if (kind === 'end' || kind === 'go') cursor.fail('the block is not closed: END belongs here', start);
      const statement = this.next();
      if (statement !== undefined) body.push(statement);
    }
    if (body.length === 0 && after[0] !== 'CATCH') cursor.fail('a block holds at least one statement');
    cursor.want('END', ...after);
    return body;
  }

  /** DECLARE @x type = value, SET @x = value, SELECT @x = value. */
  #assign(start: Token): RawStatement {
    const cursor = this.#cursor;
    if (start.upper === 'DECLARE' && isTableVariable(cursor)) return this.#skip(start);
    cursor.next();
    const assignments = [this.#assignment(start)];
    while (start.upper !== 'SET' && cursor.takeOperator(',')) assignments.push(this.#assignment(start));
    if (start.upper !== 'SELECT' || mayFollow(cursor)) {
      return { kind: 'assign', assignments, span: cursor.span(start) };
    }
    skipStatement(cursor, 'SELECT');
    const unknown = assignments.map((item) => ({ ...item, value: { kind: 'opaque' } as const }));
    return { kind: 'assign', assignments: unknown, span: cursor.span(start) };
  }

  #assignment(start: Token): Assignment {
    const cursor = this.#cursor;
    if (start.upper === 'SELECT' && cursor.peek().kind !== 'variable') {
      this.#value();
      return { variable: '', operator: '=', value: { kind: 'opaque' } };
    }
    const variable = cursor.want1('variable', 'a variable').upper;
    if (start.upper === 'DECLARE') return { variable, ...this.#declaration() };
    const operator = cursor.next();
    if (!ASSIGNMENTS.has(operator.upper)) {
      if (start.upper === 'SET' && operator.upper === '.') {
        skipStatement(cursor, 'SET');
        return { variable, operator: '=', value: { kind: 'opaque' } };
      }
      cursor.fail('`=` belongs here', operator);
    }
    return { variable, operator: operator.upper, value: this.#value() };
  }

  #declaration(): Omit<Assignment, 'variable'> {
    const cursor = this.#cursor;
    cursor.take('AS');
    if (cursor.take('CURSOR')) return { type: 'CURSOR', operator: '=', value: { kind: 'opaque' } };
    const type = parseType(cursor);
    if (cursor.take('COLLATE')) cursor.name('a collation');
    if (cursor.take('NOT')) cursor.want('NULL');
    else cursor.take('NULL');
    return { type, operator: '=', value: cursor.takeOperator('=') ? this.#value() : { kind: 'null' } };
  }

  /** Refuses a word after CREATE, ALTER or DROP that names no kind of thing. */
  #wantKind(): void {
    const cursor = this.#cursor;
    const what = cursor.peek();
    const isKind = what.kind === 'word' && KINDS.has(what.upper);
    if (
      !isKind ||
      (what.upper === 'SERVER' && !cursor.at('SERVER', 'AUDIT') && !cursor.at('SERVER', 'CONFIGURATION'))
    ) {
      cursor.fail('the kind of thing belongs here');
    }
    const name = cursor.peek(1);
    if (
      what.upper === 'DATABASE' &&
      name.upper !== 'CURRENT' &&
      !cursor.atName(1) &&
      !(name.upper === 'IF')
    ) {
      if (name.kind !== 'sqlcmd') cursor.fail('a database belongs here', name);
    }
  }

  /** A value, or opaque where it cannot be read; then the statement is skipped to its end. */
  #value(): Expression {
    const cursor = this.#cursor;
    const index = cursor.index;
    try {
      const value = parseValue(cursor);
      if (mayFollow(cursor) || cursor.atOperator(',') || cursor.peek().kind === 'word') return value;
    } catch (problem) {
      if (!(problem instanceof SyntaxProblem) || problem.code === 'bad-token') throw problem;
    }
    cursor.index = index;
    if (!startsStatement(cursor.peek())) cursor.next();
    skipStatement(cursor, 'SET');
    return { kind: 'opaque' };
  }
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
const TWO_WORDS = new Set([
  'SET',
  'BEGIN',
  'BACKUP',
  'RESTORE',
  'DBCC',
  'EXECUTE',
  'EXEC',
  'DISABLE',
  'ENABLE',
  'BULK',
]);
const BEGIN_WORDS = new Set(['TRAN', 'TRANSACTION', 'DISTRIBUTED', 'DIALOG', 'CONVERSATION', 'ATOMIC']);
const ASSIGNMENTS = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=']);

function isTableVariable(cursor: Cursor): boolean {
  return (
    cursor.peek(2).upper === 'TABLE' || (cursor.peek(2).upper === 'AS' && cursor.peek(3).upper === 'TABLE')
  );
}

function leaf(statement: Statement): RawStatement {
  return { kind: 'leaf', statement };
}

function other(cursor: Cursor, start: Token, verb: string): RawStatement {
  return leaf({ kind: 'other', verb, span: cursor.span(start) });
}

/** Whether a thrown value means that more tokens are needed. */
export function isMore(thrown: unknown): boolean {
  return thrown === MORE;
}
