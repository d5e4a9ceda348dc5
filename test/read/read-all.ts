// The reader as the tests of this folder use it: everything it finds in one text.

import { type ParseOptions, parseScript } from '../../src/parse/parse-script.ts';
import type { Diagnostic } from '../../src/parse/tree/diagnostic.ts';
import type { Statement } from '../../src/parse/tree/statement.ts';

/** Statements and diagnostics of a text. */
export async function readAll(
  text: string,
  options: ParseOptions = {},
): Promise<{ readonly statements: Statement[]; readonly diagnostics: Diagnostic[] }> {
  const diagnostics: Diagnostic[] = [];
  const statements: Statement[] = [];
  const onDiagnostic = (diagnostic: Diagnostic): void => {
    diagnostics.push(diagnostic);
  };
  for await (const statement of parseScript(text, { ...options, onDiagnostic })) statements.push(statement);
  return { statements, diagnostics };
}

/** A statement without its place, so that it can be written down in a table. */
export function bare(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner) => (key === 'span' || key === 'token' ? undefined : inner)),
  );
}
