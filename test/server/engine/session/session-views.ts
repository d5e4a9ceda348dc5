// Views that show the asking session itself, and views that are never empty on a real server: these are refused when
// the environment has no rows for them, because an empty answer would look like one.
import type { ViewDefinition } from '../catalog/catalog.ts';
import { cannot } from '../messages.ts';
import { visibleRows } from '../security/visibility.ts';
import type { Row } from '../sql/value.ts';
import { completeRow } from '../store/complete-row.ts';
import { viewNamed } from '../store/server-state.ts';
import type { RowRecord, Table } from '../store/table.ts';
import type { SessionState } from './session-state.ts';

/** A view's rows for a session: the session's own, or the visible ones of the catalogue. */
export function sessionRows(view: ViewDefinition, database: string, session: SessionState): readonly Row[] {
  const own = SESSION_VIEWS[view.name];
  if (own !== undefined) return own(session).map((record) => completeRow(view, record));
  const rows = visibleRows(view, database, session);
  if (rows.length === 0 && NEVER_EMPTY.has(view.name)) {
    throw cannot(1, `${view.name}: the environment has no rows for it`);
  }
  return rows;
}

const NEVER_EMPTY: ReadonlySet<string> = new Set([
  'sys.dm_os_host_info',
  'sys.dm_os_sys_info',
  'sys.dm_server_services',
  'sys.master_files',
  'sys.sysprocesses',
  'sys.time_zone_info',
]);

const SESSION_VIEWS: Readonly<Record<string, (session: SessionState) => readonly RowRecord[]>> = {
  'sys.login_token': ({ server, rights }) =>
    tokens(server.table(viewNamed('sys.server_principals'), undefined), rights.tokenIds, 'SERVER ROLE'),
  'sys.user_token': (session) =>
    tokens(
      session.server.table(viewNamed('sys.database_principals'), session.database),
      session.rightsIn(session.database).tokenIds,
      'ROLE',
    ),
  'sys.dm_exec_sessions': ({ parts, identity, server, database }) => [
    {
      session_id: parts.sessionId,
      login_name: identity.name,
      original_login_name: identity.name,
      security_id: identity.sid,
      original_security_id: identity.sid,
      program_name: parts.applicationName,
      status: 'running',
      is_user_process: 1,
      language: 'us_english',
      database_id: server.databaseRow(database)?.id ?? 1,
    },
  ],
  'sys.dm_exec_connections': ({ parts }) => [
    {
      session_id: parts.sessionId,
      most_recent_session_id: parts.sessionId,
      net_transport: 'TCP',
      protocol_type: 'TSQL',
      auth_scheme: parts.isWindows ? 'NTLM' : 'SQL',
    },
  ],
};

function tokens(table: Table, ids: ReadonlySet<number>, role: string): readonly RowRecord[] {
  return table
    .records((row) => ids.has(Number(row.principal_id)))
    .map((row) => ({
      principal_id: row.principal_id,
      sid: row.sid,
      name: row.name,
      type: row.type === 'R' ? role : String(row.type_desc).replace('_', ' '),
      usage: 'GRANT OR DENY',
    }));
}
