// The tokens of a text as they are found, each with its place in it.
import { ChunkedText } from './chunked-text.ts';
import { Quoting } from './quoting.ts';
import type { Place, Token, TokenKind } from './token.ts';

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

  /** Adds the token from the place at hand to `end`, and moves there; no line ends in it. */
  protected push(kind: TokenKind, end: number, value: string, upper: string): true {
    this.emit(this.make(kind, end, value, upper));
    this.at = end;
    return true;
  }

  /** Adds what is no part of T-SQL, and moves behind it. */
  protected bad(end: number, problem: string): boolean {
    this.emit({ ...this.make('bad', end, '', ''), problem });
    return this.advance(end);
  }

  /** Adds a token. */
  protected emit(token: Token): void {
    this.#quoting.take(token);
    this.#found.push(token);
  }

  /** The token from the place at hand to `end`. */
  protected make(kind: TokenKind, end: number, value: string, upper: string): Token {
    const { offset, line, column } = this;
    return { kind, text: this.text.slice(this.at, end), value, upper, offset, line, column };
  }

  /** The place at hand. */
  protected place(): Place {
    return { offset: this.offset, line: this.line, column: this.column };
  }
}
