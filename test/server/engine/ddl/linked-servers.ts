// Linked servers and the mappings of logins to them, as their procedures make them. Sources: "sp_addlinkedserver
// (Transact-SQL)", "sp_serveroption", "sp_setnetname", "sp_addlinkedsrvlogin", "sp_droplinkedsrvlogin", "sp_dropserver"
// (Microsoft); that a new linked server uses the remote collation is what real ones have.
import type { Value } from '../../contract.ts';
import { failAt } from '../messages.ts';
import type { RowRecord } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { nextId, rowNamed, serverPrincipal, serverTable } from './principals.ts';
import { requireServer } from './rights.ts';
import type { SystemProcedure, Values } from './system-procedure.ts';

const SERVERS = 'sys.servers';
const LOGINS = 'sys.linked_logins';

/** The procedures, by name in lower case. */
export const LINKED_PROCEDURES: Readonly<Record<string, SystemProcedure>> = {
  sp_addlinkedserver: {
    parameters: ['@server', '@srvproduct', '@provider', '@datasrc', '@location', '@provstr', '@catalog'],
    run: addLinkedServer,
  },
  sp_serveroption: { parameters: ['@server', '@optname', '@optvalue'], run: setServerOption },
  sp_setnetname: { parameters: ['@server', '@netname'], run: setNetworkName },
  sp_addlinkedsrvlogin: {
    parameters: ['@rmtsrvname', '@useself', '@locallogin', '@rmtuser', '@rmtpassword'],
    run: mapLogin,
  },
  sp_droplinkedsrvlogin: { parameters: ['@rmtsrvname', '@locallogin'], run: unmapLogin },
  sp_dropserver: { parameters: ['@server', '@droplogins'], run: dropServer },
};

const said = (value: Value): string | null => (value === null ? null : String(value));

function serverRow(name: Value, { state, line }: DdlContext): RowRecord {
  const found = rowNamed(serverTable(state, SERVERS), String(name), state);
  if (found === undefined) {
    throw failAt(
      line,
      15015,
      `The server '${String(name)}' does not exist. Use sp_helpserver to show available servers.`,
    );
  }
  return found;
}

function addLinkedServer(value: Values, context: DdlContext): void {
  const { state, line } = context;
  requireServer(state, line, 'ALTER ANY LINKED SERVER');
  const table = serverTable(state, SERVERS);
  const name = String(value('@server'));
  if (rowNamed(table, name, state) !== undefined)
    throw failAt(line, 15028, `The server '${name}' already exists.`);
  const product = said(value('@srvproduct'));
  const given = ['@provider', '@datasrc', '@location', '@provstr', '@catalog'].map((one) => said(value(one)));
  const isSqlServer = product === 'SQL Server';
  if (isSqlServer && given.some((one) => one !== null)) {
    throw failAt(line, 15428, `You cannot specify a provider or any properties for product '${product}'.`);
  }
  const [provider, source, location, text, catalog] = given;
  const server_id = nextId(table, 'server_id', 1, Number.POSITIVE_INFINITY);
  table.insert({
    server_id,
    name,
    product: product ?? '',
    provider: provider === null || /^SQLOLEDB$/i.test(provider ?? '') ? 'SQLNCLI' : (provider ?? 'SQLNCLI'),
    data_source: isSqlServer ? name : (source ?? null),
    location: location ?? null,
    provider_string: text ?? null,
    catalog: catalog ?? null,
    connect_timeout: 0,
    query_timeout: 0,
    is_linked: 1,
    is_data_access_enabled: 1,
    uses_remote_collation: 1,
    collation_name: null,
    is_remote_proc_transaction_promotion_enabled: 1,
  });
  serverTable(state, LOGINS).insert({
    server_id,
    local_principal_id: 0,
    uses_self_credential: 1,
    remote_name: null,
  });
}

/** Options that are yes or no, by the word of sp_serveroption. */
const FLAGS: Readonly<Record<string, string>> = {
  'collation compatible': 'is_collation_compatible',
  'data access': 'is_data_access_enabled',
  dist: 'is_distributor',
  'lazy schema validation': 'lazy_schema_validation',
  pub: 'is_publisher',
  'remote proc transaction promotion': 'is_remote_proc_transaction_promotion_enabled',
  rpc: 'is_remote_login_enabled',
  'rpc out': 'is_rpc_out_enabled',
  sub: 'is_subscriber',
  'use remote collation': 'uses_remote_collation',
};
const COUNTS: Readonly<Record<string, string>> = {
  'connect timeout': 'connect_timeout',
  'query timeout': 'query_timeout',
};

function setServerOption(value: Values, context: DdlContext): void {
  const { state, line } = context;
  requireServer(state, line, 'ALTER ANY LINKED SERVER');
  const { server_id } = serverRow(value('@server'), context);
  const table = serverTable(state, SERVERS);
  const option = String(value('@optname')).toLowerCase();
  const wanted = said(value('@optvalue'));
  if (option === 'collation name') {
    table.update(
      { server_id },
      { collation_name: wanted, ...(wanted === null ? {} : { is_collation_compatible: 0 }) },
    );
    return;
  }
  const count = COUNTS[option];
  if (count !== undefined && /^[0-9]+$/.test(wanted ?? '')) {
    table.update({ server_id }, { [count]: Number(wanted) });
    return;
  }
  const flag = FLAGS[option];
  const isOn = /^(true|on)$/i.test(wanted ?? '');
  if (flag === undefined || !(isOn || /^(false|off)$/i.test(wanted ?? ''))) {
    throw failAt(
      line,
      15600,
      'An invalid parameter or option was specified for procedure sys.sp_serveroption.',
    ); // a guess
  }
  const also = flag === 'is_collation_compatible' && isOn ? { collation_name: null } : {};
  table.update({ server_id }, { [flag]: isOn ? 1 : 0, ...also });
}

function setNetworkName(value: Values, context: DdlContext): void {
  requireServer(context.state, context.line, 'ALTER ANY LINKED SERVER');
  const { server_id } = serverRow(value('@server'), context);
  serverTable(context.state, SERVERS).update({ server_id }, { data_source: said(value('@netname')) });
}

function localId(login: Value, { state, line }: DdlContext): Value {
  if (login === null) return 0;
  const found = serverPrincipal(state, String(login));
  if (found === undefined) {
    throw failAt(line, 15007, `'${String(login)}' is not a valid login or you do not have permission.`);
  }
  return found.principal_id ?? null;
}

function mapLogin(value: Values, context: DdlContext): void {
  const { state, line } = context;
  requireServer(state, line, 'ALTER ANY LOGIN');
  const { server_id } = serverRow(value('@rmtsrvname'), context);
  const local_principal_id = localId(value('@locallogin'), context);
  const isSelf = (said(value('@useself')) ?? 'TRUE').toUpperCase() === 'TRUE';
  const table = serverTable(state, LOGINS);
  table.delete({ server_id, local_principal_id });
  table.insert({
    server_id,
    local_principal_id,
    uses_self_credential: isSelf ? 1 : 0,
    remote_name: isSelf ? null : said(value('@rmtuser')),
  });
}

function unmapLogin(value: Values, context: DdlContext): void {
  requireServer(context.state, context.line, 'ALTER ANY LOGIN');
  const { server_id } = serverRow(value('@rmtsrvname'), context);
  const local_principal_id = localId(value('@locallogin'), context);
  serverTable(context.state, LOGINS).delete({ server_id, local_principal_id });
}

function dropServer(value: Values, context: DdlContext): void {
  const { state, line } = context;
  requireServer(state, line, 'ALTER ANY LINKED SERVER');
  const { server_id, name } = serverRow(value('@server'), context);
  const logins = serverTable(state, LOGINS);
  const others = logins.records((row) => row.server_id === server_id && row.local_principal_id !== 0);
  if (said(value('@droplogins'))?.toLowerCase() !== 'droplogins' && others.length > 0) {
    throw failAt(
      line,
      15190,
      `There are still remote logins or linked logins for the server '${String(name)}'.`,
    );
  }
  logins.delete({ server_id });
  serverTable(state, SERVERS).delete({ server_id });
}
