// What the command prints: results on standard output, everything else on standard error, so that output can be piped.
// This is the only way to a terminal, and nothing passes that a terminal would obey or that would hide.

import { createInterface } from 'node:readline/promises';
import { fileError } from '../files/file-error.ts';
import { abortable } from '../model/abort.ts';
import { defined } from '../model/defined.ts';
import { RegrantError } from '../model/errors.ts';
import { visible, visibleJson, visibleLines } from '../model/words/visible.ts';

/** How much is told. */
export interface ConsoleOptions {
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** Where a command prints. */
export interface Console {
  readonly json: boolean;
  readonly quiet: boolean;
  /**
   * A result, lines of text or of JSON, on standard output; waits while the reader is slow.
   * Throws a RegrantError `file-failed` when it cannot be written, but not for a reader that has seen enough.
   */
  print(text: string): Promise<void>;
  /** A piece of a file that was asked for on standard output: to the letter, unless that is a terminal. */
  printFile(text: string): Promise<void>;
  /** A line on standard error; nothing when quiet. */
  tell(line: string): void;
  /** On a terminal a line that the next one replaces; elsewhere a log of the lines that end something. */
  progress(line: string, isEnd: boolean): void;
  /** A warning on standard error, quiet or not. */
  warn(line: string): void;
  /** An error, with the command that goes on where there is one. */
  fail(error: unknown, command?: string): void;
  /** Begins to ask, on standard error. */
  questions(): Questions;
}

/** Questions to a person at the terminal; closed when the last is answered. */
export interface Questions {
  /** The answer, as it was typed. Throws a RegrantError `cancelled`. */
  ask(question: string, signal: AbortSignal): Promise<string>;
  close(): void;
}

/** A command's result: its JSON, or its text, which is left out when all is well and nothing else is to be told. */
export async function report(
  { json, quiet, print }: Console,
  value: unknown,
  text: () => string,
  isWrong: boolean,
): Promise<void> {
  if (json) await print(`${JSON.stringify(value)}\n`);
  else if (!quiet || isWrong) await print(text());
}

/** Prints on the process's streams. */
export function openConsole(options: ConsoleOptions): Console {
  const { stdout, stderr } = process;
  const { quiet = false, json = false } = options;
  for (const stream of [stdout, stderr]) {
    if (!stream.listeners('error').includes(ignore)) stream.on('error', ignore);
  }
  const live = stderr.isTTY && !quiet;
  let pending = false;
  const clear = () => {
    if (pending) stderr.write('\r\u001b[K');
    pending = false;
  };
  const block = (lines: string) => {
    clear();
    stderr.write(`${visibleLines(lines)}\n`);
  };
  const line = (text: string) => block(visible(text));
  const out = (text: string) =>
    new Promise<void>((resolve, reject) => {
      clear();
      stdout.write(text, (error) =>
        error && !isClosed(error) ? reject(fileError('written', 'Standard output', error)) : resolve(),
      );
    });
  return {
    json,
    quiet,
    print: (text) => out(json ? visibleJson(text) : visibleLines(text)),
    printFile: (text) => out(stdout.isTTY ? visibleLines(text) : text),
    tell: (text) => {
      if (!quiet) line(text);
    },
    progress: (text, isEnd) => {
      if (!live) {
        if (isEnd && !quiet) line(text);
        return;
      }
      clear();
      stderr.write(visible(text).slice(0, (stderr.columns ?? 80) - 1));
      pending = true;
    },
    warn: line,
    fail: (error, command) => block(json ? errorJson(error, command) : errorText(error, command)),
    questions: () => {
      const lines = createInterface({ input: process.stdin, output: stderr });
      return {
        ask: (question, signal) => {
          const answer = lines.question(visible(question), { signal }).catch((error: Error) => {
            throw error.name === 'AbortError' && !signal.aborted ? notAnswered(error) : error;
          });
          return abortable(answer, signal, 'The questions');
        },
        close: () => lines.close(),
      };
    },
  };
}

/** Ctrl-C and Ctrl-D at a question, of which no signal tells: the terminal keeps them for itself. */
function notAnswered(cause: Error): RegrantError {
  const remedy = 'Nothing was written. Run it again.';
  return new RegrantError({ code: 'cancelled', fact: 'The questions were not answered.', remedy, cause });
}

/** Whether a reader went away that had seen enough, as `head` does: the work goes on, and so does the exit code. */
function isClosed(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'EOF' || error.code === 'ERR_STREAM_DESTROYED';
}

/** Streams of the process raise a failed write as an event, too, which would end the process where nobody listens. */
function ignore(): void {}

function errorText(error: unknown, command: string | undefined): string {
  const { code, fact, remedy } = partsOf(error);
  const next = command === undefined ? '' : `\n       ${visible(command)}`;
  return `error  ${code}\n       ${fact}\n       ${remedy}${next}`;
}

function errorJson(error: unknown, command: string | undefined): string {
  return visibleJson(JSON.stringify({ error: { ...partsOf(error), ...defined({ command }) } }));
}

function partsOf(error: unknown): { code: string; fact: string; remedy: string } {
  if (error instanceof RegrantError) {
    return { code: error.code, fact: visible(error.fact), remedy: visible(error.remedy) };
  }
  const fact = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'internal', fact: visible(fact), remedy: 'This is a fault of regrant: please report it.' };
}
