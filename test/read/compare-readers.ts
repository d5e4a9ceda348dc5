// One text read by the reader and by Microsoft's parser, line by line of the script: both refuse what stands there, or
// both take it and read the same parts. Where they are meant to differ, known-differences.ts has the reason.
import type { Diagnostic } from '../../src/parse/tree/diagnostic.ts';
import {
  type FactsAnswer,
  facts,
  type ParseProblem,
  type ScriptInput,
} from '../conformance-bridge/conformance.ts';
import { asSqlcmd } from './as-sqlcmd.ts';
import { reasonToDiffer } from './known-differences.ts';
import { ourParts } from './our-parts.ts';
import { type Part, partText } from './part.ts';
import { readAll } from './read-all.ts';
import { refusedStatement } from './refused-statement.ts';
import { isInModule, theirParts } from './their-parts.ts';

/** What a comparison came to. */
export interface Comparison {
  /** One entry a difference that no reason excuses. */
  readonly differences: readonly string[];
  /** Texts that both refused. */
  readonly refused: readonly number[];
  /** Texts that both took, and the parts they read there. */
  readonly taken: readonly (readonly [text: number, parts: readonly Part[]])[];
  /** How often each reason to differ was needed. */
  readonly excused: ReadonlyMap<string, number>;
}

/** A script under a name, and how Microsoft's parser is asked. */
interface Text {
  readonly name: string;
  readonly text: string;
  readonly input?: Partial<ScriptInput>;
}

/** What one reader made of one line. */
interface Line {
  readonly parts: Part[];
  isRefused: boolean;
}

type Lines = Map<number, Line>;

/** Compares the readers on texts, each under a name that its differences are told by. */
export async function compareReaders(texts: readonly Text[]): Promise<Comparison> {
  const inputs = texts.map(({ text, input }, index) => ({
    id: String(index),
    text: asSqlcmd(text),
    versions: [2025 as const],
    ...input,
  }));
  const answers = await facts(inputs);
  const differences: string[] = [];
  const refused: number[] = [];
  const taken: [number, readonly Part[]][] = [];
  const excused = new Map<string, number>();
  for (const [index, text] of texts.entries()) {
    const answer = answers[index];
    if (answer === undefined) throw new Error('The parser gave no answer.');
    const compared = await compareText(text, answer);
    differences.push(...compared.differences);
    for (const reason of compared.reasons) excused.set(reason, (excused.get(reason) ?? 0) + 1);
    if (compared.isRefused) refused.push(index);
    else taken.push([index, compared.parts]);
  }
  return { differences, refused, taken, excused };
}

/** What a comparison of one text came to. */
interface TextComparison {
  readonly differences: readonly string[];
  /** Once for each line that needed it. */
  readonly reasons: readonly string[];
  /** Whether either reader refuses something. */
  readonly isRefused: boolean;
  readonly parts: readonly Part[];
}

async function compareText({ name, text }: Text, answer: FactsAnswer): Promise<TextComparison> {
  const { statements, diagnostics } = await readAll(text);
  const ours = linesOf(
    ourParts(statements),
    diagnostics.filter(isRefusal).map(({ line }) => line),
  );
  const theirs = linesOf(
    theirParts(answer.facts),
    answer.errors.map(({ line }) => line),
  );
  const differences: string[] = [];
  const reasons: string[] = [];
  const all = new Set([...ours.keys(), ...theirs.keys()]);
  for (const line of [...all].sort((a, b) => a - b)) {
    const found = difference(ours.get(line), theirs.get(line));
    if (found === undefined) continue;
    const source = text.split('\n')[line - 1] ?? '';
    const differing =
      found.theirs === 'refuses'
        ? refusalsOn(line, answer).map((problem) => refusedStatement(text, statements, problem))
        : [{ source, parts: ours.get(line)?.parts ?? [] }];
    const needed = new Set(differing.map((one) => reasonToDiffer(one, found.theirs)));
    if (needed.has(undefined)) differences.push(`${name}:${line}: ${found.what}\n  ${source.slice(0, 400)}`);
    reasons.push(...[...needed].filter((reason) => reason !== undefined));
  }
  differences.push(...unknownTexts(answer, diagnostics).map((what) => `${name}: ${what}`));
  const isRefused = [...ours.values(), ...theirs.values()].some((line) => line.isRefused);
  return { differences, reasons, isRefused, parts: [...ours.values()].flatMap(({ parts }) => parts) };
}

/** The refusals of Microsoft's parser on a line of the script, each of which needs a reason. */
function refusalsOn(line: number, { errors }: FactsAnswer): ParseProblem[] {
  return errors.filter((problem) => problem.line === line);
}

function isRefusal({ severity, code }: Diagnostic): boolean {
  return severity === 'error' || code === 'unknown-condition';
}

function linesOf(parts: readonly Part[], refused: readonly number[]): Lines {
  const lines: Lines = new Map();
  for (const part of parts) lineOf(lines, part.line).parts.push(part);
  for (const number of refused) lineOf(lines, number).isRefused = true;
  return lines;
}

function lineOf(lines: Lines, number: number): Line {
  const line = lines.get(number) ?? { parts: [], isRefused: false };
  lines.set(number, line);
  return line;
}

function difference(
  ours: Line | undefined,
  theirs: Line | undefined,
): { readonly what: string; readonly theirs: 'refuses' | 'accepts' | 'reads otherwise' } | undefined {
  const [weRefuse, theyRefuse] = [ours?.isRefused ?? false, theirs?.isRefused ?? false];
  if (weRefuse && theyRefuse) return undefined;
  if (theyRefuse) return { what: 'Microsoft refuses what the reader takes', theirs: 'refuses' };
  if (weRefuse) return { what: 'the reader refuses what Microsoft takes', theirs: 'accepts' };
  const [a, b] = [ours, theirs].map((line) => (line?.parts ?? []).map(partText).join('\n    '));
  return a === b
    ? undefined
    : { what: `parts\n    ${a}\n  of Microsoft's:\n    ${b}`, theirs: 'reads otherwise' };
}

/** Texts that run, that Microsoft's parser does not know before they run, and that the reader does not list. */
function unknownTexts(answer: FactsAnswer, diagnostics: readonly Diagnostic[]): string[] {
  const listed = new Set(
    diagnostics.filter(({ code }) => code !== 'unknown-procedure').map(({ line }) => line),
  );
  return answer.unresolved
    .filter((item) => !isInModule(item) && !listed.has(item.line))
    .map(
      ({ line, via, reason }) =>
        `line ${line}: ${via} runs what is not known (${reason}), and the reader does not say so`,
    );
}
