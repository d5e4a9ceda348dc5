// The reader against Microsoft's parser on somebody's folder of scripts, batch by batch: both read the same statements
// about security, or both refuse; everything else is listed. Nothing of such a folder gets into the project.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Tokenizer } from '../../src/parse/lex/tokenizer.ts';
import { facts } from '../conformance-bridge/conformance.ts';
import { asSqlcmd } from './as-sqlcmd.ts';
import { ourParts } from './our-parts.ts';
import { partText } from './part.ts';
import { readAll } from './read-all.ts';
import { theirParts } from './their-parts.ts';

/** What comparing a batch came to; the first two are well, and so is `only-refused` where it holds no security. */
export const OUTCOMES = {
  same: 'the same statements about security, or none',
  'both-refuse': 'refused by both',
  said: 'the reader says that it does not know what the parser shows',
  'only-refused': 'refused by the parser alone, nothing about security in it',
  'read-though-refused': 'refused by the parser alone, statements about security read',
  'valid-refused': 'VALID, AND REFUSED BY THE READER',
  different: 'READ OTHERWISE',
} as const;

/** One batch of a file. */
interface Batch {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Counts by outcome, and what is to be looked at. */
export interface CorpusResult {
  readonly files: number;
  readonly batches: number;
  readonly statements: number;
  readonly counts: Readonly<Record<keyof typeof OUTCOMES, number>>;
  readonly findings: readonly string[];
}

const PORTION = 500;

/** Compares the readers on every `.sql` file below a folder. */
export async function compareCorpus(folder: string): Promise<CorpusResult> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.sql$/i.test(name))
    .sort();
  const batches = files.flatMap((file) => [...batchesOf(file, textOf(join(folder, file)))]);
  const counts = {
    same: 0,
    'both-refuse': 0,
    said: 0,
    'only-refused': 0,
    'read-though-refused': 0,
    'valid-refused': 0,
    different: 0,
  };
  const findings: string[] = [];
  let statements = 0;
  for (let from = 0; from < batches.length; from += PORTION) {
    for (const found of await compareBatches(batches.slice(from, from + PORTION))) {
      counts[found.outcome] += 1;
      statements += found.statements;
      if (found.finding !== undefined) findings.push(`${found.outcome}: ${found.finding}`);
    }
  }
  return { files: files.length, batches: batches.length, statements, counts, findings };
}

/** UTF-8 or UTF-16, as far as it is; else the code page of western Windows. */
function textOf(path: string): string {
  const bytes = readFileSync(path);
  const mark = bytes.subarray(0, 2).toString('hex');
  if (mark === 'fffe') return new TextDecoder('utf-16le').decode(bytes);
  if (mark === 'feff') return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function* batchesOf(file: string, text: string): Generator<Batch> {
  let from = 0;
  let line = 1;
  for (const token of new Tokenizer({ script: true }).feed(text, true)) {
    if (token.kind !== 'go' && token.kind !== 'end') continue;
    const batch = text.slice(from, token.offset);
    if (batch.trim() !== '') yield { file, line, text: batch };
    from = token.offset + token.text.length;
    line = token.line;
  }
}

interface Found {
  readonly outcome: keyof typeof OUTCOMES;
  readonly statements: number;
  readonly finding?: string;
}

async function compareBatches(batches: readonly Batch[]): Promise<readonly Found[]> {
  const inputs = batches.map(({ text }, at) => ({
    id: String(at),
    text: asSqlcmd(text),
    versions: [2025 as const],
  }));
  const answers = await facts(inputs);
  return Promise.all(
    batches.map(async (batch, at) => {
      const answer = answers[at];
      if (answer === undefined) throw new Error('The parser gave no answer.');
      const { statements, diagnostics } = await readAll(batch.text);
      const place = (line: number): string => `${batch.file}:${batch.line + line - 1}`;
      const mine = ourParts(statements);
      const parts = theirParts(answer.facts);
      const refusal = diagnostics.find(({ severity }) => severity === 'error');
      const [problem] = answer.errors;
      const done = (outcome: Found['outcome'], finding?: string): Found => ({
        outcome,
        statements: parts.length,
        ...(finding === undefined ? {} : { finding }),
      });
      if (problem !== undefined) {
        if (refusal !== undefined) return done('both-refuse');
        const why = `${place(problem.line)} ${problem.message}`;
        return mine.length === 0 ? done('only-refused') : done('read-though-refused', why);
      }
      if (refusal !== undefined)
        return done('valid-refused', `${place(refusal.line)} ${refusal.fact}\n${refusal.snippet}`);
      const said = new Set(diagnostics.map(({ line }) => line));
      const [ours, theirs] = [mine, parts].map((list) => list.map(partText));
      if (JSON.stringify(ours) === JSON.stringify(theirs)) return done('same');
      const sure = (list: typeof mine) => list.filter(({ line }) => !said.has(line)).map(partText);
      const [a, b] = [sure(mine), sure(parts)];
      if (JSON.stringify(a) === JSON.stringify(b)) return done('said');
      const only = [
        ...a.filter((one) => !b.includes(one)).map((one) => `  + ${one}`),
        ...b.filter((one) => !a.includes(one)).map((one) => `  - ${one}`),
      ];
      return done('different', `${place(1)}\n${only.slice(0, 6).join('\n')}`);
    }),
  );
}
