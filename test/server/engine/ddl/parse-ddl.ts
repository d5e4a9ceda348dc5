// Security statements by their first words.

import { cannot } from '../messages.ts';
import type { TokenStream } from '../sql/token-stream.ts';
import {
  parseAlterSpecification,
  parseCreateSpecification,
  parseDropSpecification,
} from './audit-specifications.ts';
import { parseAlterAudit, parseCreateAudit, parseDropAudit } from './audits.ts';
import { parseAuthorization, parseCreateSchema, parseDropSchema } from './authorization.ts';
import { parseAlterCredential, parseCreateCredential, parseDropCredential } from './credentials.ts';
import { parseAlterDatabase } from './databases.ts';
import { parseAlterEndpoint, parseCreateEndpoint, parseDropEndpoint } from './endpoints.ts';
import { parseAlterLogin, parseCreateLogin, parseDropLogin } from './logins.ts';
import { parsePermission } from './permissions.ts';
import {
  parseAlterApplicationRole,
  parseAlterRole,
  parseAlterServerRole,
  parseCreateApplicationRole,
  parseCreateRole,
  parseCreateServerRole,
  parseDropApplicationRole,
  parseDropRole,
  parseDropServerRole,
} from './roles.ts';
import type { Ddl } from './syntax.ts';
import { reconfigure } from './system-procedures.ts';
import { parseDropTrigger, parseTriggerState } from './triggers.ts';
import { parseAlterUser, parseCreateUser, parseDropUser } from './users.ts';

type Parse = (stream: TokenStream, first: boolean) => Ddl;

/** The longer ones first. */
const STATEMENTS: readonly (readonly [string, Parse])[] = [
  ['CREATE SERVER AUDIT SPECIFICATION', parseCreateSpecification('server')],
  ['ALTER SERVER AUDIT SPECIFICATION', parseAlterSpecification('server')],
  ['DROP SERVER AUDIT SPECIFICATION', parseDropSpecification('server')],
  ['CREATE DATABASE AUDIT SPECIFICATION', parseCreateSpecification('database')],
  ['ALTER DATABASE AUDIT SPECIFICATION', parseAlterSpecification('database')],
  ['DROP DATABASE AUDIT SPECIFICATION', parseDropSpecification('database')],
  ['CREATE APPLICATION ROLE', parseCreateApplicationRole],
  ['CREATE SERVER ROLE', parseCreateServerRole],
  ['CREATE CREDENTIAL', parseCreateCredential],
  ['CREATE ENDPOINT', parseCreateEndpoint],
  ['CREATE LOGIN', parseCreateLogin],
  ['CREATE ROLE', parseCreateRole],
  ['CREATE SCHEMA', parseCreateSchema],
  ['CREATE USER', parseCreateUser],
  ['ALTER APPLICATION ROLE', parseAlterApplicationRole],
  ['ALTER SERVER ROLE', parseAlterServerRole],
  ['ALTER AUTHORIZATION', parseAuthorization],
  ['ALTER CREDENTIAL', parseAlterCredential],
  ['ALTER DATABASE', parseAlterDatabase],
  ['ALTER ENDPOINT', parseAlterEndpoint],
  ['ALTER LOGIN', parseAlterLogin],
  ['ALTER ROLE', parseAlterRole],
  ['ALTER USER', parseAlterUser],
  ['DROP APPLICATION ROLE', parseDropApplicationRole],
  ['DROP SERVER ROLE', parseDropServerRole],
  ['DROP CREDENTIAL', parseDropCredential],
  ['DROP ENDPOINT', parseDropEndpoint],
  ['CREATE SERVER AUDIT', parseCreateAudit],
  ['ALTER SERVER AUDIT', parseAlterAudit],
  ['DROP SERVER AUDIT', parseDropAudit],
  ['DROP TRIGGER', parseDropTrigger],
  ['ENABLE TRIGGER', (stream) => parseTriggerState(stream, false)],
  ['DISABLE TRIGGER', (stream) => parseTriggerState(stream, true)],
  ['DROP LOGIN', parseDropLogin],
  ['DROP ROLE', parseDropRole],
  ['DROP SCHEMA', parseDropSchema],
  ['DROP USER', parseDropUser],
];

/** Reads one security statement; `first` when nothing stands before it in its batch. */
export function parseDdl(stream: TokenStream, first: boolean): Ddl {
  if (stream.isWord('GRANT') || stream.isWord('DENY') || stream.isWord('REVOKE'))
    return parsePermission(stream);
  if (stream.takeWord('RECONFIGURE')) {
    stream.takeWord('WITH', 'OVERRIDE');
    return reconfigure;
  }
  for (const [words, parse] of STATEMENTS) {
    if (stream.takeWord(...words.split(' '))) return parse(stream, first);
  }
  throw cannot(stream.line, `the statement ${stream.token.text} ${stream.look(1).text}`);
}
