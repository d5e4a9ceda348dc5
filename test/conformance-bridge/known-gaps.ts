// What Microsoft's grammar is known to lack: securable classes, and nothing else.
import type { SqlVersion } from '../../src/model/version.ts';
import type { ParseProblem } from './shapes.ts';

/** A securable class that the grammar refuses, in every version or in those before one. */
export const GRAMMAR_GAPS: readonly { readonly securable: string; readonly before?: SqlVersion }[] = [
  { securable: 'DATABASE SCOPED CREDENTIAL' },
  { securable: 'EXTERNAL LANGUAGE' },
  { securable: 'CREDENTIAL' },
  { securable: 'EXTERNAL MODEL', before: 2025 },
];

/** Whether an error stands exactly where a statement names such a class after ON. */
export function isKnownGap(problem: ParseProblem, version: SqlVersion): boolean {
  const line = problem.text?.split(/\r\n|\r|\n/)[problem.textLine - 1] ?? '';
  const before = line.slice(0, problem.column - 1);
  const rest = line.slice(problem.column - 1);
  return (
    before.endsWith(' ON ') &&
    GRAMMAR_GAPS.some(
      (gap) => rest.startsWith(`${gap.securable}::`) && (gap.before === undefined || version < gap.before),
    )
  );
}
