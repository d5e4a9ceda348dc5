// What reading a text costs, counted from outside: how often the reader looks at a token, and at a character of a text.
// Unlike time it is the same on every machine.
import { Cursor } from '../../src/parse/grammar/cursor.ts';
import { type ParseOptions, parseScript, type ScriptSource } from '../../src/parse/parse-script.ts';

/** How often tokens and characters were looked at. */
export interface Work {
  readonly tokens: number;
  readonly characters: number;
}

/** Reads a script and counts. */
export async function workOf(source: ScriptSource, options: ParseOptions = {}): Promise<Work> {
  const work = { tokens: 0, characters: 0 };
  const { peek } = Cursor.prototype;
  const { charCodeAt, indexOf } = String.prototype;
  Cursor.prototype.peek = function (ahead) {
    work.tokens += 1;
    return peek.call(this, ahead);
  };
  String.prototype.charCodeAt = function (at) {
    work.characters += 1;
    return charCodeAt.call(this, at);
  };
  String.prototype.indexOf = function (searched: string, from = 0) {
    const found = indexOf.call(this, searched, from);
    work.characters += (found < 0 ? this.length : found) - from;
    return found;
  };
  try {
    for await (const _ of parseScript(source, options)) {
      // only the work is looked at
    }
  } finally {
    Cursor.prototype.peek = peek;
    Object.assign(String.prototype, { charCodeAt, indexOf });
  }
  return work;
}
