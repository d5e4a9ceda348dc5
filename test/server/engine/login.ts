// Logging in: the password, the login's state, the database, in the order and with the errors of SQL Server.
import type { LoginAttempt } from '../contract.ts';
import { EngineError } from '../contract.ts';
import { cannotOpenAtLogin, loginFailed } from './messages.ts';
import type { Identity } from './security/server-rights.ts';
import type { SessionParts } from './session/session-state.ts';
import { SessionState } from './session/session-state.ts';
import { collationOf } from './sql/collation.ts';
import type { ServerState } from './store/server-state.ts';
import { viewNamed } from './store/server-state.ts';
import type { RowRecord } from './store/table.ts';
import type { ViewRows } from './store/view-rows.ts';

const PRINCIPALS = viewNamed('sys.server_principals');

/** Errors that a login meets as they are; any other reason not to open a database becomes 4060. */
const TOLD: ReadonlySet<number> = new Set([976, 978, 983]);

/** Opens a session; throws an EngineError: 18456, 18470, 18488, 4060, 4064, 976, 978. */
export function logIn(
  attempt: LoginAttempt,
  server: ServerState,
  views: ViewRows,
  session: Pick<SessionParts, 'sessionId' | 'onClose'>,
): SessionState {
  const { identity, record } =
    attempt.windows === true ? windowsLogin(attempt, server) : sqlLogin(attempt, server);
  const isDefault = attempt.database === '';
  const wanted = isDefault ? String(record?.default_database_name ?? 'master') : attempt.database;
  const state = new SessionState({
    ...session,
    server,
    views,
    identity,
    database: 'master',
    applicationName: attempt.applicationName,
    readOnlyIntent: attempt.readOnlyIntent,
    isWindows: attempt.windows === true,
  });
  if (!state.rights.has('CONNECT SQL')) throw loginFailed(attempt.login);
  state.database = openDatabase(state, wanted, isDefault);
  return state;
}

function openDatabase(state: SessionState, name: string, isDefault: boolean): string {
  try {
    return state.enter(name, 1).name;
  } catch (error) {
    if (error instanceof EngineError && !TOLD.has(error.detail.number)) {
      if (!isDefault) throw cannotOpenAtLogin(name);
      throw new EngineError({
        number: 4064,
        severity: 11,
        message: 'Cannot open user default database. Login failed.',
      });
    }
    throw error;
  }
}

function sqlLogin(attempt: LoginAttempt, server: ServerState): { identity: Identity; record: RowRecord } {
  const record = principalNamed(attempt.login, server);
  const accepted = record === undefined ? undefined : server.settings.passwords[String(record.name)];
  if (record?.type !== 'S' || accepted === undefined || accepted !== attempt.password) {
    throw loginFailed(attempt.login);
  }
  checkEnabled(record);
  if (server.settings.loginFlags[String(record.name)]?.includes('IsMustChange') === true) {
    throw new EngineError({
      number: 18488,
      severity: 14,
      message: `Login failed for user '${attempt.login}'.  Reason: The password of the account must be changed.`,
    });
  }
  return { identity: identityOf(record, []), record };
}

// A Windows user comes in by a login of their own, or by that of a group.
function windowsLogin(
  attempt: LoginAttempt,
  server: ServerState,
): { identity: Identity; record: RowRecord | undefined } {
  const own = principalNamed(attempt.login, server);
  if (own !== undefined && own.type !== 'U') throw loginFailed(attempt.login);
  const groups = groupsOf(attempt.login, server);
  if (own !== undefined) checkEnabled(own);
  const record = own ?? groups[0];
  if (record === undefined) throw loginFailed(attempt.login);
  const groupIds = groups.map((group) => Number(group.principal_id));
  if (own !== undefined) return { identity: identityOf(own, groupIds), record };
  const sid = Uint8Array.from([1, 5, 0, 0, 0, 0, 0, 5, 21, ...Buffer.from(attempt.login, 'utf16le')]);
  return { identity: { name: attempt.login, sid, principalId: undefined, groupIds }, record };
}

function groupsOf(login: string, server: ServerState): readonly RowRecord[] {
  const key = nameKey(server);
  const names =
    Object.entries(server.settings.windowsGroups).find(([name]) => key(name) === key(login))?.[1] ?? [];
  const found = names.map((name) => principalNamed(name, server));
  return found.filter((row): row is RowRecord => row?.type === 'G');
}

function identityOf(record: RowRecord, groupIds: readonly number[]): Identity {
  const { sid } = record;
  return {
    name: String(record.name),
    sid: sid instanceof Uint8Array ? sid : new Uint8Array(),
    principalId: Number(record.principal_id),
    groupIds,
  };
}

function checkEnabled(record: RowRecord): void {
  if (record.is_disabled !== 1) return;
  throw new EngineError({
    number: 18470,
    severity: 14,
    message: `Login failed for user '${String(record.name)}'. Reason: The account is disabled.`,
  });
}

function principalNamed(name: string, server: ServerState): RowRecord | undefined {
  const key = nameKey(server);
  const wanted = key(name);
  const table = server.table(PRINCIPALS, undefined);
  const nameOf = table.reader('name');
  const found = table.rows.find((row) => key(String(nameOf(row))) === wanted);
  return found && table.recordsOf([found])[0];
}

function nameKey(server: ServerState): (name: string) => string {
  const collation = collationOf(server.settings.collation);
  return (name) => collation?.key(name) ?? name;
}
