// Text to bytes in the encodings and line ends that sqlcmd, SSMS and a DBA's editor take.
import { RegrantError } from '../model/errors.ts';
import { type Chunks, gatherText } from './gather-text.ts';

/** Encodings a script can be written in; `utf16le` always starts with a byte order mark. */
export type TextEncoding = 'utf8' | 'utf8-bom' | 'utf16le';

/** The encodings. */
export const TEXT_ENCODINGS: readonly TextEncoding[] = ['utf8', 'utf8-bom', 'utf16le'];

/** Line ends a script can be written with. */
export type Newline = 'lf' | 'crlf';

/** The line ends. */
export const NEWLINES: readonly Newline[] = ['lf', 'crlf'];

/** How to encode; UTF-8 without a byte order mark and LF unless told. */
export interface EncodeOptions {
  /** Default `utf8`. */
  readonly encoding?: TextEncoding;
  /** Line ends; default `lf`. */
  readonly newline?: Newline;
}

const BYTE_ORDER_MARK: Readonly<Record<TextEncoding, readonly number[]>> = {
  utf8: [],
  'utf8-bom': [0xef, 0xbb, 0xbf],
  utf16le: [0xff, 0xfe],
};
const UTF8 = new TextEncoder();
const LINE_END = { lf: '\n', crlf: '\r\n' } as const;

/**
 * Encodes text piece by piece; memory does not grow with it. Every line end (LF or CRLF) becomes the one asked
 * for, or is kept; chunks may be cut anywhere, inside a surrogate pair too.
 * Throws a RegrantError `internal` for a lone surrogate, which no encoding can hold.
 */
export async function* encodeText(
  chunks: Chunks<string>,
  options: Omit<EncodeOptions, 'newline'> & { readonly newline?: Newline | 'kept' } = {},
): AsyncGenerator<Uint8Array, void, undefined> {
  const { encoding = 'utf8', newline = 'lf' } = options;
  const mark = byteOrderMark(encoding);
  if (mark.length > 0) yield mark;
  for await (const text of gatherText(chunks)) {
    yield encodeBlock(newline === 'kept' ? text : withLineEnds(text, newline), encoding);
  }
}

/** What a file of an encoding begins with. */
export function byteOrderMark(encoding: TextEncoding): Uint8Array {
  return Uint8Array.from(BYTE_ORDER_MARK[encoding]);
}

/** A line end. */
export function lineEnd(newline: Newline): string {
  return LINE_END[newline];
}

function withLineEnds(text: string, newline: Newline): string {
  return newline === 'lf' && !text.includes('\r') ? text : text.replace(/\r?\n/g, LINE_END[newline]);
}

/** One block of text as bytes, without a byte order mark. */
export function encodeBlock(text: string, encoding: TextEncoding = 'utf8'): Uint8Array {
  if (/\p{Surrogate}/u.test(text)) {
    throw new RegrantError({
      code: 'internal',
      fact: 'Half a surrogate pair came to be written into a file, which no encoding can hold.',
      remedy: 'Report this, with the name that holds it if you know it; nothing was written.',
    });
  }
  return encoding === 'utf16le' ? Buffer.from(text, 'utf16le') : UTF8.encode(text);
}
