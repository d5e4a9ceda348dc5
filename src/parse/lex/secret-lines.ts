// The lines of a script in which a secret is typed. What else stands in one is the rest of a secret that an apostrophe has
// ended too early: nothing of it is shown, and nothing of it runs.
import { TYPE_SECRET } from '../../model/script-protocol.ts';
import type { Place } from './token.ts';

/** How a secret is typed. */
export const TYPED_SECRET = `EXEC ${TYPE_SECRET}`;

/** What to do about a secret that ends too early. */
export const DOUBLE_APOSTROPHES = "Write each apostrophe of the secret twice: it''s for it's.";

const CALL = `${TYPED_SECRET} `;

/** Follows a script, chunk by chunk. */
export class SecretLines {
  /** Where these lines begin, in order. */
  readonly #starts: number[] = [];
  #length = 0;
  #lineStart = 0;
  /** The end of the text so far, in which a call may have begun. */
  #tail = '';

  take(chunk: string): void {
    const text = this.#tail + chunk;
    const base = this.#length - this.#tail.length;
    let from = 0;
    for (let at = text.indexOf(CALL); at >= 0; at = text.indexOf(CALL, at + 1)) {
      this.#pass(text.slice(from, at), base + from);
      if (this.#starts.at(-1) !== this.#lineStart) this.#starts.push(this.#lineStart);
      from = at;
    }
    this.#pass(text.slice(from), base + from);
    this.#length += chunk.length;
    this.#tail = text.slice(-(CALL.length - 1));
  }

  #pass(text: string, offset: number): void {
    const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
    if (end >= 0) this.#lineStart = offset + end + 1;
  }

  /** Whether a secret is typed in the line of a place, or in a later one that begins before `end`. */
  holds({ offset, column }: Place, end = offset): boolean {
    if (this.#starts.length === 0) return false;
    let low = 0;
    for (let high = this.#starts.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((this.#starts[middle] ?? 0) <= end) low = middle + 1;
      else high = middle;
    }
    return (this.#starts[low - 1] ?? -1) >= offset - column + 1;
  }
}
