// regrant verify: a server captured again and held against its snapshot.
import { captureServer } from '../../capture/capture-server.ts';
import { renameServer } from '../../model/rename-principals.ts';
import { readSnapshot } from '../../snapshot/read-snapshot.ts';
import { captureOptionsOf } from '../../verify/capture-options.ts';
import { verificationText } from '../../verify/verification-text.ts';
import { type CompareOptions, compareWith } from '../../verify/verify-server.ts';
import { type Console, report } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { keyFor } from '../fingerprint-key.ts';
import type { MappingOptions } from '../mapping.ts';
import { mappingFrom } from '../mapping.ts';
import { oneServer, tellCapture } from '../one-server.ts';
import type { ConnectingOptions } from '../servers.ts';

/** The options of the command, as the command line gives them. */
export interface VerifyCommandOptions extends ConnectingOptions, MappingOptions, CompareOptions {}

/** Prints what differs; exit code 2 when anything really does, or may. */
export async function verifyCommand(
  path: string,
  options: VerifyCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const snapshot = await readSnapshot(path, { signal });
  const mapping = mappingFrom(options);
  const { driver, limits } = await oneServer(
    options,
    console,
    signal,
    renameServer(snapshot.header.server.name, mapping),
  );
  const { fingerprintKey: key } = await keyFor(snapshot.header);
  const live = await captureServer(driver, {
    ...limits,
    ...captureOptionsOf(snapshot, key, mapping),
    progress: tellCapture(console),
  });
  const verification = await compareWith(snapshot, live, mapping, options);
  const { real, expected, caveats, inventory, isClean } = verification;
  const told = () => [...verificationText(verification)].join('');
  await report(console, { isClean, real, expected, caveats, inventory }, told, !isClean);
  return isClean ? EXIT.done : EXIT.differences;
}
