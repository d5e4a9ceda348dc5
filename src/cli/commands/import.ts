// regrant import: what a capture script printed, into a snapshot file.
import { join } from 'node:path';
import { fileNameOf } from '../../files/file-name.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { importCapture } from '../../offline/import-capture.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { writeCaptured } from './captured-files.ts';

/** The options of the command, as the command line gives them. */
export interface ImportCommandOptions {
  readonly out?: string;
  readonly gzip?: boolean;
}

/** Imports one file. Exit code 3 when the login that ran the script could not see everything. */
export async function importCommand(
  path: string,
  options: ImportCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const snapshot = await importCapture(path, { signal });
  const { out = '.' } = options;
  await makeFolder(out);
  const { server, complete } = snapshot.header;
  await writeCaptured(join(out, fileNameOf(server.name)), snapshot, options, console, signal);
  return complete ? EXIT.done : EXIT.incomplete;
}
