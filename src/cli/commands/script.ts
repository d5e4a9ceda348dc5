// regrant script: a snapshot file into the script that restores it.

import { basename, dirname, join } from 'node:path';
import { NOT_UNDERSTOOD } from '../../define/written.ts';
import { defined } from '../../model/defined.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { counted } from '../../model/words/shown.ts';
import { visible } from '../../model/words/visible.ts';
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

/** Writes the script; exit code 3 when the snapshot is incomplete and that was allowed, and when an object of it is not understood. */
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
  const say = out === '-' ? async (line: string) => console.tell(line) : resultOf(console);
  const isProven = (await tellProofs(written, console, say)) || written.proofs.length === 0;
  const lost = written.plan.notes.filter(({ code }) => code === NOT_UNDERSTOOD);
  for (const { database = '', note } of lost) console.warn(`not scripted: ${database}: ${note}`);
  const { complete } = snapshot.header;
  if (!isProven && complete) return EXIT.differences;
  return complete && lost.length === 0 ? EXIT.done : EXIT.incomplete;
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

/** Prints a line of a result that is for people. */
export function resultOf(console: Console): (line: string) => Promise<void> {
  return async (line) => {
    if (!console.quiet && !console.json) await console.print(`${visible(line)}\n`);
  };
}

/** Tells what the proofs of a script found, of a proven one by `say`; true when it is proven. */
export async function tellProofs(
  { proofs, isProven }: ProvenScript,
  console: Console,
  say: (line: string) => Promise<void>,
): Promise<boolean> {
  for (const { from, proof } of proofs) {
    if (proof.identical) continue;
    console.warn(`on a server that is ${from}:`);
    for (const line of proveText(proof)) console.warn(line.trimEnd());
  }
  const { statements = 0, needs = [] } = proofs.at(-1)?.proof ?? {};
  if (isProven) {
    const judged = `(${counted(statements, 'statement')} judged)`;
    const needed =
      needs.length === 0
        ? ''
        : `; ${counted(needs.length, 'thing')} that it needs and does not bring, by name in its head`;
    await say(`proven: on ${placesText(proofs)}, it makes what the snapshot has ${judged}${needed}`);
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
  await resultOf(console)(`wrote ${path}: ${counted(statements, 'statement')}${left}${typed}${noted}`);
}
