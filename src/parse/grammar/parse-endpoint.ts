// CREATE and ALTER ENDPOINT of what listens at TCP ("CREATE ENDPOINT (Transact-SQL)", "ALTER ENDPOINT (Transact-SQL)").
// What an endpoint for HTTP says, which no release since 2012 takes, is skipped.
import type { Token } from '../lex/token.ts';
import type { EndpointClauses, EndpointStatement } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import { into, type OptionTable, parseOptions } from './parse-option.ts';

/** The statement; its verb is taken and ENDPOINT is next. Undefined, with the cursor where it was, for one for HTTP. */
export function parseEndpoint(cursor: Cursor, start: Token, isNew: boolean): EndpointStatement | undefined {
  const { index } = cursor;
  cursor.want('ENDPOINT');
  const name = cursor.name('an endpoint');
  const clauses: EndpointClauses = {};
  if (cursor.take('AUTHORIZATION')) clauses.owner = cursor.name('a login');
  if (cursor.take('STATE')) clauses.state = parseState(cursor);
  if (cursor.at('AS', 'HTTP') || cursor.at('AFFINITY')) {
    cursor.index = index;
    return undefined;
  }
  if (isNew || cursor.at('AS')) parseListener(cursor, clauses);
  if (isNew || cursor.at('FOR')) parsePayload(cursor, clauses);
  return { kind: isNew ? 'create-endpoint' : 'alter-endpoint', name, clauses, span: cursor.span(start) };
}

function parseState(cursor: Cursor): string {
  cursor.wantOperator('=');
  for (const state of ['STARTED', 'STOPPED', 'DISABLED']) if (cursor.take(state)) return state;
  return cursor.fail('STARTED, STOPPED or DISABLED belongs here');
}

function parseListener(cursor: Cursor, clauses: EndpointClauses): void {
  cursor.want('AS', 'TCP');
  clauses.protocol = 'TCP';
  cursor.wantOperator('(');
  parseOptions(cursor, LISTENER, clauses, 'LISTENER_PORT or LISTENER_IP');
  cursor.wantOperator(')');
}

const LISTENER: OptionTable<EndpointClauses> = {
  LISTENER_PORT: into('port', (cursor) => Number(cursor.want1('number', 'a port').value)),
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
  const found = ['TSQL', 'SERVICE_BROKER', 'DATABASE_MIRRORING', 'DATA_MIRRORING'].find((type) =>
    cursor.take(type),
  );
  if (found === undefined) cursor.fail('TSQL, SERVICE_BROKER or DATABASE_MIRRORING belongs here');
  clauses.type = found === 'DATA_MIRRORING' ? 'DATABASE_MIRRORING' : found;
  cursor.wantOperator('(');
  if (cursor.takeOperator(')')) return;
  const table = clauses.type === 'TSQL' ? {} : OPTIONS;
  parseOptions(cursor, table, clauses, 'an option of the endpoint');
  cursor.wantOperator(')');
}

const OPTIONS: OptionTable<EndpointClauses> = {
  AUTHENTICATION: parseAuthentication,
  ENCRYPTION: parseEncryption,
  ROLE: (cursor, clauses) => {
    clauses.role =
      ['PARTNER', 'WITNESS', 'ALL'].find((role) => cursor.take(role)) ?? cursor.fail('a role belongs here');
  },
  MESSAGE_FORWARDING: (cursor, clauses) => {
    clauses.isForwarding = cursor.take('ENABLED');
    if (!clauses.isForwarding) cursor.want('DISABLED');
  },
  MESSAGE_FORWARD_SIZE: (cursor, clauses) => {
    clauses.forwardingSize = Number(cursor.want1('number', 'a number of megabytes').value);
  },
};

/** Windows without a word is NEGOTIATE. */
function parseAuthentication(cursor: Cursor, clauses: EndpointClauses): void {
  const ways: string[] = [];
  while (ways.length < 2) {
    if (cursor.take('WINDOWS'))
      ways.push(['NTLM', 'KERBEROS', 'NEGOTIATE'].find((way) => cursor.take(way)) ?? 'NEGOTIATE');
    else if (cursor.take('CERTIFICATE')) {
      clauses.certificate = cursor.name('a certificate');
      ways.push('CERTIFICATE');
    } else break;
  }
  if (ways.length === 0) cursor.fail('WINDOWS or CERTIFICATE belongs here');
  clauses.authentication = ways.join(', ');
}

/** An algorithm that is not said is AES. */
function parseEncryption(cursor: Cursor, clauses: EndpointClauses): void {
  if (cursor.take('DISABLED')) {
    clauses.encryption = 'NONE';
    return;
  }
  const isSupported = cursor.take('SUPPORTED');
  if (!isSupported) cursor.want('REQUIRED');
  const algorithms: string[] = [];
  if (cursor.take('ALGORITHM'))
    for (let next = algorithm(cursor); next !== undefined; next = algorithm(cursor)) algorithms.push(next);
  if (algorithms.length === 0) algorithms.push('AES');
  clauses.encryption = [...(isSupported ? ['NONE'] : []), ...algorithms].join(', ');
}

const algorithm = (cursor: Cursor): string | undefined => ['AES', 'RC4'].find((name) => cursor.take(name));
