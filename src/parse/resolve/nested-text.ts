// Tokens of a text that a script runs dynamically, standing where its characters stand in the file.
import { Cursor, SyntaxProblem } from '../grammar/cursor.ts';
import { CODE, CR, LF } from '../lex/character.ts';
import { type Place, placeOf, type Token } from '../lex/token.ts';
import { tokenize } from '../lex/tokenizer.ts';
import type { NameParts } from '../tree/expression.ts';
import { type Known, type Piece, piecesOf } from '../tree/value.ts';

/** A token on its way to where it stands. */
type Moved = { -readonly [P in keyof Token]: Token[P] };

/** The tokens of a known string, placed in the file; text that no literal holds is placed at `fallback`. */
export function nestedTokens(
  known: Extract<Known, { type: 'string' }>,
  fallback: Place,
  quotedIdentifiers = true,
): Token[] {
  const tokens: Moved[] = tokenize(known.value, { script: false, quotedIdentifiers });
  const places = new PlaceWalker(piecesOf(known.origin), fallback);
  for (const token of tokens) places.move(token);
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

/** Walks forward only: each place is asked for once, in order. */
class PlaceWalker {
  readonly #pieces: readonly Piece[];
  readonly #fallback: Place;
  #index = 0;
  #entered: Token | undefined;
  /** Every character of the literal stands for itself, on one line. */
  #isPlain = false;
  #raw = 0;
  #mark: number = CODE.QUOTE;
  #decoded = 0;
  #line = 0;
  #column = 0;

  constructor(pieces: readonly Piece[], fallback: Place) {
    this.#pieces = pieces;
    this.#fallback = fallback;
  }

  /** Moves a token of the text to where it stands in the file. */
  move(token: Moved): void {
    const at = token.offset;
    while ((this.#pieces[this.#index + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) this.#index += 1;
    const piece = this.#pieces[this.#index];
    const literal = piece?.token;
    if (literal === undefined || literal.substituted === true || literal.kind !== 'string') {
      Object.assign(token, placeOf(literal ?? this.#fallback));
      return;
    }
    if (this.#entered !== literal || at - (piece?.at ?? 0) < this.#decoded) this.#enter(literal);
    const ahead = at - (piece?.at ?? 0) - this.#decoded;
    if (this.#isPlain) this.#skip(ahead);
    else this.#walk(literal.text, ahead);
    token.offset = literal.offset + this.#raw;
    token.line = this.#line;
    token.column = this.#column;
  }

  #enter(token: Token): void {
    const { text, value, line, column } = token;
    this.#entered = token;
    this.#raw = /^n/i.test(text) ? 2 : 1;
    this.#mark = text.charCodeAt(this.#raw - 1);
    this.#isPlain = value.length === text.length - this.#raw - 1 && !/[\r\n]/.test(text);
    this.#decoded = 0;
    this.#line = line;
    this.#column = column + this.#raw;
  }

  #skip(count: number): void {
    this.#raw += count;
    this.#column += count;
    this.#decoded += count;
  }

  #walk(text: string, count: number): void {
    const to = this.#decoded + count;
    while (this.#decoded < to && this.#raw < text.length - 1) {
      const code = text.charCodeAt(this.#raw);
      const isBreak = code === LF || (code === CR && text.charCodeAt(this.#raw + 1) !== LF);
      const width = code === this.#mark ? 2 : 1;
      this.#raw += width;
      this.#column = isBreak ? 1 : this.#column + width;
      this.#line += isBreak ? 1 : 0;
      this.#decoded += 1;
    }
  }
}
