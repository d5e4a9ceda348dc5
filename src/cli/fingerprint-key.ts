// The key under which password hashes are fingerprinted, so that a diff sees that a password changed and nothing
// more. It is the user's own: from the environment, or made once and kept in the user's settings folder.
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';
import { RegrantError } from '../model/errors.ts';
import type { SnapshotHeader } from '../model/snapshot.ts';

/** The option of a capture that is compared with a snapshot: a key where that holds fingerprints, and none otherwise. */
export async function keyFor({
  passwords,
}: Pick<SnapshotHeader, 'passwords'>): Promise<{ readonly fingerprintKey?: string }> {
  return passwords === 'fingerprints' ? { fingerprintKey: await fingerprintKey() } : {};
}

/** The key of this user: REGRANT_FINGERPRINT_KEY, or the one in the settings folder, made when there is none. */
export async function fingerprintKey(env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const given = env.REGRANT_FINGERPRINT_KEY;
  if (given !== undefined && given !== '') return given;
  const path = keyPath(env);
  try {
    await makeFolder(dirname(path), 0o700);
    await writeFile(path, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw unusable(path, cause);
  }
  try {
    const key = (await readFile(path, 'utf8')).trim();
    if (/^[0-9a-f]{64}$/.test(key)) return key;
  } catch (cause) {
    throw unusable(path, cause);
  }
  throw unusable(path);
}

/** Where the key is kept. */
export function keyPath(env: NodeJS.ProcessEnv): string {
  // An empty variable counts as unset (XDG Base Directory Specification).
  const folder = process.platform === 'win32' ? env.APPDATA : env.XDG_CONFIG_HOME;
  return join(folder || join(homedir(), '.config'), 'regrant', 'fingerprint.key');
}

function unusable(path: string, cause?: unknown): RegrantError {
  return new RegrantError({
    code: 'file-failed',
    fact: `The fingerprint key ${path} cannot be read or made.`,
    remedy: 'Set REGRANT_FINGERPRINT_KEY, or capture with --passwords none.',
    cause,
  });
}
