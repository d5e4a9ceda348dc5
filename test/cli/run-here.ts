// The command in this process: quicker than a process of its own, where only what it prints matters.
import { runProgram } from '../../src/cli/program.ts';

/** How the command ended, and what it printed on both streams, in order. */
export interface Said {
  readonly code: number;
  readonly text: string;
}

/** Runs `regrant` with arguments; both streams are as terminals to it if `isTerminal`. */
export async function runHere(args: readonly string[], isTerminal = false): Promise<Said> {
  process.setMaxListeners(0); // every command listens for Ctrl-C, once a process otherwise
  let text = '';
  const take = (chunk: unknown, ...rest: readonly unknown[]): boolean => {
    text += String(chunk);
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
