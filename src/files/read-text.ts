// A text file piece by piece, in the encodings Windows tools write: UTF-8 with or without a byte order mark, UTF-16, or
// what the user says it is. Bytes that are no text in that encoding are refused: no name comes out changed.
import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';
import { RegrantError } from '../model/errors.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { failedOrAborted } from './file-error.ts';

/** How to read a text file. */
export interface ReadTextOptions {
  /** A label of the WHATWG Encoding Standard (`windows-1252`, `utf-16le` …) for a file without a byte order mark; default UTF-8. */
  readonly encoding?: string;
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal | undefined;
}

const RULES: OptionRules<ReadTextOptions> = { encoding: 'text', signal: 'signal' };

/**
 * Reads a text file in pieces, without its byte order mark; the mark decides the encoding where there is one.
 * Throws a RegrantError: `bad-script` for bytes that are no text in the encoding, `bad-option` for an encoding that is not
 * known, `file-failed`, `cancelled`, `timed-out`.
 */
export async function* readText(
  path: string,
  options: ReadTextOptions = {},
): AsyncGenerator<string, void, undefined> {
  checkOptions(options, RULES);
  const { encoding, signal } = options;
  if (encoding !== undefined) decoderOf(encoding);
  let decoding: Decoding | undefined;
  try {
    for await (const bytes of createReadStream(path, { signal })) {
      decoding ??= new Decoding(path, bytes as Buffer, encoding);
      yield decoding.take(bytes as Buffer);
    }
    if (decoding !== undefined) yield decoding.end();
  } catch (cause) {
    throw failedOrAborted('read', path, cause, signal);
  }
}

function decoderOf(encoding: string): TextDecoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch (cause) {
    throw new RegrantError({
      code: 'bad-option',
      fact: `“${encoding}” is no encoding that is known.`,
      remedy: 'Use utf-8, utf-16le, utf-16be, windows-1252 or another label of the Encoding Standard.',
      cause,
    });
  }
}

/** Bytes to text, and where they are none. */
class Decoding {
  readonly #path: string;
  readonly #encoding: string;
  readonly #decoder: TextDecoder;
  #lines = 1;

  constructor(path: string, first: Buffer, encoding: string | undefined) {
    this.#path = path;
    this.#encoding = markOf(first) ?? encoding ?? wanted(path, first);
    this.#decoder = decoderOf(this.#encoding);
  }

  take(bytes: Buffer): string {
    try {
      const text = this.#decoder.decode(bytes, { stream: true });
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines += 1;
      return text;
    } catch (cause) {
      throw this.#refused(this.#lines + linesBefore(bytes, this.#encoding), cause);
    }
  }

  end(): string {
    try {
      return this.#decoder.decode();
    } catch (cause) {
      throw this.#refused(this.#lines, cause);
    }
  }

  #refused(line: number, cause: unknown): RegrantError {
    return new RegrantError({
      code: 'bad-script',
      fact: `Line ${line} of ${this.#path} is no ${this.#encoding.toUpperCase()} text.`,
      remedy:
        'Say how it was saved, with --encoding windows-1252 (ANSI) or --encoding utf-16le (Unicode), or save it as UTF-8.',
      cause,
    });
  }
}

function markOf([first, second, third]: Buffer): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : undefined;
}

/** UTF-8, unless every second byte is zero: that is UTF-16 of western text, of which UTF-8 would make names with zeros. */
function wanted(path: string, first: Buffer): string {
  const sample = first.subarray(0, 4096);
  const zeros = [0, 0];
  for (const [at, byte] of sample.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (even + odd < sample.length / 4) return 'utf-8';
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  throw new RegrantError({
    code: 'bad-script',
    fact: `${path} is UTF-16 without a byte order mark, as its zero bytes show.`,
    remedy: `Give --encoding ${encoding}, or save it with a byte order mark.`,
  });
}

/** Line ends in front of the first line that is no text; only bytes of UTF-8 are looked at. */
function linesBefore(bytes: Buffer, encoding: string): number {
  if (encoding !== 'utf-8') return 0;
  let lines = 0;
  for (let from = 0, end = bytes.indexOf(10); end >= 0; from = end + 1, end = bytes.indexOf(10, from)) {
    // The first line may begin with the rest of a character whose beginning came with the bytes before.
    const start = from === 0 ? restOfCharacter(bytes) : from;
    if (!isText(bytes.subarray(start, end))) return lines;
    lines += 1;
  }
  return lines;
}

function restOfCharacter(bytes: Buffer): number {
  let length = 0;
  while (length < 3 && ((bytes[length] ?? 0) & 0xc0) === 0x80) length += 1;
  return length;
}

function isText(bytes: Buffer): boolean {
  return bytes.every((byte) => byte < 0x80) || !bytes.toString('utf8').includes('\ufffd');
}
