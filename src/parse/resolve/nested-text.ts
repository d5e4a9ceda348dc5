// Tokens of a text that a script runs dynamically, standing where its characters stand in the file.
import { Cursor, SyntaxProblem } from '../grammar/cursor.ts';
import type { Place, Token } from '../lex/token.ts';
import { tokenize } from '../lex/tokenizer.ts';
import type { NameParts } from '../tree/expression.ts';
import { type Known, type Piece, piecesOf } from '../tree/value.ts';

/** The tokens of a known string, placed in the file; text that no literal holds is placed at `fallback`. */
export function nestedTokens(
  known: Extract<Known, { type: 'string' }>,
  fallback: Place,
  quotedIdentifiers = true,
): Token[] {
  const places = new PlaceWalker(piecesOf(known.origin), fallback);
  const tokens = tokenize(known.value, { script: false, quotedIdentifiers });
  for (const [at, token] of tokens.entries()) tokens[at] = places.moved(token);
  return tokens;
}

/** A dotted name in a text, outermost part first; undefined where the text is something else. */
export function partsOf(text: string): NameParts | undefined {
  const cursor = new Cursor(tokenize(text));
  try {
    const parts = cursor.parts();
    return cursor.peek().kind === 'end' ? parts : undefined;
  } catch (problem) {
    if (problem instanceof SyntaxProblem) return undefined;
    throw problem;
  }
}

function placed({ kind, text, value, upper, problem }: Token, { offset, line, column }: Place): Token {
  const moved = { kind, text, value, upper, offset, line, column };
  return problem === undefined ? moved : { ...moved, problem };
}

/** Walks forward only: each place is asked for once, in order. */
class PlaceWalker {
  readonly #pieces: readonly Piece[];
  readonly #fallback: Place;
  #index = 0;
  #entered = -1;
  #raw = 0;
  #mark = 39;
  #decoded = 0;
  #line = 0;
  #column = 0;

  constructor(pieces: readonly Piece[], fallback: Place) {
    this.#pieces = pieces;
    this.#fallback = fallback;
  }

  /** A token of the text where it stands in the file. */
  moved(token: Token): Token {
    const at = token.offset;
    while ((this.#pieces[this.#index + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) this.#index += 1;
    const piece = this.#pieces[this.#index];
    const literal = piece?.token;
    if (piece === undefined || literal === undefined) return placed(token, this.#fallback);
    if (literal.substituted === true || literal.kind !== 'string') return placed(token, literal);
    if (this.#entered !== this.#index) this.#enter(literal);
    this.#walk(literal, at - piece.at);
    return placed(token, {
      offset: literal.offset + this.#raw,
      line: this.#line,
      column: this.#column,
    });
  }

  #enter(token: Token): void {
    this.#entered = this.#index;
    this.#raw = /^n/i.test(token.text) ? 2 : 1;
    this.#mark = token.text.charCodeAt(this.#raw - 1);
    this.#decoded = 0;
    this.#line = token.line;
    this.#column = token.column + this.#raw;
  }

  #walk(token: Token, to: number): void {
    const { text } = token;
    while (this.#decoded < to && this.#raw < text.length - 1) {
      const code = text.charCodeAt(this.#raw);
      const isBreak = code === 10 || (code === 13 && text.charCodeAt(this.#raw + 1) !== 10);
      const width = code === this.#mark ? 2 : 1;
      this.#raw += width;
      this.#column = isBreak ? 1 : this.#column + width;
      this.#line += isBreak ? 1 : 0;
      this.#decoded += 1;
    }
  }
}
