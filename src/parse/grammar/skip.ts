// A statement that is not taken apart, token by token to its end: nothing is held, however long it is.

import { OutsideCall } from '../lex/outside-call.ts';
import type { Token } from '../lex/token.ts';
import { atBoundary, mayResume, type Passed } from './boundary.ts';
import type { Cursor } from './cursor.ts';
import { ForeignVerb } from './foreign-verb.ts';

/**
 * How far to skip: `statement` to its end, `value` also to a comma, `condition` to the statement it governs,
 * `malformed` to where reading may go on, `batch` to GO.
 */
export type SkipReach = 'statement' | 'value' | 'condition' | 'malformed' | 'batch';

/** What is wrong with skipped text. */
export interface SkipProblem {
  readonly token: Token;
  readonly wanted: string;
}

const HEAD_LENGTH = 4;
const NOT_CLOSED = '`)` belongs here';
/** Behind these a variable is compared, not set. */
const COMPARED = new Set('WHERE AND OR ON WHEN NOT HAVING THEN ELSE ( = < > + -'.split(' '));
const ASSIGNED = new Set(['=', '+=', '-=', '*=', '/=', '%=', '&=', '|=', '^=']);
const QUERIES = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'MERGE']);

/** Skips one statement. What it has passed is kept, so that it goes on where the tokens at hand ended. */
export class Skip implements Passed {
  readonly head: string[] = [];
  count = 0;
  before = '';
  beforeThat = '';
  wants: Passed['wants'];
  /** The last token that was taken. */
  last: Token | undefined;
  /** Variables that the statement gives values that only the server knows. */
  readonly assigned = new Set<string>();
  /** What stands behind the first word of each clause that is asked for, and behind the `=` of CONTAINMENT. */
  readonly clauses = new Map<string, string>();
  problem: SkipProblem | undefined;
  /** Whether there are only constants, variables, and what parts them, behind the first word. */
  isPlain = true;
  readonly #reach: SkipReach;
  readonly #verb = new ForeignVerb();
  readonly #outside = new OutsideCall();
  #depth = 0;
  #cases = 0;
  #isFetch = false;
  /** Whether the words before AS are GENERATED ALWAYS. */
  #isGenerated = false;

  constructor(reach: SkipReach) {
    this.#reach = reach;
  }

  /** First words of the statement, as {@link Foreign} has them. */
  get verb(): string {
    return this.#verb.text;
  }

  /** Whether something in it reaches beyond it. */
  get callsOut(): boolean {
    return this.#outside.isFound;
  }

  /** Takes tokens up to the end of the statement. Throws MORE where the tokens at hand end before. */
  run(cursor: Cursor): void {
    while (!this.#isAtEnd(cursor)) this.#take(cursor);
    if (this.#depth > 0 && this.#isWhole) this.problem ??= { token: cursor.peek(), wanted: NOT_CLOSED };
  }

  /** Whether an INSERT has come to the EXEC that gives its rows. */
  isAtRows(cursor: Cursor): boolean {
    return this.wants === 'rows' && (cursor.at('EXEC') || cursor.at('EXECUTE'));
  }

  get #isWhole(): boolean {
    return this.#reach === 'statement' || this.#reach === 'value';
  }

  #isAtEnd(cursor: Cursor): boolean {
    const { kind, upper } = cursor.peek();
    if (kind === 'end' || kind === 'go') return true;
    if (this.#reach === 'batch') return false;
    if (this.#reach === 'malformed') return mayResume(cursor);
    if (upper === ';') return !(this.#depth > 0 && this.#isBetweenStrings(cursor));
    if (this.#depth > 0) return false;
    if (this.#reach === 'value' && upper === ',') return true;
    if (this.count === 0 && this.#reach !== 'condition') return false;
    if (kind === 'word' && (upper === 'END' || upper === 'ELSE')) return !this.#isOfCase(upper);
    return kind === 'word' && atBoundary(cursor, this);
  }

  /** `OPENROWSET('provider', 'server'; 'user'; 'password', 'query')`. */
  #isBetweenStrings(cursor: Cursor): boolean {
    return this.last?.kind === 'string' && cursor.peek(1).kind === 'string';
  }

  /** The END or ELSE of a CASE, or of GENERATED ALWAYS AS ROW END, SUSER_SID END …, whatever it is that is kept. */
  #isOfCase(upper: string): boolean {
    return this.#cases > 0 || (upper === 'END' && this.#isGenerated && this.beforeThat === 'AS');
  }

  #take(cursor: Cursor): void {
    const token = cursor.peek();
    const { upper } = token;
    const after = token.kind === 'variable' ? cursor.peek(1) : undefined;
    cursor.index += 1;
    if (token.kind === 'bad' && this.#reach !== 'malformed')
      this.problem ??= { token, wanted: token.problem ?? '' };
    if (token.kind === 'operator')
      this.#depth = Math.max(0, this.#depth + (upper === '(' ? 1 : upper === ')' ? -1 : 0));
    if (this.#depth === 0) this.#takeClause(token);
    if (token.kind === 'word' && this.#depth === 0) this.#takeWord(upper);
    if (after !== undefined) this.#takeVariable(token, after);
    this.#verb.take(token, this.#depth);
    this.#outside.take(token);
    if (this.count > 0 && !isPlain(token)) this.isPlain = false;
    if (this.head.length < HEAD_LENGTH) this.head.push(upper);
    this.count += 1;
    if (upper === 'AS') this.#isGenerated = this.before === 'ALWAYS' && this.beforeThat === 'GENERATED';
    this.beforeThat = this.before;
    this.before = upper;
    this.last = token;
  }

  #takeClause({ value, upper }: Token): void {
    const name = this.before === '=' && this.beforeThat === 'CONTAINMENT' ? this.beforeThat : this.before;
    const isAsked = CLAUSES.has(name) && upper !== '=';
    if (isAsked && !this.clauses.has(name)) this.clauses.set(name, value);
  }

  #takeWord(upper: string): void {
    if (upper === 'CASE') this.#cases += 1;
    else if (upper === 'END' && this.#cases > 0) this.#cases -= 1;
    else if (upper === 'WITH') this.wants = this.#isQueryWith() ? 'query' : this.wants;
    else if (QUERIES.has(upper) && (this.count === 0 || this.wants === 'query')) this.wants = WANTS[upper];
    else if (this.count === 1 && (upper === 'STATISTICS' || upper === 'BULK')) this.wants = undefined;
    else if (upper === 'SET' && this.wants === 'SET') this.wants = undefined;
    else if (this.wants === 'rows' && ROWS.has(upper)) this.wants = undefined;
  }

  #isQueryWith(): boolean {
    return this.count === 0 || this.before === 'FOR' || this.before === 'AS';
  }

  #takeVariable({ upper: name }: Token, after: Token): void {
    const isSet = ASSIGNED.has(after.upper) && !COMPARED.has(this.before);
    const isFetched = this.head[0] === 'FETCH' && (this.before === 'INTO' || this.#isFetch);
    const isOutput = after.upper === 'OUTPUT' || after.upper === 'OUT';
    if (isFetched) this.#isFetch = true;
    if (isSet || isFetched || isOutput || CONVERSATIONS.has(this.before)) this.assigned.add(name);
  }
}

function isPlain({ kind, upper }: Token): boolean {
  return PLAIN.has(kind) || upper === '(' || upper === ')' || upper === ',';
}

const PLAIN: ReadonlySet<Token['kind']> = new Set(['string', 'number', 'variable']);

/** The clauses of CREATE that say whose a thing is, or what a database is made of. */
const CLAUSES = new Set(['AS', 'AUTHORIZATION', 'COLLATE', 'CONTAINMENT', 'FOR']);
const WANTS: Readonly<Record<string, Passed['wants']>> = { INSERT: 'rows', UPDATE: 'SET' };
/** What gives the rows of an INSERT. */
const ROWS = new Set(['SELECT', 'VALUES', 'DEFAULT']);
/** Words that have the variable of a conversation behind them. */
const CONVERSATIONS = new Set(['DIALOG', 'CONVERSATION', 'GROUP']);
