// The objects of a snapshot in one plain script, written whole or not at all.
import { encodeText } from '../files/encode-text.ts';
import { writeFileAtomically } from '../files/write-file-atomically.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type Export, exportScript } from './export-definitions.ts';
import { type ExportOptions, USUAL_ENCODING } from './export-options.ts';

/**
 * Writes the objects of a snapshot into one script, and gives what is not in it and what else there is to know.
 * Throws a RegrantError: what exportScript throws; `file-failed`; `cancelled`.
 */
export async function writeExportScript(
  path: string,
  snapshot: Snapshot,
  options: ExportOptions = {},
): Promise<Pick<Export<string>, 'notExported' | 'notes'>> {
  const { encoding = USUAL_ENCODING, signal } = options;
  const { files, notExported, notes } = await exportScript(snapshot, options);
  const bytes = encodeText(files, { encoding, newline: 'kept' });
  await writeFileAtomically(path, bytes, 'export-script', { signal });
  return { notExported, notes };
}
