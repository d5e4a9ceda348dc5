// The SHA-256 sum of a file, whatever its size.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { fileError } from './file-error.ts';

/** In lower-case hexadecimal. Throws a RegrantError `file-failed`. */
export async function sumFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const bytes of createReadStream(path)) hash.update(bytes as Uint8Array);
  } catch (error) {
    throw fileError('read', path, error);
  }
  return hash.digest('hex');
}
