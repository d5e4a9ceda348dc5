// What reading the words of one statement comes to: the statement, or how what is left of it is skipped.

import type { Token } from '../lex/token.ts';
import type { DiagnosticCode } from '../tree/diagnostic.ts';
import type { RawStatement } from '../tree/raw-statement.ts';
import type { Span, Statement } from '../tree/statement.ts';
import type { Skip, SkipReach } from './skip.ts';

/** A problem, before it becomes a diagnostic. */
export interface Problem {
  readonly token: Token;
  readonly wanted: string;
  readonly code: DiagnosticCode;
  /** Tokens of its line, where it stands before what is read now. */
  readonly line?: readonly Token[];
}

/** A statement that is skipped from its first token; `make` gives it when its end is known. */
export interface Skipped {
  readonly kind: 'skip';
  readonly reach: SkipReach;
  readonly make: (span: Span, skip: Skip) => RawStatement;
}

/** A statement read whole, or to be skipped. */
export type Parsed = RawStatement | Skipped;

/** A statement that is given as it is. */
export function leaf(statement: Statement): RawStatement {
  return { kind: 'leaf', statement };
}

/** A statement that is skipped and named by its verb. */
export function foreign(reach: 'statement' | 'batch' = 'statement'): Skipped {
  return rest((span, { verb }) => ({ kind: 'foreign', verb, span }), reach);
}

/** A statement whose words so far tell all that is asked; what is left of it is skipped. */
export function rest(
  make: (span: Span, skip: Skip) => Statement,
  reach: 'statement' | 'batch' = 'statement',
): Skipped {
  return {
    kind: 'skip',
    reach,
    make: (span, skip) => ({ kind: 'leaf', statement: make(span, skip), assigned: [...skip.assigned] }),
  };
}
