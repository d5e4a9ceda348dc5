// What Microsoft's grammar is known to lack: securable classes, and nothing else.
import type { SqlVersion } from '../../src/model/catalog/version.ts';
import type { ParseProblem } from './shapes.ts';

/** A securable class that the grammar refuses, in every version or in those before one. */
export const GRAMMAR_GAPS: readonly { readonly securable: string; readonly before?: SqlVersion }[] = [
  { securable: 'DATABASE SCOPED CREDENTIAL' },
  { securable: 'EXTERNAL LANGUAGE' },
  { securable: 'CREDENTIAL' },
  { securable: 'EXTERNAL MODEL', before: 2025 },
];

/** Whether an error stands at the words of such a class, where a statement names it after ON. */
export function isKnownGap(problem: ParseProblem, version: SqlVersion): boolean {
  const at = problem.column - 1;
  return GRAMMAR_GAPS.some(({ securable, before }) => {
    if (before !== undefined && version >= before) return false;
    const start = problem.source.indexOf(` ON ${securable}::`) + ' ON '.length;
    return start >= ' ON '.length && at >= start && at < start + securable.length;
  });
}

/** An option of CREATE USER (2016 and later) that no version of the grammar knows, with what joins it to the others. */
export const UNKNOWN_OPTION = /(,| WITH) ALLOW_ENCRYPTED_VALUE_MODIFICATIONS = ON/g;
