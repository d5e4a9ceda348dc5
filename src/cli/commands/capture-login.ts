// regrant capture-login: prints the T-SQL of a login that captures and can do no more than that.

import { type CaptureLoginOptions, captureLoginScript } from '../../advise/capture-login.ts';
import type { SqlVersion } from '../../model/catalog/version.ts';
import { defined } from '../../model/defined.ts';
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
  { login, targetVersion, hashes }: CaptureLoginCommandOptions,
  console: Console,
): Promise<ExitCode> {
  const script = captureLoginScript({
    ...defined({ login }),
    ...defined({
      targetVersion: targetVersion === undefined ? undefined : (Number(targetVersion) as SqlVersion),
    }),
    ...defined({ hashes }),
  });
  await console.print(console.json ? `${JSON.stringify({ script })}\n` : script);
  return EXIT.done;
}
