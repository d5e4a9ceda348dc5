// What a run has done, written as it goes: a line for each batch, flushed to the disk before the next one is sent. A
// run that was cut short goes on behind the last batch that is whole and without failure; every statement is
// idempotent, so a batch whose end nobody saw runs again.
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { fileError } from '../files/file-error.ts';
import { RegrantError } from '../model/errors.ts';

/** What a journal is of. */
export interface JournalSubject {
  /** SHA-256 of the script. */
  readonly script: string;
  /** Digest of the server's identity. */
  readonly server: string;
  readonly batches: number;
  /** What `show advanced options` stood at before the run: a run that goes on has to put that back. */
  readonly showAdvancedOptions: number;
}

/** One statement that failed, as the script's own account gives it. No secret is in it. */
export interface Failure {
  readonly batch: number;
  /** The statement's number; absent for what concerns a whole batch or database. */
  readonly statement?: number;
  readonly database?: string;
  readonly error?: number;
  readonly message: string;
}

type Line =
  | ({ readonly regrant: 'journal'; readonly format: 1 } & JournalSubject)
  | { readonly batch: number; readonly failures: readonly Failure[] }
  | { readonly end: true };

/** A journal that is open for writing. */
export interface Journal {
  /** Batches that ran before, each without failure. */
  readonly done: ReadonlySet<number>;
  /** What the server's option stood at when the run was begun. */
  readonly showAdvancedOptions: number;
  /** Notes the end of a batch. */
  note(batch: number, failures: readonly Failure[]): Promise<void>;
  /** Notes that the script ran to its end: the next run starts anew. */
  finish(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the journal of a script on a server. A journal of another script or server is refused, one that came to its
 * end is begun anew. Throws a RegrantError: `bad-option`, `file-failed`.
 */
export async function openJournal(path: string, subject: JournalSubject): Promise<Journal> {
  const lines = await readLines(path);
  const [head, ...rest] = lines;
  const isOver = rest.some((line) => 'end' in line);
  if (head !== undefined && !isOver) checkSubject(path, head, subject);
  const goesOn = head !== undefined && !isOver;
  const done = goesOn ? doneIn(rest) : new Set<number>();
  const file = await opened(path, !goesOn);
  if (!goesOn) await append(file, path, { regrant: 'journal', format: 1, ...subject });
  return {
    done,
    showAdvancedOptions: (goesOn && 'regrant' in head ? head : subject).showAdvancedOptions,
    note: (batch, failures) => append(file, path, { batch, failures }),
    finish: () => append(file, path, { end: true }),
    close: () => file.close(),
  };
}

function checkSubject(path: string, head: Line, subject: JournalSubject): void {
  const same = 'regrant' in head && head.script === subject.script && head.batches === subject.batches;
  if (same && 'regrant' in head && head.server === subject.server) return;
  throw new RegrantError({
    code: 'bad-option',
    fact: `${path} is the journal of an unfinished run of ${same ? 'this script on another server' : 'another script, or of this one before it was changed'}.`,
    remedy:
      'Finish that run first, or start from the beginning (--restart): every statement can be run again.',
  });
}

/** The last word on a batch counts. */
function doneIn(lines: readonly Line[]): Set<number> {
  const done = new Set<number>();
  for (const line of lines) {
    if (!('batch' in line)) continue;
    if (line.failures.length === 0) done.add(line.batch);
    else done.delete(line.batch);
  }
  return done;
}

async function readLines(path: string): Promise<readonly Line[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw fileError('read', path, error);
  }
  // A line that a crash cut in two is the last, and says nothing.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return whole.filter((line) => line !== '').map((line) => parse(path, line));
}

function parse(path: string, line: string): Line {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null) return value as Line;
  } catch {
    // told below
  }
  throw new RegrantError({
    code: 'bad-option',
    fact: `${path} is not a journal of this program.`,
    remedy: 'Give another name with --journal, or start from the beginning (--restart).',
  });
}

async function opened(path: string, anew: boolean): Promise<FileHandle> {
  try {
    return await open(path, anew ? 'w' : 'a', 0o600);
  } catch (error) {
    throw fileError('written', path, error);
  }
}

async function append(file: FileHandle, path: string, line: Line): Promise<void> {
  try {
    await file.appendFile(`${JSON.stringify(line)}\n`);
    await file.datasync();
  } catch (error) {
    throw fileError('written', path, error);
  }
}
