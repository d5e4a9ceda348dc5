// A text file piece by piece, in the encodings Windows tools write: UTF-8 with or without a byte order mark, UTF-16.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { failedOrAborted } from './file-error.ts';

/**
 * Reads a text file in pieces; the byte order mark decides the encoding, UTF-8 without one.
 * Throws a RegrantError: `file-failed` when it cannot be read, `cancelled`, `timed-out`.
 */
export async function* readText(path: string, signal?: AbortSignal): AsyncGenerator<string, void, undefined> {
  try {
    const decoder = new TextDecoder(await encodingOf(path));
    const stream = createReadStream(path, signal === undefined ? {} : { signal });
    for await (const bytes of stream) yield decoder.decode(bytes as Buffer, { stream: true });
    yield decoder.decode();
  } catch (cause) {
    throw failedOrAborted('read', path, cause, signal);
  }
}

async function encodingOf(path: string): Promise<'utf-8' | 'utf-16le' | 'utf-16be'> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'utf-16le';
    return buffer[0] === 0xfe && buffer[1] === 0xff ? 'utf-16be' : 'utf-8';
  } finally {
    await file.close();
  }
}
