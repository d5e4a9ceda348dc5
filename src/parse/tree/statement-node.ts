// What every statement has: where it stands, and the procedure that it was written as.
import type { Place } from '../lex/token.ts';

/** Where a statement stands; `end` is the offset after its last token. */
export interface Span extends Place {
  readonly end: number;
}

/** The parts that every statement has. */
export interface Node {
  readonly span: Span;
  /** The legacy procedure this statement stands for, such as `sp_addrolemember`. */
  readonly via?: string;
}
