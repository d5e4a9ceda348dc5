// How a script is run on the simulated server.
import type { StatementOf } from '../../parse/tree/statement.ts';
import type { FailedStatement } from '../failure.ts';
import type { DatabaseState } from '../state/database-state.ts';

/** How to run a script on the simulated server. */
export interface FoldOptions {
  /**
   * What becomes of a statement whose secret nobody has typed yet: it is recorded either way, and then `typed` runs
   * it as if a person had (the default), `left` leaves it out as the script does.
   */
  readonly secrets?: 'typed' | 'left';
  /** The database that the script begins in; default `master`. */
  readonly database?: DatabaseState;
  /** Told each statement that is not about security. */
  readonly onForeign?: (statement: StatementOf<'foreign'>) => void;
  /** Told each failure; without it they are gathered. */
  readonly onFailure?: (failed: FailedStatement) => void;
}
