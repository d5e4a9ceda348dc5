// Snapshots from files: whole in memory, or as a stream that holds one block at a time.
import { failedOrAborted } from '../files/file-error.ts';
import { LineTooLongError, readLineBlocks } from '../files/read-lines.ts';
import { throwIfAborted } from '../model/abort.ts';
import { RegrantError } from '../model/errors.ts';
import type { Fact } from '../model/fact.ts';
import { checkOptions, type OptionRules } from '../model/option-rules.ts';
import type { Snapshot, SnapshotHeader } from '../model/snapshot.ts';
import { badSnapshot, REMEDY } from './bad-snapshot.ts';
import { SnapshotParser } from './snapshot-parser.ts';

/** How to read. */
export interface ReadOptions {
  /** Cancels the work; a signal of AbortSignal.timeout limits it. */
  readonly signal?: AbortSignal | undefined;
}

const RULES: OptionRules<ReadOptions> = { signal: 'signal' };

/** A snapshot whose facts are read when they are asked for. */
export interface SnapshotStream {
  /** The header of the snapshot. */
  readonly header: SnapshotHeader;
  /**
   * The facts in their order, read anew each time. Each is checked as it comes; that the file is whole and
   * untouched is known, and thrown if not, only when the last was taken.
   */
  readonly facts: AsyncIterable<Fact>;
}

interface Block {
  readonly header: SnapshotHeader;
  readonly facts: readonly Fact[];
}

/**
 * Reads a snapshot into memory. gzip is told by the content.
 * Throws a RegrantError: `bad-snapshot` for anything but the file as it was written, `file-failed`, `cancelled`.
 */
export async function readSnapshot(path: string, options: ReadOptions = {}): Promise<Snapshot> {
  checkOptions(options, RULES);
  const facts: Fact[] = [];
  let header: SnapshotHeader | undefined;
  for await (const block of readBlocks(path, options.signal)) {
    header = block.header;
    for (const fact of block.facts) facts.push(fact);
  }
  if (header === undefined) throw badSnapshot(path, 0, 'is empty', REMEDY.other);
  return Object.freeze({ header: Object.freeze(header), facts: Object.freeze(facts) });
}

/**
 * Opens a snapshot for reading it as a stream, in memory that does not grow with it.
 * Throws, now or while the facts are read, a RegrantError: `bad-snapshot`, `file-failed`, `cancelled`.
 */
export async function openSnapshot(path: string, options: ReadOptions = {}): Promise<SnapshotStream> {
  checkOptions(options, RULES);
  for await (const { header } of readBlocks(path, options.signal)) {
    return { header, facts: { [Symbol.asyncIterator]: () => factsOf(path, header, options.signal) } };
  }
  throw badSnapshot(path, 0, 'is empty', REMEDY.other);
}

async function* factsOf(
  path: string,
  header: SnapshotHeader,
  signal: AbortSignal | undefined,
): AsyncGenerator<Fact, void, undefined> {
  let known = false;
  for await (const block of readBlocks(path, signal)) {
    if (!known && JSON.stringify(block.header) !== JSON.stringify(header)) {
      throw badSnapshot(path, 1, 'the file was replaced after it was opened', 'Run it again.');
    }
    known = true;
    yield* block.facts;
  }
}

async function* readBlocks(
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Block, void, undefined> {
  const parser = new SnapshotParser(path);
  try {
    throwIfAborted(signal, `The reading of ${path}`);
    for await (const block of readLineBlocks(path, signal)) {
      const facts = parser.take(block);
      yield { header: parser.header, facts };
    }
    parser.end();
  } catch (error) {
    throw asRegrantError(error, path, signal);
  }
}

function asRegrantError(error: unknown, path: string, signal: AbortSignal | undefined): unknown {
  if (error instanceof RegrantError) return error;
  if (signal?.aborted) return failedOrAborted('read', path, error, signal);
  if (error instanceof LineTooLongError)
    return badSnapshot(path, 0, 'has a line that no fact is', REMEDY.other);
  const code = String((error as NodeJS.ErrnoException).code);
  if (code === 'Z_BUF_ERROR')
    return badSnapshot(path, 0, 'is truncated: its gzip ends too early', REMEDY.copy);
  if (code.startsWith('Z_'))
    return badSnapshot(path, 0, 'is damaged: its gzip cannot be unpacked', REMEDY.copy);
  return failedOrAborted('read', path, error, signal);
}
