// What a run has done, written as it goes: a line for each batch, flushed to the disk before the next one is sent. A
// run that was cut short goes on behind the last batch that is whole and without failure; every statement is
// idempotent, so a batch whose end nobody saw runs again.
import { type LineFile, openLineFile } from '../files/line-file.ts';
import { RegrantError } from '../model/errors.ts';
import { type Check, compileCheck } from '../snapshot/shape-check.ts';
import type { Failure } from './failure.ts';

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

interface Head extends JournalSubject {
  readonly regrant: 'journal';
  readonly format: 1;
}

/** A batch that came to its end. */
interface Entry {
  readonly batch: number;
  readonly failures: readonly Failure[];
}

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

/** How to open a journal. */
export interface JournalOptions {
  /** Forget what an unfinished run has done. */
  readonly restart?: boolean;
}

/**
 * Opens the journal of a script on a server. A journal of another script or server is refused, one that came to its
 * end is begun anew. Throws a RegrantError: `bad-option`, `file-failed`, `file-locked` while another run writes to it.
 */
export async function openJournal(
  path: string,
  subject: JournalSubject,
  options: JournalOptions = {},
): Promise<Journal> {
  const file = await openLineFile(path, 'journal');
  try {
    const before = options.restart ? undefined : unfinishedIn(path, await file.read());
    if (before !== undefined) checkSubject(path, before.head, subject);
    else await begin(file, subject);
    return {
      done: doneIn(before?.entries ?? []),
      showAdvancedOptions: (before?.head ?? subject).showAdvancedOptions,
      note: (batch, failures) => file.add(JSON.stringify({ batch, failures } satisfies Entry), true),
      finish: () => file.add(END, true),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function begin(file: LineFile, subject: JournalSubject): Promise<void> {
  await file.clear();
  await file.add(JSON.stringify({ regrant: 'journal', format: 1, ...subject } satisfies Head), true);
}

const END = '{"end":true}';

/** What a journal says of a run that did not come to its end; undefined without such a run. */
function unfinishedIn(
  path: string,
  lines: readonly string[],
): { readonly head: Head; readonly entries: readonly Entry[] } | undefined {
  const [first, ...rest] = lines;
  if (first === undefined || rest.includes(END)) return undefined;
  return {
    head: parse<Head>(path, first, 1, headProblem),
    entries: rest.map((line, at) => parse<Entry>(path, line, at + 2, entryProblem)),
  };
}

function checkSubject(path: string, head: Head, subject: JournalSubject): void {
  const same = head.script === subject.script && head.batches === subject.batches;
  if (same && head.server === subject.server) return;
  throw new RegrantError({
    code: 'bad-option',
    fact: `${path} is the journal of an unfinished run of ${same ? 'this script on another server' : 'another script, or of this one before it was changed'}.`,
    remedy:
      'Finish that run first, or start from the beginning (--restart): every statement can be run again.',
  });
}

/** The last word on a batch counts. */
function doneIn(entries: readonly Entry[]): Set<number> {
  const done = new Set<number>();
  for (const { batch, failures } of entries) {
    if (failures.length === 0) done.add(batch);
    else done.delete(batch);
  }
  return done;
}

const text = { type: 'string' };
const number = { type: 'integer', minimum: 0 };
const headProblem = compileCheck({
  type: 'object',
  properties: {
    regrant: { const: 'journal' },
    format: { const: 1 },
    script: text,
    server: text,
    batches: number,
    showAdvancedOptions: { enum: [0, 1] },
  },
  required: ['regrant', 'format', 'script', 'server', 'batches', 'showAdvancedOptions'],
  additionalProperties: false,
});
const entryProblem = compileCheck({
  type: 'object',
  properties: { batch: number, failures: { type: 'array' } },
  required: ['batch', 'failures'],
  additionalProperties: false,
});

function parse<T>(path: string, line: string, at: number, check: Check): T {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw damaged(path, at, 'is not JSON');
  }
  const problem = check(value);
  if (problem !== undefined) throw damaged(path, at, `is no line of a journal: ${problem}`);
  return value as T;
}

function damaged(path: string, line: number, what: string): RegrantError {
  return new RegrantError({
    code: 'bad-option',
    fact: `${path}, line ${line}: ${what}.`,
    remedy: 'Start from the beginning (--restart): every statement can be run again.',
  });
}
