// regrant prepare: all that a disaster asks for, in one dated folder.

import { summaryOf } from '../../kit/check/readiness-text.ts';
import { stateOf } from '../../kit/prepare/index-page.ts';
import { type Kit, prepareKit } from '../../kit/prepare/prepare-kit.ts';
import { RUNBOOK_FILES } from '../../kit/runbook/write-runbook.ts';
import { defined } from '../../model/defined.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { counted } from '../../model/words/shown.ts';
import { baselineOf } from '../baseline.ts';
import { type Console, report } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { type EnvironmentOptions, environmentOf } from '../kit/environment.ts';

/** The options of the command, as the command line gives them. */
export interface PrepareCommandOptions extends EnvironmentOptions {
  readonly out?: string;
  readonly keep?: number;
  readonly allowIncomplete?: boolean;
  readonly baseline?: string;
}

/** Prepares a kit and prints what became of it; exit code 3 when a server is not in it wholly, 2 when something is bad. */
export async function prepareCommand(
  options: PrepareCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { servers, out: configured, ...given } = await environmentOf(options, console, signal);
  const { keep, allowIncomplete } = options;
  const baseline = async (snapshot: Snapshot) => (await baselineOf(options, snapshot, signal)).baseline;
  const out = options.out ?? configured ?? '.';
  const kit = await prepareKit(servers, {
    ...given,
    out,
    signal,
    baselineOf: baseline,
    ...defined({ keep, allowIncomplete }),
  });
  const code = codeOf(kit);
  const { folder, manifest, readiness, old } = kit;
  const { isGood, servers: rows } = manifest;
  const value = {
    kit: folder,
    isGood,
    servers: rows,
    readiness: readiness.counts,
    outcome: readiness.outcome,
    ...old,
  };
  await report(console, value, () => summary(kit), code !== EXIT.done);
  return code;
}

function codeOf({ manifest, readiness }: Kit): ExitCode {
  if (manifest.servers.some(({ isCaptured, isComplete }) => !isCaptured || !isComplete))
    return EXIT.incomplete;
  return manifest.isGood && readiness.outcome !== 'bad' ? EXIT.done : EXIT.differences;
}

/** One screen. */
function summary({ folder, manifest, readiness, runbook, old }: Kit): string {
  const steps = runbook.stages.flatMap((stage) => stage.steps);
  const missing = steps.filter((step) => step.missing !== undefined).length;
  const width = Math.max(11, ...manifest.servers.map(({ name }) => name.length));
  const line = (name: string, text: string): string => `  ${name.padEnd(width)}  ${text}`;
  const bad = readiness.lines.filter(({ state, accepted }) => state === 'bad' && accepted === undefined);
  return `${[
    `Recovery kit of ${manifest.profile}: ${folder}${manifest.isGood ? '' : '  (NOT COMPLETE)'}`,
    ...manifest.servers.flatMap((server) => [
      line(server.name, stateOf(server)),
      ...(server.problem === undefined ? [] : [line('', server.problem)]),
    ]),
    line('readiness', summaryOf(readiness)),
    ...bad.slice(0, SHOWN).map(({ evidence }) => line('', `BAD: ${evidence}`)),
    ...(bad.length > SHOWN ? [line('', `and ${bad.length - SHOWN} more: see readiness.html`)] : []),
    line(
      'runbook',
      `${RUNBOOK_FILES.page}: ${counted(runbook.stages.length, 'stage')}, ${counted(steps.length, 'step')}${missing === 0 ? '' : `, ${counted(missing, 'thing')} missing`}`,
    ),
    line('files', `${manifest.files.length} with their SHA-256 in manifest.json; begin with index.html`),
    ...(old.removed.length === 0 ? [] : [line('thrown away', old.removed.join(', '))]),
    ...old.left.map(({ name, why }) => line('left', `${name}, though it is old: ${why}`)),
  ].join('\n')}\n`;
}

/** Bad lines that are shown. */
const SHOWN = 8;
