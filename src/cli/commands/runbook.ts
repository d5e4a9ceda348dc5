// regrant runbook: the restore of an environment, written down with its own names.
import { relative, resolve } from 'node:path';
import { isPathOfWindows } from '../../files/windows-path.ts';
import { packsFolderOf } from '../../kit/environment/kept-files.ts';
import { readEnvironment } from '../../kit/environment/read-environment.ts';
import type { ServerFiles } from '../../kit/runbook/runbook-server.ts';
import { RUNBOOK_FILES, writeRunbook } from '../../kit/runbook/write-runbook.ts';
import { defined } from '../../model/defined.ts';
import { counted } from '../../model/words/shown.ts';
import { visible } from '../../model/words/visible.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { type EnvironmentOptions, environmentOf } from '../kit/environment.ts';

/** The options of the command, as the command line gives them. */
export interface RunbookCommandOptions extends EnvironmentOptions {
  readonly out?: string;
  readonly kept?: string;
}

/** Writes it; exit code 3 when something that it needs is missing in it. */
export async function runbookCommand(
  options: RunbookCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { servers, out: configured, ...given } = await environmentOf(options, console, signal);
  const kept = options.kept ?? configured;
  const out = options.out ?? configured ?? '.';
  const environment = await readEnvironment(servers, { ...given, ...defined({ kept }), signal });
  const beside = (path: string): string => relative(resolve(out), resolve(path)).replaceAll('\\', '/');
  const of = (name: string): ServerFiles => {
    const files = environment.servers.find((server) => server.name === name)?.kept ?? {};
    return defined({
      script: files.script?.isKnown ? beside(files.script.value.path) : undefined,
      snapshot: files.snapshot?.isKnown ? beside(files.snapshot.value.path) : undefined,
    });
  };
  const folder = await packsFolderOf(given.settings, kept);
  const packs = folder === undefined || isPathOfWindows(folder) ? folder : beside(folder);
  const runbook = await writeRunbook(out, environment, { of, ...defined({ packs }) }, { signal });
  const steps = runbook.stages.flatMap((stage) => stage.steps);
  const missing = steps.flatMap((step) =>
    step.missing === undefined ? [] : [`${step.text} ${step.missing}`],
  );
  const files = Object.values(RUNBOOK_FILES);
  if (console.json) {
    await console.print(
      `${JSON.stringify({ folder: out, files, stages: runbook.stages.length, steps: steps.length, missing })}\n`,
    );
  } else {
    console.tell(
      `wrote ${files.join(' and ')} in ${visible(out)}: ${counted(runbook.stages.length, 'stage')}, ${counted(steps.length, 'step')}`,
    );
    for (const what of missing) console.warn(`missing: ${what}`);
  }
  return missing.length > 0 ? EXIT.incomplete : EXIT.done;
}
