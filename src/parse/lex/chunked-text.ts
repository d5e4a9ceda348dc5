// A text that comes in chunks, and the place in it that reading has come to. What is not finished is kept for the next
// chunk, and looked at again only when twice as much is there, so that the whole stays linear however chunks fall.

import { CR, LF } from './character.ts';
import { lineEnd } from './scan.ts';
import type { Place } from './token.ts';

/** The text at hand and the place in it. */
export class ChunkedText {
  /** What is left of the text, as far as it has come. */
  protected text = '';
  /** Where reading is in it. */
  protected at = 0;
  /** No more comes. */
  protected isFinal = false;
  /** Characters of the whole text before the text at hand. */
  protected base = 0;
  /** The line where reading is, from 1. */
  protected line = 1;
  /** Where that line begins in the whole text. */
  protected lineStart = 0;
  #waiting = '';
  #wanted = 0;

  /** Takes a chunk; false where it is not worth while yet to read on. */
  protected accept(chunk: string, isFinal: boolean): boolean {
    this.#waiting += chunk;
    this.isFinal = isFinal;
    if (!isFinal && this.text.length - this.at + this.#waiting.length < this.#wanted) return false;
    this.base += this.at;
    this.text = this.text.slice(this.at) + this.#waiting;
    this.at = 0;
    this.#waiting = '';
    return true;
  }

  /** What is left now is not finished: twice as much is to come. */
  protected keep(): void {
    this.#wanted = (this.text.length - this.at) * 2;
  }

  /** Whether more has to come before so many characters can be looked at. */
  protected waits(count: number): boolean {
    return !this.isFinal && this.at + count > this.text.length;
  }

  /** Moves over a line end; false where only the next chunk tells how long it is. */
  protected newLine(code: number): boolean {
    if (code === CR && this.waits(2)) return false;
    this.at += code === CR && this.text.charCodeAt(this.at + 1) === LF ? 2 : 1;
    this.#beginLine(this.at);
    return true;
  }

  /** Moves over text that may hold line ends. */
  protected advance(end: number): true {
    for (let i = lineEnd(this.text, this.at, end); i >= 0; i = lineEnd(this.text, i, end)) {
      i += this.text.charCodeAt(i) === CR && this.text.charCodeAt(i + 1) === LF && i + 1 < end ? 2 : 1;
      this.#beginLine(i);
    }
    this.at = end;
    return true;
  }

  #beginLine(at: number): void {
    this.line += 1;
    this.lineStart = this.base + at;
  }

  /** Where reading is, in the whole text. */
  protected place(): Place {
    const offset = this.base + this.at;
    return { offset, line: this.line, column: offset - this.lineStart + 1 };
  }
}
