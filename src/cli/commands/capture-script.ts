// regrant capture-script: prints the T-SQL that reads a server where the program cannot be.

import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { defined } from '../../model/defined.ts';
import { visible } from '../../model/words/visible.ts';
import { captureScript } from '../../offline/capture-script.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { profileOf } from '../profile.ts';
import { type SelectingOptions, selectionFrom } from '../selection.ts';

/** The options of the command, as the command line gives them. */
export interface CaptureScriptCommandOptions extends SelectingOptions {
  readonly profile?: string;
  readonly reportDatabase?: string;
  readonly passwordHashes?: boolean;
  readonly out?: string;
}

/** Prints the script, or writes it to a file. */
export async function captureScriptCommand(
  options: CaptureScriptCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { profile: name, passwordHashes, out } = options;
  const profile = name === undefined ? undefined : await profileOf(name, options.reportDatabase);
  const selection = selectionFrom(options);
  const passwords = passwordHashes ? 'hashes' : 'none';
  const script = await captureScript({ ...defined({ profile, selection }), passwords });
  if (out === undefined) {
    await console.print(console.json ? `${JSON.stringify({ script })}\n` : script);
    return EXIT.done;
  }
  await writeFileAtomically(out, [script], 'capture-script', { signal });
  if (console.json) await console.print(`${JSON.stringify({ written: out })}\n`);
  else if (!console.quiet) console.tell(`wrote ${visible(out)}`);
  return EXIT.done;
}
