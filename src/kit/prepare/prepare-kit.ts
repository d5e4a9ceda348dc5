// Prepares for a disaster: every server captured, scripted and proved, management packs exported, the environment checked, the restore written down, all
// in one folder that is complete without this program.

import { join } from 'node:path';
import { fileNameOf } from '../../files/file-name.ts';
import { writeFileAtomically } from '../../files/write-file-atomically.ts';
import { callerError } from '../../model/caller.ts';
import { defined } from '../../model/defined.ts';
import { RegrantError } from '../../model/errors.ts';
import { checkOptions, type OptionRules } from '../../model/option-rules.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { TOOL } from '../../model/tool.ts';
import { omissionText } from '../../model/words/omission-words.ts';
import { captureScript } from '../../offline/capture-script.ts';
import { exportPacks } from '../../packs/export-packs.ts';
import { writeProvenScript } from '../../rehearse/write-proven-script.ts';
import { writeSnapshot } from '../../snapshot/write-snapshot.ts';
import { checkReadiness } from '../check/check-readiness.ts';
import type { Readiness } from '../check/readiness.ts';
import { readinessPage } from '../check/readiness-page.ts';
import type { Environment, ServerReading } from '../environment/environment.ts';
import { keptSnapshot, PACKS_FOLDER } from '../environment/kept-files.ts';
import {
  type KitServer,
  READ_ENVIRONMENT_RULES,
  type ReadEnvironmentOptions,
  readEnvironment,
} from '../environment/read-environment.ts';
import { attempt, known } from '../environment/reading.ts';
import type { Runbook } from '../runbook/runbook.ts';
import type { ServerFiles } from '../runbook/runbook-server.ts';
import { writeRunbook } from '../runbook/write-runbook.ts';
import { indexPage } from './index-page.ts';
import { makeKit, type OldKits } from './kit-folder.ts';
import { type KitManifest, type KitServerRow, writeManifest } from './manifest.ts';

/** How a kit is prepared. */
export interface PrepareOptions extends Omit<ReadEnvironmentOptions, 'kept' | 'passwords'> {
  /** The folder that kits are in. */
  readonly out: string;
  /** How many kits are kept; the last good one is, besides. Default 12. */
  readonly keep?: number;
  /** Write a script although something could not be captured. Default false. */
  readonly allowIncomplete?: boolean;
  /** Gives an untouched server of a snapshot's release; what it throws is told of that server, whose script is then made without. */
  readonly baselineOf?: (snapshot: Snapshot) => Promise<Snapshot | undefined>;
}

const { kept: _, passwords: __, ...READING } = READ_ENVIRONMENT_RULES;
const RULES: OptionRules<PrepareOptions> = {
  ...READING,
  out: 'text',
  keep: 'count',
  allowIncomplete: 'flag',
  baselineOf: 'function',
};

/** A kit that was prepared. */
export interface Kit {
  /** Its folder. */
  readonly folder: string;
  /** What is in it, and what became of each server. */
  readonly manifest: KitManifest;
  /** What the check found. */
  readonly readiness: Readiness;
  /** The restore, written down. */
  readonly runbook: Runbook;
  /** What became of older kits. */
  readonly old: OldKits;
}

/** The file that reads a server where this program cannot be. */
const CAPTURE_SCRIPT = 'capture.sql';

/**
 * Prepares a kit in a folder of its own, named by the time. A server that cannot be read is told in it.
 * Throws a RegrantError: `bad-option`; `file-locked` while another run prepares one there; `file-failed`, `cancelled`, and then there is no
 * kit; what checkReadiness and planRunbook throw.
 */
export async function prepareKit(servers: readonly KitServer[], options: PrepareOptions): Promise<Kit> {
  checkOptions(options, RULES, { needed: ['out', 'profile', 'now', 'host'] });
  const { out, now, keep = DEFAULT_KEEP } = options;
  const { folder, made, old } = await makeKit(out, { now, keep }, (part) => fill(part, servers, options));
  return { folder, ...made, old };
}

/** Kits that are kept where nothing is said. */
const DEFAULT_KEEP = 12;

type Made = Pick<Kit, 'manifest' | 'readiness' | 'runbook'>;

async function fill(folder: string, servers: readonly KitServer[], options: PrepareOptions): Promise<Made> {
  const { profile, signal, now } = options;
  const read = await readEnvironment(servers, { ...options, passwords: 'hashes' });
  const written: Written[] = [];
  // One after the other: a script and its proof take memory.
  for (const server of read.servers) written.push(await writeServer(folder, server, options));
  const exported = await exportPacksOf(join(folder, PACKS_FOLDER), servers, read, options);
  const environment: Environment = {
    ...read,
    servers: written.map(({ server }) => server),
    ...defined({ exported }),
  };
  await writeFileAtomically(
    join(folder, CAPTURE_SCRIPT),
    [await captureScript({ profile, passwords: 'none' })],
    'capture-script',
    { signal },
  );
  const readiness = checkReadiness(environment);
  await writeFileAtomically(join(folder, 'readiness.html'), [await readinessPage(readiness)], 'page', {
    signal,
  });
  const files = new Map(written.map(({ server, files: own }) => [server.name, own]));
  const runbook = await writeRunbook(
    folder,
    environment,
    { of: (name) => files.get(name) ?? {}, ...(exported?.isKnown ? { packs: PACKS_FOLDER } : {}) },
    { signal },
  );
  const rows = written.map(({ row }) => row);
  const head = {
    tool: TOOL,
    madeAt: now.toISOString(),
    profile: profile.title,
    isGood: rows.every(({ isCaptured, isComplete, isProven }) => isCaptured && isComplete && isProven),
    servers: rows,
  };
  const page = await indexPage(head, readiness, runbook, files);
  await writeFileAtomically(join(folder, 'index.html'), [page], 'page', { signal });
  return { manifest: await writeManifest(folder, head, signal), readiness, runbook };
}

/** Exports the management packs of the server that has them; what keeps that from being done is told in the kit. */
async function exportPacksOf(
  folder: string,
  servers: readonly KitServer[],
  read: Environment,
  { profile, now, signal }: PrepareOptions,
): Promise<Environment['exported']> {
  const server = servers[read.servers.findIndex(({ packs }) => packs?.isKnown)];
  const database = profile.readiness?.packs;
  if (server === undefined || database === undefined) return undefined;
  const limits = defined({ signal: server.signal ?? signal, timeoutMs: server.timeoutMs });
  const packs = { database, now: () => now, ...limits };
  return attempt(signal, () => exportPacks(server.driver, folder, packs), ['file-failed']);
}

/** What was written of a server, and the reading with what was kept of it now. */
interface Written {
  readonly server: ServerReading;
  readonly row: KitServerRow;
  readonly files: ServerFiles;
}

async function writeServer(folder: string, server: ServerReading, options: PrepareOptions): Promise<Written> {
  const { name, live } = server;
  if (!live.isKnown) {
    const row = { name, isCaptured: false, isComplete: false, isProven: false, problem: live.why };
    return { server: { ...server, kept: {} }, row, files: {} };
  }
  const snapshot = live.value;
  const base = fileNameOf(name);
  const files = { snapshot: `${base}.regrant.ndjson`, script: `${base}.sql` };
  await writeSnapshot(join(folder, files.snapshot), snapshot, { signal: options.signal });
  const kept = await keptSnapshot(files.snapshot, snapshot, live);
  const script = await writeScriptOf(join(folder, files.script), snapshot, options);
  const { omissions } = snapshot.header;
  const problem = script.problem ?? omissions.map(omissionText)[0];
  const row = {
    name,
    isCaptured: true,
    isComplete: omissions.length === 0,
    isProven: script.isProven,
    ...defined({ problem }),
  };
  const keptScript = known({
    path: files.script,
    writtenAt: options.now,
    digest: kept.digest,
    isWhole: true,
  });
  return {
    server: {
      ...server,
      kept: { snapshot: known(kept), ...(script.isWritten ? { script: keptScript } : {}) },
    },
    row,
    files: script.isWritten ? files : { snapshot: files.snapshot },
  };
}

/** What the caller's function gives; an error of it is told as one of ours. */
async function given(
  baselineOf: NonNullable<PrepareOptions['baselineOf']>,
  snapshot: Snapshot,
): Promise<Snapshot | undefined> {
  try {
    return await baselineOf(snapshot);
  } catch (error) {
    throw callerError('baselineOf', error);
  }
}

interface ScriptOutcome {
  readonly isWritten: boolean;
  readonly isProven: boolean;
  readonly problem?: string;
}

/** Writes and proves a script; one that is refused for what its snapshot lacks is a problem of that server alone. */
async function writeScriptOf(
  path: string,
  snapshot: Snapshot,
  { signal, allowIncomplete = false, baselineOf = async () => undefined }: PrepareOptions,
): Promise<ScriptOutcome> {
  try {
    const options = { allowIncomplete, encoding: 'utf8-bom', newline: 'crlf' } as const;
    const found = await attempt(signal, () => given(baselineOf, snapshot));
    const { isProven, proofs } = await writeProvenScript(path, snapshot, {
      ...options,
      ...defined({ signal, baseline: found.isKnown ? found.value : undefined }),
    });
    if (isProven) return { isWritten: true, isProven, ...(found.isKnown ? {} : { problem: found.why }) };
    const { from = '' } = proofs.at(-1) ?? {};
    return {
      isWritten: true,
      isProven,
      problem: `Its script is not proven on a server that is ${from}: regrant prove says what differs.`,
    };
  } catch (error) {
    if (!(error instanceof RegrantError) || error.code !== 'incomplete-snapshot') throw error;
    return { isWritten: false, isProven: false, problem: error.fact };
  }
}
