// Roles of the server and of databases, application roles, schemas, and the DROPs ("CREATE ROLE", "ALTER ROLE",
// "CREATE SERVER ROLE", "ALTER SERVER ROLE", "CREATE APPLICATION ROLE", "ALTER APPLICATION ROLE", "CREATE SCHEMA",
// "ALTER SCHEMA (Transact-SQL)" and the DROP page of each).

import { defined } from '../../model/defined.ts';
import type { DroppedKind, Node, Statement, StatementOf } from '../tree/statement.ts';
import type { Cursor } from './cursor.ts';
import { type Filled, into, nameOf, type OptionTable, parseOptions } from './parse-option.ts';
import { parsePermissionStatement } from './parse-permission.ts';
import { Skip } from './skip.ts';

/** CREATE [SERVER] ROLE; CREATE is taken. */
export function parseCreateRole(cursor: Cursor): Statement {
  const kind = cursor.take('SERVER') ? 'create-server-role' : 'create-role';
  cursor.want('ROLE');
  const name = cursor.name('a role');
  const owner = parseOwner(cursor);
  return { kind, name, ...owner, span: cursor.span() };
}

function parseOwner(cursor: Cursor): { readonly owner?: string } {
  return cursor.take('AUTHORIZATION') ? { owner: cursor.name('a principal') } : {};
}

/** ALTER [SERVER] ROLE; ALTER is taken. */
export function parseAlterRole(cursor: Cursor): Statement {
  const kind = cursor.take('SERVER') ? 'alter-server-role' : 'alter-role';
  cursor.want('ROLE');
  const name = cursor.name('a role');
  const action = parseRoleAction(cursor);
  const operand = cursor.name(action === 'rename' ? 'a role' : 'a principal');
  return { kind, name, action, operand, span: cursor.span() };
}

function parseRoleAction(cursor: Cursor): StatementOf<'alter-role'>['action'] {
  if (cursor.take('WITH')) {
    cursor.want('NAME', '=');
    return 'rename';
  }
  const adds = cursor.take('ADD');
  if (!adds && !cursor.take('DROP')) cursor.fail('ADD MEMBER, DROP MEMBER or WITH NAME belongs here');
  cursor.want('MEMBER');
  return adds ? 'add-member' : 'drop-member';
}

type ApplicationOptions = Filled<Omit<StatementOf<'alter-application-role'>, 'kind' | 'name' | keyof Node>>;

const NEW_APPLICATION_ROLE: OptionTable<ApplicationOptions> = {
  PASSWORD: (cursor, options) => {
    cursor.want1('string', 'a password in quotes');
    options.hasPassword = true;
  },
  DEFAULT_SCHEMA: into('defaultSchema', nameOf('a schema')),
};

const CHANGED_APPLICATION_ROLE: OptionTable<ApplicationOptions> = {
  ...NEW_APPLICATION_ROLE,
  NAME: into('newName', nameOf('an application role')),
};

/** CREATE or ALTER APPLICATION ROLE; the verb is taken. */
export function parseApplicationRole(cursor: Cursor, verb: 'create' | 'alter'): Statement {
  cursor.want('APPLICATION', 'ROLE');
  const name = cursor.name('an application role');
  cursor.want('WITH');
  const options: ApplicationOptions = { hasPassword: false };
  const table = verb === 'create' ? NEW_APPLICATION_ROLE : CHANGED_APPLICATION_ROLE;
  parseOptions(cursor, table, options, 'an option of an application role', false);
  return { kind: `${verb}-application-role`, name, ...options, span: cursor.span() };
}

/** CREATE SCHEMA with the GRANT, DENY and REVOKE it may hold; its CREATE TABLE and CREATE VIEW are skipped. */
export function parseCreateSchema(cursor: Cursor): Statement {
  cursor.want('SCHEMA');
  const name = cursor.at('AUTHORIZATION') ? undefined : cursor.name('a schema');
  const owner = parseOwner(cursor);
  const elements: Statement[] = [];
  let end = cursor.span();
  for (;;) {
    if (cursor.at('GRANT') || cursor.at('DENY') || cursor.at('REVOKE'))
      elements.push(parsePermissionStatement(cursor));
    else if (cursor.at('CREATE', 'TABLE') || cursor.at('CREATE', 'VIEW')) new Skip('statement').run(cursor);
    else break;
    end = cursor.span();
    while (cursor.takeOperator(';'));
  }
  return { kind: 'create-schema', ...defined({ name }), ...owner, elements, span: end };
}

/** ALTER SCHEMA … TRANSFER; ALTER is taken. */
export function parseAlterSchema(cursor: Cursor): Statement {
  cursor.want('SCHEMA');
  const name = cursor.name('a schema');
  cursor.want('TRANSFER');
  const found = parseTransferred(cursor);
  const entity = cursor.parts('an object');
  if (entity.length > 2) cursor.fail('an object is named here with its schema at most', cursor.previous);
  return { kind: 'alter-schema', name, class: found, entity, span: cursor.span() };
}

function parseTransferred(cursor: Cursor): StatementOf<'alter-schema'>['class'] {
  if (cursor.atOperator('::', 1)) {
    if (cursor.take('TYPE')) {
      cursor.wantOperator('::');
      return 'TYPE';
    }
    cursor.want('OBJECT');
    cursor.wantOperator('::');
    return 'OBJECT';
  }
  if (!cursor.at('XML', 'SCHEMA')) return 'OBJECT';
  cursor.want('XML', 'SCHEMA', 'COLLECTION');
  cursor.wantOperator('::');
  return 'XML SCHEMA COLLECTION';
}

const DROPS: readonly (readonly [readonly string[], DroppedKind, boolean])[] = [
  [['LOGIN'], 'login', false],
  [['SERVER', 'ROLE'], 'server-role', false],
  [['USER'], 'user', true],
  [['ROLE'], 'role', true],
  [['APPLICATION', 'ROLE'], 'application-role', false],
  [['SCHEMA'], 'schema', true],
  [['CREDENTIAL'], 'credential', false],
  [['DATABASE', 'SCOPED', 'CREDENTIAL'], 'database-scoped-credential', false],
];

/** DROP of a principal, schema or credential; DROP is taken. Undefined when it drops something else. */
export function parseDrop(cursor: Cursor): Statement | undefined {
  const found = DROPS.find(([words]) => cursor.take(...words));
  if (found === undefined) return undefined;
  const [, dropped, mayCheck] = found;
  const ifExists = mayCheck && cursor.take('IF', 'EXISTS');
  const name = cursor.name();
  if (dropped === 'schema') cursor.take('RESTRICT');
  return { kind: 'drop', dropped, name, ifExists, span: cursor.span() };
}
