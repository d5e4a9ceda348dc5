// The files that a capture leaves: of each server a snapshot, and its script where that is asked for.

import { fileNameOf } from '../../files/file-name.ts';
import { RegrantError } from '../../model/errors.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { writeProvenScript } from '../../rehearse/write-proven-script.ts';
import { writeScript } from '../../render/write-script.ts';
import { writeSnapshot } from '../../snapshot/write-snapshot.ts';
import { baselineOf } from '../baseline.ts';
import { captureSummary } from '../capture-summary.ts';
import type { Console } from '../console.ts';
import { refuseToReplace } from './replaced-snapshot.ts';
import { resultOf, tellProofs, tellWritten } from './script.ts';

/** What the command line says of these files. */
export interface CapturedFilesOptions {
  readonly gzip?: boolean;
  readonly allowIncomplete?: boolean;
  /** A file or a folder. */
  readonly baseline?: string;
  /** `false` with --no-prove. */
  readonly prove?: boolean;
}

/** The name of a server's files, which no server before it may have. */
export function takeName({ header }: Snapshot, written: Set<string>): string {
  const name = fileNameOf(header.server.name);
  if (written.has(name.toUpperCase())) throw sameFile(header.server.name, name);
  written.add(name.toUpperCase());
  return name;
}

/** Writes a snapshot beside its name, and tells of it. */
export async function writeCaptured(
  file: string,
  snapshot: Snapshot,
  options: Pick<CapturedFilesOptions, 'gzip'>,
  console: Console,
  signal: AbortSignal,
): Promise<void> {
  const path = `${file}.regrant.ndjson${options.gzip ? '.gz' : ''}`;
  await refuseToReplace(path, snapshot, signal);
  await writeSnapshot(path, snapshot, { signal });
  if (console.json) await console.print(`${JSON.stringify({ snapshot: path, header: snapshot.header })}\n`);
  else if (!console.quiet) await console.print(captureSummary(snapshot, path));
}

/** Writes the script of a snapshot and tells of it; false where it is of a complete snapshot and not proven. */
export async function writeRestore(
  script: string,
  snapshot: Snapshot,
  options: CapturedFilesOptions,
  console: Console,
  signal: AbortSignal,
): Promise<boolean> {
  const wanted = {
    allowIncomplete: options.allowIncomplete ?? false,
    definitions: snapshot.header.definitions ?? false,
    encoding: 'utf8-bom',
    newline: 'crlf',
    signal,
    ...(await baselineOf(options, snapshot, signal)),
  } as const;
  const made =
    options.prove === false
      ? { plan: await writeScript(script, snapshot, wanted), proofs: [], isProven: true }
      : await writeProvenScript(script, snapshot, wanted);
  await tellWritten(made, script, console);
  return (await tellProofs(made, console, resultOf(console))) || !snapshot.header.complete;
}

function sameFile(server: string, name: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `Two of the servers would be written to ${name}: ${server} was given twice, or under two addresses.`,
    remedy: 'Capture each server once, or into folders of their own (--out).',
  });
}
