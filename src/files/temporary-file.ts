// Temporary files beside what they become. A process that is killed leaves its own behind; the next one that writes to
// the same folder removes what no running process owns.
import { randomBytes } from 'node:crypto';
import { lstat, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { hostMark, isRunning, THIS_PROCESS } from './running-process.ts';

const NAME = /^\.regrant-([0-9a-f]{8})-([1-9]\d{0,9})-[0-9a-f]{16}\.tmp$/;
/** After so long without a write the file is dead, even if its process's number is in use or on another machine. */
const DEAD_AFTER_MS = 24 * 3_600_000;

/** A new name in a folder, which says whose it is. */
export function temporaryName(folder: string, pid: number = THIS_PROCESS.pid): string {
  return join(folder, `.regrant-${hostMark()}-${pid}-${randomBytes(8).toString('hex')}.tmp`);
}

/** Removes the temporary files in a folder whose process has gone. What cannot be removed stays, and is no error. */
export async function removeLeftOvers(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, host, pid] = NAME.exec(name) ?? [];
    if (host === undefined) continue;
    const path = join(folder, name);
    if (await isDead(path, host, Number(pid))) await unlink(path).catch(() => undefined);
  }
}

async function isDead(path: string, host: string, pid: number): Promise<boolean> {
  const state = await lstat(path).catch(() => undefined);
  if (state === undefined || !state.isFile()) return false;
  if (Date.now() - state.mtimeMs > DEAD_AFTER_MS) return pid !== THIS_PROCESS.pid;
  return host === hostMark() && !isRunning(pid);
}
