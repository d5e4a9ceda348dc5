// regrant script: a snapshot file into the script that restores it.
import { basename, dirname, join } from 'node:path';
import { RegrantError } from '../../model/errors.ts';
import type { SqlVersion } from '../../model/version.ts';
import type { Plan } from '../../plan/plan.ts';
import type { ScriptOptions } from '../../render/write-script.ts';
import { scriptSnapshot, writeScript } from '../../render/write-script.ts';
import { readSnapshot } from '../../snapshot/read-snapshot.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';

/** The options of the command, as the command line gives them. */
export interface ScriptCommandOptions
  extends Pick<
    ScriptOptions,
    'allowIncomplete' | 'anyServer' | 'localPrincipals' | 'unsupported' | 'templates' | 'encoding' | 'newline'
  > {
  readonly out?: string;
  readonly mapMachine: readonly string[];
  readonly mapDomain: readonly string[];
  readonly mapLogin: readonly string[];
  readonly targetVersion?: string;
}

/** Writes the script; exit code 3 when the snapshot is incomplete and that was allowed. */
export async function scriptCommand(
  path: string,
  options: ScriptCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const snapshot = await readSnapshot(path, { signal });
  const { out = scriptPath(path), targetVersion, mapMachine, mapDomain, mapLogin, ...rest } = options;
  const wanted: ScriptOptions = {
    ...rest,
    signal,
    mapping: { machines: pairs(mapMachine), domains: pairs(mapDomain), logins: pairs(mapLogin) },
    ...(targetVersion === undefined ? {} : { targetVersion: Number(targetVersion) as SqlVersion }),
  };
  if (out === '-') {
    for (const piece of (await scriptSnapshot(snapshot, wanted)).text) await console.print(piece);
  } else await tellWritten(await writeScript(out, snapshot, wanted), out, console);
  return snapshot.header.complete ? EXIT.done : EXIT.incomplete;
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
  const noted = plan.notes.length === 0 ? '' : `, ${plan.notes.length} notes in its head`;
  console.tell(`wrote ${path}: ${statements} statements${left}${noted}`);
}

function pairs(mappings: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    mappings.map((mapping) => {
      const [from = '', to = '', ...more] = mapping.split('=');
      if (from === '' || to === '' || more.length > 0) {
        throw new RegrantError({
          code: 'bad-option',
          fact: `The mapping ${JSON.stringify(mapping)} is not of the form old=new.`,
          remedy: 'Write it as --map-machine OLD=NEW.',
        });
      }
      return [from, to];
    }),
  );
}
