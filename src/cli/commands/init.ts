// regrant init: asks for servers and logins on a terminal, tries each, and writes a configuration. Passwords are asked
// for to try a server, and written nowhere.
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { examineServer } from '../../advise/examine-server.ts';
import { type Ask, askForConfig } from '../../config/ask-for-config.ts';
import type { WrittenConfig } from '../../config/config.ts';
import { parseConfig } from '../../config/load-config.ts';
import { promptPassword } from '../../connect/password.ts';
import { resolveTarget } from '../../connect/resolve-target.ts';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { RegrantError } from '../../model/errors.ts';
import { visible } from '../../model/words/visible.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { DEFAULT_CONFIG } from '../servers.ts';
import { findingsText } from './doctor.ts';

/** The options of the command, as the command line gives them. */
export interface InitCommandOptions {
  readonly config?: string;
}

/** Asks on the terminal, tries, and writes; throws a RegrantError `bad-option` without a terminal, or over a file. */
export async function initCommand(
  { config: path = DEFAULT_CONFIG }: InitCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  await refuseExisting(path);
  if (!process.stdin.isTTY) throw noTerminal();
  console.tell('First the servers, one after the other; then one login for all of them.');
  const questions = console.questions();
  const ask: Ask = async (question, byDefault) => {
    const shown = byDefault === undefined ? question : `${question} [${byDefault}]`;
    const answer = await questions.ask(`${shown}: `, signal);
    return answer.trim() || (byDefault ?? '');
  };
  let written: WrittenConfig;
  try {
    written = await askForConfig(ask);
  } finally {
    questions.close();
  }
  const content = `${JSON.stringify(written, null, 2)}\n`;
  const { servers } = await parseConfig(content, path);
  let code: ExitCode = EXIT.done;
  for (const settings of servers) {
    const target = await resolveTarget(settings, { prompt: promptPassword });
    const { findings, canConnect } = await examineServer(target, { signal });
    await console.print(findingsText(settings.name, findings));
    if (!canConnect) code = EXIT.error;
  }
  await writeFileAtomically(path, [content], 'configuration', { signal });
  if (console.json)
    await console.print(`${JSON.stringify({ config: path, servers: servers.map(({ name }) => name) })}\n`);
  else console.tell(`wrote ${visible(path)}: next, run  regrant capture --script`);
  return code;
}

async function refuseExisting(path: string): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there === undefined) return;
  throw new RegrantError({
    code: 'bad-option',
    fact: `${path} is there already, and init writes over nothing.`,
    remedy: `Edit it, remove it, or name another: regrant init --config other-${basename(path)}`,
  });
}

function noTerminal(): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: 'There is no terminal to ask on.',
    remedy: `Run init on a terminal, or write ${DEFAULT_CONFIG} by hand: see CONFIGURATION.md.`,
  });
}
