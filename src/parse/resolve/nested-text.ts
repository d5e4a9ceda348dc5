// Tokens of a text that a script runs dynamically, standing where its characters stand in the file.
import { Cursor, SyntaxProblem } from '../grammar/cursor.ts';
import { type Place, placeOf, type Token } from '../lex/token.ts';
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
  return tokenize(known.value, { script: false, quotedIdentifiers }).map((token) => {
    const { offset, line, column } = places.at(token.offset);
    const { kind, text, value, upper, problem } = token;
    const moved = { kind, text, value, upper, offset, line, column };
    return problem === undefined ? moved : { ...moved, problem };
  });
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

  at(at: number): Place {
    while ((this.#pieces[this.#index + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) this.#index += 1;
    const piece = this.#pieces[this.#index];
    const token = piece?.token;
    if (piece === undefined || token === undefined) return placeOf(this.#fallback);
    if (token.substituted === true || token.kind !== 'string') return placeOf(token);
    if (this.#entered !== this.#index) this.#enter(token);
    this.#walk(token, at - piece.at);
    return { offset: token.offset + this.#raw, line: this.#line, column: this.#column };
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
