// Why SQL Server refuses what concerns the session: EXECUTE AS, and what whoever acts then may not do.

import { refusal } from '../rule.ts';
import { actorIn, isAdministrator } from '../run/actor.ts';

const EXECUTE_AS = 'EXECUTE AS (Transact-SQL)';

/** Rules about who acts, in the order in which they are asked. */
export const SESSION_RULES = [
  refusal({
    name: 'who-is-to-act-exists',
    source: EXECUTE_AS,
    error: 15517,
    on: ['execute-as'],
    refuses: ({ as, name }, { server, database }) => {
      if (name === undefined || (as !== 'user' && as !== 'login')) return undefined;
      const found = as === 'login' ? server.principal(name) : database.principal(name);
      return found === undefined ? `there is no ${as} ${name} to act as` : undefined;
    },
  }),
  refusal({
    name: 'groups-and-roles-do-not-act',
    source: EXECUTE_AS,
    error: 15517,
    on: ['execute-as'],
    refuses: ({ as, name = '' }, { server, database }) => {
      const found =
        as === 'login' ? server.principal(name) : as === 'user' ? database.principal(name) : undefined;
      return found !== undefined && 'RAGXCK'.includes(found.type)
        ? `${name} is a role, a group, or stands for a certificate or key, and nobody acts as that`
        : undefined;
    },
  }),
  refusal({
    name: 'settings-are-changed-outside-transactions',
    source: 'RECONFIGURE (Transact-SQL)',
    error: 574,
    on: ['configure', 'reconfigure', 'alter-database-set'],
    refuses: (_, { transactions }) =>
      transactions > 0
        ? 'settings of the server and of databases are not changed inside a transaction'
        : undefined,
  }),
  refusal({
    name: 'who-acts-may-do-this',
    asksServer: true,
    source: EXECUTE_AS,
    on: [
      'create-login',
      'alter-login',
      'create-server-role',
      'alter-server-role',
      'create-credential',
      'alter-credential',
      'configure',
      'reconfigure',
      'add-trusted-assembly',
      'drop-trusted-assembly',
      'add-message',
      'drop-message',
      'alter-database-set',
      'create-user',
      'alter-user',
      'create-role',
      'alter-role',
      'create-application-role',
      'alter-application-role',
      'create-schema',
      'alter-schema',
      'alter-authorization',
      'drop',
      'create-object',
      'drop-object',
      'rename-object',
    ],
    refuses: (act, context) => {
      const scope = ON_SERVER.test(act.kind) ? context.server : context.database;
      return isAdministrator(scope, context)
        ? undefined
        : `whether ${actorIn(scope, context)?.name ?? 'whoever acts here'} may do this is not known`;
    },
  }),
];

const ON_SERVER = /login|server|credential|configure|assembly|message|database-set/;
