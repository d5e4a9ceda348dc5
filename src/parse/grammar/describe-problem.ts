// What the grammar refused, as a sentence and what to do about it.

import { placeOf, type Token } from '../lex/token.ts';
import { type Diagnostic, secretTokens, shown, snippetOf } from '../tree/diagnostic.ts';
import type { Problem } from './parsed.ts';

interface Said {
  readonly severity?: 'warning';
  readonly fact: (near: string, wanted: string) => string;
  readonly remedy: string;
}

const SYNTAX: Said = {
  fact: (near, wanted) => `Incorrect syntax near ${near}: ${wanted}.`,
  remedy: 'Correct the statement; it is not in the facts, and reading went on at the next one.',
};

const SAID: Partial<Record<Problem['code'], Said>> = {
  'unknown-condition': {
    severity: 'warning',
    fact: () => 'The reader cannot take this condition apart.',
    remedy: 'What it guards is read as if it ran; see whether it would.',
  },
  'unknown-statement': {
    fact: (near) => `No statement begins with ${near}.`,
    remedy: 'Correct the script; reading went on at the next statement.',
  },
  'bad-token': {
    fact: (near, wanted) => `At ${near}: ${wanted}.`,
    remedy: 'Correct the script; nothing was read from what it swallows.',
  },
  limit: {
    fact: (near, wanted) => `At ${near}: ${wanted}.`,
    remedy: 'Read this statement by hand.',
  },
};

/** A problem as a diagnostic; `tokens` are those of the statement, whose line is shown. */
export function describeProblem(problem: Problem, tokens: readonly Token[]): Diagnostic {
  const { token, wanted, code, line = tokens } = problem;
  const { severity = 'error', fact, remedy } = SAID[code] ?? SYNTAX;
  const near = shown(token, secretTokens(line).has(token));
  return {
    severity,
    code,
    fact: fact(near, wanted),
    remedy,
    ...placeOf(token),
    snippet: snippetOf(line, token),
  };
}
