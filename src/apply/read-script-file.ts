// A script file into text: UTF-8, with or without a byte order mark, or UTF-16 with one. Any other encoding is refused.
import { readFile } from 'node:fs/promises';
import { failedOrAborted } from '../files/file-error.ts';
import { RegrantError } from '../model/errors.ts';
import type { ScriptFile } from './script-batches.ts';
import { splitScript } from './script-batches.ts';

/** Reads and splits a script. Throws a RegrantError: `bad-script`, `file-failed`, `cancelled`. */
export async function readScriptFile(path: string, signal?: AbortSignal): Promise<ScriptFile> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path, { signal });
  } catch (error) {
    throw failedOrAborted('read', path, error, signal);
  }
  return splitScript(path, decode(path, bytes));
}

function decode(path: string, bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RegrantError({
      code: 'bad-script',
      fact: `${path} is not ${encoding.toUpperCase()} text.`,
      remedy: 'Save it as UTF-8, or as UTF-16 with a byte order mark.',
      cause,
    });
  }
}
