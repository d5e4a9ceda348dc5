// Answers as they are printed, one line after another, and how such a line is read: plain characters without blanks,
// bounded in length, numbered, each with a sum over itself, so that no tool that prints or keeps it can change it unseen.
import { createHash } from 'node:crypto';

/** The result sets that are no query's answer. */
export const TOLD = {
  /** The first line: of which release and layout the script is, what it was asked for, when it ran. */
  head: 'h',
  /** The name of the database of this number. */
  database: 'd',
  /** An error in this database, by number and message. */
  error: 'e',
  /** The last line: how many databases there were. */
  end: 'z',
} as const;

/** Characters of a row in one line. */
export const PIECE = 120;

/** Digits of the sum. */
export const SUM = 8;

/** A line: whose answer it is part of, which row of it, and which piece of how many. */
export interface AnswerLine {
  /** The number of what was asked: in a file of answers that of a database (0 is the server), in a session that of a batch. */
  readonly scope: number;
  /** A query by its number, or one of {@link TOLD}. */
  readonly of: string;
  /** From 1; 0 closes the answer, whose lines `pieces` then counts. */
  readonly row: number;
  readonly piece: number;
  readonly pieces: number;
  readonly text: string;
}

const FORM = /^@(\d+)\.([a-z0-9]+)\.(\d+)\.(\d+)\.(\d+):([!-?A-~]*):([0-9A-F]{8});$/;

/** Whether a line that was begun is whole: it may have been broken at any width. */
export function isWholeLine(line: string): boolean {
  return /:[0-9A-F]{8};$/.test(line);
}

/** What every line of a scope begins with. */
export function lineStart(scope: number): string {
  return `@${scope}.`;
}

/** Reads a line; undefined where it is none, not as it was printed, or sealed by another run. The head has no seal. */
export function readAnswerLine(line: string, seal = ''): AnswerLine | undefined {
  const [, scope, of, row, piece, pieces, text = '', sum] = FORM.exec(line) ?? [];
  const summed = `${line.slice(0, -SUM - 2)}${of === TOLD.head ? '' : seal}`;
  if (of === undefined || sum !== sumOf(summed)) return undefined;
  return { scope: Number(scope), of, row: Number(row), piece: Number(piece), pieces: Number(pieces), text };
}

/** The line that closes all of a scope. */
export function closingLine(scope: number): string {
  const line = `${lineStart(scope)}${TOLD.end}.0.0.0:`;
  return `${line}:${sumOf(line)};`;
}

/** The sum over a line, as HASHBYTES gives it. */
function sumOf(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex').slice(0, SUM).toUpperCase();
}

/** The values of a row: text, or null. Each ends in `|`: nothing before it is NULL, `=` leads text, `#` UTF-16 in hex. */
export function readRow(row: string): readonly (string | null)[] | undefined {
  if (!row.endsWith('|')) return undefined;
  const values: (string | null)[] = [];
  for (const field of row.slice(0, -1).split('|')) {
    const value = readField(field);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function readField(field: string): string | null | undefined {
  if (field === '') return null;
  if (field.startsWith('=')) return field.slice(1).replaceAll('~', ' ');
  if (!/^#([0-9A-F]{4})*$/.test(field)) return undefined;
  return Buffer.from(field.slice(1), 'hex').toString('utf16le');
}
