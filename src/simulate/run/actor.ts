// Who acts: the login that runs the script, or whom EXECUTE AS put in its place, and what follows for owners and grantors.
// Sources: "EXECUTE AS (Transact-SQL)", "GRANT (Transact-SQL)", AS clause.
import type { RunContext } from '../run-context.ts';
import type { Principal } from '../state/principal.ts';
import type { Scope } from '../state/scope.ts';

/** The login that acts on the server; undefined for a user, who has no rights there, and where it is not known. */
export function actingLogin({ server, actor }: RunContext): Principal | undefined {
  if (actor === undefined) return server.runner;
  return actor.level === 'login' ? actor.principal : undefined;
}

/** The user that acts in the current database: dbo for an administrator and for the owner. */
export function actingUser({ server, database, actor }: RunContext): Principal | undefined {
  if (actor === undefined) return database.dbo;
  const { level, principal } = actor;
  if (level === 'user') return actor.database === database ? principal : undefined;
  if (principal === undefined) return undefined;
  if (server.isAdministrator(principal)) return database.dbo;
  if (principal.sid === undefined) return undefined;
  return principal.sid === database.dboSid ? database.dbo : database.principalOfSid(principal.sid);
}

/** Who acts in a scope. */
export function actorIn(scope: Scope, context: RunContext): Principal | undefined {
  return scope === context.server ? actingLogin(context) : actingUser(context);
}

/** Whether whoever acts may do everything in a scope: what an administrator records is recorded for the owner. */
export function isAdministrator(scope: Scope, context: RunContext): boolean {
  if (context.actor === undefined) return true;
  const who = actorIn(scope, context);
  return who !== undefined && scope.isAdministrator(who);
}
