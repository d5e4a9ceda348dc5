// regrant drill: the whole restore for practice, on a simulated server or a scratch one, and a report to file.

import { previewText } from '../../apply/apply-text.ts';
import { previewScript, wouldRunWhole } from '../../apply/preview-script.ts';
import { splitScript } from '../../apply/script-batches.ts';
import { identifyServer } from '../../apply/server-checks.ts';
import { type DrillGround, refuseInEarnest } from '../../apply/server-guard.ts';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { defined } from '../../model/defined.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { runDrill } from '../../rehearse/run-drill.ts';
import { scriptSnapshot } from '../../render/write-script.ts';
import { readSnapshot } from '../../snapshot/read-snapshot.ts';
import { drillJson, drillPassed, drillReport, drillVerdict } from '../../verify/drill-report.ts';
import { baselineOf } from '../baseline.ts';
import { type Console, report } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { keyFor } from '../fingerprint-key.ts';
import type { MappingOptions } from '../mapping.ts';
import { mappingFrom } from '../mapping.ts';
import type { OneServer } from '../one-server.ts';
import { oneServer, tellCapture } from '../one-server.ts';
import type { ConnectingOptions } from '../servers.ts';
import { configuredServers } from '../servers.ts';

/** The options of the command, as the command line gives them. */
export interface DrillCommandOptions extends ConnectingOptions, MappingOptions {
  readonly out?: string;
  /** A file or a folder. */
  readonly baseline?: string;
  readonly configuration?: 'security' | 'all';
  readonly from?: 'empty' | 'restored';
  readonly scratchServer?: string;
  readonly execute?: boolean;
  readonly allowLockout?: boolean;
  readonly allowIncomplete?: boolean;
  readonly statements?: boolean;
}

/** Writes the report; exit code 2 when the restore failed anywhere or left a real difference, 1 for a dry run of what would not run whole. */
export async function drillCommand(
  path: string,
  options: DrillCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { from, out, configuration, allowIncomplete = false, allowLockout = false } = options;
  const snapshot = await readSnapshot(path, { signal });
  const isOnServer = options.server !== undefined || options.scratchServer !== undefined;
  const scratch = isOnServer ? await oneServer(options, console, signal) : undefined;
  if (scratch !== undefined && options.execute !== true) {
    return foretold(scratch, snapshot, options, console, signal);
  }
  const drill = await runDrill(snapshot, {
    mapping: mappingFrom(options),
    allowIncomplete,
    allowLockout,
    signal,
    ...scratch?.limits,
    ...defined({ from, configuration }),
    ...(await baselineOf(options, snapshot, signal)),
    ...(scratch === undefined
      ? {}
      : { scratch: { driver: scratch.driver, ground: await groundOf(options, snapshot) } }),
    ...(await keyFor(snapshot.header)),
    progress: tellCapture(console),
    restoring: ({ batch, batches }) => console.progress(`batch ${batch} of ${batches}`, batch === batches),
  });
  const text = drillReport(drill);
  if (out !== undefined) {
    await writeFileAtomically(out, [text], 'report', { signal });
    console.tell(`wrote ${out}: ${drillVerdict(drill)}`);
  }
  if (console.json) await console.print(`${JSON.stringify(drillJson(drill))}\n`);
  else if (out === undefined) await console.print(text);
  return drillPassed(drill) ? EXIT.done : EXIT.differences;
}

/** What a drill would do on the server, which is looked at only. */
async function foretold(
  { driver, limits }: OneServer,
  snapshot: Snapshot,
  options: DrillCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  refuseInEarnest(await identifyServer(driver, limits), await groundOf(options, snapshot));
  const script = await scriptSnapshot(snapshot, {
    mapping: mappingFrom(options),
    anyServer: true,
    allowIncomplete: options.allowIncomplete ?? false,
    ...defined({ configuration: options.configuration }),
    ...(await baselineOf(options, snapshot, signal)),
  });
  const preview = await previewScript(driver, splitScript('drill.sql', [...script.text].join('')), {
    ...limits,
    choices: { allowLockout: options.allowLockout ?? false },
    progress: tellCapture(console),
  });
  const isFine = wouldRunWhole(preview);
  await report(console, preview, () => [...previewText(preview, options.statements)].join(''), !isFine);
  return isFine ? EXIT.done : EXIT.error;
}

/** The server that was captured, what a person typed, and what the configuration holds. */
async function groundOf(options: DrillCommandOptions, snapshot: Snapshot): Promise<DrillGround> {
  const servers = await configuredServers(options);
  return {
    captured: snapshot.header.server.name,
    typed: options.scratchServer,
    configured: servers.map(({ name, address }) => ({ name, host: address.host.split('.')[0] ?? '' })),
  };
}
