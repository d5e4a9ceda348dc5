// The command in this process: quicker than a process of its own, where only what it prints matters.
import { PassThrough } from 'node:stream';
import { runProgram } from '../../src/cli/program.ts';

/** How the command ended, and what it printed on both streams, in order. */
export interface Said {
  readonly code: number;
  readonly text: string;
}

/** Runs `regrant` with arguments; both streams are as terminals to it if `isTerminal`. */
export async function runHere(args: readonly string[], isTerminal = false): Promise<Said> {
  return heard(args, isTerminal, () => {});
}

/**
 * Runs `regrant` with arguments as on a terminal where a person gives these answers, one to each question; if `isTerminal`
 * keys such as Ctrl-C are among them.
 */
export async function runAnswered(
  args: readonly string[],
  answers: readonly string[],
  isTerminal = false,
): Promise<Said> {
  const left = [...answers];
  const typed = Object.assign(new PassThrough(), { isTTY: true });
  const before = Object.getOwnPropertyDescriptor(process, 'stdin');
  Object.defineProperty(process, 'stdin', { configurable: true, value: typed });
  const answer = (said: string) => {
    if (said.endsWith(': ') || (isTerminal && said.includes(': '))) typed.write(`${left.shift() ?? ''}\n`);
  };
  try {
    return await heard(args, isTerminal, answer);
  } finally {
    if (before !== undefined) Object.defineProperty(process, 'stdin', before);
  }
}

async function heard(
  args: readonly string[],
  isTerminal: boolean,
  hear: (said: string) => void,
): Promise<Said> {
  process.setMaxListeners(0); // every command listens for Ctrl-C, once a process otherwise
  let text = '';
  const take = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
    text += String(chunk);
    setImmediate(hear, String(chunk));
    const done = rest.at(-1);
    if (typeof done === 'function') done();
    return true;
  };
  const streams = [process.stdout, process.stderr];
  const before = streams.map(({ write, isTTY }) => ({ write, isTTY }));
  for (const stream of streams) Object.assign(stream, { write: take, isTTY: isTerminal });
  try {
    return { code: await runProgram(args), text };
  } finally {
    streams.forEach((stream, at) => void Object.assign(stream, before[at]));
  }
}
