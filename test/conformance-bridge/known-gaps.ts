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

/** A text without the option of users (2016 and later) that no version of the grammar knows, and what joins it to others. */
export function withoutUnknownOption(text: string): string {
  const option = 'ALLOW_ENCRYPTED_VALUE_MODIFICATIONS = (?:ON|OFF)';
  return text
    .replace(new RegExp(`(ALTER USER \\[[^\\]]*\\]) WITH ${option}$`, 'gm'), '$1 WITH DEFAULT_SCHEMA = [dbo]')
    .replace(new RegExp(`(,| WITH) ${option}`, 'g'), '');
}

/** Whether a finding is that this option is not known. */
export function isOfUnknownOption(finding: string): boolean {
  return /syntax near '(ON|OFF)'\. .*ALLOW_ENCRYPTED_VALUE_MODIFICATIONS = (ON|OFF)/.test(finding);
}
