// Where a statement runs on the simulated server, and who acts there.
import type { DatabaseState } from './state/database-state.ts';
import type { Principal } from './state/principal.ts';
import type { ServerState } from './state/server-state.ts';

/** Whom EXECUTE AS put in the place of the login that runs the script. */
export interface Actor {
  readonly level: 'login' | 'user';
  /** Undefined where only the server knows who. */
  readonly principal: Principal | undefined;
  /** The database of a user, which REVERT has to be in and whose boundary the user does not cross. */
  readonly database: DatabaseState;
}

/** Where a statement runs. */
export interface RunContext {
  readonly server: ServerState;
  /** The current database. */
  readonly database: DatabaseState;
  /** Who acts instead of the login that runs the script, after EXECUTE AS. */
  readonly actor?: Actor;
  /** `@@TRANCOUNT`. */
  readonly transactions: number;
}
