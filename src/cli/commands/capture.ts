// regrant capture: servers into snapshot files, and into scripts when asked.
import { join } from 'node:path';
import { captureServer } from '../../capture/capture-server.ts';
import type { CaptureOptions } from '../../capture/options.ts';
import type { PasswordMode } from '../../capture/password.ts';
import { fileNameOf } from '../../files/file-name.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { RegrantError } from '../../model/errors.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { visible } from '../../model/visible.ts';
import { writeScript } from '../../render/write-script.ts';
import type { Profile } from '../../select/profile.ts';
import { writeSnapshot } from '../../snapshot/write-snapshot.ts';
import { captureInterrupted } from '../capture-interrupted.ts';
import { captureSummary, coverageSummary } from '../capture-summary.ts';
import type { Connected } from '../connect.ts';
import { connectTo, signalFor } from '../connect.ts';
import type { Console } from '../console.ts';
import type { ExitCode } from '../exit-code.ts';
import { EXIT } from '../exit-code.ts';
import { fingerprintKey } from '../fingerprint-key.ts';
import { profileOf } from '../profile.ts';
import type { SelectingOptions } from '../selection.ts';
import { selectionFrom } from '../selection.ts';
import type { ConnectingOptions } from '../servers.ts';
import { serversOf } from '../servers.ts';
import { tellWritten } from './script.ts';

/** The options of the command, as the command line gives them. */
export interface CaptureCommandOptions extends ConnectingOptions, SelectingOptions {
  readonly out?: string;
  readonly script?: boolean;
  readonly allowIncomplete?: boolean;
  readonly profile?: string;
  readonly reportDatabase?: string;
  readonly passwords?: PasswordMode;
  readonly passwordHashes?: boolean;
  readonly gzip?: boolean;
}

/**
 * Captures every server; one that fails does not keep the others from being captured.
 * Exit code 3 when anything could not be captured, 1 when a server could not be captured at all.
 */
export async function captureCommand(
  options: CaptureCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { servers, config } = await serversOf(options);
  const profileName = options.profile ?? config?.profile;
  const profile =
    profileName === undefined ? undefined : await profileOf(profileName, options.reportDatabase);
  const out = options.out ?? config?.out ?? '.';
  const passwords = await passwordOptions(options, profile);
  await makeFolder(out);
  const snapshots: Snapshot[] = [];
  const written = new Set<string>();
  let failed = false;
  const done: string[] = [];
  for (const server of await connectTo(servers, console)) {
    try {
      const snapshot = await captureOne(server, { options, profile, passwords }, console, signal);
      const name = takeName(snapshot, written);
      await writeCaptured(join(out, name), snapshot, options, console, signal);
      // Captured is captured, whether or not its script can be written.
      snapshots.push(snapshot);
      done.push(server.settings.name);
      if (options.script) await writeRestore(join(out, `${name}.sql`), snapshot, options, console, signal);
    } catch (error) {
      if (servers.length === 1) throw error;
      if (signal.aborted) {
        const left = servers.map(({ name }) => name).filter((name) => !done.includes(name));
        throw captureInterrupted(error, done, left);
      }
      failed = true;
      console.fail(error);
    }
  }
  const missing = profile === undefined ? false : await tellCoverage(profile, snapshots, console);
  if (failed) return EXIT.error;
  return missing || snapshots.some(({ header }) => !header.complete) ? EXIT.incomplete : EXIT.done;
}

type PasswordOptions = Pick<CaptureOptions, 'passwords' | 'fingerprintKey'>;

async function passwordOptions(
  options: CaptureCommandOptions,
  profile: Profile | undefined,
): Promise<PasswordOptions> {
  const byDefault = profile === undefined ? 'fingerprints' : 'hashes';
  const passwords = options.passwordHashes ? 'hashes' : (options.passwords ?? byDefault);
  return passwords === 'fingerprints' ? { passwords, fingerprintKey: await fingerprintKey() } : { passwords };
}

interface CaptureWork {
  readonly options: CaptureCommandOptions;
  readonly profile: Profile | undefined;
  readonly passwords: PasswordOptions;
}

async function captureOne(
  server: Connected,
  { options, profile, passwords }: CaptureWork,
  console: Console,
  signal: AbortSignal,
): Promise<Snapshot> {
  const { settings, driver } = server;
  const selection = selectionFrom(options, settings.selection);
  return captureServer(driver, {
    ...passwords,
    signal: signalFor(server, signal),
    ...(profile === undefined ? {} : { profile }),
    ...(selection === undefined ? {} : { selection }),
    ...(settings.queryTimeoutMs === undefined ? {} : { timeoutMs: settings.queryTimeoutMs }),
    progress: ({ server: name, database, phase, rows, elapsedMs }) => {
      const where = visible(database === undefined ? name : `${name} ${database}`);
      const line = `${where}: ${phase}, ${rows} rows, ${(elapsedMs / 1000).toFixed(1)} s`;
      const isEnd = phase === 'done' || phase === 'skipped';
      console.progress(line, isEnd);
    },
  });
}

/** The name of a server's files, which no server before it may have. */
function takeName({ header }: Snapshot, written: Set<string>): string {
  const name = fileNameOf(header.server.name);
  if (written.has(name.toUpperCase())) throw sameFile(header.server.name, name);
  written.add(name.toUpperCase());
  return name;
}

async function writeCaptured(
  file: string,
  snapshot: Snapshot,
  options: CaptureCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<void> {
  const path = `${file}.regrant.ndjson${options.gzip ? '.gz' : ''}`;
  await writeSnapshot(path, snapshot, { signal });
  if (console.json) await console.print(`${JSON.stringify({ snapshot: path, header: snapshot.header })}\n`);
  else if (!console.quiet) await console.print(captureSummary(snapshot, path));
}

async function writeRestore(
  script: string,
  snapshot: Snapshot,
  options: CaptureCommandOptions,
  console: Console,
  signal: AbortSignal,
): Promise<void> {
  const wanted = {
    allowIncomplete: options.allowIncomplete ?? false,
    encoding: 'utf8-bom',
    newline: 'crlf',
    signal,
  } as const;
  await tellWritten(await writeScript(script, snapshot, wanted), script, console);
}

function sameFile(server: string, name: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `Two of the servers would be written to ${name}: ${server} was given twice, or under two addresses.`,
    remedy: 'Capture each server once, or into folders of their own (--out).',
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
