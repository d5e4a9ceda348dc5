// Reads a file in blocks of whole lines, unpacked where its content is gzip, in bounded memory.
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const CHUNK = 262_144;
const LINE_FEED = 10;

/** Longest line that is read, in bytes. */
export const LONGEST_LINE = 67_108_864;

/** Thrown for a line beyond {@link LONGEST_LINE}, which no file of lines has. */
export class LineTooLongError extends Error {
  override readonly name = 'LineTooLongError';
}

/** Blocks that end in a line feed each; what follows the last line feed comes as a block of its own. */
export async function* readLineBlocks(path: string, signal?: AbortSignal): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let size = 0;
  for await (const chunk of unpacked(createReadStream(path, { highWaterMark: CHUNK, signal }))) {
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    if (end > 0) {
      yield Buffer.concat([...begun, chunk.subarray(0, end)]);
      begun = [];
      size = 0;
    }
    begun.push(chunk.subarray(end));
    size += chunk.length - end;
    if (size > LONGEST_LINE) throw new LineTooLongError(`A line has more than ${LONGEST_LINE} bytes.`);
  }
  if (size > 0) yield Buffer.concat(begun);
}

/** Tells gzip by its first two bytes, so that a file whose name says otherwise is read all the same. */
async function* unpacked(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const chunks = file[Symbol.asyncIterator]();
  const first = await chunks.next();
  const whole = async function* (): AsyncGenerator<Buffer> {
    for (let next = first; !next.done; next = await chunks.next()) yield next.value;
  };
  try {
    const packed = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b;
    yield* packed ? gunzipped(whole()) : whole();
  } finally {
    await chunks.return?.();
  }
}

async function* gunzipped(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const fed = pipeline(Readable.from(bytes, { objectMode: false }), gunzip);
  fed.catch(() => undefined); // it fails the reading below as well, which is where it is thrown
  yield* gunzip as AsyncIterable<Buffer>;
  await fed;
}
