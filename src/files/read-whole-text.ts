// A text file that a person wrote, at once: UTF-8 with or without a byte order mark, or UTF-16 with one, as PowerShell
// and editors of Windows write. Anything else is refused, and so is what no person writes.
import { createReadStream } from 'node:fs';
import { RegrantError } from '../model/errors.ts';
import { failedOrAborted } from './file-error.ts';

/** Largest file that is read, in bytes: thousands of servers fit. */
const LARGEST = 16_777_216;

/** Reads a file. Throws a RegrantError: `file-failed`, also for bytes that are no text; `cancelled`. */
export async function readWholeText(path: string, signal?: AbortSignal): Promise<string> {
  let bytes: Buffer;
  try {
    signal?.throwIfAborted();
    bytes = await wholeFile(path, signal);
  } catch (error) {
    throw error instanceof RegrantError ? error : failedOrAborted('read', path, error, signal);
  }
  return decoded(path, bytes);
}

async function wholeFile(path: string, signal: AbortSignal | undefined): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Counted as it comes: a pipe or a device tells no size before.
  for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw noText(path, `has more than ${LARGEST} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decoded(path: string, bytes: Buffer): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw noText(path, `is not ${encoding.toUpperCase()} text`);
  }
}

function noText(path: string, what: string): RegrantError {
  return new RegrantError({
    code: 'file-failed',
    fact: `${path} ${what}.`,
    remedy: 'Check that it is the right file, and save it as UTF-8.',
  });
}
