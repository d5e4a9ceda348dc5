// regrant capture: servers into snapshot files, and into scripts when asked.

import { join } from 'node:path';
import { captureServer } from '../../capture/capture-server.ts';
import { inParallel } from '../../capture/in-parallel.ts';
import type { CaptureOptions } from '../../capture/options.ts';
import type { PasswordMode } from '../../capture/password-mode.ts';
import { datedName } from '../../files/dated-name.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { defined } from '../../model/defined.ts';
import { RegrantError } from '../../model/errors.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { unmatchedPatterns } from '../../select/name-matcher.ts';
import type { Profile } from '../../select/profile.ts';
import { captureInterrupted } from '../capture-interrupted.ts';
import { coverageSummary } from '../capture-summary.ts';
import type { Connected } from '../connect.ts';
import { connectTo, signalFor } from '../connect.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { fingerprintKey } from '../fingerprint-key.ts';
import { tellCapture } from '../one-server.ts';
import { profileAsked } from '../profile.ts';
import type { SelectingOptions } from '../selection.ts';
import { selectionFrom } from '../selection.ts';
import type { ConnectingOptions } from '../servers.ts';
import { serversOf } from '../servers.ts';
import { type CapturedFilesOptions, takeName, writeCaptured, writeRestore } from './captured-files.ts';

/** The options of the command, as the command line gives them. */
export interface CaptureCommandOptions extends ConnectingOptions, SelectingOptions, CapturedFilesOptions {
  readonly out?: string;
  readonly script?: boolean;
  /** Into a folder of its own, named by the time. */
  readonly dated?: boolean;
  readonly definitions?: boolean;
  readonly profile?: string;
  readonly reportDatabase?: string;
  readonly passwords?: PasswordMode;
  readonly passwordHashes?: boolean;
  /** Servers at the same time. */
  readonly parallel?: number;
}

/**
 * Captures every server; one that fails does not keep the others from being captured.
 * Exit code 3 when anything could not be captured or a script was refused for it, 1 when a server could not be captured
 * at all or a pattern of --databases matches nothing anywhere, 2 when a script is not proven.
 */
export async function captureCommand(
  options: CaptureCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { servers, config } = await serversOf(options);
  const profile = await profileAsked(options, config);
  const base = options.out ?? config?.out ?? '.';
  const out = options.dated ? join(base, datedName(new Date())) : base;
  const passwords = await passwordOptions(options, profile, console);
  const definitions = options.definitions ?? config?.definitions ?? false;
  const snapshots: Snapshot[] = [];
  const written = new Set<string>();
  let failed = false;
  const done: string[] = [];
  let isProven = true;
  const connected = await connectTo(servers, console);
  // A folder that stayed empty, because a password was missing, would look like a capture.
  await makeFolder(out);
  await inParallel(connected, options.parallel ?? PARALLEL, async (server) => {
    try {
      const snapshot = await captureOne(
        server,
        { options, profile, passwords, definitions },
        console,
        signal,
      );
      if (servers.length === 1) refuseUnmatched(options, [snapshot]);
      const name = takeName(snapshot, written);
      await writeCaptured(join(out, name), snapshot, options, console, signal);
      // Captured is captured, whether or not its script can be written.
      snapshots.push(withoutFacts(snapshot));
      done.push(server.settings.name);
      if (options.script) {
        const script = join(out, `${name}.sql`);
        isProven = (await writeRestore(script, snapshot, options, console, signal)) && isProven;
      }
    } catch (error) {
      // The snapshot is written, and marked incomplete: that is what the exit code says.
      if (isRefusedScript(error, snapshots)) {
        console.fail(error);
        return;
      }
      const left = servers.map(({ name }) => name).filter((name) => !done.includes(name));
      if (signal.aborted && left.length > 0) throw captureInterrupted(error, done, left);
      if (servers.length === 1) throw error;
      failed = true;
      console.fail(error);
    }
  });
  const missing = profile === undefined ? false : await tellCoverage(profile, snapshots, console);
  if (!failed) refuseUnmatched(options, snapshots);
  if (failed) return EXIT.error;
  if (!isProven) return EXIT.differences;
  return missing || snapshots.some(({ header }) => !header.complete) ? EXIT.incomplete : EXIT.done;
}

/** Servers that are captured side by side when it is not said how many. */
const PARALLEL = 4;

/** What is kept of a snapshot that is written: memory does not grow with the servers. */
function withoutFacts({ header, facts }: Snapshot): Snapshot {
  return { header, facts: facts.filter(({ kind }) => kind === 'database') };
}

type PasswordOptions = Pick<CaptureOptions, 'passwords' | 'fingerprintKey'>;

async function passwordOptions(
  options: CaptureCommandOptions,
  profile: Profile | undefined,
  console: Console,
): Promise<PasswordOptions> {
  const byDefault = profile === undefined && !options.script ? 'fingerprints' : 'hashes';
  const passwords = options.passwordHashes ? 'hashes' : (options.passwords ?? byDefault);
  if (options.script && passwords !== 'hashes') {
    console.warn(`NO PASSWORDS: with --passwords ${passwords} the script makes SQL logins without theirs.`);
  }
  return passwords === 'fingerprints' ? { passwords, fingerprintKey: await fingerprintKey() } : { passwords };
}

interface CaptureWork {
  readonly options: CaptureCommandOptions;
  readonly profile: Profile | undefined;
  readonly passwords: PasswordOptions;
  readonly definitions: boolean;
}

async function captureOne(
  server: Connected,
  { options, profile, passwords, definitions }: CaptureWork,
  console: Console,
  signal: AbortSignal,
): Promise<Snapshot> {
  const { settings, driver } = server;
  const selection = selectionFrom(options, settings.selection);
  return captureServer(driver, {
    ...passwords,
    definitions,
    signal: signalFor(server, signal),
    ...defined({ profile, selection, timeoutMs: settings.queryTimeoutMs }),
    progress: tellCapture(console),
  });
}

/** A script that was refused for what its snapshot, which is written, lacks. */
function isRefusedScript(error: unknown, snapshots: readonly Snapshot[]): boolean {
  return (
    error instanceof RegrantError &&
    error.code === 'incomplete-snapshot' &&
    snapshots.some(({ header }) => !header.complete)
  );
}

/** A name that is not there is mostly a slip; with several servers it has to be on one of them. */
function refuseUnmatched({ databases = [] }: CaptureCommandOptions, snapshots: readonly Snapshot[]): void {
  const there = snapshots.flatMap(({ facts }) =>
    facts.flatMap((fact) => (fact.kind === 'database' ? [fact.name] : [])),
  );
  const unmatched = unmatchedPatterns({ include: databases }, new Set(there));
  if (unmatched.length === 0) return;
  const servers = snapshots.map(({ header }) => header.server.name).join(', ');
  throw new RegrantError({
    code: 'bad-option',
    fact: `No database of ${servers} matches ${unmatched.join(', ')}.`,
    remedy: 'Correct --databases; regrant databases lists what there is.',
  });
}

/** Tells where a profile's databases were found; true when a required one was not. */
async function tellCoverage(
  profile: Profile,
  snapshots: readonly Snapshot[],
  console: Console,
): Promise<boolean> {
  const { text, missing, coverage } = coverageSummary(profile, snapshots);
  if (console.json) await console.print(`${JSON.stringify({ profile: profile.name, ...coverage })}\n`);
  else if (!console.quiet || missing) await console.print(text);
  return missing;
}
