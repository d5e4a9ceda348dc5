// The lines of answers in a file that sqlcmd or SSMS made: headings, counts and blank lines are passed over, and lines
// that were broken at some width are joined.

import { type AnswerLine, isWholeLine, readAnswerLine } from '../connect/printed/answer-line.ts';
import { readText } from '../files/read-text.ts';
import { answersFileError, serverErrorIn } from './answers-file-error.ts';

/** A line of answers, and where it ended in the file. */
export interface FoundLine {
  readonly line: AnswerLine;
  readonly at: number;
}

/** Longest line that is joined, in characters: more than a script ever prints. */
const LONGEST = 400;

/** Reads a file's lines of answers. Throws a RegrantError: `bad-answers-file`, `file-failed`, `cancelled`. */
export async function* answerLines(path: string, signal?: AbortSignal): AsyncGenerator<FoundLine> {
  let at = 0;
  let begun = '';
  for await (const raw of linesOf(path, signal)) {
    at += 1;
    if (raw.includes('\0')) throw answersFileError('unmarked', path, at);
    const text = raw.trim();
    const begins = text.startsWith('@');
    if (begins && begun !== '') throw answersFileError('cut', path, at);
    if (!begins && begun === '') {
      if (SERVER_ERROR.test(text)) throw serverErrorIn(path, at, text.slice(0, 200));
      continue;
    }
    begun += text;
    if (!isWholeLine(begun)) {
      if (begun.length > LONGEST) throw answersFileError('changed', path, at);
      continue;
    }
    const line = readAnswerLine(begun);
    if (line === undefined) throw answersFileError('changed', path, at);
    begun = '';
    yield { line, at };
  }
  if (begun !== '') throw answersFileError('cut', path, at);
}

/** How sqlcmd and SSMS tell of an error of severity above 10, in any language of theirs. */
const SERVER_ERROR = /^\S+ \d+, \S+ (1[1-9]|2[0-5]), \S+ \d+|^Sqlcmd: /;

async function* linesOf(path: string, signal: AbortSignal | undefined): AsyncGenerator<string> {
  let rest = '';
  // All that counts is ASCII: the words around it may be in any code page.
  for await (const piece of readText(path, { encoding: 'windows-1252', signal })) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
