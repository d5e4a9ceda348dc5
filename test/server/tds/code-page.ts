// Writes text in a code page. Node decodes them all and encodes none but UTF-8, so the table is made by decoding.

/** Bytes of a text in the code page; a character that it lacks becomes `?`, as on a server. */
export type EncodeText = (text: string) => Uint8Array;

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

function tableEncoder(codePage: string): EncodeText {
  const every = new TextDecoder(codePage).decode(Uint8Array.from({ length: 256 }, (_, index) => index));
  const bytes = new Map([...every].map((character, index) => [character, index]));
  return (text) => Uint8Array.from([...text], (character) => bytes.get(character) ?? 0x3f);
}
