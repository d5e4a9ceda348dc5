// Texts of a catalogue come again and again: the same bytes give the same text, which is made once as long as it is
// remembered. Texts that need but one byte a character take no more in memory, since Node makes them so: a database's texts
// of modules may be all that a capture holds.
import type { TextReader } from './decode-value.ts';

/** Texts that are remembered, at most; a power of two. */
const SLOTS = 1024;
/** The longest of them, in characters. */
const LONGEST = 128;
/** Bytes of UTF-16 that Node makes a text of its own memory of; longer ones keep two bytes a character, whatever they are. */
const OWN = 1 << 20;

/** Reads bytes in the code page of a collation; without one, in UTF-8. */
export type DecodeText = (bytes: Buffer, collation: Uint8Array | undefined) => string;

export class TextCache implements TextReader {
  readonly #decode: DecodeText;
  readonly #known = new Array<string | undefined>(SLOTS);
  readonly #ascii = Buffer.alloc(LONGEST);

  constructor(decode: DecodeText) {
    this.#decode = decode;
  }

  wide(bytes: Buffer, from: number, to: number): string {
    if (((to - from) & 1) !== 0) return bytes.toString('utf16le', from, to);
    if (to - from > LONGEST * 2) return long(bytes, from, to);
    let hash = 0;
    let all = 0;
    for (let at = from; at < to; at += 2) {
      const unit = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
      hash = (Math.imul(hash, 31) + unit) | 0;
      all |= unit;
      this.#ascii[(at - from) >> 1] = unit;
    }
    return all < 0x80 ? this.#remembered(hash, (to - from) >> 1) : bytes.toString('utf16le', from, to);
  }

  narrow(bytes: Buffer, from: number, to: number, collation: Uint8Array | undefined): string {
    const length = to - from;
    if (length > LONGEST) return this.#decode(bytes.subarray(from, to), collation);
    let hash = 0;
    let all = 0;
    for (let index = 0; index < length; index += 1) {
      const byte = bytes[from + index] ?? 0;
      hash = (Math.imul(hash, 31) + byte) | 0;
      all |= byte;
      this.#ascii[index] = byte;
    }
    return all < 0x80 ? this.#remembered(hash, length) : this.#decode(bytes.subarray(from, to), collation);
  }

  /** The text of the first so many characters of `#ascii`. */
  #remembered(hash: number, length: number): string {
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.#known[slot];
    if (known?.length === length && this.#isThere(known)) return known;
    const text = this.#ascii.toString('latin1', 0, length);
    this.#known[slot] = text;
    return text;
  }

  #isThere(text: string): boolean {
    for (let index = 0; index < text.length; index += 1)
      if (text.charCodeAt(index) !== this.#ascii[index]) return false;
    return true;
  }
}

/** A text of whatever length, in pieces where Node would not make it of its own memory. */
function long(bytes: Buffer, from: number, to: number): string {
  if (to - from <= OWN) return bytes.toString('utf16le', from, to);
  const pieces: string[] = [];
  for (let at = from; at < to; at += OWN) pieces.push(bytes.toString('utf16le', at, Math.min(at + OWN, to)));
  return pieces.join('');
}
