// What the procedures of a regrant script ask the server before they run anything: is the login there, can the database
// be used. The procedures are those of the script's preflight.
import type { Execute } from '../../parse/tree/statement.ts';
import { internalError } from '../../snapshot/internal-error.ts';
import type { Failure } from '../failure.ts';
import type { DatabaseState } from '../state/database-state.ts';
import type { ServerState } from '../state/server-state.ts';

/** What a procedure reports instead of running its statement. */
export type Reported = Pick<Failure, 'rule' | 'why'>;

/** As #regrant_login asks, the name and then the SID: whether the login is to be made, or what is in its way. */
export function loginAsked(
  server: ServerState,
  { name, sid }: NonNullable<Execute['login']>,
): boolean | Reported {
  const named = server.principal(name);
  if (named !== undefined && (sid === undefined || named.sid === sid)) return false;
  if (named !== undefined) {
    const why = `a principal named ${name} is there with another SID`;
    return { rule: 'login-has-another-sid', why };
  }
  const other = sid === undefined ? undefined : server.principalOfSid(sid);
  if (other === undefined) return true;
  return { rule: 'sid-belongs-to-another-login', why: `the SID of ${name} belongs to ${other.name}` };
}

/** As #regrant_database asks: the database that statements run in from there on, or why none do. */
export function databaseAsked(server: ServerState, name: string | undefined): DatabaseState | Reported {
  if (name === undefined) return master(server);
  const found = server.database(name);
  if (found?.isWritable) return found;
  const problem =
    found === undefined
      ? 'is not there'
      : found.options.state === 'ONLINE'
        ? 'is read-only'
        : 'is not online';
  const why = `the database ${name} ${problem}, so that its statements are not run`;
  return { rule: 'database-cannot-be-used', why };
}

/** Where every script begins. */
export function master(server: ServerState): DatabaseState {
  const found = server.database('master');
  if (found === undefined) throw internalError('The simulated server has no master.');
  return found;
}
