// What the grammar refused, as a sentence and what to do about it.

import { placeOf, type Token } from '../lex/token.ts';
import { type Diagnostic, secretTokens, shown, snippetOf } from '../tree/diagnostic.ts';
import type { Problem } from './parsed.ts';

/** A problem as a diagnostic; `tokens` are those of the statement, whose line is shown. */
export function describeProblem(problem: Problem, tokens: readonly Token[]): Diagnostic {
  const shown = problem.line ?? tokens;
  return {
    ...describe(problem, secretTokens(shown)),
    ...placeOf(problem.token),
    snippet: snippetOf(shown, problem.token),
  };
}

function describe(
  problem: Problem,
  secrets: ReadonlySet<Token>,
): Pick<Diagnostic, 'severity' | 'code' | 'fact' | 'remedy'> {
  const near = shown(problem.token, secrets.has(problem.token));
  switch (problem.code) {
    case 'unknown-condition':
      return {
        severity: 'warning',
        code: problem.code,
        fact: 'The reader cannot take this condition apart.',
        remedy: 'What it guards is read as if it ran; see whether it would.',
      };
    case 'unknown-statement':
      return {
        severity: 'error',
        code: problem.code,
        fact: `No statement begins with ${near}.`,
        remedy: 'Correct the script; reading went on at the next statement.',
      };
    case 'bad-token':
      return {
        severity: 'error',
        code: problem.code,
        fact: `At ${near}: ${problem.wanted}.`,
        remedy: 'Correct the script; nothing was read from what it swallows.',
      };
    case 'limit':
      return {
        severity: 'error',
        code: 'limit',
        fact: `At ${near}: ${problem.wanted}.`,
        remedy: 'Read this statement by hand.',
      };
    default:
      return {
        severity: 'error',
        code: 'syntax',
        fact: `Incorrect syntax near ${near}: ${problem.wanted}.`,
        remedy: 'Correct the statement; it is not in the facts, and reading went on at the next one.',
      };
  }
}
