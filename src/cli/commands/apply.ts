// regrant apply: a script, a snapshot or a saved plan onto a server. Without --execute nothing is written.

import { openLog } from '../../apply/apply-log.ts';
import type { ApplyOptions, ApplyResult, ScriptChoices } from '../../apply/apply-options.ts';
import { applyPlan, countSteps, planFor } from '../../apply/apply-plan.ts';
import { applyScript } from '../../apply/apply-script.ts';
import { planText, previewText, resultText } from '../../apply/apply-text.ts';
import { readPlan, writePlan } from '../../apply/change-plan-file.ts';
import { previewScript, wouldRunWhole } from '../../apply/preview-script.ts';
import { readScriptFile } from '../../apply/read-script-file.ts';
import type { SavedPlan } from '../../apply/saved-plan.ts';
import { withoutSecretValues } from '../../apply/saved-plan.ts';
import type { ScriptFile } from '../../apply/script-batches.ts';
import { expectationsOf, identifyServer } from '../../apply/server-checks.ts';
import { refuseOtherServer } from '../../apply/server-guard.ts';
import { defined } from '../../model/defined.ts';
import { RegrantError } from '../../model/errors.ts';
import { renameServer } from '../../model/rename-principals.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { counted } from '../../model/words/shown.ts';
import { visible } from '../../model/words/visible.ts';
import type { Allowance } from '../../plan/steps/allowance.ts';
import { ALLOWANCES } from '../../plan/steps/allowance.ts';
import { readSnapshot } from '../../snapshot/read-snapshot.ts';
import { decoding } from '../command-options.ts';
import { type Console, report } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { keyFor } from '../fingerprint-key.ts';
import type { MappingOptions } from '../mapping.ts';
import { mappingFrom } from '../mapping.ts';
import type { OneServer } from '../one-server.ts';
import { oneServer, tellCapture } from '../one-server.ts';
import type { ConnectingOptions } from '../servers.ts';
import { type KeptFilesOptions, keptFiles, withPlaceToKeep } from './kept-files.ts';

/** The options of the command, as the command line gives them. */
export interface ApplyCommandOptions extends ConnectingOptions, MappingOptions, KeptFilesOptions {
  readonly execute?: boolean;
  readonly restart?: boolean;
  readonly savePlan?: string;
  readonly statements?: boolean;
  readonly allowIncomplete?: boolean;
  readonly anyServer?: boolean;
  readonly allowForeign?: boolean;
  readonly allowConflicts?: boolean;
  readonly revokeExtra?: boolean;
  readonly dropExtra?: boolean;
  readonly changeOwners?: boolean;
  readonly allowPublic?: boolean;
  readonly enableLogins?: boolean;
  readonly allowLockout?: boolean;
  /** `--allow-no-sysadmin` */
  readonly allowNoSysadmin?: boolean;
  readonly configuration?: 'security' | 'all';
  readonly encoding?: string;
}

interface Work {
  readonly options: ApplyCommandOptions;
  readonly server: OneServer;
  readonly console: Console;
}

/** Applies the file; exit code 1 when anything failed, 2 for a dry run that found something to do. */
export async function applyCommand(
  path: string,
  options: ApplyCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  if (options.savePlan !== undefined && !/\.ndjson(\.gz)?$/i.test(path)) throw noPlanOf(path);
  const connect = (fileOf: string | undefined) => oneServer(options, console, signal, fileOf);
  if (/\.sql$/i.test(path)) {
    const script = await readScriptFile(path, { ...decoding(options), signal });
    const made = script.isWrapped ? expectationsOf(script).expected : [];
    const server = await connect(made.find(({ property }) => property === 'server')?.value);
    return applyScriptFile(path, script, { options, server, console });
  }
  if (/\.json$/i.test(path)) {
    const saved = await readPlan(path, { signal });
    const work = { options, server: await connect(saved.live.server.name), console };
    return applyChanges(path, saved, work, true);
  }
  const snapshot = await readSnapshot(path, { signal });
  const server = await connect(renameServer(snapshot.header.server.name, mappingFrom(options)));
  const work = { options, server, console };
  return applyChanges(path, await makePlan(snapshot, work), work, false);
}

async function applyScriptFile(
  path: string,
  script: ScriptFile,
  { options, server, console }: Work,
): Promise<ExitCode> {
  const { driver, limits } = server;
  if (!options.execute) {
    const preview = await previewScript(driver, script, {
      ...limits,
      choices: choicesOf(options),
      progress: tellCapture(console),
    });
    const isFine = wouldRunWhole(preview);
    await report(console, preview, () => [...previewText(preview, options.statements)].join(''), !isFine);
    return isFine ? EXIT.done : EXIT.error;
  }
  const { journal } = keptFiles(path, options);
  const { restart = false } = options;
  const work = { options, server, console };
  return run(path, work, (wanted) => applyScript(driver, script, { ...wanted, journal, restart }));
}

function choicesOf({
  anyServer = false,
  allowForeign = false,
  allowConflicts = false,
  allowLockout = false,
}: ApplyCommandOptions): Required<ScriptChoices> {
  return { anyServer, allowForeign, allowConflicts, allowLockout };
}

/** Runs with a log beside the file, tells the progress and the result. */
async function run(
  path: string,
  { options, server, console }: Work,
  work: (options: ApplyOptions) => Promise<ApplyResult>,
): Promise<ExitCode> {
  const { log: file } = keptFiles(path, options);
  const log = await openLog(file).catch((error: unknown) => {
    throw withPlaceToKeep(error, options);
  });
  if (log.takenFrom !== undefined) {
    console.warn(
      `The run of process ${log.takenFrom.pid} before this was ended from outside; this one takes its place.`,
    );
  }
  try {
    const result = await work({
      ...server.limits,
      choices: choicesOf(options),
      log,
      progress: ({ batch, batches, section, failures }) => {
        const where = section === undefined ? '' : ` ${visible(section)}`;
        console.progress(
          `batch ${batch} of ${batches}${where}, ${counted(failures, 'failure')}`,
          batch === batches,
        );
      },
    }).catch((error: unknown) => {
      throw withPlaceToKeep(error, options);
    });
    const isWrong = result.failures.length > 0;
    await report(console, result, () => [...resultText(result)].join(''), isWrong);
    return isWrong ? EXIT.error : EXIT.done;
  } finally {
    await log.close();
  }
}

async function applyChanges(
  path: string,
  planned: SavedPlan,
  work: Work,
  isSaved: boolean,
): Promise<ExitCode> {
  const { options, server, console } = work;
  const { driver, limits } = server;
  if (options.savePlan !== undefined) {
    await writePlan(options.savePlan, planned, limits);
    console.tell(`wrote ${options.savePlan}: review it, then apply it with --execute`);
  }
  const { run: steps } = countSteps(planned.plan);
  // Of what is executed the result is what JSON tells.
  if (!console.json || !options.execute || steps === 0) {
    await report(console, withoutSecretValues(planned), () => [...planText(planned.plan)].join(''), false);
  }
  if (!options.execute && isSaved)
    refuseOtherServer((await identifyServer(driver, limits)).name, planned.live.server.name, 'plan');
  if (!options.execute) return steps > 0 ? EXIT.differences : EXIT.done;
  if (steps === 0) return EXIT.done;
  const keyed = await keyFor(planned.live);
  return run(path, work, (wanted) => applyPlan(driver, planned, { ...wanted, ...keyed }));
}

/** A script is run as it stands, and so is a plan: whoever applies one has reviewed it, and it is not written over. */
function noPlanOf(path: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `--save-plan writes the plan of a snapshot, and ${path} is none.`,
    remedy: 'Leave --save-plan out, or give the snapshot (*.regrant.ndjson).',
  });
}

async function makePlan(snapshot: Snapshot, { options, server, console }: Work): Promise<SavedPlan> {
  return planFor(server.driver, snapshot, {
    ...server.limits,
    mapping: mappingFrom(options),
    allow: allowances(options),
    allowIncomplete: options.allowIncomplete ?? false,
    anyServer: options.anyServer ?? false,
    ...(await keyFor(snapshot.header)),
    ...defined({ configuration: options.configuration }),
    progress: tellCapture(console),
  });
}

/** `--revoke-extra` is the option revokeExtra. */
function allowances(options: ApplyCommandOptions): readonly Allowance[] {
  const given = options as unknown as Readonly<Record<string, unknown>>;
  const nameOf = (flag: string) => flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return (Object.keys(ALLOWANCES) as Allowance[]).filter((flag) => given[nameOf(flag)] === true);
}
