// Routes, remote service bindings and priorities of conversations; a route that every database has is none of a user's.
// Source: "sys.routes", "sys.remote_service_bindings", "sys.conversation_priorities" (Microsoft).
import { defined } from '../../../model/defined.ts';
import { filled, id, integer, name, text } from '../../batch/cell.ts';
import { defineQuery } from '../../batch/query.ts';
import type { DatabaseScope } from '../../scope.ts';
import { yes } from '../tables/column-parts.ts';
import { omitPart } from '../unknown-part.ts';
import { named, things } from './broker-things.ts';
import { contracts } from './messages.ts';
import { services } from './queues.ts';

const routes = things<'route'>();

/** `sys.routes`. */
const routeRows = defineQuery<DatabaseScope>()({
  name: 'routes',
  view: 'sys.routes',
  columns: ['route_id', 'name', 'remote_service_name', 'broker_instance', 'address', 'mirror_address'],
  expressions: { ends: 'CONVERT(nvarchar(30), [v].[lifetime], 126)' },
  narrow: (query) => query.where('v.name', '<>', 'AutoCreatedLocal'),
  read: (scope, at) => ({
    row: (row) => {
      routes(scope).set(id(row[at.route_id]), {
        name: name(row[at.name]),
        body: defined({
          service: filled(row[at.remote_service_name]),
          instance: filled(row[at.broker_instance]),
          address: name(row[at.address]),
          mirror: filled(row[at.mirror_address]),
          ends: filled(row[at.ends]),
        }),
      });
    },
  }),
});

const bindings = things<'remote-service-binding'>();

/** `sys.remote_service_bindings`. */
const bindingRows = defineQuery<DatabaseScope>()({
  name: 'remote service bindings',
  view: 'sys.remote_service_bindings',
  columns: [
    'remote_service_binding_id',
    'name',
    'remote_service_name',
    'remote_principal_id',
    'is_anonymous_on',
  ],
  read: (scope, at) => ({
    row: (row) => {
      const user = scope.principals.get(id(row[at.remote_principal_id]))?.name;
      const called = name(row[at.name]);
      if (user === undefined) {
        const fact = 'A remote service binding is of a user that could not be read; it was not captured.';
        scope.ledger.omit('unresolved-id', fact, 'Capture with a login that sees the users.', 1);
        return;
      }
      bindings(scope).set(id(row[at.remote_service_binding_id]), {
        name: called,
        body: defined({
          service: name(row[at.remote_service_name]),
          user,
          isAnonymous: yes(row[at.is_anonymous_on]),
        }),
      });
    },
  }),
});

const priorities = things<'broker-priority'>();

/** `sys.conversation_priorities`. */
const priorityRows = defineQuery<DatabaseScope>()({
  name: 'priorities of conversations',
  view: 'sys.conversation_priorities',
  columns: [
    'priority_id',
    'name',
    'service_contract_id',
    'local_service_id',
    'remote_service_name',
    'priority',
  ],
  read: (scope, at) => ({
    row: (row) => {
      const [contractId, localId] = [integer(row[at.service_contract_id]), integer(row[at.local_service_id])];
      const contract = contractId === undefined ? undefined : contracts(scope).get(contractId);
      const local = localId === undefined ? undefined : services(scope).get(localId)?.name;
      // Without either it would be the priority of any.
      if (
        (contractId !== undefined && contract === undefined) ||
        (localId !== undefined && local === undefined)
      ) {
        omitPart(scope, 'Priorities of conversations have no contract, or no service,');
        return;
      }
      priorities(scope).set(id(row[at.priority_id]), {
        name: name(row[at.name]),
        body: defined({
          contract,
          local,
          remote: text(row[at.remote_service_name]),
          level: id(row[at.priority]),
        }),
      });
    },
  }),
});

/** What is read of routes, bindings and priorities. */
export const ROUTE_QUERIES = [routeRows, bindingRows, priorityRows];

/** The routes of a database. */
export const routeFacts = (scope: DatabaseScope) => named(scope, 'route', routes(scope));
/** The remote service bindings of a database. */
export const bindingFacts = (scope: DatabaseScope) => named(scope, 'remote-service-binding', bindings(scope));
/** The priorities of a database. */
export const priorityFacts = (scope: DatabaseScope) => named(scope, 'broker-priority', priorities(scope));
