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
    const findings = new FindingPrinter(settings.name, console);
    const examined = await examineServer(target, {
      signal: signalFor({ settings }, signal),
      progress: tellCapture(console),
      found: (finding) => findings.add(finding),
      ...defined({ selection: settings.selection, profile, ...wayOf(settings) }),
    }).finally(() => findings.printed);
    const { canConnect, seesAll } = examined;
    if (console.json) await console.print(`${JSON.stringify(examined)}\n`);
    if (!canConnect) code = EXIT.error;
    else if (!seesAll && code === EXIT.done) code = EXIT.incomplete;
  }
  return code;
}

/** Prints each finding as it is made: an examination that is cut short has told what it found. */
class FindingPrinter {
  /** Settles when all that was found so far is printed. */
  printed: Promise<void> = Promise.resolve();
  readonly #server: string;
  readonly #console: Console;
  #isFirst = true;

  constructor(server: string, console: Console) {
    this.#server = server;
    this.#console = console;
  }

  add(finding: Finding): void {
    const { json, quiet } = this.#console;
    if (json || (quiet && finding.outcome === 'good')) return;
    const head = this.#isFirst ? `${visible(this.#server)}\n` : '';
    this.#isFirst = false;
    this.printed = this.printed.then(() => this.#console.print(`${head}${findingText(finding)}`));
  }
}

const MARKS: Readonly<Record<Finding['outcome'], string>> = { good: 'ok', warning: 'LOOK', bad: 'FAILED' };

/** Findings as lines, under the server's name. */
export function findingsText(server: string, findings: readonly Finding[]): string {
  return [`${visible(server)}\n`, ...findings.map(findingText)].join('');
}

function findingText({ step, outcome, fact, remedy }: Finding): string {
  const lines = [
    `  ${MARKS[outcome].padEnd(6)}  ${step.padEnd(11)}  ${fact}`,
    ...(remedy === undefined ? [] : [`${' '.repeat(23)}${remedy}`]),
  ];
  return lines.map((line) => `${visible(line)}\n`).join('');
}
