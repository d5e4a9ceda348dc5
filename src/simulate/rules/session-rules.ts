// Why SQL Server refuses what concerns the session: EXECUTE AS, and what whoever acts then may not do.

import { CHANGING, changedScope } from '../effects/statement-effect.ts';
import { actorIn, isAdministrator } from '../run/actor.ts';
import { DatabaseState } from '../state/database-state.ts';
import { needs, refusals, refuses } from './refusals.ts';

const EXECUTE_AS = 'EXECUTE AS (Transact-SQL)';

/** Rules about who acts, in the order in which they are asked. */
export const SESSION_RULES = [
  ...refusals(['execute-as'], EXECUTE_AS, {
    'who-is-to-act-exists': needs(15517, ({ as, name }) => {
      if (name === undefined || as === 'caller') return undefined;
      return { what: as === 'user' ? 'principal' : 'login', name };
    }),
    'groups-and-roles-do-not-act': refuses(15517, ({ as, name = '' }, { server, database }) => {
      const found =
        as === 'login' ? server.principal(name) : as === 'user' ? database.principal(name) : undefined;
      return (
        found !== undefined &&
        'RAGXCK'.includes(found.type) &&
        `${name} is a role, a group, or stands for a certificate or key, and nobody acts as that`
      );
    }),
  }),
  ...refusals(['configure', 'reconfigure', 'alter-database-set'], 'RECONFIGURE (Transact-SQL)', {
    'settings-are-changed-outside-transactions': refuses(
      574,
      (_, { transactions }) =>
        transactions > 0 && 'settings of the server and of databases are not changed inside a transaction',
    ),
  }),
  ...refusals(CHANGING, EXECUTE_AS, {
    'who-acts-may-do-this': refuses({ asksServer: true }, (act, context) => {
      const scope = changedScope(act, context);
      return scope === undefined || isAdministrator(scope, context)
        ? undefined
        : `whether ${actorIn(scope, context)?.name ?? 'whoever acts here'} may do this is not known`;
    }),
  }),
  ...refusals([...CHANGING, 'grant', 'deny', 'revoke'], 'ALTER DATABASE SET Options (Transact-SQL)', {
    'database-is-writable': refuses(3906, (act, context) => {
      const scope = changedScope(act, context);
      return (
        scope instanceof DatabaseState &&
        scope.options.isReadOnly &&
        `the database ${scope.name} is read-only`
      );
    }),
  }),
];
