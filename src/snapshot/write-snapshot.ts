// A snapshot into its file, `*.regrant.ndjson`, or `.gz` of it.
import { type WriteOptions, writeFileAtomically } from '../files/write-file-atomically.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { serializeSnapshot } from './serialize-snapshot.ts';

/**
 * Writes a snapshot atomically, mode 0600; a path that ends in `.gz` is compressed. Two snapshots with the same
 * facts differ in nothing but the header line.
 * Throws a RegrantError: `file-failed`, `cancelled`, and `internal` for a snapshot that could not be read again.
 */
export async function writeSnapshot(
  path: string,
  snapshot: Snapshot,
  options: WriteOptions = {},
): Promise<void> {
  await writeFileAtomically(path, serializeSnapshot(snapshot), 'snapshot', options);
}
