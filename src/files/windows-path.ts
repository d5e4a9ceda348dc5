// Paths of Windows, which mean nothing to another system but have to be told from its own.
import { resolve } from 'node:path';

/** Whether a path is one of Windows that says where it begins: `C:\…` or `\\server\share\…`. */
export function isPathOfWindows(path: string): boolean {
  return /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path);
}

/** The computer that a path of the network is on; undefined for any other. */
export function computerOfPath(path: string): string | undefined {
  const [, computer] = /^\\\\(?![.?]\\)([^\\]+)\\/.exec(path) ?? [];
  return computer;
}

/** The path from a folder; one of Windows that says where it begins stays as it is on any system. */
export function resolveFrom(folder: string, path: string): string {
  return isPathOfWindows(path) ? path : resolve(folder, path);
}
