// What a session needs to hold before a security statement does anything.
import type { SessionState } from '../session/session-state.ts';
import { noPermission } from './errors.ts';

/** Any one of these server permissions; throws 15247. */
export function requireServer(state: SessionState, line: number, ...permissions: readonly string[]): void {
  if (!permissions.some((permission) => state.rights.has(permission))) throw noPermission(line);
}

/** Any one of these permissions on the current database; throws 15247. */
export function requireDatabase(state: SessionState, line: number, ...permissions: readonly string[]): void {
  if (!holdsInDatabase(state, ...permissions)) throw noPermission(line);
}

/** Whether any one of these permissions on the current database is held. */
export function holdsInDatabase(state: SessionState, ...permissions: readonly string[]): boolean {
  const rights = state.rightsIn(state.database);
  return permissions.some((permission) => rights.has(permission));
}
