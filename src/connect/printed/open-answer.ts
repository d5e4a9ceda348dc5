// An answer whose lines are coming: they are put together into rows, and what is missing or out of place is found.
import { type AnswerLine, readRow } from './answer-line.ts';

/** A row of an answer: text, or null. */
export type AnswerRow = readonly (string | null)[];

/** What can be wrong: lines are missing or stand in another order, or a row is not as it was printed. */
export type AnswerFault = 'cut' | 'changed';

export class OpenAnswer {
  readonly #scope: number;
  readonly #of: string;
  #lines = 0;
  #row = 0;
  #piece = 0;
  #text = '';

  constructor({ scope, of }: Pick<AnswerLine, 'scope' | 'of'>) {
    this.#scope = scope;
    this.#of = of;
  }

  /** Takes a line; the row that ends with it, nothing where the row goes on, or what is wrong. */
  add({ scope, of, row, piece, pieces, text }: AnswerLine): AnswerRow | AnswerFault | undefined {
    const isNext =
      this.#piece === 0
        ? row === this.#row + 1 && piece === 1
        : row === this.#row && piece === this.#piece + 1;
    if (!isNext || !this.isOf({ scope, of })) return 'cut';
    this.#lines += 1;
    this.#row = row;
    this.#piece = piece < pieces ? piece : 0;
    this.#text += text;
    if (piece < pieces) return undefined;
    const values = readRow(this.#text);
    this.#text = '';
    return values ?? 'changed';
  }

  /** What is wrong with the answer, if anything is, by the line that closes it. */
  close({ scope, of, pieces }: AnswerLine): AnswerFault | undefined {
    return pieces === this.#lines && this.#piece === 0 && this.isOf({ scope, of }) ? undefined : 'cut';
  }

  /** Whether a line is of this answer. */
  isOf({ scope, of }: Pick<AnswerLine, 'scope' | 'of'>): boolean {
    return scope === this.#scope && of === this.#of;
  }
}
