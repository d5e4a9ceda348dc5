// Paths of Windows, which mean nothing to another system but have to be told from its own, and the computers that they name.
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

/** The name of a computer as Windows compares it: without its domain, whatever the case. */
export function computerName(name: string): string {
  return (name.split('.')[0] ?? '').toUpperCase();
}

/** What every computer calls itself. */
export const LOCALHOST = 'LOCALHOST';

/**
 * Whether the computer that a path names is one of these; undefined where it is given by an address, which has no name.
 */
export function isComputer(named: string, computers: readonly string[]): boolean | undefined {
  if (/^[\d.]+$/.test(named) || /[:[]|\.ipv6-literal\.net$/i.test(named)) return undefined;
  return computers.some((computer) => computerName(computer) === computerName(named));
}

/** The path from a folder; one of Windows that says where it begins stays as it is on any system. */
export function resolveFrom(folder: string, path: string): string {
  return isPathOfWindows(path) ? path : resolve(folder, path);
}
