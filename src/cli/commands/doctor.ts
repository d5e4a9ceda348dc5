// regrant doctor: what a capture of each server would meet, from its name to its rights. Nothing is written anywhere.

import { examineServer } from '../../advise/examine-server.ts';
import type { Finding } from '../../advise/finding.ts';
import { wayOf } from '../../connect/open-driver.ts';
import { defined } from '../../model/defined.ts';
import { visible } from '../../model/words/visible.ts';
import { reachOf, signalFor } from '../connect.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { tellCapture } from '../one-server.ts';
import { profileAsked } from '../profile.ts';
import type { ConnectingOptions } from '../servers.ts';
import { serversOf } from '../servers.ts';

/** The options of the command, as the command line gives them. */
export interface DoctorCommandOptions extends ConnectingOptions {
  readonly profile?: string;
}

/** Examines each server; exit code 1 when one cannot be reached or logged in to, 3 when a capture would miss anything. */
export async function doctorCommand(
  options: DoctorCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { servers, config } = await serversOf(options);
  const profile = await profileAsked(options, config);
  let code: ExitCode = EXIT.done;
  for (const { settings, target } of await reachOf(servers, console)) {
    const examined = await examineServer(target, {
      signal: signalFor({ settings }, signal),
      progress: tellCapture(console),
      ...defined({ selection: settings.selection, profile, ...wayOf(settings) }),
    });
    const { findings, canConnect, seesAll } = examined;
    const told = console.quiet ? findings.filter(({ outcome }) => outcome !== 'good') : findings;
    if (console.json) await console.print(`${JSON.stringify(examined)}\n`);
    else if (told.length > 0) await console.print(findingsText(settings.name, told));
    if (!canConnect) code = EXIT.error;
    else if (!seesAll && code === EXIT.done) code = EXIT.incomplete;
  }
  return code;
}

const MARKS: Readonly<Record<Finding['outcome'], string>> = { good: 'ok', warning: 'LOOK', bad: 'FAILED' };

/** Findings as lines, under the server's name. */
export function findingsText(server: string, findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ step, outcome, fact, remedy }) => [
    `  ${MARKS[outcome].padEnd(6)}  ${step.padEnd(11)}  ${fact}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(23)}${remedy}`]),
  ]);
  return `${[server, ...lines].map(visible).join('\n')}\n`;
}
