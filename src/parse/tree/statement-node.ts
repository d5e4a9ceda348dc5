// What every statement has: where it stands, and the procedure that it was written as.
import type { Place } from '../lex/token.ts';

/** Where a statement stands, from `offset` to `end`, the offset after its last token. */
export interface Span extends Place {
  readonly end: number;
}

/**
 * The system procedure that a statement was written as. Its side effects that depend on the server (a user that
 * sp_addrolemember makes, a schema that sp_droprole takes along) are not spelled out as statements.
 */
export interface Via {
  /** Its name in lower case, such as `sp_addrolemember`. */
  readonly procedure: string;
  /** What it was given, by parameter in lower case; `true` for a password, which is not kept. */
  readonly arguments: Readonly<Record<string, string | number | null | true>>;
}

/** The parts that every statement has. */
export interface Node {
  readonly span: Span;
  readonly via?: Via;
}
