// Bytes and texts with their length in front, inside a token that is all there.

/** Makes the error for a clause that says what is wrong. */
export type Refuse = (what: string) => Error;

/** Bytes with a length of one or two bytes in front, and where they end. */
export function readSized(
  bytes: Buffer,
  at: number,
  width: 1 | 2,
  refuse: Refuse,
): { readonly bytes: Buffer; readonly end: number } {
  const from = at + width;
  if (from > bytes.length) throw refuse('a token is cut off');
  const end = from + bytes.readUIntLE(at, width);
  if (end > bytes.length) throw refuse('a token is cut off');
  return { bytes: bytes.subarray(from, end), end };
}

/** A text of at most 255 units, and where it ends. */
export function readShortText(
  bytes: Buffer,
  at: number,
  refuse: Refuse,
): { readonly text: string; readonly end: number } {
  if (at >= bytes.length) throw refuse('a token is cut off');
  const end = at + 1 + bytes.readUInt8(at) * 2;
  if (end > bytes.length) throw refuse('a token is cut off');
  return { text: bytes.toString('utf16le', at + 1, end), end };
}
