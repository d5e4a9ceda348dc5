// The scripts of fixtures/scripts and the facts each is expected to give (NDJSON beside it).
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../../fixtures/scripts/', import.meta.url);

/** One script of the corpus. */
export interface CorpusScript {
  readonly name: string;
  readonly text: string;
  /** Path of its expected facts. */
  readonly factsPath: string;
}

/** Every script of the corpus, by name. */
export function corpus(): CorpusScript[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -4),
      text: readFileSync(new URL(file, FOLDER), 'utf8'),
      factsPath: fileURLToPath(new URL(`${file.slice(0, -4)}.facts.ndjson`, FOLDER)),
    }));
}
