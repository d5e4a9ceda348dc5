// regrant script: a snapshot file into the script that restores it.

import { basename, dirname, join } from 'node:path';
import { defined } from '../../model/defined.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { counted } from '../../model/words/shown.ts';
import { proveText } from '../../prove/prove-text.ts';
import type { ProvenScript, ScriptProof } from '../../rehearse/write-proven-script.ts';
import { notesOfHead } from '../../render/header-context.ts';
import { secretsOf } from '../../render/secret-line.ts';
import type { ScriptOptions } from '../../render/write-script.ts';
import { scriptSnapshot, writeScript } from '../../render/write-script.ts';
import { readSnapshot } from '../../snapshot/read-snapshot.ts';
import { baselineOf } from '../baseline.ts';
import { versionOf } from '../command-options.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { type MappingOptions, mappingFrom, pathsFrom } from '../mapping.ts';

/** The options of the command, as the command line gives them. */
export interface ScriptCommandOptions
  extends MappingOptions,
    Pick<
      ScriptOptions,
      | 'allowIncomplete'
      | 'anyServer'
      | 'allowConflicts'
      | 'allowLockout'
      | 'localPrincipals'
      | 'definitions'
      | 'createDatabase'
      | 'existing'
      | 'enableTriggers'
      | 'auditShutdown'
      | 'configuration'
      | 'unsupported'
      | 'templates'
      | 'encoding'
      | 'newline'
    > {
  readonly out?: string;
  readonly targetVersion?: string;
  /** Other folders for the files of databases that are made. */
  readonly mapPath?: readonly string[];
  /** A file or a folder. */
  readonly baseline?: string;
  /** `false` with --no-prove. */
  readonly prove?: boolean;
}

/** Writes the script; exit code 3 when the snapshot is incomplete and that was allowed. */
export async function scriptCommand(
  path: string,
  options: ScriptCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const snapshot = await readSnapshot(path, { signal });
  const {
    out = scriptPath(path),
    targetVersion,
    mapMachine: _,
    mapDomain: __,
    mapLogin: ___,
    mapPath,
    prove,
    baseline,
    ...rest
  } = options;
  const version = versionOf(options);
  const wanted: ScriptOptions = {
    ...rest,
    signal,
    mapping: mappingFrom(options),
    ...defined({ targetVersion: version, paths: mapPath && pathsFrom(mapPath) }),
    ...(await baselineOf(options, snapshot, signal, version)),
  };
  const written = await write(out, snapshot, wanted, prove);
  if (out === '-') {
    for (const piece of (await scriptSnapshot(snapshot, wanted)).text) await console.printFile(piece);
  } else await tellWritten(written, out, console);
  const isProven = tellProofs(written, console) || written.proofs.length === 0;
  if (!isProven && snapshot.header.complete) return EXIT.differences;
  return snapshot.header.complete ? EXIT.done : EXIT.incomplete;
}

/** Writes, or makes what standard output is to get, and proves it unless told otherwise. */
async function write(
  out: string,
  snapshot: Snapshot,
  wanted: ScriptOptions,
  prove = true,
): Promise<ProvenScript> {
  const { writeProvenScript, proveSnapshotScript } = await import('../../rehearse/write-proven-script.ts');
  if (prove) {
    return out === '-' ? proveSnapshotScript(snapshot, wanted) : writeProvenScript(out, snapshot, wanted);
  }
  const plan =
    out === '-' ? (await scriptSnapshot(snapshot, wanted)).plan : await writeScript(out, snapshot, wanted);
  return { plan, proofs: [], isProven: false };
}

/** Tells what the proofs of a script found; true when it is proven. */
export function tellProofs({ proofs, isProven }: ProvenScript, console: Console): boolean {
  for (const { from, proof } of proofs) {
    if (proof.identical) continue;
    console.warn(`on a server that is ${from}:`);
    for (const line of proveText(proof)) console.warn(line.trimEnd());
  }
  const statements = proofs.at(-1)?.proof.statements ?? 0;
  if (isProven) {
    console.tell(
      `proven: on ${placesText(proofs)}, it makes what the snapshot has (${counted(statements, 'statement')} judged)`,
    );
  }
  return isProven;
}

/** Where proofs began, in words. */
const PLACES: Readonly<Record<ScriptProof['from'], string>> = {
  'without-databases': 'a server without its databases',
  empty: 'a new server',
  restored: 'with its databases restored',
};

function placesText(proofs: readonly ScriptProof[]): string {
  return proofs
    .map(({ from }) => PLACES[from])
    .reverse()
    .join(', and ');
}

/** `dr/SMDB01.regrant.ndjson.gz` → `dr/SMDB01.sql`. */
export function scriptPath(snapshot: string): string {
  return join(dirname(snapshot), `${basename(snapshot).replace(/(\.regrant)?\.ndjson(\.gz)?$/, '')}.sql`);
}

/** Tells what a script that was written does, and what is left to a person. */
export async function tellWritten(
  { plan, proofs, isProven }: ProvenScript,
  path: string,
  console: Console,
): Promise<void> {
  const steps = plan.sections.flatMap((section) => section.steps);
  const commentedOut = steps.filter((step) => step.commentedOut !== undefined).length;
  const statements = steps.length - commentedOut;
  if (console.json) {
    const { notes, renames } = plan;
    return console.print(
      `${JSON.stringify({ script: path, statements, commentedOut, notes, renames, ...(proofs.length === 0 ? {} : { isProven }) })}\n`,
    );
  }
  const left = commentedOut === 0 ? '' : `, ${commentedOut} commented out`;
  const secrets = secretsOf(plan.sections).length;
  const typed = secrets === 0 ? '' : `, ${counted(secrets, 'secret')} to type at its top`;
  const { length } = notesOfHead(plan);
  const noted = length === 0 ? '' : `, ${counted(length, 'note')} in its head`;
  console.tell(`wrote ${path}: ${counted(statements, 'statement')}${left}${typed}${noted}`);
}
