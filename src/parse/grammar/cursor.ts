// The parser's place in the tokens at hand. Two things are thrown, and only inside the reader: SyntaxProblem where
// the grammar refuses a token, and MORE where the statement may go on in text that has not come yet.

import { NAME_LENGTH } from '../../model/name-length.ts';
import { RESERVED_WORDS } from '../lex/reserved-word.ts';
import type { Token } from '../lex/token.ts';
import type { DiagnosticCode } from '../tree/diagnostic.ts';
import type { Span } from '../tree/statement.ts';

/** Thrown when the tokens at hand end and more may follow; the statement is read again with more. */
export const MORE = Symbol('more tokens are needed');

/** A token that the grammar does not allow where it stands. */
export class SyntaxProblem extends Error {
  readonly token: Token;
  readonly wanted: string;
  readonly code: DiagnosticCode;

  constructor(token: Token, wanted: string, code: DiagnosticCode = 'syntax') {
    super(wanted);
    this.token = token;
    this.wanted = wanted;
    this.code = code;
  }
}

const DEPTH_LIMIT = 100;

/** Reads tokens forward. */
export class Cursor {
  tokens: Token[];
  index = 0;
  /** Where the statement at hand begins. */
  first = 0;
  /** Whether a query was passed that is not taken apart. */
  hasOpaqueQuery = false;
  #depth = 0;

  constructor(tokens: Token[]) {
    this.tokens = tokens;
  }

  peek(ahead = 0): Token {
    const token = this.tokens[this.index + ahead] ?? this.#last();
    if (token === undefined) throw MORE;
    return token;
  }

  #last(): Token | undefined {
    const last = this.tokens.at(-1);
    return last?.kind === 'end' ? last : undefined;
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== 'end') this.index += 1;
    return token;
  }

  /** The token before this one. */
  get previous(): Token | undefined {
    return this.tokens[this.index - 1];
  }

  /** Whether the next tokens are these bare words. */
  at(...words: readonly string[]): boolean {
    for (let i = 0; i < words.length; i += 1) {
      const token = this.peek(i);
      if (token.upper !== words[i] || token.kind !== 'word') return false;
    }
    return true;
  }

  /** Takes these bare words if they are next. */
  take(...words: readonly string[]): boolean {
    const found = this.at(...words);
    if (found) this.index += words.length;
    return found;
  }

  /** Takes one of these bare words if one is next. */
  takeOne(...words: readonly string[]): string | undefined {
    return words.find((word) => this.take(word));
  }

  /** Takes these words and operators. */
  want(...words: readonly string[]): void {
    for (const word of words) {
      if (/^\W/.test(word)) this.wantOperator(word);
      else if (!this.take(word)) this.fail(`${word} belongs here`);
    }
  }

  /** Takes one of these bare words. */
  wantOne(...words: readonly string[]): string {
    const others = words.slice(0, -1).join(', ');
    return this.takeOne(...words) ?? this.fail(`${others} or ${words.at(-1)} belongs here`);
  }

  /** What `read` takes, and takes again behind each comma. */
  list<T>(read: () => T): T[] {
    const items = [read()];
    while (this.takeOperator(',')) items.push(read());
    return items;
  }

  atOperator(operator: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'operator' && token.upper === operator;
  }

  takeOperator(operator: string): boolean {
    const found = this.atOperator(operator);
    if (found) this.index += 1;
    return found;
  }

  wantOperator(operator: string): void {
    if (!this.takeOperator(operator)) this.fail(`\`${operator}\` belongs here`);
  }

  atName(ahead = 0): boolean {
    const token = this.peek(ahead);
    return token.kind === 'quoted' || (token.kind === 'word' && !RESERVED_WORDS.has(token.upper));
  }

  /** One name: bare and not reserved, in brackets, or in double quotes. */
  name(what = 'a name'): string {
    const token = this.peek();
    if (!this.atName()) {
      const reserved = token.kind === 'word' ? '; a reserved word needs brackets to be one' : '';
      this.fail(`${what} belongs here${reserved}`);
    }
    if (token.value.length > NAME_LENGTH) this.fail(`a name has at most ${NAME_LENGTH} characters`);
    this.index += 1;
    return token.value;
  }

  /** A dotted name; parts in front may be left out. */
  parts(what = 'a name'): string[] {
    const parts: string[] = [];
    for (;;) {
      if (this.takeOperator('.')) {
        parts.push('');
        continue;
      }
      parts.push(this.name(what));
      if (!this.takeOperator('.')) return parts;
    }
  }

  /** `( a, b )` of names. */
  nameList(what: string): string[] {
    this.wantOperator('(');
    const names = this.list(() => this.name(what));
    this.wantOperator(')');
    return names;
  }

  take1(kind: Token['kind']): Token | undefined {
    const token = this.peek();
    if (token.kind !== kind) return undefined;
    this.index += 1;
    return token;
  }

  want1(kind: Token['kind'], what: string): Token {
    return this.take1(kind) ?? this.fail(`${what} belongs here`);
  }

  fail(wanted: string, token: Token = this.peek()): never {
    if (token.kind === 'bad') throw new SyntaxProblem(token, token.problem ?? wanted, 'bad-token');
    throw new SyntaxProblem(token, wanted);
  }

  /** Runs `body` one level deeper; deeper than the limit is refused, so that no input exhausts the stack. */
  nested<T>(body: () => T): T {
    if (this.#depth >= DEPTH_LIMIT) {
      throw new SyntaxProblem(this.peek(), `nothing is read deeper than ${DEPTH_LIMIT} levels`, 'limit');
    }
    this.#depth += 1;
    try {
      return body();
    } finally {
      this.#depth -= 1;
    }
  }

  /** The tokens of the statement at hand that were taken. */
  get taken(): readonly Token[] {
    return this.tokens.slice(this.first, this.index);
  }

  /** The span from a token to the last token taken; from where the statement at hand begins unless told. */
  span(from: Token = this.tokens[this.first] ?? this.peek()): Span {
    const last = this.previous ?? from;
    return {
      offset: from.offset,
      line: from.line,
      column: from.column,
      end: Math.max(from.offset, last.offset) + last.text.length,
    };
  }
}
