// What the command prints: results on standard output, everything else on standard error, so that output can be piped.
import { RegrantError } from '../model/errors.ts';
import { visible } from '../model/visible.ts';

/** How much is told. */
export interface ConsoleOptions {
  readonly quiet?: boolean;
  readonly json?: boolean;
}

/** Where a command prints. */
export interface Console {
  readonly json: boolean;
  readonly quiet: boolean;
  /** A result, on standard output; waits while the reader is slow. */
  print(text: string): Promise<void>;
  /** A line on standard error; nothing when quiet. */
  tell(line: string): void;
  /** On a terminal a line that the next one replaces; elsewhere a log of the lines that end something. */
  progress(line: string, isEnd: boolean): void;
  /** A warning on standard error, quiet or not. */
  warn(line: string): void;
  /** An error, with the command that goes on where there is one. */
  fail(error: unknown, command?: string): void;
}

/** Prints on the process's streams. */
export function openConsole(options: ConsoleOptions): Console {
  const { stdout, stderr } = process;
  const { quiet = false, json = false } = options;
  for (const stream of [stdout, stderr]) {
    if (!stream.listeners('error').includes(throwUnlessClosed)) stream.on('error', throwUnlessClosed);
  }
  const live = stderr.isTTY && !quiet;
  let pending = false;
  const line = (text: string) => {
    stderr.write(`${pending ? '\r\u001b[K' : ''}${text}\n`);
    pending = false;
  };
  return {
    json,
    quiet,
    print: (text) =>
      new Promise((resolve, reject) => {
        if (pending) stderr.write('\r\u001b[K');
        pending = false;
        stdout.write(text, (error) => (error && !isClosed(error) ? reject(error) : resolve()));
      }),
    tell: (text) => {
      if (!quiet) line(text);
    },
    progress: (text, isEnd) => {
      if (!live) {
        if (isEnd && !quiet) line(text);
        return;
      }
      stderr.write(`\r\u001b[K${text.slice(0, (stderr.columns ?? 80) - 1)}`);
      pending = true;
    },
    warn: line,
    fail: (error, command) => line(json ? errorJson(error, command) : errorText(error, command)),
  };
}

/** Whether a reader went away that had seen enough, as `head` does: the work goes on, and so does the exit code. */
function isClosed(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'EOF' || error.code === 'ERR_STREAM_DESTROYED';
}

/** Streams of the process raise a failed write as an event, too, which ends the process where nobody listens. */
function throwUnlessClosed(error: Error): void {
  if (!isClosed(error)) throw error;
}

function errorText(error: unknown, command: string | undefined): string {
  const { code, fact, remedy } = partsOf(error);
  const next = command === undefined ? '' : `\n       ${visible(command)}`;
  return `error  ${code}\n       ${fact}\n       ${remedy}${next}`;
}

function errorJson(error: unknown, command: string | undefined): string {
  return JSON.stringify({ error: { ...partsOf(error), ...(command === undefined ? {} : { command }) } });
}

function partsOf(error: unknown): { code: string; fact: string; remedy: string } {
  if (error instanceof RegrantError) {
    return { code: error.code, fact: visible(error.fact), remedy: visible(error.remedy) };
  }
  const fact = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'internal', fact: visible(fact), remedy: 'This is a fault of regrant: please report it.' };
}
