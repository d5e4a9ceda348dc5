// CREATE, ALTER and DROP ENDPOINT for what listens at TCP. Sources: the pages of that name, "sys.endpoints" and the views
// of each sort, "Configure the Database Engine to listen on multiple TCP ports" (Microsoft).
import type { Value } from '../../contract.ts';
import { classNamed } from '../catalog/securable-classes.ts';
import { failAt } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import { CODES } from '../store/codes.ts';
import type { RowRecord } from '../store/table.ts';
import type { DdlContext } from './ddl-context.ts';
import { cannotDo } from './errors.ts';
import { parseName } from './options.ts';
import { forgetPermissions } from './permissions.ts';
import { databaseTable, idOf, loginNamed, nextId, rowNamed, serverTable } from './principals.ts';
import { requireServer } from './rights.ts';
import type { Ddl } from './syntax.ts';

const CLASS = 105;
const STATES: readonly string[] = Object.values(CODES.endpointState);
const SA = 1;
const DEFAULT_TCP = 4;
const PUBLIC = 2;
const SORTS: Readonly<Record<string, { readonly type: number; readonly view?: string }>> = {
  TSQL: { type: 2 },
  SERVICE_BROKER: { type: 3, view: 'sys.service_broker_endpoints' },
  DATABASE_MIRRORING: { type: 4, view: 'sys.database_mirroring_endpoints' },
};

/** What the statement says, column by column. */
interface Clauses {
  readonly name: string;
  readonly owner?: string;
  readonly state?: string;
  readonly tcp?: RowRecord;
  readonly sort?: string;
  readonly own: RowRecord;
  readonly certificate?: string;
}

function parseClauses(stream: TokenStream): Clauses {
  const name = parseName(stream);
  const owner = stream.takeWord('AUTHORIZATION') ? parseName(stream) : undefined;
  let state: string | undefined;
  if (stream.takeWord('STATE')) {
    stream.expectSymbol('=');
    state = stream.expectOneOf(...STATES);
  }
  const tcp = stream.takeWord('AS', 'TCP') ? parseTcp(stream) : undefined;
  const sort = stream.takeWord('FOR') ? stream.expectOneOf(...Object.keys(SORTS)) : undefined;
  const own: Record<string, Value> = {};
  const certificate = sort === undefined ? undefined : parseOwn(stream, own);
  return {
    name,
    own,
    ...(owner !== undefined && { owner }),
    ...(state !== undefined && { state }),
    ...(tcp && { tcp }),
    ...(sort !== undefined && { sort }),
    ...(certificate !== undefined && { certificate }),
  };
}

function parseTcp(stream: TokenStream): RowRecord {
  const row: Record<string, Value> = { ip_address: null };
  stream.expectSymbol('(');
  do {
    if (stream.takeWord('LISTENER_PORT')) {
      stream.expectSymbol('=');
      row.port = Number(stream.advance().text);
    } else {
      stream.expectWord('LISTENER_IP');
      stream.expectSymbol('=');
      if (stream.takeWord('ALL')) continue;
      stream.expectSymbol('(');
      let address = '';
      while (!stream.isSymbol(')')) address += stream.advance().text;
      stream.expectSymbol(')');
      row.ip_address = address;
    }
  } while (stream.takeSymbol(','));
  stream.expectSymbol(')');
  return row;
}

/** What the sort has of its own; gives the certificate's name. */
function parseOwn(stream: TokenStream, own: Record<string, Value>): string | undefined {
  let certificate: string | undefined;
  stream.expectSymbol('(');
  if (stream.takeSymbol(')')) return undefined;
  do {
    const option = stream.expectOneOf(
      'AUTHENTICATION',
      'ENCRYPTION',
      'ROLE',
      'MESSAGE_FORWARDING',
      'MESSAGE_FORWARD_SIZE',
    );
    stream.expectSymbol('=');
    if (option === 'AUTHENTICATION') certificate = parseAuthentication(stream, own);
    else if (option === 'ENCRYPTION') own.encryption_algorithm_desc = parseEncryption(stream);
    else if (option === 'ROLE') own.role_desc = stream.expectOneOf('WITNESS', 'PARTNER', 'ALL');
    else if (option === 'MESSAGE_FORWARDING')
      own.is_message_forwarding_enabled = stream.expectOneOf('ENABLED', 'DISABLED') === 'ENABLED' ? 1 : 0;
    else own.message_forwarding_size = Number(stream.advance().text);
  } while (stream.takeSymbol(','));
  stream.expectSymbol(')');
  return certificate;
}

function parseAuthentication(stream: TokenStream, own: Record<string, Value>): string | undefined {
  const ways: string[] = [];
  let certificate: string | undefined;
  for (let way = 0; way < 2; way += 1) {
    if (stream.takeWord('WINDOWS')) {
      ways.push(['NTLM', 'KERBEROS', 'NEGOTIATE'].find((word) => stream.takeWord(word)) ?? 'NEGOTIATE');
    } else if (stream.takeWord('CERTIFICATE')) {
      certificate = parseName(stream);
      ways.push('CERTIFICATE');
    }
  }
  if (ways.length === 0) throw stream.unexpected();
  own.connection_auth_desc = ways.join(', ');
  return certificate;
}

function parseEncryption(stream: TokenStream): string {
  const how = stream.expectOneOf('DISABLED', 'SUPPORTED', 'REQUIRED');
  if (how === 'DISABLED') return 'NONE';
  const words: string[] = [];
  if (stream.takeWord('ALGORITHM'))
    while (stream.isWord('AES') || stream.isWord('RC4')) words.push(stream.advance().word);
  const algorithms = words.length === 0 ? ['AES'] : words;
  return [...(how === 'SUPPORTED' ? ['NONE'] : []), ...algorithms].join(', ');
}

const named = (name: string, { state }: DdlContext): RowRecord | undefined =>
  rowNamed(serverTable(state, 'sys.endpoints'), name, state);

function ownRow({ own, certificate }: Clauses, { state, line }: DdlContext): RowRecord {
  if (certificate === undefined) return { ...own, certificate_id: 0 };
  const certificates = databaseTable(state, 'sys.certificates', 'master').records({});
  const found = certificates.find((row) => row.name === certificate);
  if (found === undefined) throw cannotDo(line, 'find', 'certificate', certificate);
  return { ...own, certificate_id: found.certificate_id ?? null };
}

function ownerId({ owner }: Clauses, { state, line }: DdlContext): number {
  if (owner === undefined) return state.rights.isSysadmin ? SA : (state.identity.principalId ?? SA);
  const found = loginNamed(state, owner);
  if (found === undefined) throw cannotDo(line, 'find', 'server principal', owner);
  return idOf(found);
}

/** After CREATE ENDPOINT. */
export function parseCreateEndpoint(stream: TokenStream): Ddl {
  const clauses = parseClauses(stream);
  return (context) => {
    const { state, line } = context;
    requireServer(state, line, 'CREATE ENDPOINT', 'ALTER ANY ENDPOINT');
    const sort = SORTS[clauses.sort ?? ''];
    if (sort === undefined || clauses.tcp === undefined)
      throw failAt(line, 102, "Incorrect syntax near 'ENDPOINT'.", 15);
    const table = serverTable(state, 'sys.endpoints');
    if (named(clauses.name, context) !== undefined)
      throw failAt(line, 15530, `The endpoint with name "${clauses.name}" already exists.`);
    if (sort.view !== undefined && table.records({ type: sort.type }).length > 0)
      throw failAt(line, 7862, 'An endpoint of the requested type already exists.');
    const row = ownRow(clauses, context);
    const endpoint_id = nextId(
      table,
      'endpoint_id',
      classNamed('ENDPOINT').firstUserId,
      Number.POSITIVE_INFINITY,
    );
    const base = { protocol: 2, type: sort.type, state_desc: clauses.state ?? 'STOPPED' };
    table.insert({ name: clauses.name, endpoint_id, principal_id: ownerId(clauses, context), ...base });
    serverTable(state, 'sys.tcp_endpoints').insert({ endpoint_id, ...clauses.tcp });
    if (sort.view !== undefined) serverTable(state, sort.view).insert({ endpoint_id, ...row });
    if (clauses.sort === 'TSQL') {
      serverTable(state, 'sys.server_permissions').delete(
        (one) => one.class === CLASS && one.major_id === DEFAULT_TCP && one.grantee_principal_id === PUBLIC,
      );
    }
  };
}

/** After ALTER ENDPOINT. */
export function parseAlterEndpoint(stream: TokenStream): Ddl {
  const clauses = parseClauses(stream);
  return (context) => {
    const { state, line } = context;
    requireServer(state, line, 'ALTER ANY ENDPOINT');
    const found = named(clauses.name, context);
    if (found === undefined) throw cannotDo(line, 'find', 'endpoint', clauses.name);
    const { endpoint_id = null } = found;
    const table = serverTable(state, 'sys.endpoints');
    const stateCode = STATES.indexOf(clauses.state ?? '');
    if (stateCode >= 0)
      table.update({ endpoint_id }, { state: stateCode, state_desc: clauses.state ?? null });
    if (clauses.owner !== undefined)
      table.update({ endpoint_id }, { principal_id: ownerId(clauses, context) });
    if (clauses.tcp !== undefined) replace('sys.tcp_endpoints', endpoint_id, clauses.tcp, context);
    const sort = SORTS[clauses.sort ?? ''];
    if (sort === undefined) return;
    if (sort.type !== found.type) throw failAt(line, 7861, 'An endpoint cannot be given another type.');
    if (sort.view !== undefined) replace(sort.view, endpoint_id, ownRow(clauses, context), context);
  };
}

function replace(view: string, endpoint_id: Value, row: RowRecord, { state }: DdlContext): void {
  const table = serverTable(state, view);
  const [old] = table.records({ endpoint_id });
  table.delete({ endpoint_id });
  const kept = old === undefined ? {} : keptOf(old);
  table.insert({ ...kept, endpoint_id, ...row });
}

/** What ALTER ENDPOINT leaves as it is where it does not say it. */
function keptOf({ message_forwarding_size: size }: RowRecord): RowRecord {
  return size === undefined ? {} : { message_forwarding_size: size };
}

/** After DROP ENDPOINT. */
export function parseDropEndpoint(stream: TokenStream): Ddl {
  const name = parseName(stream);
  return (context) => {
    const { state, line } = context;
    requireServer(state, line, 'ALTER ANY ENDPOINT');
    const found = named(name, context);
    if (found === undefined) throw cannotDo(line, 'drop', 'endpoint', name);
    const { endpoint_id = null } = found;
    for (const view of [
      'sys.endpoints',
      'sys.tcp_endpoints',
      ...Object.values(SORTS).flatMap((sort) => sort.view ?? []),
    ])
      serverTable(state, view).delete({ endpoint_id });
    forgetPermissions(serverTable(state, 'sys.server_permissions'), CLASS, new Set([Number(endpoint_id)]));
  };
}
