// One text read by the reader and by Microsoft's parser, line by line of the script: both refuse what stands there, or
// both take it and read the same parts. Where they are meant to differ, known-differences.ts has the reason.
import type { Diagnostic } from '../../src/parse/tree/diagnostic.ts';
import type { Statement } from '../../src/parse/tree/statement.ts';
import { type FactsAnswer, facts, type ScriptInput } from '../conformance-bridge/conformance.ts';
import { asSqlcmd } from './as-sqlcmd.ts';
import { reasonToDiffer } from './known-differences.ts';
import { ourParts } from './our-parts.ts';
import { type Part, partText } from './part.ts';
import { readAll } from './read-all.ts';
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

/** What one reader made of one line. */
interface Line {
  readonly parts: Part[];
  /** First words of the statements that the reader skipped. */
  readonly skipped: string[];
  isRefused: boolean;
}

type Lines = Map<number, Line>;

/** Compares the readers on texts, each under a name that its differences are told by. */
export async function compareReaders(
  texts: readonly { readonly name: string; readonly text: string; readonly input?: Partial<ScriptInput> }[],
): Promise<Comparison> {
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
  for (const [index, { name, text }] of texts.entries()) {
    const answer = answers[index];
    if (answer === undefined) throw new Error('The parser gave no answer.');
    const { statements, diagnostics } = await readAll(text);
    const ours = linesOf(
      ourParts(statements),
      diagnostics.filter(isRefusal).map(({ line }) => line),
    );
    for (const { line, verb } of skippedIn(statements)) lineOf(ours, line).skipped.push(verb);
    const theirs = linesOf(
      theirParts(answer.facts),
      answer.errors.map(({ line }) => line),
    );
    const all = new Set([...ours.keys(), ...theirs.keys()]);
    for (const line of [...all].sort((a, b) => a - b)) {
      const found = difference(ours.get(line), theirs.get(line));
      if (found === undefined) continue;
      const source = text.split('\n')[line - 1] ?? '';
      const reason = reasonToDiffer({ source, parts: [], skipped: [], ...ours.get(line) }, found.theirs);
      if (reason === undefined) differences.push(`${name}:${line}: ${found.what}\n  ${source.slice(0, 400)}`);
      else excused.set(reason, (excused.get(reason) ?? 0) + 1);
    }
    differences.push(...unknownTexts(answer, diagnostics).map((what) => `${name}: ${what}`));
    if ([...ours.values(), ...theirs.values()].some(({ isRefused }) => isRefused)) refused.push(index);
    else taken.push([index, [...ours.values()].flatMap(({ parts }) => parts)]);
  }
  return { differences, refused, taken, excused };
}

function isRefusal({ severity, code }: Diagnostic): boolean {
  return severity === 'error' || code === 'unknown-condition';
}

function skippedIn(statements: readonly Statement[], line?: number): { line: number; verb: string }[] {
  return statements.flatMap((statement) => {
    const at = line ?? statement.span.line;
    if (statement.kind === 'foreign') return [{ line: at, verb: statement.verb }];
    if (statement.kind === 'transaction') return [{ line: at, verb: statement.act }];
    if (statement.kind === 'create-object' || statement.kind === 'drop-object')
      return [{ line: at, verb: statement.type }];
    if (statement.kind === 'execute') return skippedIn(statement.statements, at);
    if (statement.kind === 'while') return skippedIn(statement.body, line);
    if (statement.kind === 'if') return skippedIn([...statement.body, ...statement.otherwise], line);
    return statement.kind === 'try' ? skippedIn([...statement.body, ...statement.handler], line) : [];
  });
}

function linesOf(parts: readonly Part[], refused: readonly number[]): Lines {
  const lines: Lines = new Map();
  for (const part of parts) lineOf(lines, part.line).parts.push(part);
  for (const number of refused) lineOf(lines, number).isRefused = true;
  return lines;
}

function lineOf(lines: Lines, number: number): Line {
  const line = lines.get(number) ?? { parts: [], skipped: [], isRefused: false };
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
