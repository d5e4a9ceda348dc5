// regrant capture-login: prints the T-SQL of a login that captures and can do no more than that.

import { type CaptureLoginOptions, captureLoginScript } from '../../advise/capture-login.ts';
import { defined } from '../../model/defined.ts';
import { versionOf } from '../command-options.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';

/** The options of the command, as the command line gives them. */
export interface CaptureLoginCommandOptions extends Pick<CaptureLoginOptions, 'login'> {
  readonly targetVersion?: string;
  /** `false` with --no-hashes. */
  readonly hashes?: boolean;
}

/** Prints the script. */
export async function captureLoginCommand(
  options: CaptureLoginCommandOptions,
  console: Console,
): Promise<ExitCode> {
  const { login, hashes } = options;
  const script = captureLoginScript(defined({ login, targetVersion: versionOf(options), hashes }));
  await console.print(console.json ? `${JSON.stringify({ script })}\n` : script);
  return EXIT.done;
}
