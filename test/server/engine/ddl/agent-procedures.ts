// Procedures of msdb about the proxies of SQL Server Agent. Sources: "sp_add_proxy", "sp_update_proxy",
// "sp_grant_proxy_to_subsystem", "sp_grant_login_to_proxy (Transact-SQL)" and those that take each back.
import type { EngineError, Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import { keyOf } from '../sql/value.ts';
import type { RowRecord, Table } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { noPermission } from './errors.ts';
import {
  databasePrincipal,
  databaseTable,
  loginNamed,
  nextId,
  rowNamed,
  serverPrincipal,
  serverTable,
  tokensOf,
} from './principals.ts';
import type { SystemProcedure, Values } from './system-procedure.ts';
import { accountSid } from './windows-directory.ts';

const PROXIES = 'dbo.sysproxies';
const SUBSYSTEMS = 'dbo.sysproxysubsystem';
const USERS = 'dbo.sysproxylogin';

/** Names of subsystems by number. */
const SUBSYSTEM_NAMES: readonly string[] = [
  '',
  'TSQL',
  'ActiveScripting',
  'CmdExec',
  'Snapshot',
  'LogReader',
  'Distribution',
  'Merge',
  'QueueReader',
  'ANALYSISQUERY',
  'ANALYSISCOMMAND',
  'SSIS',
  'PowerShell',
];

const SYSADMIN = 3;

/** The procedures, by name in lower case. */
export const AGENT_PROCEDURES: Readonly<Record<string, SystemProcedure>> = {
  sp_add_proxy: {
    parameters: [
      '@proxy_name',
      '@enabled',
      '@description',
      '@credential_name',
      '@credential_id',
      '@proxy_id',
    ],
    run: inMsdb(addProxy),
  },
  sp_update_proxy: {
    parameters: [
      '@proxy_id',
      '@proxy_name',
      '@credential_name',
      '@credential_id',
      '@new_name',
      '@enabled',
      '@description',
    ],
    run: inMsdb(updateProxy),
  },
  sp_delete_proxy: { parameters: ['@proxy_id', '@proxy_name'], run: inMsdb(deleteProxy) },
  sp_grant_proxy_to_subsystem: {
    parameters: ['@proxy_id', '@proxy_name', '@subsystem_id', '@subsystem_name'],
    run: inMsdb(grantSubsystem),
  },
  sp_revoke_proxy_from_subsystem: {
    parameters: ['@proxy_id', '@proxy_name', '@subsystem_id', '@subsystem_name'],
    run: inMsdb(revokeSubsystem),
  },
  sp_grant_login_to_proxy: {
    parameters: ['@login_name', '@fixed_server_role', '@msdb_role', '@proxy_id', '@proxy_name'],
    run: inMsdb(grantUser),
  },
  sp_revoke_login_from_proxy: { parameters: ['@name', '@proxy_id', '@proxy_name'], run: inMsdb(revokeUser) },
};

/** A procedure that is found in msdb alone, and that only a sysadmin may run. */
export function inMsdb(run: SystemProcedure['run']): SystemProcedure['run'] {
  return (values, context) => {
    const { state, line } = context;
    if (state.database !== 'msdb') throw failAt(line, 2812, 'Could not find stored procedure.');
    if (!state.rights.isSysadmin) throw noPermission(line);
    run(values, context);
  };
}

/** A name, without the blanks around it; undefined where there is none. */
function named(values: Values, parameter: string): string | undefined {
  const value = values(parameter);
  return value === null ? undefined : String(value).trim() || undefined;
}

const missing = (line: number, what: string, name: string): EngineError =>
  failAt(line, 14262, `The specified ${what} ('${name}') does not exist.`);

function proxyNamed(values: Values, context: DdlContext): RowRecord {
  const name = named(values, '@proxy_name') ?? '';
  const found = proxyOf(name, context);
  if (found === undefined) throw missing(context.line, '@proxy_name', name);
  return found;
}

const proxyOf = (name: string, { state }: DdlContext): RowRecord | undefined =>
  rowNamed(databaseTable(state, PROXIES), name, state);

function credentialOf(values: Values, { state, line }: DdlContext): number | undefined {
  const name = named(values, '@credential_name');
  if (name === undefined) return undefined;
  const found = rowNamed(serverTable(state, 'sys.credentials'), name, state);
  if (found === undefined) throw missing(line, '@credential_name', name);
  return Number(found.credential_id);
}

function addProxy(values: Values, context: DdlContext): void {
  const { state, line } = context;
  const name = named(values, '@proxy_name') ?? '';
  if (proxyOf(name, context) !== undefined)
    throw failAt(line, 14261, `The specified @proxy_name ('${name}') already exists.`);
  const credential = credentialOf(values, context);
  if (credential === undefined) throw missing(line, '@credential_name', '');
  const table = databaseTable(state, PROXIES);
  table.insert({
    proxy_id: nextId(table, 'proxy_id', 1, Number.POSITIVE_INFINITY),
    name,
    credential_id: credential,
    enabled: Number(values('@enabled') ?? 1),
    description: values('@description'),
  });
}

function updateProxy(values: Values, context: DdlContext): void {
  const { proxy_id } = proxyNamed(values, context);
  const credential = credentialOf(values, context);
  const newName = named(values, '@new_name');
  const [enabled, description] = [values('@enabled'), values('@description')];
  databaseTable(context.state, PROXIES).update(
    { proxy_id },
    {
      ...(credential === undefined ? {} : { credential_id: credential }),
      ...(newName === undefined ? {} : { name: newName }),
      ...(enabled === null ? {} : { enabled: Number(enabled) }),
      ...(description === null ? {} : { description }),
    },
  );
}

function deleteProxy(values: Values, context: DdlContext): void {
  const { proxy_id } = proxyNamed(values, context);
  for (const view of [SUBSYSTEMS, USERS, PROXIES]) databaseTable(context.state, view).delete({ proxy_id });
}

function subsystemOf(values: Values, { line }: DdlContext): number {
  const name = named(values, '@subsystem_name');
  const number =
    name === undefined
      ? Number(values('@subsystem_id'))
      : SUBSYSTEM_NAMES.findIndex((one) => one.toUpperCase() === name.toUpperCase());
  if (SUBSYSTEM_NAMES[number] === undefined || number === 0)
    throw missing(line, '@subsystem_name', name ?? String(number));
  return number;
}

function grantSubsystem(values: Values, context: DdlContext): void {
  const { state, line } = context;
  const { proxy_id } = proxyNamed(values, context);
  const subsystem_id = subsystemOf(values, context);
  if (subsystem_id === 1) throw failAt(line, 14530, 'Proxy is not allowed for the TSQL subsystem.');
  addOnce(databaseTable(state, SUBSYSTEMS), { proxy_id, subsystem_id }, line);
}

function revokeSubsystem(values: Values, context: DdlContext): void {
  const { state, line } = context;
  const { proxy_id } = proxyNamed(values, context);
  const subsystem_id = subsystemOf(values, context);
  if (databaseTable(state, SUBSYSTEMS).delete({ proxy_id, subsystem_id }) === 0)
    throw failAt(line, 14600, 'Proxy does not have permission to the subsystem.'); // the words are a guess
}

function addOnce(table: Table, row: RowRecord, line: number): void {
  if (table.records(row).length > 0) throw failAt(line, 14531, 'Permission was granted already.'); // so are these
  table.insert(row);
}

/** Whom a proxy is given to: what `flags` says, and the SID. */
function userOf(values: Values, context: DdlContext): { readonly flags: number; readonly sid: Value } {
  const { state, line } = context;
  const [login, serverRole, role] = ['@login_name', '@fixed_server_role', '@msdb_role'].map((parameter) =>
    named(values, parameter),
  );
  if (login !== undefined) {
    const sid = loginNamed(state, login)?.sid ?? accountSid(state.server.settings, login);
    if (sid === undefined || sid === null) throw missing(line, '@login_name', login);
    return { flags: 0, sid };
  }
  const found =
    serverRole === undefined ? databasePrincipal(state, role ?? '') : serverPrincipal(state, serverRole);
  if (found?.type !== 'R' || found.sid === undefined || found.sid === null)
    throw missing(
      line,
      serverRole === undefined ? '@msdb_role' : '@fixed_server_role',
      serverRole ?? role ?? '',
    );
  return { flags: serverRole === undefined ? 2 : 1, sid: found.sid };
}

function grantUser(values: Values, context: DdlContext): void {
  const { state, line } = context;
  const { proxy_id } = proxyNamed(values, context);
  const { flags, sid } = userOf(values, context);
  const login = flags === 0 ? loginNamed(state, named(values, '@login_name') ?? '') : undefined;
  // Message 14395 of severity 10 says so, and nothing is done.
  if (login !== undefined && isSysadmin(login, context)) return;
  addOnce(databaseTable(state, USERS), { proxy_id, flags, sid }, line);
}

function isSysadmin({ principal_id }: RowRecord, { state }: DdlContext): boolean {
  return principal_id === 1 || tokensOf(state, Number(principal_id), 'server').has(SYSADMIN);
}

function revokeUser(values: Values, context: DdlContext): void {
  const { state, line } = context;
  const { proxy_id } = proxyNamed(values, context);
  const name = named(values, '@name') ?? '';
  const bearers = [
    loginNamed(state, name)?.sid ?? accountSid(state.server.settings, name),
    serverPrincipal(state, name)?.sid,
    databasePrincipal(state, name)?.sid,
  ];
  const sids = new Set(
    bearers.flatMap((sid) => (sid === undefined || sid === null ? [] : [keyOf(sid, undefined)])),
  );
  const gone = databaseTable(state, USERS).delete(
    (row) => row.proxy_id === proxy_id && sids.has(keyOf(row.sid ?? null, undefined)),
  );
  if (gone === 0) throw failAt(line, 14523, `"${name}" has not been granted permission to use the proxy.`); // a guess
}
