// Why SQL Server refuses what concerns the session: EXECUTE AS, and what whoever acts then may not do.

import { CHANGING, changedScope } from '../effects/changed-scope.ts';
import { refusal } from '../rule.ts';
import { actorIn, isAdministrator } from '../run/actor.ts';
import { DatabaseState } from '../state/database-state.ts';
import { speaksOf } from './reference.ts';

const EXECUTE_AS = 'EXECUTE AS (Transact-SQL)';

/** Rules about who acts, in the order in which they are asked. */
export const SESSION_RULES = [
  speaksOf({
    name: 'who-is-to-act-exists',
    source: EXECUTE_AS,
    error: 15517,
    on: ['execute-as'],
    of: ({ as, name }) => {
      if (name === undefined || as === 'caller') return undefined;
      return { what: as === 'user' ? 'principal' : 'login', name };
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
    on: CHANGING,
    refuses: (act, context) => {
      const scope = changedScope(act, context);
      return scope === undefined || isAdministrator(scope, context)
        ? undefined
        : `whether ${actorIn(scope, context)?.name ?? 'whoever acts here'} may do this is not known`;
    },
  }),
  refusal({
    name: 'database-is-writable',
    source: 'ALTER DATABASE SET Options (Transact-SQL)',
    error: 3906,
    on: [...CHANGING, 'grant', 'deny', 'revoke'],
    refuses: (act, context) => {
      const scope = changedScope(act, context);
      return scope instanceof DatabaseState && scope.options.isReadOnly
        ? `the database ${scope.name} is read-only`
        : undefined;
    },
  }),
];
