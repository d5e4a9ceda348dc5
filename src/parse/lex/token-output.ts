// The tokens of a text as they are found, each with its place in it.
import { ChunkedText } from './chunked-text.ts';
import { Quoting } from './quoting.ts';
import type { Token, TokenKind } from './token.ts';

/** A text in chunks, and the tokens that were found in it. */
export class TokenOutput extends ChunkedText {
  #found: Token[] = [];
  readonly #quoting: Quoting;

  /** `isNameQuoted`: QUOTED_IDENTIFIER as the text begins. */
  protected constructor(isNameQuoted: boolean) {
    super();
    this.#quoting = new Quoting(isNameQuoted);
  }

  /** Gives what was found since the last time. */
  protected take(): Token[] {
    const found = this.#found;
    this.#found = [];
    return found;
  }

  /** Whether a text in double quotes is a name here. */
  protected get isNameQuoted(): boolean {
    return this.#quoting.isOn;
  }

  /** Adds the token of this text at the place at hand, and moves behind it; no line ends in it, and its value is its text. */
  protected push(kind: TokenKind, text: string, upper: string): true {
    this.emit(this.#make(kind, text, text, upper));
    this.at += text.length;
    return true;
  }

  /** Adds what is no part of T-SQL, and moves behind it. */
  protected bad(end: number, problem: string): boolean {
    this.emit({ ...this.make('bad', end, ''), problem });
    return this.advance(end);
  }

  /** Adds a token. */
  protected emit(token: Token): void {
    this.#quoting.take(token);
    this.#found.push(token);
  }

  /** The token from the place at hand to `end`, which is no word and no operator. */
  protected make(kind: TokenKind, end: number, value: string): Token {
    return this.#make(kind, this.text.slice(this.at, end), value, '');
  }

  #make(kind: TokenKind, text: string, value: string, upper: string): Token {
    const offset = this.base + this.at;
    return { kind, text, value, upper, offset, line: this.line, column: offset - this.lineStart + 1 };
  }
}
