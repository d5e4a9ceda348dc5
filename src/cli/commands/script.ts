// regrant script: a snapshot file into the script that restores it.
import { basename, dirname, join } from 'node:path';
import { readText } from '../../files/read-text.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { SqlVersion } from '../../model/version.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ScriptOptions } from '../../render/write-script.ts';
import { scriptSnapshot, writeScript } from '../../render/write-script.ts';
import { readSnapshot } from '../../snapshot/read-snapshot.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { type MappingOptions, mappingFrom } from '../mapping.ts';

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
      | 'unsupported'
      | 'templates'
      | 'encoding'
      | 'newline'
    > {
  readonly out?: string;
  readonly targetVersion?: string;
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
    prove,
    ...rest
  } = options;
  const wanted: ScriptOptions = {
    ...rest,
    signal,
    mapping: mappingFrom(options),
    ...(targetVersion === undefined ? {} : { targetVersion: Number(targetVersion) as SqlVersion }),
  };
  if (out === '-') {
    for (const piece of (await scriptSnapshot(snapshot, wanted)).text) await console.printFile(piece);
  } else {
    await tellWritten(await writeScript(out, snapshot, wanted), out, console);
    const proven = prove === false || (await isProven(out, snapshot, wanted, console));
    if (!proven && snapshot.header.complete) return EXIT.differences;
  }
  return snapshot.header.complete ? EXIT.done : EXIT.incomplete;
}

/** Where a disaster leaves a server: with its databases from a backup, and new. Milliseconds for each. */
const STARTS = ['restored', 'empty'] as const;

/** Runs what was written on simulated servers, and tells what is not as it was afterwards. */
async function isProven(
  script: string,
  snapshot: Snapshot,
  { mapping, targetVersion, signal }: ScriptOptions,
  console: Console,
): Promise<boolean> {
  const { proveScript } = await import('../../prove/prove-script.ts');
  const { proveText } = await import('../../prove/prove-text.ts');
  let statements = 0;
  for (const from of STARTS) {
    const proof = await proveScript(readText(script, { signal }), snapshot, {
      from,
      ...(mapping === undefined ? {} : { mapping }),
      ...(targetVersion === undefined ? {} : { targetVersion }),
      ...(signal === undefined ? {} : { signal }),
    });
    statements = proof.statements;
    if (proof.identical) continue;
    console.warn(`on a server that is ${from}:`);
    for (const line of proveText(proof)) console.warn(line.trimEnd());
    return false;
  }
  console.tell(
    `proven: on a new server, and with its databases restored, it makes what the snapshot has (${statements} statements judged)`,
  );
  return true;
}

/** `dr/SMDB01.regrant.ndjson.gz` → `dr/SMDB01.sql`. */
export function scriptPath(snapshot: string): string {
  return join(dirname(snapshot), `${basename(snapshot).replace(/(\.regrant)?\.ndjson(\.gz)?$/, '')}.sql`);
}

/** Tells what a script that was written does, and what is left to a person. */
export async function tellWritten(plan: Plan, path: string, console: Console): Promise<void> {
  const steps = plan.sections.flatMap((section) => section.steps);
  const commentedOut = steps.filter((step) => step.commentedOut !== undefined).length;
  const statements = steps.length - commentedOut;
  if (console.json) {
    const { notes, renames } = plan;
    return console.print(`${JSON.stringify({ script: path, statements, commentedOut, notes, renames })}\n`);
  }
  const left = commentedOut === 0 ? '' : `, ${commentedOut} commented out`;
  const { length } = plan.notes;
  const noted = length === 0 ? '' : `, ${length} ${length === 1 ? 'note' : 'notes'} in its head`;
  console.tell(`wrote ${path}: ${statements} statements${left}${noted}`);
}
