// Why a file is not a snapshot that can be trusted: the file, the line, and what to do.
import { RegrantError } from '../model/errors.ts';

/** What to do about a file that is not as it was written. */
export const REMEDY = {
  copy: 'Take an untouched copy of the file, or capture the server again.',
  binary:
    'Take the file as Regrant wrote it (UTF-8, LF; copy it in binary mode), or capture the server again.',
  newer: 'Use the version of Regrant that wrote it or a newer one, or capture the server again.',
  script:
    'Give the snapshot that it was written of; regrant apply runs a script, regrant prove proves it, regrant read makes a snapshot of it.',
  other: 'Give a file that regrant capture wrote.',
} as const;

/** A `bad-snapshot`; `line` counts from 1, 0 means the whole file. The cause is never attached: it may quote a secret. */
export function badSnapshot(path: string, line: number, what: string, remedy: string): RegrantError {
  const where = line === 0 ? path : `${path}, line ${line}:`;
  return new RegrantError({ code: 'bad-snapshot', fact: `${where} ${what}.`, remedy });
}
