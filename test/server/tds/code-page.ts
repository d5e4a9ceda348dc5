// Text in a code page. Node encodes none but UTF-8, so the table is made by decoding; and some releases of Node 20
// decode windows-1252 as Latin-1, so that one is spelled out.
import type { ByteWriter } from './byte-writer.ts';

/** Writes texts in a code page; a character that it lacks becomes `?`, as on a server. */
export interface CodePage {
  /** Bytes that a text takes. */
  length(text: string): number;
  write(writer: ByteWriter, text: string): void;
}

const BYTES = Uint8Array.from({ length: 256 }, (_, index) => index);
const LATIN = String.fromCharCode(...BYTES);
const HIGH_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const ALL_1252 = LATIN.slice(0, 0x80) + HIGH_1252 + LATIN.slice(0xa0);
const QUESTION_MARK = 0x3f;

const UTF8: CodePage = {
  length: (text) => Buffer.byteLength(text, 'utf8'),
  write: (writer, text) => writer.raw(Buffer.from(text, 'utf8')),
};

const made = new Map<string, CodePage>([['utf-8', UTF8]]);

/** The code page of a name such as `windows-1252`; made once. */
export function codePage(name: string): CodePage {
  const known = made.get(name);
  if (known !== undefined) return known;
  const page = singleByte(name === 'windows-1252' ? ALL_1252 : new TextDecoder(name).decode(BYTES));
  made.set(name, page);
  return page;
}

/** The text of bytes in windows-1252. */
export function decodeWestern(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALL_1252[byte]).join('');
}

function singleByte(characters: string): CodePage {
  const byteOf = new Uint8Array(0x1_0000).fill(QUESTION_MARK);
  for (let byte = 0; byte < characters.length; byte += 1) byteOf[characters.charCodeAt(byte)] = byte;
  return {
    length: (text) => text.length,
    write(writer, text) {
      writer.reserve(text.length);
      const { bytes } = writer;
      let at = writer.length;
      for (let index = 0; index < text.length; index += 1) bytes[at++] = byteOf[text.charCodeAt(index)] ?? 0;
      writer.length = at;
    },
  };
}
