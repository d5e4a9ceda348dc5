// A script file into text and the batches that it has.
import { type ReadTextOptions, readText } from '../files/read-text.ts';
import type { ScriptFile } from './script-batches.ts';
import { splitScript } from './script-batches.ts';

/**
 * Reads and splits a script; without an encoding it is UTF-8, or UTF-16 with a byte order mark.
 * Throws a RegrantError: `bad-script`, `bad-option`, `file-failed`, `cancelled`, `timed-out`.
 */
export async function readScriptFile(path: string, options: ReadTextOptions = {}): Promise<ScriptFile> {
  let text = '';
  for await (const piece of readText(path, options)) text += piece;
  return splitScript(path, text);
}
