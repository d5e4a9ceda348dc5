// Writes a file so that its name always means a whole file: the old one until the very end, then the new one.
// Never is a part of the content under the final name, whatever fails and whenever the process is killed.
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { abortable, throwIfAborted } from '../model/abort.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import { compress, isCompressedName } from './compress.ts';
import { encodeBlock } from './encode-text.ts';
import { failedOrAborted } from './file-error.ts';
import { type FileKind, refuseOtherKind } from './file-kind.ts';
import { type Chunks, gatherText } from './gather-text.ts';
import { realFile } from './real-file.ts';
import { replaceFile } from './replace-file.ts';
import { removeLeftOvers, temporaryName } from './temporary-file.ts';

/** How to write. */
export interface WriteOptions {
  /** Stops the writing; the old file stays as it was. */
  readonly signal?: AbortSignal | undefined;
}

const RULES: OptionRules<WriteOptions> = { signal: 'signal' };

/**
 * Writes chunks (text as UTF-8, bytes as they are) to a file: into a temporary file beside it, mode 0600, flushed
 * to the disk and then renamed. A name that ends in `.gz` is compressed. The chunks are pulled as fast as the disk
 * takes them. A symbolic link is followed; one that leads to nothing is refused, anything but a regular file, and
 * a file with content of another kind. Temporary files that a killed process left in the folder are removed.
 * Throws a RegrantError: `file-failed`, `cancelled`; an error of the chunks themselves is thrown as it is.
 */
export async function writeFileAtomically(
  path: string,
  chunks: Chunks,
  kind: FileKind,
  options: WriteOptions = {},
): Promise<void> {
  checkOptions(options, RULES);
  const { signal } = options;
  const what = `The writing of ${path}`;
  const failure: Failure = {};
  const plain = encoded(watched(chunks, failure));
  const bytes = isCompressedName(path) ? compress(plain) : plain;
  try {
    throwIfAborted(signal, what);
    const target = await realFile(path);
    await refuseOtherKind(target, kind);
    await removeLeftOvers(dirname(target));
    await throughTemporaryFile(target, signal, (file) => abortable(fill(file, bytes, signal), signal, what));
  } catch (error) {
    if (failure.error !== undefined) throw failure.error.thrown;
    throw failedOrAborted('written', path, error, signal);
  }
}

/** An error of the chunks, which is theirs and not the disk's. */
interface Failure {
  error?: { readonly thrown: unknown };
}

async function* watched(chunks: Chunks, failure: Failure): AsyncGenerator<string | Uint8Array> {
  try {
    yield* gatherText(chunks);
  } catch (thrown) {
    failure.error = { thrown };
    throw thrown;
  }
}

async function* encoded(blocks: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const block of blocks) yield typeof block === 'string' ? encodeBlock(block) : block;
}

/** Writes block by block; the next one is made while the disk has the one before. */
async function fill(
  file: FileHandle,
  bytes: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<void> {
  let written: Promise<void> | undefined;
  try {
    for await (const block of bytes) {
      await written;
      if (signal?.aborted) return; // the caller was told already
      written = file.writeFile(block);
      // What it fails with is thrown where it is waited for.
      written.catch(() => {});
    }
  } finally {
    await written;
  }
}

async function throughTemporaryFile(
  target: string,
  signal: AbortSignal | undefined,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  const temporary = temporaryName(dirname(target));
  const file = await open(temporary, 'wx', 0o600);
  try {
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    throwIfAborted(signal, `The writing of ${target}`);
    await replaceFile(temporary, target, signal);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
  await flushFolder(dirname(target));
}

/** Makes the new name last through a power cut, where the system can flush a folder; the file is whole anyway. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
