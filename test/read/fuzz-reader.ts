// Inputs nobody would write: random characters, soups of tokens, and scripts of the corpus with parts cut, doubled,
// swapped and broken. The reader must end, and throw nothing, whatever it is given; and it must find the
// same however the text is broken into chunks.
import { parseScript } from '../../src/parse/parse-script.ts';
import type { Diagnostic } from '../../src/parse/tree/diagnostic.ts';
import { readScript } from '../../src/read/read-script.ts';
import { chunks } from './chunks.ts';
import { corpus } from './corpus.ts';
import { PAGES } from './forms.ts';

/** What a run of the fuzzer found: nothing, or the first input that made the reader throw. */
export interface FuzzResult {
  readonly runs: number;
  readonly seed: number;
  readonly failure?: { readonly run: number; readonly input: string; readonly error: unknown };
}

/** A generator of numbers below 1 from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SOUP =
  `GRANT DENY REVOKE CREATE ALTER DROP LOGIN USER ROLE SERVER APPLICATION SCHEMA AUTHORIZATION ON TO FROM WITH GRANT
 OPTION FOR CASCADE AS ALL PRIVILEGES SELECT OBJECT DATABASE :: . , ; ( ) = + - * /* */ -- ' '' N' " [ ] [] "" 0x 0x1 1 1e5
 $ $( $(x) @ @x @@y # #t IF ELSE BEGIN END TRY CATCH WHILE EXEC EXECUTE sp_addrolemember sp_executesql sp_addlogin DECLARE SET
 nvarchar(max) NULL DEFAULT CASE WHEN THEN UNION INSERT VALUES UPDATE DELETE MERGE GO USE RECONFIGURE PASSWORD HASHED SID
 MEMBER ADD NAME public a b u [a]]b] 'x' N'y' {d !! :r :setvar x \\ ? \` ~ EXISTS NOT IS IN LIKE BETWEEN COLLATE CONVERT CAST
 EXTERNAL PROVIDER CERTIFICATE ASYMMETRIC KEY CREDENTIAL IDENTITY SECRET TRANSFER PROCEDURE TABLE VIEW label:`.split(
    /\s+/,
  );
const BREAKS = [' ', '', '\n', '\r\n', '\t', ' '];

type Make = (random: () => number, scripts: readonly string[]) => string;

function pick<T>(random: () => number, list: readonly T[]): T | undefined {
  return list[Math.floor(random() * list.length)];
}

const characters: Make = (random) => {
  const wide = random() < 0.3;
  const codes = Array.from({ length: random() * 200 }, () => Math.floor(random() * (wide ? 65536 : 128)));
  return String.fromCharCode(...codes);
};

const soup: Make = (random) =>
  Array.from({ length: random() * 80 }, () => `${pick(random, SOUP)}${pick(random, BREAKS)}`).join('');

const mutated: Make = (random, scripts) => {
  let text = pick(random, scripts) ?? '';
  for (let count = 1 + random() * 6; count > 0; count -= 1) {
    const at = Math.floor(random() * text.length);
    const length = Math.floor(random() * 40);
    const choice = random();
    if (choice < 0.3) text = text.slice(0, at) + text.slice(at + length);
    else if (choice < 0.6) text = text.slice(0, at) + (pick(random, SOUP) ?? '') + text.slice(at);
    else if (choice < 0.8) text = text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
    else text = text.slice(0, at) + String.fromCharCode(Math.floor(random() * 300)) + text.slice(at + 1);
  }
  return text;
};

const dynamic: Make = (random, scripts) => {
  const inner = pick(random, [soup, mutated])?.(random, scripts) ?? '';
  return `EXEC(N'${inner.replaceAll("'", "''")}')${soup(random, scripts)}`;
};

/**
 * Reads `runs` inputs made from `seed`. Each is read in chunks of a random length.
 * Stops at the first input for which the reader throws, and gives it back.
 */
export async function fuzzReader(runs: number, seed: number): Promise<FuzzResult> {
  const random = randomFrom(seed);
  const scripts = [
    ...corpus().map(({ text }) => text),
    ...PAGES.flatMap(({ rows }) => rows.map(([text]) => text)),
  ];
  for (let run = 0; run < runs; run += 1) {
    const input = pick(random, [characters, soup, mutated, mutated, dynamic])?.(random, scripts) ?? '';
    const size = 1 + Math.floor(random() * 300);
    try {
      await readScript(chunks(input, size));
      if (run % 2 === 0) await checkChunks(input, size);
    } catch (error) {
      return { runs, seed, failure: { run, input, error } };
    }
  }
  return { runs, seed };
}

/** A text in chunks gives the statements and diagnostics of the text in one. */
async function checkChunks(input: string, size: number): Promise<void> {
  const [whole, broken] = [await found([input]), await found(chunks(input, size))];
  if (whole !== broken) throw new Error(`In one chunk: ${whole}\nin chunks of ${size}: ${broken}`);
}

async function found(source: Iterable<string>): Promise<string> {
  const list: string[] = [];
  const onDiagnostic = ({ code, offset, fact }: Diagnostic): void => {
    list.push(`${offset} ${code}: ${fact}`);
  };
  for await (const { kind, span } of parseScript(source, { onDiagnostic }))
    list.push(`${span.offset}-${span.end} ${kind}`);
  return list.sort().join('\n');
}
