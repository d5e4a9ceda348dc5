// What a security statement is run with.
import type { SessionState } from '../session/session-state.ts';

/** The session, and where the statement stands in its batch. */
export interface DdlContext {
  readonly state: SessionState;
  readonly line: number;
}
