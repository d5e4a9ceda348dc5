// The lines of answers in a file that sqlcmd or SSMS made: headings, counts and blank lines are passed over, and lines
// that were broken at some width are joined.

import { type AnswerLine, isWholeLine, readAnswerLine } from '../connect/printed/answer-line.ts';
import { readText } from '../files/read-text.ts';
import { RegrantError } from '../model/errors.ts';
import { answersFileError, serverErrorIn } from './answers-file-error.ts';

/** A line of answers, and where it ended in the file. */
export interface FoundLine {
  readonly line: AnswerLine;
  readonly at: number;
}

/** Longest line that is joined, in characters: more than a script ever prints. */
const LONGEST = 400;

/**
 * Reads a file's lines of answers; `sealOf` gives their seal, as soon as the head is read.
 * Throws a RegrantError: `bad-answers-file`, `file-failed`, `cancelled`.
 */
export async function* answerLines(
  path: string,
  sealOf: () => string,
  signal?: AbortSignal,
): AsyncGenerator<FoundLine> {
  let at = 0;
  let begun = '';
  let begunAt = 0;
  /** Where what is begun looked whole and was not: a value may look like an end, and be broken right behind it. */
  let wrongAt: number | undefined;
  const unfinished = (wrong: 'narrow' | 'ended', place: number) =>
    answersFileError(wrongAt === undefined ? wrong : 'changed', path, wrongAt ?? place);
  for await (const raw of linesOf(path, signal)) {
    at += 1;
    const text = bare(raw);
    const begins = text.startsWith('@');
    if (!begins && SERVER_ERROR.test(text)) throw serverErrorIn(path, at, text.slice(0, 200));
    if (begun === '' ? !begins : text === '') continue;
    if (begins && begun !== '') throw unfinished('narrow', begunAt);
    if (begins) begunAt = at;
    begun += text;
    const line = readAnswerLine(begun, sealOf());
    if (line !== undefined) {
      [begun, wrongAt] = ['', undefined];
      yield { line, at };
    } else if (begun.length > LONGEST) {
      throw answersFileError('changed', path, wrongAt ?? at);
    } else if (isWholeLine(begun)) {
      wrongAt ??= at;
    }
  }
  if (begun !== '') throw unfinished('ended', at);
}

/** A line without what tools put around it: prompts of sqlcmd, quotes of a CSV file. Its sum tells whether it is as it was. */
function bare(raw: string): string {
  const text = raw.trim().replace(PROMPTS, '');
  return CSV.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text;
}

const PROMPTS = /^(?:\d+> ?)+(?=@)/;
const CSV = /^"@.*"$/;

/** How sqlcmd and SSMS tell of an error of severity above 10, in any language of theirs. */
const SERVER_ERROR = /^\S+ \d+, \S+ (1[1-9]|2[0-5]), \S+ \d+|^Sqlcmd: /;

/** Characters without a line end that are no line of anything. */
const ENDLESS = 1_000_000;

/** The lines of a file, whatever ends them: CRLF, LF or CR. */
async function* linesOf(path: string, signal: AbortSignal | undefined): AsyncGenerator<string> {
  let rest = '';
  let count = 0;
  try {
    // All that counts is ASCII: the words around it may be in any code page, and UTF-16 without a mark has zeros besides.
    for await (const piece of readText(path, { encoding: 'windows-1252', signal })) {
      const text = rest + piece.replaceAll('\0', '');
      // A CR at the end waits for the LF that may follow.
      const end = text.endsWith('\r') ? text.length - 1 : text.length;
      const lines = text.slice(0, end).split(/\r\n?|\n/);
      rest = (lines.pop() ?? '') + text.slice(end);
      count += lines.length;
      yield* lines;
      if (rest.length > ENDLESS) throw answersFileError(count === 0 ? 'none' : 'changed', path, count + 1);
    }
  } catch (error) {
    // Bytes that are no text in the encoding that the file's mark names.
    if (!(error instanceof RegrantError) || error.code !== 'bad-script') throw error;
    throw answersFileError('changed', path, count + 1);
  }
  if (rest !== '') yield rest;
}
