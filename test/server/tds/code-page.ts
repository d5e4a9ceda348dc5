// Text in a code page. Node encodes none but UTF-8, so the table is made by decoding; and some releases of Node 20
// decode windows-1252 as Latin-1, so that one is spelled out.

/** Bytes of a text in the code page; a character that it lacks becomes `?`, as on a server. */
export type EncodeText = (text: string) => Uint8Array;

const BYTES = Uint8Array.from({ length: 256 }, (_, index) => index);
const LATIN = String.fromCharCode(...BYTES);
const HIGH_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const ALL_1252 = LATIN.slice(0, 0x80) + HIGH_1252 + LATIN.slice(0xa0);

const made = new Map<string, EncodeText>();

/** The encoder of a code page such as `windows-1252`; made once. */
export function encoderOf(codePage: string): EncodeText {
  let encode = made.get(codePage);
  if (encode === undefined) {
    encode = codePage === 'utf-8' ? (text) => Buffer.from(text, 'utf8') : tableEncoder(codePage);
    made.set(codePage, encode);
  }
  return encode;
}

/** The text of bytes in windows-1252. */
export function decodeWestern(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALL_1252[byte]).join('');
}

function tableEncoder(codePage: string): EncodeText {
  const every = codePage === 'windows-1252' ? ALL_1252 : new TextDecoder(codePage).decode(BYTES);
  const bytes = new Map([...every].map((character, index) => [character, index]));
  return (text) => Uint8Array.from([...text], (character) => bytes.get(character) ?? 0x3f);
}
