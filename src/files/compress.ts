// gzip whose bytes depend on the content alone: no time, no file name, and no word on the operating system.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/** The place of the operating system's code in a gzip header, and the code for "unknown" (RFC 1952). */
const SYSTEM_AT = 9;
const UNKNOWN_SYSTEM = 255;

/** Whether a file of this name is compressed: it ends in `.gz`. */
export function isCompressedName(path: string): boolean {
  return /\.gz$/i.test(path);
}

/** Compresses bytes as they come. The same content gives the same bytes with the same version of zlib. */
export async function* compress(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gzip = createGzip({ level: 6 });
  const fed = pipeline(Readable.from(bytes, { objectMode: false }), gzip);
  fed.catch(() => undefined); // it fails the reading below as well, which is where it is thrown
  let position = 0;
  for await (const chunk of gzip as AsyncIterable<Buffer>) {
    const at = SYSTEM_AT - position;
    if (at >= 0 && at < chunk.length) chunk[at] = UNKNOWN_SYSTEM;
    position += chunk.length;
    yield chunk;
  }
  await fed;
}
