// regrant export: the objects of a snapshot into plain files, as people keep them in version control.
import { type Export, exportScript } from '../../export/export-definitions.ts';
import { exportFolder } from '../../export/export-folder.ts';
import type { ExportOptions } from '../../export/export-options.ts';
import { writeExportScript } from '../../export/write-export-script.ts';
import { NOT_CAPTURED } from '../../model/definitions/not-captured.ts';
import { RegrantError } from '../../model/errors.ts';
import type { SnapshotHeader } from '../../model/snapshot.ts';
import { omissionText } from '../../model/words/omission-words.ts';
import { counted } from '../../model/words/shown.ts';
import { readSnapshot } from '../../snapshot/read-snapshot.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';

/** The options of the command, as the command line gives them. */
export interface ExportCommandOptions extends Omit<ExportOptions, 'signal'> {
  /** A folder. */
  readonly out?: string;
  /** A file; `-` is standard output. */
  readonly singleFile?: string;
}

/** Writes the files; exit code 3 when something has no statement, or was not captured. */
export async function exportCommand(
  path: string,
  { out, singleFile, ...rest }: ExportCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  if ((out === undefined) === (singleFile === undefined)) {
    throw new RegrantError({
      code: 'bad-option',
      fact: 'An export goes into a folder or into a single file.',
      remedy: 'Give one of --out <folder> and --single-file <file>.',
    });
  }
  const snapshot = await readSnapshot(path, { signal });
  const options: ExportOptions = { ...rest, signal };
  if (singleFile === '-') {
    const { files, ...left } = await exportScript(snapshot, options);
    for (const piece of files) await console.printFile(piece);
    return told(left, snapshot.header, console);
  }
  if (singleFile !== undefined) {
    const left = await writeExportScript(singleFile, snapshot, options);
    if (console.json) await console.print(`${JSON.stringify({ script: singleFile, ...left })}\n`);
    else console.tell(`wrote ${singleFile}`);
    return told(left, snapshot.header, console);
  }
  const folder = out ?? '';
  const done = await exportFolder(folder, snapshot, options);
  const { written, unchanged, removed } = done;
  if (console.json) await console.print(`${JSON.stringify({ folder, ...done })}\n`);
  else {
    console.tell(
      `wrote ${counted(written, 'file')} into ${folder}, ${unchanged} unchanged, ${removed} removed`,
    );
  }
  return told(done, snapshot.header, console);
}

/** What has no statement is told, and the exit code says so too. */
function told(
  { notExported, notes }: Pick<Export<string>, 'notExported' | 'notes'>,
  header: SnapshotHeader,
  console: Console,
): ExitCode {
  for (const { database, note } of notes) console.warn(`${database}: ${note}`);
  for (const one of header.notes ?? [])
    if (one.code === NOT_CAPTURED) console.tell(`${one.database ?? header.server.name}: ${one.fact}`);
  for (const one of header.omissions) console.warn(`not captured: ${omissionText(one)} ${one.remedy}`);
  for (const { object, why } of notExported) console.warn(`not scripted: ${object}: ${why}`);
  return notExported.length === 0 && header.complete ? EXIT.done : EXIT.incomplete;
}
