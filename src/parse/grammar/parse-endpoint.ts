// CREATE and ALTER ENDPOINT of what listens at TCP ("CREATE ENDPOINT (Transact-SQL)", "ALTER ENDPOINT (Transact-SQL)").
// What an endpoint for HTTP says, which no release since 2012 takes, is skipped.
import type { EndpointClauses, Statement } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import { into, numberOf, type OptionTable, parseOptionList } from './parse-option.ts';

/** The statement; its verb is taken and ENDPOINT is next. Undefined for one for HTTP. */
export function parseEndpoint(cursor: Cursor, verb: 'create' | 'alter'): Statement | undefined {
  const isNew = verb === 'create';
  cursor.want('ENDPOINT');
  const name = cursor.name('an endpoint');
  const clauses: EndpointClauses = {};
  if (cursor.take('AUTHORIZATION')) clauses.owner = cursor.name('a login');
  parseStates(cursor, clauses);
  if (cursor.at('AS', 'HTTP') || cursor.at('FOR', 'SOAP')) return undefined;
  if (isNew || cursor.at('AS')) parseListener(cursor, clauses);
  if (isNew || cursor.at('FOR')) parsePayload(cursor, clauses);
  return { kind: `${verb}-endpoint`, name, clauses, span: cursor.span() };
}

/** STATE and AFFINITY, in either order; the second, which is on no page, is no clause that is kept. */
function parseStates(cursor: Cursor, clauses: EndpointClauses): void {
  do {
    const word = cursor.takeOne('STATE', 'AFFINITY');
    if (word === undefined) return;
    cursor.wantOperator('=');
    if (word === 'STATE') clauses.state = cursor.wantOne('STARTED', 'STOPPED', 'DISABLED');
    else if (cursor.takeOne('NONE', 'ADMIN') === undefined) numberOf('NONE, ADMIN or a number')(cursor);
  } while (cursor.takeOperator(',') || cursor.at('STATE') || cursor.at('AFFINITY'));
}

function parseListener(cursor: Cursor, clauses: EndpointClauses): void {
  cursor.want('AS', 'TCP');
  clauses.protocol = 'TCP';
  parseOptionList(cursor, LISTENER, clauses, 'LISTENER_PORT or LISTENER_IP');
}

const LISTENER: OptionTable<EndpointClauses> = {
  LISTENER_PORT: into('port', numberOf('a port')),
  LISTENER_IP: parseAddress,
};

/** `ALL`, `(10.0.0.1)` or `('fe80::1')`. */
function parseAddress(cursor: Cursor, clauses: EndpointClauses): void {
  if (cursor.take('ALL')) return;
  cursor.wantOperator('(');
  const quoted = cursor.take1('string');
  let address = quoted?.value ?? '';
  while (quoted === undefined && !cursor.atOperator(')')) address += cursor.next().text;
  if (!/^[0-9A-Fa-f:.]+$/.test(address)) cursor.fail('an address belongs here');
  clauses.ipAddress = address;
  cursor.wantOperator(')');
}

function parsePayload(cursor: Cursor, clauses: EndpointClauses): void {
  cursor.want('FOR');
  const found = cursor.takeOne('TSQL', 'SERVICE_BROKER', 'DATABASE_MIRRORING', 'DATA_MIRRORING');
  if (found === undefined) cursor.fail('TSQL, SERVICE_BROKER or DATABASE_MIRRORING belongs here');
  clauses.type = found === 'DATA_MIRRORING' ? 'DATABASE_MIRRORING' : found;
  if (cursor.atOperator('(') && cursor.atOperator(')', 1)) cursor.index += 2;
  else parseOptionList(cursor, found === 'TSQL' ? {} : OPTIONS, clauses, 'an option of the endpoint');
}

const OPTIONS: OptionTable<EndpointClauses> = {
  AUTHENTICATION: parseAuthentication,
  ENCRYPTION: into('encryption', parseEncryption),
  ROLE: into(
    'role',
    (cursor) => cursor.takeOne('PARTNER', 'WITNESS', 'ALL') ?? cursor.fail('a role belongs here'),
  ),
  MESSAGE_FORWARDING: into('isForwarding', (cursor) => {
    const isForwarding = cursor.take('ENABLED');
    if (!isForwarding) cursor.want('DISABLED');
    return isForwarding;
  }),
  MESSAGE_FORWARD_SIZE: into('forwardingSize', numberOf('a number of megabytes')),
};

/** Windows without a word is NEGOTIATE. */
function parseAuthentication(cursor: Cursor, clauses: EndpointClauses): void {
  const ways: string[] = [];
  while (ways.length < 2) {
    if (cursor.take('WINDOWS')) ways.push(cursor.takeOne('NTLM', 'KERBEROS', 'NEGOTIATE') ?? 'NEGOTIATE');
    else if (cursor.take('CERTIFICATE')) {
      clauses.certificate = cursor.name('a certificate');
      ways.push('CERTIFICATE');
    } else break;
  }
  if (ways.length === 0) cursor.fail('WINDOWS or CERTIFICATE belongs here');
  clauses.authentication = ways.join(', ');
}

/** An algorithm that is not said is AES. */
function parseEncryption(cursor: Cursor): string {
  if (cursor.take('DISABLED')) return 'NONE';
  const isSupported = cursor.take('SUPPORTED');
  if (!isSupported) cursor.want('REQUIRED');
  const algorithms: string[] = [];
  if (cursor.take('ALGORITHM'))
    for (let next = algorithm(cursor); next !== undefined; next = algorithm(cursor)) algorithms.push(next);
  if (algorithms.length === 0) algorithms.push('AES');
  return [...(isSupported ? ['NONE'] : []), ...algorithms].join(', ');
}

const algorithm = (cursor: Cursor): string | undefined => cursor.takeOne('AES', 'RC4');
