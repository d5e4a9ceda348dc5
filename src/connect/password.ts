// Passwords come from the environment or from the user's keyboard; never from the command line.
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { abortError } from '../model/abort.ts';
import { RegrantError } from '../model/errors.ts';
import { visible } from '../model/words/visible.ts';
import { whenAborted } from './deadline.ts';
import { COMMON_VARIABLE } from './password-variable.ts';

/** The password in the environment, that of the server's own variables before the one for all; an empty one is none. */
export function findPassword(
  variables: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  for (const name of [...variables, COMMON_VARIABLE]) {
    const password = variableIn(env, name);
    if (password !== undefined) return password;
  }
  return undefined;
}

/** What a variable holds; an empty one counts as none, and so does what every object has by such a name. */
export function variableIn(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
): string | undefined {
  const held: unknown = env[name];
  return typeof held === 'string' && held !== '' ? held : undefined;
}

/** Where a prompt reads and writes. */
export interface PromptStreams {
  readonly input?: NodeJS.ReadStream;
  /** Default standard error, so that standard output can be piped. */
  readonly output?: NodeJS.WritableStream;
  readonly signal?: AbortSignal;
}

/**
 * Asks for a password on the terminal without showing what is typed; works on Windows consoles too.
 * Throws a RegrantError: `password-missing` when there is no terminal, `cancelled` on Ctrl-C, Ctrl-D and the signal.
 */
export async function promptPassword(question: string, streams: PromptStreams = {}): Promise<string> {
  const { input = process.stdin, output = process.stderr, signal } = streams;
  if (input.isTTY !== true) throw noTerminal();
  if (signal?.aborted) throw abortError(signal, 'The prompt');
  output.write(visible(question));
  try {
    return await readHidden(input, signal);
  } finally {
    output.write('\n');
  }
}

function readHidden(input: NodeJS.ReadStream, signal: AbortSignal | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    // readline puts the terminal in raw mode and edits the line; its echo goes nowhere.
    const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
    const line = createInterface({ input, output: nowhere, terminal: true, historySize: 0 });
    const ignore = whenAborted(
      signal,
      () => signal && settle(() => reject(abortError(signal, 'The prompt'))),
    );
    const settle = (how: () => void): void => {
      how();
      ignore();
      line.close();
    };
    line.once('line', (password) => settle(() => resolve(password)));
    line.once('SIGINT', () => settle(() => reject(cancelled())));
    line.once('close', () => reject(cancelled()));
  });
}

function cancelled(): RegrantError {
  return new RegrantError({
    code: 'cancelled',
    fact: 'The password was not given.',
    remedy: 'Run it again, or set REGRANT_PASSWORD.',
  });
}

function noTerminal(): RegrantError {
  return new RegrantError({
    code: 'password-missing',
    fact: 'A password is needed, and there is no terminal to ask on.',
    remedy: 'Set REGRANT_PASSWORD, or REGRANT_PASSWORD_<SERVER> for one server.',
  });
}
