// What was kept of a server: its snapshot, with what has changed since, and the script that restores it.

import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckSettings } from '../../config/check-settings.ts';
import { isTime } from '../../connect/ask-server.ts';
import { changeText } from '../../diff/change-text.ts';
import { isDatedName } from '../../files/dated-name.ts';
import { fileNameOf } from '../../files/file-name.ts';
import { readText } from '../../files/read-text.ts';
import { defined } from '../../model/defined.ts';
import { digestInHead, HEAD_LENGTH, RUN_ENDS } from '../../model/script-protocol.ts';
import type { Snapshot, SnapshotHeader } from '../../model/snapshot.ts';
import { PACK_LIST } from '../../packs/pack.ts';
import { openSnapshot, readSnapshot } from '../../snapshot/read-snapshot.ts';
import { footerOf } from '../../snapshot/serialize-snapshot.ts';
import { compareWith } from '../../verify/verify-server.ts';
import { attempt, known, type Reading, unknown } from './reading.ts';

/** A snapshot that was kept. */
export interface KeptSnapshot {
  /** The file. */
  readonly path: string;
  /** What is in it. */
  readonly snapshot: Snapshot;
  /** When it was captured; absent where it was not captured from a server. */
  readonly capturedAt?: Date;
  /** What could not be captured. */
  readonly omissions: SnapshotHeader['omissions'];
  /** SHA-256 of its facts. */
  readonly digest: string;
  /** What has changed on the server since, a line each; unknown where the server could not be read. */
  readonly drift: Reading<readonly string[]>;
}

/** A script that was kept. */
export interface KeptScript {
  /** The file. */
  readonly path: string;
  /** When. */
  readonly writtenAt: Date;
  /** SHA-256 of the facts of the snapshot that it was written of; absent where it does not say. */
  readonly digest?: string;
  /** It comes to its end; else it was cut short. */
  readonly isWhole: boolean;
}

/** What was kept of one server; what is not there is absent. */
export interface KeptFiles {
  /** The snapshot. */
  readonly snapshot?: Reading<KeptSnapshot>;
  /** The script. */
  readonly script?: Reading<KeptScript>;
}

/** Where the files of a server are, in a folder or in the newest of its folders that has them. */
export interface KeptPaths {
  readonly snapshot?: string;
  readonly script?: string;
}

/** Finds them. A folder that is not there has none. */
export async function findKeptFiles(folder: string, server: string): Promise<KeptPaths> {
  const found: KeptPaths[] = [];
  for (const place of await placesIn(folder)) {
    const paths = await filesIn(place, server);
    if (paths.snapshot !== undefined) return paths;
    found.push(paths);
  }
  return found[0] ?? {};
}

/** Whether any snapshot that was kept there has hashes: only hashes can be held against them. */
export async function keepsHashes(folder: string): Promise<boolean> {
  for (const place of await placesIn(folder)) {
    const [first] = (await namesIn(place)).filter((name) => /\.regrant\.ndjson(\.gz)?$/.test(name));
    if (first === undefined) continue;
    const opened = await openSnapshot(join(place, first)).catch(() => undefined);
    return opened?.header.passwords === 'hashes';
  }
  return false;
}

/** The folder of the management packs that were exported with a kit: the newest that has one. */
async function findKeptPacks(folder: string): Promise<string | undefined> {
  for (const place of await placesIn(folder))
    if ((await namesIn(join(place, PACKS_FOLDER))).includes(PACK_LIST)) return join(place, PACKS_FOLDER);
  return undefined;
}

/** The folder of the last export of management packs: where the settings say, else with the newest kit. */
export async function packsFolderOf(
  settings: CheckSettings | undefined,
  kept: string | undefined,
): Promise<string | undefined> {
  return settings?.packs ?? (kept === undefined ? undefined : findKeptPacks(kept));
}

/** The folder of the management packs in a kit. */
export const PACKS_FOLDER = 'packs';

/** Where something may be kept: the folder itself, then those in it that are named by the time, the newest first. */
async function placesIn(folder: string): Promise<readonly string[]> {
  const dated = (await namesIn(folder)).filter(isDatedName).toReversed();
  return [folder, ...dated.map((name) => join(folder, name))];
}

async function filesIn(folder: string, server: string): Promise<KeptPaths> {
  const name = fileNameOf(server);
  const names = new Set(await namesIn(folder));
  const kept = (file: string) => (names.has(file) ? join(folder, file) : undefined);
  const snapshot = kept(`${name}.regrant.ndjson`) ?? kept(`${name}.regrant.ndjson.gz`);
  return defined({ snapshot, script: kept(`${name}.sql`) });
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder).catch(() => [])).sort();
}

/** What a kept snapshot says, and what has changed since. */
export async function keptSnapshot(
  path: string,
  snapshot: Snapshot,
  live: Reading<Snapshot>,
): Promise<KeptSnapshot> {
  const { omissions } = snapshot.header;
  const capturedAt = new Date(snapshot.header.capturedAt ?? '');
  return {
    path,
    snapshot,
    ...(isTime(capturedAt) ? { capturedAt } : {}),
    omissions,
    digest: footerOf(snapshot).sha256,
    drift: live.isKnown ? known(await driftOf(snapshot, live.value)) : unknown(live.why),
  };
}

/** What has changed for certain: what one of the two could not read is told where that one is judged. */
async function driftOf(snapshot: Snapshot, live: Snapshot): Promise<readonly string[]> {
  const { real } = await compareWith(snapshot, live);
  return real.filter(({ change }) => change !== 'unknown').map(changeText);
}

/** Reads the snapshot that was kept, if there is one. */
export async function readKept(
  { snapshot }: KeptPaths,
  signal: AbortSignal | undefined,
): Promise<Reading<Snapshot> | undefined> {
  return snapshot === undefined ? undefined : attempt(signal, () => readSnapshot(snapshot, { signal }));
}

/** Reads of the script that was kept what its head says, if there is one. */
export async function readKeptScript(
  { script }: KeptPaths,
  signal: AbortSignal | undefined,
): Promise<Reading<KeptScript> | undefined> {
  if (script === undefined) return undefined;
  return attempt(signal, async () => {
    const { mtime } = await stat(script);
    return { path: script, writtenAt: mtime, ...(await lookThrough(script)) };
  });
}

/** The digest in the first lines of a script, and whether it comes to its end. */
async function lookThrough(path: string): Promise<Pick<KeptScript, 'digest' | 'isWhole'>> {
  let [head, line, isWhole] = ['', '', false];
  for await (const piece of readText(path)) {
    if (head.length < HEAD_LENGTH) head += piece;
    line += piece;
    isWhole ||= RUN_ENDS.test(line);
    line = line.slice(line.lastIndexOf('\n') + 1);
  }
  return defined({ digest: digestInHead(head), isWhole });
}
