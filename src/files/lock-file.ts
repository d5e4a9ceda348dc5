// A lock beside a file, so that one process at a time writes to it. It tells who holds it; one whose process has ended
// on this machine is taken over, any other is respected.

import { link, lstat, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { fileError } from './file-error.ts';
import { isRunning, type RunningProcess, THIS_PROCESS } from './running-process.ts';
import { temporaryName } from './temporary-file.ts';

/** A lock that is held. */
export interface Lock {
  /** The process that held it and has ended without letting go. */
  readonly takenFrom?: RunningProcess;
  release(): Promise<void>;
}

/** What can be read of a lock; without a holder where it cannot. */
interface Found {
  readonly text: string;
  readonly holder?: RunningProcess;
}

/** What stands for the text of what has a lock's name and is no file. */
const NO_LOCK = 'no file';

/** Tries after a lock that went away, or was taken over by another, while it was looked at. */
const TRIES = 5;

/**
 * Takes the lock of a file, `<path>.lock`.
 * Throws a RegrantError: `file-locked` while another process holds it, `file-failed` when it cannot be made.
 */
export async function takeLock(path: string): Promise<Lock> {
  const lock = `${path}.lock`;
  const text = `${JSON.stringify({ regrant: 'lock', ...THIS_PROCESS, since: new Date().toISOString() })}\n`;
  let takenFrom: RunningProcess | undefined;
  try {
    for (let tries = 0; tries < TRIES; tries++) {
      if (await madeWhole(lock, text)) return held(lock, text, takenFrom);
      const found = await readLock(lock);
      if (found === undefined) continue;
      if (!(await isDead(lock, found))) throw lockedError(path, lock, found);
      if (await putAway(lock, found)) takenFrom = found.holder;
    }
  } catch (error) {
    throw error instanceof RegrantError ? error : fileError('locked', path, error);
  }
  throw lockedError(path, lock, { text: '' });
}

function held(lock: string, text: string, takenFrom: RunningProcess | undefined): Lock {
  return {
    ...defined({ takenFrom }),
    release: async () => {
      const found = await readFile(lock, 'utf8').catch(() => '');
      if (found === text) await unlink(lock).catch(() => undefined);
    },
  };
}

/** Makes the lock with its content at once, so that nobody ever reads half of it; false where there is one. */
async function madeWhole(lock: string, text: string): Promise<boolean> {
  const whole = temporaryName(dirname(lock));
  try {
    await writeFile(whole, text, { flag: 'wx', mode: 0o600 });
    await link(whole, lock).catch((error: NodeJS.ErrnoException) => {
      // File systems without hard links: half a lock may be read there, and is then taken for one that is held.
      if (!NO_LINKS.has(String(error.code))) throw error;
      return writeFile(lock, text, { flag: 'wx', mode: 0o600 });
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await unlink(whole).catch(() => undefined);
  }
}

const NO_LINKS: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EXDEV',
]);

async function readLock(lock: string): Promise<Found | undefined> {
  let text: string;
  try {
    // Nobody waits for a pipe, or reads what has no end.
    if (!(await lstat(lock)).isFile()) return { text: NO_LOCK };
    text = await readFile(lock, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const holder = holderIn(text);
  return holder === undefined ? { text } : { text, holder };
}

function holderIn(text: string): RunningProcess | undefined {
  try {
    const { regrant, pid, host } = JSON.parse(text) as Partial<Record<string, unknown>>;
    const isOurs = regrant === 'lock' && Number.isSafeInteger(pid) && Number(pid) > 0;
    return isOurs && typeof host === 'string' ? { pid: Number(pid), host } : undefined;
  } catch {
    return undefined;
  }
}

/** A lock that nobody can read is of a process that died while it wrote, or of somebody else: only an empty one is dead. */
async function isDead(lock: string, { text, holder }: Found): Promise<boolean> {
  if (holder !== undefined) return holder.host === THIS_PROCESS.host && !isRunning(holder.pid);
  const state = await stat(lock).catch(() => undefined);
  return text === '' && state?.isFile() === true && Date.now() - state.mtimeMs > 10_000;
}

/**
 * Takes a dead lock away, unless it has become another's meanwhile: whoever does so holds a file of its own while it looks
 * and removes, so that none removes what another has just made.
 */
async function putAway(lock: string, dead: Found): Promise<boolean> {
  const taking = `${lock}.taking`;
  try {
    await writeFile(taking, '', { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    // Left by a process that ended while it took a lock away.
    if (await isDead(taking, { text: '' })) await unlink(taking).catch(() => undefined);
    return false;
  }
  try {
    const found = await readLock(lock);
    if (found?.text !== dead.text || !(await isDead(lock, found))) return false;
    await unlink(lock);
    return true;
  } finally {
    await unlink(taking).catch(() => undefined);
  }
}

function lockedError(path: string, lock: string, { holder }: Found): RegrantError {
  const who =
    holder === undefined ? 'It cannot be told by whom' : `It is process ${holder.pid} on ${holder.host}`;
  return new RegrantError({
    code: 'file-locked',
    fact: `Another run writes to ${path}. ${who}.`,
    remedy: `Wait for it to end, or give another name; if there is no such run any more, remove ${lock}.`,
  });
}
