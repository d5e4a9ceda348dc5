// Joins small chunks into blocks worth a system call. A block of text never ends inside a surrogate pair or
// between CR and LF, so that whatever encodes or rewrites it may look at one block alone.

/** What a file is written from: text (UTF-8 unless encoded before) or bytes, at once or as it comes. */
export type Chunks<T = string | Uint8Array> = Iterable<T> | AsyncIterable<T>;

const BLOCK = 65_536;

/** The same text and bytes in blocks of about 64 Ki characters; bytes pass as they are. */
export async function* gatherText<T extends string | Uint8Array>(
  chunks: Chunks<T>,
): AsyncGenerator<T | string, void, undefined> {
  let pending = '';
  for await (const chunk of chunks) {
    if (typeof chunk === 'string') {
      pending += chunk;
      if (pending.length < BLOCK) continue;
      const whole = isOpenEnd(pending.charCodeAt(pending.length - 1)) ? pending.length - 1 : pending.length;
      yield pending.slice(0, whole);
      pending = pending.slice(whole);
    } else {
      if (pending !== '') yield pending;
      pending = '';
      yield chunk;
    }
  }
  if (pending !== '') yield pending;
}

/** Whether a block that ends in this would be cut in two: a CR, the first half of a pair. */
function isOpenEnd(code: number): boolean {
  return code === 13 || (code >= 0xd800 && code <= 0xdbff);
}
