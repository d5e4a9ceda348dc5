// The lines of a stream as they come, bounded in length, without what a prompt puts in front of them.
import type { Readable } from 'node:stream';
import { RegrantError } from '../../model/errors.ts';

/** The longest line, in characters: more than sqlcmd prints at a width of 65,535. */
const LONGEST = 70_000;

/** Numbers of lines that are asked for, where sqlcmd takes its input for a person's. */
const PROMPT = /^(?:\d+[>~] ?)+/;

/** Lines without their ends; pulling slowly holds the stream back. Throws a RegrantError `bad-answer`. */
export async function* linesOf(stream: Readable): AsyncGenerator<string, void, undefined> {
  stream.setEncoding('utf8');
  let rest = '';
  for await (const piece of stream as AsyncIterable<string>) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '').replace(PROMPT, '');
    if (rest.length > LONGEST) throw endless();
  }
  if (rest !== '') yield rest.replace(PROMPT, '');
}

function endless(): RegrantError {
  return new RegrantError({
    code: 'bad-answer',
    fact: `sqlcmd printed a line of more than ${LONGEST} characters.`,
    remedy: 'Check that it is Microsoft’s sqlcmd, and report it if it is.',
  });
}
