// The statement of the reader's that stands where Microsoft's parser refuses a text. It is found by the place of the
// refusal, so that a broken statement is never excused by another one on its line.
import { innerStatements } from '../../src/parse/tree/inner-statements.ts';
import type { Statement } from '../../src/parse/tree/statement.ts';
import type { ParseProblem } from '../conformance-bridge/shapes.ts';
import { ourParts } from './our-parts.ts';
import type { Part } from './part.ts';

/** What the reader made of what stands at a refusal; `declaration` is a DECLARE, `nothing` a text that it passed over. */
export interface RefusedStatement {
  readonly kind: Statement['kind'] | 'declaration' | 'nothing';
  /** Its text; of a text that runs, as it runs. */
  readonly source: string;
  readonly parts: readonly Part[];
}

/** A statement in the text that it stands in: the script, or one that the script runs. */
interface Placed {
  readonly statement: Statement;
  /** How many texts down. */
  readonly depth: number;
  /** Line of the script that runs the outermost of them. */
  readonly line?: number;
}

/** What of a script stands where its parser refuses it. */
export function refusedStatement(
  script: string,
  statements: readonly Statement[],
  problem: ParseProblem,
): RefusedStatement {
  const depth = problem.path.length;
  const at = problem.column - 1;
  const there = placed(statements, 0).filter((one) => one.depth === depth && isReached(one, problem));
  const [only] = there;
  if (depth > 0 && only !== undefined && there.length === 1)
    return given(only.statement, textOf(script, only));
  const begun = there
    .flatMap((one) => standing(script, one, problem) ?? [])
    .filter(({ from }) => from <= at)
    .sort((a, b) => a.from - b.from)
    .at(-1);
  const gap = problem.source.slice(begun?.to ?? 0, Math.max(at, begun?.to ?? 0));
  if (/^[\s;]*DECLARE\b/i.test(gap)) return { kind: 'declaration', source: gap, parts: [] };
  if (begun === undefined || gap.trim() !== '') return { kind: 'nothing', source: gap, parts: [] };
  return given(begun.statement, begun.source);
}

function given(statement: Statement, source: string): RefusedStatement {
  return { kind: statement.kind, source, parts: ourParts([statement]) };
}

/** Whether the text of a refusal is run on the line that runs a statement's. */
function isReached({ line, depth }: Placed, problem: ParseProblem): boolean {
  return depth === 0 || line === problem.line;
}

/** Every statement that has no others around it but blocks and the texts that run it. */
function placed(statements: readonly Statement[], depth: number, line?: number): Placed[] {
  return statements.flatMap((statement): Placed[] => {
    const here = { statement, depth, ...(line === undefined ? {} : { line }) };
    if (statement.kind === 'execute')
      return [here, ...placed(statement.statements, depth + 1, line ?? statement.span.line)];
    const inner = innerStatements(statement);
    return inner === undefined ? [here] : placed(inner, depth, line);
  });
}

interface Standing {
  readonly statement: Statement;
  readonly source: string;
  /** Where it begins and ends in the line of the refusal. */
  readonly from: number;
  readonly to: number;
}

/** Where a statement stands in the line of a refusal; a text that runs is known by what it says, without its quotes. */
function standing(script: string, placed: Placed, problem: ParseProblem): Standing | undefined {
  const { statement, depth } = placed;
  const { line, column } = statement.span;
  const source = textOf(script, placed);
  const lines = source.split(/\r?\n/);
  const index =
    depth === 0 ? problem.textLine - line : lines.findIndex((one) => problem.source.includes(one));
  const here = lines[index];
  if (here === undefined) return undefined;
  const from = depth > 0 ? problem.source.indexOf(here) : index === 0 ? column - 1 : 0;
  return { statement, source, from, to: from + here.length };
}

function textOf(script: string, { statement: { span }, depth }: Placed): string {
  return unquoted(script.slice(span.offset, span.end), depth);
}

function unquoted(text: string, depth: number): string {
  return depth === 0 ? text : unquoted(text.replaceAll("''", "'"), depth - 1);
}
