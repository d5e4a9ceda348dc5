// The statement of the reader's that stands where Microsoft's parser refuses a text. It is found by the place of the
// refusal, so that a broken statement is never excused by another one on its line.
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
}

/** What of a script stands where its parser refuses it. */
export function refusedStatement(
  script: string,
  statements: readonly Statement[],
  problem: ParseProblem,
): RefusedStatement {
  const depth = problem.path.length;
  const at = problem.column - 1;
  const begun = placed(statements, 0)
    .filter((one) => one.depth === depth)
    .flatMap((one) => standing(script, one, problem) ?? [])
    .filter(({ from }) => from <= at)
    .sort((a, b) => a.from - b.from)
    .at(-1);
  const gap = problem.source.slice(begun?.to ?? 0, Math.max(at, begun?.to ?? 0));
  if (/^[\s;]*DECLARE\b/i.test(gap)) return { kind: 'declaration', source: gap, parts: [] };
  if (begun === undefined || gap.trim() !== '') return { kind: 'nothing', source: gap, parts: [] };
  const { statement, source } = begun;
  return { kind: statement.kind, source, parts: ourParts([statement]) };
}

/** Every statement that has no others around it but blocks and the texts that run it. */
function placed(statements: readonly Statement[], depth: number): Placed[] {
  return statements.flatMap((statement): Placed[] => {
    switch (statement.kind) {
      case 'execute':
        return [{ statement, depth }, ...placed(statement.statements, depth + 1)];
      case 'while':
        return placed(statement.body, depth);
      case 'if':
        return placed([...statement.body, ...statement.otherwise], depth);
      case 'try':
        return placed([...statement.body, ...statement.handler], depth);
      default:
        return [{ statement, depth }];
    }
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
function standing(script: string, { statement, depth }: Placed, problem: ParseProblem): Standing | undefined {
  const { offset, end, line, column } = statement.span;
  const source = unquoted(script.slice(offset, end), depth);
  const lines = source.split(/\r?\n/);
  const index =
    depth === 0 ? problem.textLine - line : lines.findIndex((one) => problem.source.includes(one));
  const here = lines[index];
  if (here === undefined) return undefined;
  const from = depth > 0 ? problem.source.indexOf(here) : index === 0 ? column - 1 : 0;
  return { statement, source, from, to: from + here.length };
}

function unquoted(text: string, depth: number): string {
  return depth === 0 ? text : unquoted(text.replaceAll("''", "'"), depth - 1);
}
