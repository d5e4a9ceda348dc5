// The accounts that Windows and Entra know: a server asks them for the SID of CREATE LOGIN … FROM WINDOWS. A server
// without a directory of its own takes any name of the form DOMAIN\name and makes its SID from the name.
import type { ServerSettings } from '../fixture/read-environment.ts';
import type { FixtureRow } from '../fixture/read-rows.ts';
import { bytesFor } from './principals.ts';

/** An account. */
export interface Account {
  readonly sid: Uint8Array;
  readonly type: 'U' | 'G' | 'E' | 'X';
}

type Directory = ReadonlyMap<string, Account>;

const directories = new WeakMap<ServerSettings, Directory>();

/** Gives a server a directory; names that are not in it do not exist for it. */
export function setDirectory(settings: ServerSettings, directory: Directory): void {
  directories.set(settings, directory);
}

/** The accounts that rows of principals know. */
export function directoryOf(rows: Iterable<FixtureRow>): Directory {
  const directory = new Map<string, Account>();
  for (const { record, absent } of rows) {
    const { name, sid, type } = record;
    if (absent || typeof name !== 'string' || !(sid instanceof Uint8Array)) continue;
    const letter = String(type).trim();
    if (!isAccountType(letter) || (letter !== 'E' && letter !== 'X' && !name.includes('\\'))) continue;
    const key = name.toUpperCase();
    if (!directory.has(key)) directory.set(key, { sid, type: letter });
  }
  return directory;
}

const isAccountType = (letter: string): letter is Account['type'] => ['U', 'G', 'E', 'X'].includes(letter);

/** The account of that name; undefined when the directory has none. */
export function accountNamed(settings: ServerSettings, name: string, external: boolean): Account | undefined {
  const directory = directories.get(settings);
  const found = directory?.get(name.toUpperCase()) ?? ownAccount(settings, name);
  if (directory !== undefined || found !== undefined) return found;
  if (external) return { sid: bytesFor(name.toUpperCase(), 16), type: 'E' };
  const sid = Uint8Array.from([1, 5, 0, 0, 0, 0, 0, 5, 21, 0, 0, 0, ...bytesFor(name.toUpperCase(), 16)]);
  const isGroup = Object.values(settings.windowsGroups).some((groups) =>
    groups.some((group) => group.toUpperCase() === name.toUpperCase()),
  );
  return { sid, type: isGroup ? 'G' : 'U' };
}

/** The account of that name among those that the server's settings tell. */
function ownAccount({ windowsAccounts }: ServerSettings, name: string): Account | undefined {
  const found = Object.entries(windowsAccounts).find(([own]) => own.toUpperCase() === name.toUpperCase());
  return found && { sid: Buffer.from(found[1].slice(2), 'hex'), type: 'U' };
}

/** The name of the account with a SID, among those that the server's settings tell. */
export function accountNameOf({ windowsAccounts }: ServerSettings, sid: Uint8Array): string | undefined {
  const wanted = Buffer.from(sid).toString('hex').toUpperCase();
  return Object.entries(windowsAccounts).find(([, own]) => own.slice(2).toUpperCase() === wanted)?.[0];
}

/** The SID of an account that has no login, as SUSER_SID tells it. */
export function accountSid(settings: ServerSettings, name: string): Uint8Array | undefined {
  return ownAccount(settings, name)?.sid;
}
